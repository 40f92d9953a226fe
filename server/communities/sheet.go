package communities

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wugong/api"
	"wugong/server/fault"
	"wugong/server/identity"
)

const (
	mostRegisterRows   = 20_000
	mostRegisterFaults = 20
)

// column is a column of a register file, by any of its headings.
type column struct {
	names    []string
	required bool
}

// sheet reads the rows of a register file one by one, in any order of its columns, and gathers what is wrong with them.
type sheet struct {
	columns []column
	at      []int    // where each column stands; -1 for nowhere
	heading []string // as the file writes it
	faults  []fault.Field
	line    int // where the record begins in the file
	lines   int // that say something
	record  []string
}

// each gives every row of a file to take and tells how the file writes its letters, or one fault that names up to twenty
// places by row and column.
func (r *sheet) each(data []byte, take func()) (api.RegisterEncoding, error) {
	text, how, err := readable(data)
	if err != nil {
		return how, err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // as spreadsheets on old Macs end a line
	}
	text, comma, skipped := separated(text)
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord, reader.Comma = -1, comma
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			r.line = broken.StartLine + skipped
			r.wrong(-1, api.ProblemCodeRegisterRowShape)
			break // what follows a broken quote cannot be read
		}
		if err != nil {
			return how, err
		}
		r.line, _ = reader.FieldPos(0)
		r.line += skipped
		if r.record = record; blank(record) {
			continue // spreadsheets leave lines of commas at the end
		}
		if r.heading == nil {
			if !r.readHeading() {
				break
			}
			continue
		}
		if r.lines++; r.lines > mostRegisterRows {
			r.wrong(-1, api.ProblemCodeRegisterTooLong)
			break
		}
		if r.whole() {
			take()
		}
	}
	return how, r.finish()
}

func (r *sheet) finish() error {
	if r.heading == nil {
		r.line, r.record = 1, nil
		r.readHeading()
	}
	if len(r.faults) == 0 {
		return nil
	}
	f := ErrRegister.With("count", strconv.Itoa(len(r.faults)))
	for _, field := range r.faults[:min(len(r.faults), mostRegisterFaults)] {
		f = f.Add(field)
	}
	return f
}

func (r *sheet) readHeading() bool {
	r.heading = make([]string, len(r.record))
	for i, h := range r.record {
		r.heading[i] = strings.ToLower(strings.TrimSpace(h))
	}
	r.at = make([]int, len(r.columns))
	for c, column := range r.columns {
		r.at[c] = slices.IndexFunc(r.heading, func(h string) bool { return slices.Contains(column.names, h) })
		if r.at[c] < 0 && column.required {
			r.wrong(c, api.ProblemCodeRegisterColumnMissing)
		}
	}
	return len(r.faults) == 0
}

// wrong notes a fault in the current line, in a column or (-1) in the line as a whole.
func (r *sheet) wrong(c int, code api.ProblemCode) {
	f := fault.Field{Name: "register", Code: code, Row: r.line}
	if c >= 0 {
		f.Column = r.columns[c].names[0]
		if r.at[c] >= 0 {
			f.Column = r.heading[r.at[c]]
		}
	}
	r.faults = append(r.faults, f)
}

func blank(record []string) bool {
	return !slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// whole makes a line as long as the heading. Spreadsheets leave out empty cells at the end of a line, and add some.
func (r *sheet) whole() bool {
	for len(r.record) < len(r.heading) {
		r.record = append(r.record, "")
	}
	if blank(r.record[len(r.heading):]) {
		return true
	}
	r.wrong(-1, api.ProblemCodeRegisterRowShape)
	return false
}

func (r *sheet) cell(c int) string {
	if r.at[c] < 0 {
		return ""
	}
	return strings.TrimSpace(r.record[r.at[c]])
}

// text is a cell of words; one that a spreadsheet would take for a formula is refused.
func (r *sheet) text(c, most int) string {
	s := r.cell(c)
	if s == "" {
		if r.columns[c].required {
			r.wrong(c, api.ProblemCodeRegisterCellMissing)
		}
		return ""
	}
	return r.plain(c, s, most)
}

// plain is one name in a cell.
func (r *sheet) plain(c int, s string, most int) string {
	clean, err := fault.Line("register", s)
	if err != nil || utf8.RuneCountInString(clean) > most || strings.ContainsAny(clean[:1], "=+-@") ||
		strings.HasPrefix(clean, "＝") || strings.HasPrefix(clean, "＋") || strings.HasPrefix(clean, "－") || strings.HasPrefix(clean, "＠") {
		r.wrong(c, api.ProblemCodeRegisterCellText)
		return ""
	}
	return clean
}

func (r *sheet) choice(c int) bool {
	switch strings.ToLower(r.cell(c)) {
	case "是", "yes", "y", "1", "true":
		return true
	case "否", "no", "n", "0", "false":
		return false
	case "":
		if r.columns[c].required {
			r.wrong(c, api.ProblemCodeRegisterCellMissing)
		}
		return false
	}
	r.wrong(c, api.ProblemCodeRegisterCellChoice)
	return false
}

// phone is a number in a cell, in its normal form; empty where there is none.
func (r *sheet) phone(c int, s string) string {
	if s == "" {
		return ""
	}
	phone, err := identity.NormalPhone(s)
	if err != nil {
		r.wrong(c, api.ProblemCodeRegisterCellPhone)
	}
	return phone
}

// squareMetres reads an area with at most two decimals as hundredths, in integers.
func (r *sheet) squareMetres(c int) int64 {
	s := r.cell(c)
	if s == "" {
		return 0
	}
	whole, part, dot := strings.Cut(s, ".")
	if whole == "" || len(whole) > 5 || strings.Trim(whole+part, "0123456789") != "" || len(part) > 2 || (dot && part == "") {
		r.wrong(c, api.ProblemCodeRegisterCellNumber)
		return 0
	}
	area, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil || area < 1 || area > 10_000_000 {
		r.wrong(c, api.ProblemCodeRegisterCellNumber)
		return 0
	}
	return area
}
