package communities

import (
	"strings"
	"testing"
	"unicode/utf8"

	"wugong/api"
	"wugong/server/fault"
	"wugong/server/identity"
)

const heading = "小区,楼栋,单元,门牌,姓名,成年,手机,户代表,面积\n"

func TestARegisterFileIsRead(t *testing.T) {
	for name, file := range map[string]string{
		"as spreadsheets write it": registerCSV,
		"without BOM, with LF":     strings.ReplaceAll(strings.TrimPrefix(registerCSV, "\ufeff"), "\r\n", "\n"),
		"with empty lines behind":  registerCSV + ",,,,,,,,\r\n\r\n",
	} {
		rows, _, err := ParseRegister([]byte(file))
		if err != nil || len(rows) != 4 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), fault.Of(err))
		}
		first := RegisterRow{Line: 2, Estate: "梧桐苑", Building: "1号楼", Entrance: "一单元", Door: "101", Name: "段晓东", Adult: true, Representative: true, Phone: "13900000101", Area: 7485}
		if rows[0] != first || rows[2].Area != 10530 || rows[3].Name != "石,欣然" || rows[3].Area != 9600 {
			t.Errorf("%s: %+v", name, rows)
		}
	}
	rows, _, err := ParseRegister([]byte("adult,name,door,building,estate\nyes,Wang,1,A,North\n"))
	if err != nil || len(rows) != 1 || !rows[0].Adult || rows[0].Estate != "North" {
		t.Errorf("English headings in another order: %+v, %v", rows, err)
	}
}

func TestARegisterFileNamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, file string
		code       api.ProblemCode
		row        int
		column     string
	}{
		{"neither UTF-8 nor GBK", "a,b\n\xff\xff,\x80\n", api.ProblemCodeRegisterEncoding, 2, ""},
		{"a BOM and no UTF-8 behind", registerCSV + "梧桐苑,\xcd\xf5", api.ProblemCodeRegisterEncoding, 6, ""},
		{"nothing", "", api.ProblemCodeRegisterColumnMissing, 1, "小区"},
		{"a column is missing", "小区,楼栋,门牌,成年\n", api.ProblemCodeRegisterColumnMissing, 1, "姓名"},
		{"an empty name", heading + "甲,1,,101,,是,,,\n", api.ProblemCodeRegisterCellMissing, 2, "姓名"},
		{"adult is neither yes nor no", heading + "甲,1,,101,王,大概,,,\n", api.ProblemCodeRegisterCellChoice, 2, "成年"},
		{"three decimals", heading + "甲,1,,101,王,是,,,1.234\n", api.ProblemCodeRegisterCellNumber, 2, "面积"},
		{"no area at all", heading + "甲,1,,101,王,是,,,0\n", api.ProblemCodeRegisterCellNumber, 2, "面积"},
		{"not a phone", heading + "甲,1,,101,王,是,12345,,\n", api.ProblemCodeRegisterCellPhone, 2, "手机"},
		{"class 26: a formula as a name", heading + "甲,1,,101,\"=HYPERLINK(\"\"x\"\")\",是,,,\n", api.ProblemCodeRegisterCellText, 2, "姓名"},
		{"class 26: a full-width at sign", heading + "甲,1,,101,＠SUM,是,,,\n", api.ProblemCodeRegisterCellText, 2, "姓名"},
		{"a name of 41 characters", heading + "甲,1,,101," + strings.Repeat("王", 41) + ",是,,,\n", api.ProblemCodeRegisterCellText, 2, "姓名"},
		{"a direction override", heading + "甲,1,,101,王\u202e五,是,,,\n", api.ProblemCodeRegisterCellText, 2, "姓名"},
		{"too few cells", heading + "甲,1,,101,王\n", api.ProblemCodeRegisterCellMissing, 2, "成年"},
		{"a cell too many", heading + "甲,1,,101,王,是,,,80,x\n", api.ProblemCodeRegisterRowShape, 2, ""},
		{"a quote that does not end", heading + "甲,1,,101,\"王,是,,,\n", api.ProblemCodeRegisterRowShape, 2, ""},
		{"a person twice", heading + "甲,1,,101,王,是,,,\n甲,1,,101,王,是,,,\n", api.ProblemCodeRegisterRowDuplicate, 3, "姓名"},
		{"two representatives", heading + "甲,1,,101,王,是,,是,\n甲,1,,101,李,是,,是,\n", api.ProblemCodeRegisterRowConflict, 3, "户代表"},
		{"a child represents", heading + "甲,1,,101,王,否,,是,\n", api.ProblemCodeRegisterRowConflict, 2, "户代表"},
		{"two areas of one unit", heading + "甲,1,,101,王,是,,,10\n甲,1,,101,李,是,,,11\n", api.ProblemCodeRegisterRowConflict, 3, "面积"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, _, err := ParseRegister([]byte(c.file))
			f := fault.Of(err)
			if f == nil || rows != nil || len(f.Fields) == 0 {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			if got := f.Fields[0]; got.Code != c.code || got.Row != c.row || got.Column != c.column {
				t.Errorf("got %+v", f.Fields)
			}
		})
	}
}

func TestAllFaultsAreCountedAndTwentyNamed(t *testing.T) {
	_, _, err := ParseRegister([]byte(heading + strings.Repeat("甲,1,,101,,是,,,\n", 31)))
	if f := fault.Of(err); f == nil || len(f.Fields) != 20 || f.Args["count"] != "31" {
		t.Errorf("got %+v", f)
	}
}

func FuzzParseRegister(f *testing.F) {
	for _, seed := range []string{
		registerCSV, heading, "", "\xff\xfe", "\ufeff\ufeff" + heading, "\xd0\xa1\xc7\xf8,a\n",
		heading + "甲,1,,101,\"王", heading + "甲,1,,101,\"王\"五,是,,,\n", heading + "甲,1,,101,\"王\n五\",是,,,\n",
		heading + "甲,1,,101,=1+1,是,,,\n", heading + "甲,1,,101,＝1,是,,,\n", heading + "甲,1,,101,\t=1,是,,,\n", heading + "甲,1,,101,王\x00,是,,,\n",
		heading + "甲,1,,101,王,是,139 0000 0101,是,100000\n", heading + "甲,1,,101,王,是,+8613900000101,是,99999.99\n", heading + "甲,1,,101,王,是,,,-1\n",
		"adult,name,door,building,estate\nyes,Wang,1,A,North\n", "姓名,姓名,小区,楼栋,门牌,成年\n王,李,甲,1,1,是\n",
		heading + "甲,1,,101,王,是,,是,1\n甲,1,,101,王,是,,是,2\n" + strings.Repeat(",,,,,,,,\n", 5),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, _, err := ParseRegister(data)
		if err != nil {
			if f := fault.Of(err); f == nil || rows != nil || len(f.Fields) == 0 || len(f.Fields) > mostRegisterFaults {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			return
		}
		seen, represented := map[[5]string]bool{}, map[[4]string]bool{}
		for _, r := range rows {
			checkRegisterRow(t, r)
			home, who := [4]string{r.Estate, r.Building, r.Entrance, r.Door}, [5]string{r.Estate, r.Building, r.Entrance, r.Door, r.Name}
			if seen[who] || r.Representative && represented[home] {
				t.Fatalf("twice: %+v", r)
			}
			seen[who], represented[home] = true, represented[home] || r.Representative
		}
	})
}

// checkRegisterRow holds one row to what the database and a spreadsheet can bear.
func checkRegisterRow(t *testing.T, r RegisterRow) {
	t.Helper()
	for cell, most := range map[string]int{r.Estate: 40, r.Building: 40, r.Entrance: 20, r.Door: 20, r.Name: 40} {
		if runes := []rune(cell); len(runes) > most || len(runes) > 0 && strings.ContainsRune("=+-@＝＋－＠\t\r", runes[0]) || strings.ContainsAny(cell, "\x00\n\u202e") || !utf8.ValidString(cell) {
			t.Fatalf("let through: %q in %+v", cell, r)
		}
	}
	if r.Estate == "" || r.Building == "" || r.Door == "" || r.Name == "" || r.Area < 0 || r.Area > 10_000_000 || r.Representative && !r.Adult {
		t.Fatalf("let through: %+v", r)
	}
	if phone, err := identity.NormalPhone(r.Phone); r.Phone != "" && (err != nil || phone != r.Phone) {
		t.Fatalf("not a normal phone: %+v", r)
	}
}
