// Package numbers writes the numbers of matters so that people can say them on the phone.
package numbers

import "strings"

// alphabet is Crockford's base 32: no I, L, O, U, so that nobody mistakes a letter for a figure.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Say shows the n-th matter of a kind as "R-00AK7-X". The last character checks the others: one wrong character, or two
// that changed places, never fit. Numbers of a kind come from one sequence for all communities; gaps mean nothing.
func Say(kind string, n int64) string {
	var digits []byte
	for ; n > 0 || len(digits) < 5; n /= 32 {
		digits = append(digits, byte(n%32))
	}
	check := byte(0)
	var text strings.Builder
	text.WriteString(kind + "-")
	for i := len(digits) - 1; i >= 0; i-- {
		check = double(check ^ digits[i])
		text.WriteByte(alphabet[digits[i]])
	}
	text.WriteByte('-')
	text.WriteByte(alphabet[check])
	return text.String()
}

// double multiplies by two in the field of 32 elements (x⁵+x²+1). Weighing each place with another power of two
// makes the check find every single error and every exchange of two places.
func double(b byte) byte {
	b <<= 1
	if b >= 32 {
		b ^= 0b100101
	}
	return b
}
