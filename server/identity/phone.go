package identity

import "strings"

// NormalPhone gives the eleven digits of a mainland mobile number, however people write it: with +86, 0086 or 86
// before it, with spaces, dashes or brackets, in full-width digits.
func NormalPhone(s string) (string, error) {
	var b strings.Builder
	plus := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r == '+' || r == '＋':
			if plus || b.Len() > 0 {
				return "", errPhone()
			}
			plus = true
		case strings.ContainsRune(" \u3000\u00a0-－–—()（）", r):
		default:
			return "", errPhone()
		}
	}
	digits := b.String()
	if plus && len(digits) != 13 {
		return "", errPhone()
	}
	if len(digits) == 13 || len(digits) == 15 {
		digits = strings.TrimPrefix(strings.TrimPrefix(digits, "00"), "86")
	}
	if len(digits) != 11 || digits[0] != '1' || digits[1] < '3' {
		return "", errPhone()
	}
	return digits, nil
}

// MaskPhone shows the first three and the last four digits: 138****5678. What is not a phone is hidden whole.
func MaskPhone(phone string) string {
	if len(phone) != 11 {
		return "****"
	}
	return phone[:3] + "****" + phone[7:]
}
