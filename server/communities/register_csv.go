package communities

import "wugong/api"

// RegisterRow is one person of a register file, with the place and the household.
type RegisterRow struct {
	Line                             int // of the file
	Estate, Building, Entrance, Door string
	Name                             string
	Adult, Representative            bool
	Phone                            string // normal, or empty
	Area                             int64  // 0.01 m², 0 for none
}

// personColumns are those of the residents' register.
var personColumns = []column{
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

// registerReader gathers the rows of the residents' register and checks those of a household against each other.
type registerReader struct {
	sheet
	rows []RegisterRow
	seen map[[5]string]bool
	area map[[4]string]int64
	rep  map[[4]string]bool
}

// ParseRegister reads a register file, in any order of columns, and tells how it writes its letters. It gives all rows
// or one fault that names up to twenty places by row and column.
func ParseRegister(data []byte) ([]RegisterRow, api.RegisterEncoding, error) {
	r := registerReader{sheet: sheet{columns: personColumns}, seen: map[[5]string]bool{}, area: map[[4]string]int64{}, rep: map[[4]string]bool{}}
	how, err := r.each(data, r.read)
	if err != nil {
		return nil, how, err
	}
	return r.rows, how, nil
}

// read checks one line.
func (r *registerReader) read() {
	before := len(r.faults)
	row := RegisterRow{
		Line: r.line, Estate: r.text(colEstate, 40), Building: r.text(colBuilding, 40), Entrance: r.text(colEntrance, 20),
		Door: r.text(colDoor, 20), Name: r.text(colName, 40), Adult: r.choice(colAdult),
		Representative: r.choice(colRepresentative), Phone: r.phone(colPhone, r.cell(colPhone)), Area: r.squareMetres(colArea),
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
