package numbers

import (
	"strings"
	"testing"
)

func TestANumberWithAMistakeNeverFits(t *testing.T) {
	if got := Say("R", 10_835); got != Say("R", 10_835) || !strings.HasPrefix(got, "R-00AJK-") {
		t.Errorf("number 10835 is %s", got)
	}
	check := func(digits string) string { // the number that such digits stand for
		var n int64
		for _, d := range digits {
			n = n*32 + int64(strings.IndexRune(alphabet, d))
		}
		return Say("R", n)
	}
	for _, n := range []int64{1, 31, 32, 10_835, 1 << 24, 1<<25 - 1, 1 << 40} {
		text := Say("R", n)
		digits, sum := text[2:len(text)-2], text[len(text)-1:]
		for i := range digits {
			for _, other := range alphabet {
				if wrong := digits[:i] + string(other) + digits[i+1:]; wrong != digits && strings.HasSuffix(check(wrong), sum) {
					t.Errorf("%s could be read as %s", digits, wrong)
				}
			}
			if i > 0 && digits[i] != digits[i-1] {
				if wrong := digits[:i-1] + digits[i:i+1] + digits[i-1:i] + digits[i+1:]; strings.HasSuffix(check(wrong), sum) {
					t.Errorf("%s could be read as %s", digits, wrong)
				}
			}
		}
	}
}
