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

// RegisterRow is one person of a register file, with the place and the household.
type RegisterRow struct {
	Line                             int // of the file
	Estate, Building, Entrance, Door string
	Name                             string
	Adult, Representative            bool
	Phone                            string // normal, or empty
	Area                             int64  // 0.01 m², 0 for none
}

// column is a column of a register file, by any of its headings.
type column struct {
	names    []string
	required bool
}

var columns = []column{
	{[]string{"小区", "组", "小区/组", "村民小组", "estate", "group"}, true},
	{[]string{"楼栋", "楼号", "building"}, true},
	{[]string{"单元", "entrance"}, false},
	{[]string{"门牌", "房号", "门牌号", "door"}, true},
	{[]string{"姓名", "name"}, true},
	{[]string{"成年", "是否成年", "adult"}, true},
	{[]string{"手机", "手机号", "phone"}, false},
	{[]string{"户代表", "representative"}, false},
	{[]string{"面积", "面积(m²)", "面积（m²）", "面积（平方米）", "area"}, false},
}

const (
	colEstate = iota
	colBuilding
	colEntrance
	colDoor
	colName
	colAdult
	colPhone
	colRepresentative
	colArea
)

// registerReader gathers rows and what is wrong with them.
type registerReader struct {
	at      []int    // where each column stands; -1 for nowhere
	heading []string // as the file writes it
	rows    []RegisterRow
	faults  []fault.Field
	seen    map[[5]string]bool
	area    map[[4]string]int64
	rep     map[[4]string]bool
	line    int // where the record begins in the file
	lines   int // that say something
	record  []string
}

// ParseRegister reads a register file, in any order of columns, and tells how it writes its letters. It gives all rows
// or one fault that names up to twenty places by row and column.
func ParseRegister(data []byte) ([]RegisterRow, api.RegisterEncoding, error) {
	text, how, err := readable(data)
	if err != nil {
		return nil, how, err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // as spreadsheets on old Macs end a line
	}
	text, comma, skipped := separated(text)
	r := registerReader{seen: map[[5]string]bool{}, area: map[[4]string]int64{}, rep: map[[4]string]bool{}}
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
			return nil, how, err
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
		r.read()
	}
	rows, err := r.finish()
	return rows, how, err
}

func (r *registerReader) finish() ([]RegisterRow, error) {
	if r.heading == nil {
		r.line, r.record = 1, nil
		r.readHeading()
	}
	if len(r.faults) == 0 {
		return r.rows, nil
	}
	f := ErrRegister.With("count", strconv.Itoa(len(r.faults)))
	for _, field := range r.faults[:min(len(r.faults), mostRegisterFaults)] {
		f = f.Add(field)
	}
	return nil, f
}

func (r *registerReader) readHeading() bool {
	r.heading = make([]string, len(r.record))
	for i, h := range r.record {
		r.heading[i] = strings.ToLower(strings.TrimSpace(h))
	}
	r.at = make([]int, len(columns))
	for c, column := range columns {
		r.at[c] = slices.IndexFunc(r.heading, func(h string) bool { return slices.Contains(column.names, h) })
		if r.at[c] < 0 && column.required {
			r.wrong(c, api.ProblemCodeRegisterColumnMissing)
		}
	}
	return len(r.faults) == 0
}

// wrong notes a fault in the current line, in a column or (-1) in the line as a whole.
func (r *registerReader) wrong(c int, code api.ProblemCode) {
	f := fault.Field{Name: "register", Code: code, Row: r.line}
	if c >= 0 {
		f.Column = columns[c].names[0]
		if r.at[c] >= 0 {
			f.Column = r.heading[r.at[c]]
		}
	}
	r.faults = append(r.faults, f)
}

func blank(record []string) bool {
	return !slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// read checks one line. Spreadsheets leave out empty cells at the end of a line, and add some.
func (r *registerReader) read() {
	for len(r.record) < len(r.heading) {
		r.record = append(r.record, "")
	}
	if !blank(r.record[len(r.heading):]) {
		r.wrong(-1, api.ProblemCodeRegisterRowShape)
		return
	}
	before := len(r.faults)
	row := RegisterRow{
		Line: r.line, Estate: r.text(colEstate, 40), Building: r.text(colBuilding, 40), Entrance: r.text(colEntrance, 20),
		Door: r.text(colDoor, 20), Name: r.text(colName, 40), Adult: r.choice(colAdult),
		Representative: r.choice(colRepresentative), Phone: r.phone(), Area: r.squareMetres(),
	}
	if len(r.faults) > before {
		return
	}
	r.agree(row)
	r.rows = append(r.rows, row)
}

// agree checks a line against those of the same household before it.
func (r *registerReader) agree(row RegisterRow) {
	home := [4]string{row.Estate, row.Building, row.Entrance, row.Door}
	who := [5]string{row.Estate, row.Building, row.Entrance, row.Door, row.Name}
	if r.seen[who] {
		r.wrong(colName, api.ProblemCodeRegisterRowDuplicate)
	}
	r.seen[who] = true
	if row.Representative {
		if !row.Adult || r.rep[home] {
			r.wrong(colRepresentative, api.ProblemCodeRegisterRowConflict)
		}
		r.rep[home] = true
	}
	if row.Area > 0 {
		if old := r.area[home]; old > 0 && old != row.Area {
			r.wrong(colArea, api.ProblemCodeRegisterRowConflict)
		}
		r.area[home] = row.Area
	}
}

func (r *registerReader) cell(c int) string {
	if r.at[c] < 0 {
		return ""
	}
	return strings.TrimSpace(r.record[r.at[c]])
}

// text is a cell of words; one that a spreadsheet would take for a formula is refused.
func (r *registerReader) text(c, most int) string {
	s := r.cell(c)
	if s == "" {
		if columns[c].required {
			r.wrong(c, api.ProblemCodeRegisterCellMissing)
		}
		return ""
	}
	clean, err := fault.Line("register", s)
	if err != nil || utf8.RuneCountInString(clean) > most || strings.ContainsAny(clean[:1], "=+-@") ||
		strings.HasPrefix(clean, "＝") || strings.HasPrefix(clean, "＋") || strings.HasPrefix(clean, "－") || strings.HasPrefix(clean, "＠") {
		r.wrong(c, api.ProblemCodeRegisterCellText)
		return ""
	}
	return clean
}

func (r *registerReader) choice(c int) bool {
	switch strings.ToLower(r.cell(c)) {
	case "是", "yes", "y", "1", "true":
		return true
	case "否", "no", "n", "0", "false":
		return false
	case "":
		if columns[c].required {
			r.wrong(c, api.ProblemCodeRegisterCellMissing)
		}
		return false
	}
	r.wrong(c, api.ProblemCodeRegisterCellChoice)
	return false
}

func (r *registerReader) phone() string {
	s := r.cell(colPhone)
	if s == "" {
		return ""
	}
	phone, err := identity.NormalPhone(s)
	if err != nil {
		r.wrong(colPhone, api.ProblemCodeRegisterCellPhone)
	}
	return phone
}

// squareMetres reads an area with at most two decimals as hundredths, in integers.
func (r *registerReader) squareMetres() int64 {
	s := r.cell(colArea)
	if s == "" {
		return 0
	}
	whole, part, dot := strings.Cut(s, ".")
	if whole == "" || len(whole) > 5 || strings.Trim(whole+part, "0123456789") != "" || len(part) > 2 || (dot && part == "") {
		r.wrong(colArea, api.ProblemCodeRegisterCellNumber)
		return 0
	}
	area, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil || area < 1 || area > 10_000_000 {
		r.wrong(colArea, api.ProblemCodeRegisterCellNumber)
		return 0
	}
	return area
}
