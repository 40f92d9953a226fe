package fault

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"wugong/api"
)

// Line checks a name or title: one line of UTF-8 without control, bidi or zero-width characters that
// could make it look like another. It answers the text without outer spaces.
func Line(field, s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" || !utf8.ValidString(s) || strings.ContainsFunc(s, deceptive) {
		return "", ErrText.On(field, api.ProblemCodeInvalidText)
	}
	return s, nil
}

// Text checks what people write at length: line breaks and tabs are fine, NUL and the like are not.
// An empty text is fine; the contract says where it is not.
func Text(field, s string) (string, error) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	bad := func(r rune) bool { return r != '\n' && r != '\t' && deceptive(r) && r != '\u200d' }
	if !utf8.ValidString(s) || strings.ContainsFunc(s, bad) {
		return "", ErrText.On(field, api.ProblemCodeInvalidText)
	}
	return s, nil
}

func deceptive(r rune) bool {
	switch {
	case unicode.IsControl(r), r == utf8.RuneError:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // bidi overrides and isolates
		return true
	case r >= 0x200b && r <= 0x200f, r == 0x2060, r == 0xfeff, r == 0x00ad, r == 0x061c: // zero width, marks
		return true
	case r == 0x2028, r == 0x2029:
		return true
	}
	return false
}

// Excerpt is the beginning of a text, on one line: 60 characters at most.
func Excerpt(text string) string {
	const most = 60
	runes := []rune(text)
	for i, r := range runes {
		if r == '\n' || r == '\t' {
			runes[i] = ' '
		}
	}
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}
