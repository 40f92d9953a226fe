package communities

import (
	"strings"

	"wugong/api"
)

// OwnerRow is one unit of an owners' register file with its owners.
type OwnerRow struct {
	Line                             int // of the file
	Estate, Building, Entrance, Door string
	Name                             string // the door's where the file gives none
	Kind                             api.UnitKind
	Area                             int64 // 0.01 m²
	Owners                           []OwnerCell
	Developer                        bool   // unsold or not handed over: without owners
	Voter                            string // of the owners, whom they have named; empty for none
}

// OwnerCell is an owner as a file names them.
type OwnerCell struct {
	Name  string
	Kind  api.OwnerKind
	Phone string // normal, or empty
}

// ownerColumns are those of the owners' register.
var ownerColumns = []column{
	{[]string{"小区", "组", "小区/组", "村民小组", "estate", "group"}, true},
	{[]string{"楼栋", "楼号", "building"}, true},
	{[]string{"单元", "entrance"}, false},
	{[]string{"门牌", "房号", "门牌号", "door"}, true},
	{[]string{"名称", "单元名称", "车位号", "name"}, false},
	{[]string{"用途", "类型", "kind"}, false},
	{[]string{"面积", "专有面积", "建筑面积", "面积(m²)", "面积（m²）", "面积（平方米）", "area"}, true},
	{[]string{"业主", "产权人", "业主姓名", "owners"}, false},
	{[]string{"手机", "手机号", "phones"}, false},
	{[]string{"开发商持有", "developer"}, false},
	{[]string{"表决人", "voter"}, false},
}

const (
	colUnitEstate = iota
	colUnitBuilding
	colUnitEntrance
	colUnitDoor
	colUnitName
	colUnitKind
	colUnitArea
	colOwners
	colOwnerPhones
	colDeveloper
	colVoter
)

const mostOwners = 20

var unitKinds = map[string]api.UnitKind{
	"": api.UnitKindDwelling, "住宅": api.UnitKindDwelling, "dwelling": api.UnitKindDwelling,
	"商铺": api.UnitKindShop, "商业": api.UnitKindShop, "门面": api.UnitKindShop, "shop": api.UnitKindShop,
	"车位": api.UnitKindParking, "车库": api.UnitKindParking, "parking": api.UnitKindParking,
	"其他": api.UnitKindOther, "other": api.UnitKindOther,
}

type ownerReader struct {
	sheet
	rows []OwnerRow
	seen map[[5]string]bool
}

// ParseOwners reads an owners' register file, one unit a row, as ParseRegister reads the other. Several owners of a unit, and
// their phones in the same order, are parted by 、 or a semicolon.
func ParseOwners(data []byte) ([]OwnerRow, api.RegisterEncoding, error) {
	r := ownerReader{sheet: sheet{columns: ownerColumns}, seen: map[[5]string]bool{}}
	how, err := r.each(data, r.read)
	if err != nil {
		return nil, how, err
	}
	return r.rows, how, nil
}

// read checks one line.
func (r *ownerReader) read() {
	before := len(r.faults)
	row := OwnerRow{
		Line: r.line, Estate: r.text(colUnitEstate, 40), Building: r.text(colUnitBuilding, 40), Entrance: r.text(colUnitEntrance, 20),
		Door: r.text(colUnitDoor, 20), Name: r.text(colUnitName, 40), Kind: r.kind(), Area: r.squareMetres(colUnitArea), Owners: r.owners(),
		Developer: r.choice(colDeveloper), Voter: r.text(colVoter, 60),
	}
	if r.cell(colUnitArea) == "" {
		r.wrong(colUnitArea, api.ProblemCodeRegisterCellMissing)
	}
	if row.Name == "" {
		row.Name = row.Door
	}
	if len(r.faults) > before {
		return
	}
	r.agree(row)
	r.rows = append(r.rows, row)
}

// agree checks what a line says against itself and those before it.
func (r *ownerReader) agree(row OwnerRow) {
	place := [5]string{row.Estate, row.Building, row.Entrance, row.Door, row.Name}
	if r.seen[place] {
		r.wrong(colUnitDoor, api.ProblemCodeRegisterUnitDuplicate)
	}
	r.seen[place] = true
	switch {
	case row.Developer && (len(row.Owners) > 0 || row.Voter != ""):
		r.wrong(colDeveloper, api.ProblemCodeRegisterCellDeveloper)
	case !row.Developer && len(row.Owners) == 0:
		r.wrong(colOwners, api.ProblemCodeRegisterCellMissing)
	case row.Voter != "" && row.voter() < 0:
		r.wrong(colVoter, api.ProblemCodeRegisterCellVoter)
	}
}

// voter is which of the owners is named to vote; -1 for none, also where two of them have the name.
func (row OwnerRow) voter() int {
	found := -1
	for i, o := range row.Owners {
		switch {
		case o.Name != row.Voter:
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	return found
}

func (r *ownerReader) kind() api.UnitKind {
	kind, ok := unitKinds[strings.ToLower(r.cell(colUnitKind))]
	if !ok {
		r.wrong(colUnitKind, api.ProblemCodeRegisterCellKind)
	}
	return kind
}

// owners are those of the line with their phones. The same owner twice is a fault.
func (r *ownerReader) owners() (all []OwnerCell) {
	names, phones := parts(r.cell(colOwners)), parts(r.cell(colOwnerPhones))
	if len(names) > mostOwners {
		r.wrong(colOwners, api.ProblemCodeRegisterCellText)
		return nil
	}
	if len(phones) > 0 && len(phones) != len(names) {
		r.wrong(colOwnerPhones, api.ProblemCodeRegisterCellPhones)
		return nil
	}
	seen := map[OwnerCell]bool{}
	for i, name := range names {
		if name == "" {
			r.wrong(colOwners, api.ProblemCodeRegisterCellMissing)
			return nil
		}
		o := OwnerCell{Name: r.plain(colOwners, name, 60)}
		o.Kind = ownerKind(o.Name)
		if len(phones) > 0 {
			o.Phone = r.phone(colOwnerPhones, phones[i])
		}
		if seen[o] {
			r.wrong(colOwners, api.ProblemCodeRegisterRowDuplicate)
		}
		seen[o] = true
		all = append(all, o)
	}
	return all
}

// parts are what a cell names, each without spaces around; none for an empty cell.
func parts(cell string) []string {
	if cell == "" {
		return nil
	}
	all := strings.Split(strings.NewReplacer("；", "、", ";", "、", "\n", "、").Replace(cell), "、")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// toAPI is how a preview shows the row.
func (row OwnerRow) toAPI(change api.RegisterChange) api.OwnerLine {
	return api.OwnerLine{Row: row.Line, Estate: row.Estate, Building: row.Building, Entrance: row.Entrance, Door: row.Door, Name: row.Name,
		Kind: row.Kind, Area: row.Area, HeldByDeveloper: row.Developer, Change: change,
		Owners: each(row.Owners, func(o OwnerCell) string { return o.Name })}
}
