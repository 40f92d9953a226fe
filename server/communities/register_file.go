package communities

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"wugong/api"
	"wugong/server/fault"
)

const (
	byteOrderMark = "\ufeff"
	unreadable    = "\ufffd" // what stands for bytes that are no letter
)

// readable gives the text of a register file in UTF-8 and how the file writes it: by its byte order mark, else UTF-8
// where it is valid, else GBK, as spreadsheets in China save it. Bytes that are no letter are a fault of their line.
func readable(data []byte) (text string, how api.RegisterEncoding, err error) {
	switch {
	case bytes.HasPrefix(data, []byte(byteOrderMark)):
		text, how = strings.ToValidUTF8(string(data[len(byteOrderMark):]), unreadable), api.RegisterEncodingUTF8Bom
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		how = api.RegisterEncodingUtf16
		text, err = decoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), data)
	case utf8.Valid(data):
		text, how = string(data), api.RegisterEncodingUTF8
	default:
		how = api.RegisterEncodingGbk
		text, err = decoded(simplifiedchinese.GB18030, data)
	}
	if err != nil {
		return "", how, err
	}
	if before, _, bad := strings.Cut(text, unreadable); bad {
		return "", how, ErrRegister.With("count", "1").Add(fault.Field{Name: "register", Code: api.ProblemCodeRegisterEncoding, Row: 1 + strings.Count(before, "\n")})
	}
	return text, how, nil
}

func decoded(from encoding.Encoding, data []byte) (string, error) {
	text, err := from.NewDecoder().Bytes(data)
	return string(text), err
}

// separated tells by which sign the cells of a file are parted: what a first line "sep=;" says, which belongs to no
// row, else the one that its heading holds most of. skipped is how many lines the rows stand below.
func separated(text string) (rest string, comma rune, skipped int) {
	first, below, _ := strings.Cut(text, "\n")
	if said, is := strings.CutPrefix(strings.ToLower(strings.TrimRight(first, "\r")), "sep="); is && len(said) == 1 && strings.Contains(",;\t", said) {
		return below, rune(said[0]), 1
	}
	for heading := range strings.SplitSeq(text, "\n") {
		if strings.Trim(heading, " \r\t,;\"") == "" {
			continue
		}
		comma = ','
		for _, other := range ";\t" {
			if strings.Count(heading, string(other)) > strings.Count(heading, string(comma)) {
				comma = other
			}
		}
		return text, comma, 0
	}
	return text, ',', 0
}
