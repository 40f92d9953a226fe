package reports

import "wugong/server/numbers"

// Number shows the n-th report as "R-00AK7-X".
func Number(n int64) string { return numbers.Say("R", n) }
