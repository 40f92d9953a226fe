package communities

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"wugong/api"
	"wugong/server/fault"
)

// saved gives a file as a spreadsheet of that encoding writes it.
func saved(t *testing.T, text string, how api.RegisterEncoding) []byte {
	t.Helper()
	text = strings.TrimPrefix(text, byteOrderMark)
	var data []byte
	var err error
	switch how {
	case api.RegisterEncodingGbk:
		data, err = simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	case api.RegisterEncodingUtf16:
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	case api.RegisterEncodingUTF8Bom:
		data = []byte(byteOrderMark + text)
	default:
		data = []byte(text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestARegisterFileIsReadAsSpreadsheetsWriteIt(t *testing.T) {
	want, _, err := ParseRegister([]byte(registerCSV))
	if err != nil {
		t.Fatal(err)
	}
	semicolons := strings.ReplaceAll(strings.ReplaceAll(registerCSV, ",", ";"), "石;欣然", "石,欣然")
	tabs := strings.ReplaceAll(strings.ReplaceAll(registerCSV, ",", "\t"), "石\t欣然", "石,欣然")
	for name, c := range map[string]struct {
		text  string
		below int // lines above the heading
	}{
		"commas": {registerCSV, 0}, "semicolons": {semicolons, 0}, "tabs": {tabs, 0},
		"a first line that names the sign":  {"sep=;\r\n" + strings.TrimPrefix(semicolons, byteOrderMark), 1},
		"every cell quoted":                 {strings.ReplaceAll(strings.ReplaceAll(registerCSV, "段晓东", `"段晓东"`), "姓名", `"姓名"`), 0},
		"empty lines and cells behind":      {strings.ReplaceAll(registerCSV, "\r\n", ",,\r\n") + strings.Repeat(",,,,,,,,,,\r\n", 30), 0},
		"empty cells at the end left out":   {strings.ReplaceAll(registerCSV, "郭敏,是,,,105.3", "郭敏,是,,,105.3"), 0},
		"an empty line above the heading":   {",,,\r\n" + strings.TrimPrefix(registerCSV, byteOrderMark), 1},
		"lines that end as on old Macs":     {strings.ReplaceAll(registerCSV, "\r\n", "\r"), 0},
		"headings with spaces and capitals": {strings.Replace(registerCSV, "小区,楼栋,单元", " ESTATE ,Building, entrance", 1), 0},
	} {
		for _, how := range []api.RegisterEncoding{api.RegisterEncodingUTF8, api.RegisterEncodingUTF8Bom, api.RegisterEncodingGbk, api.RegisterEncodingUtf16} {
			rows, got, err := ParseRegister(saved(t, c.text, how))
			if err != nil || got != how || len(rows) != len(want) {
				t.Errorf("%s in %s: %d rows in %s, %v %+v", name, how, len(rows), got, err, fault.Of(err))
				continue
			}
			for i := range rows {
				if line := want[i].Line + c.below; rows[i].Line != line {
					t.Errorf("%s in %s: row %d stands in line %d, want %d", name, how, i, rows[i].Line, line)
				}
				if rows[i].Line = want[i].Line; rows[i] != want[i] {
					t.Errorf("%s in %s: %+v, want %+v", name, how, rows[i], want[i])
				}
			}
		}
	}
	rows, _, err := ParseRegister([]byte(heading + "甲,1,,101,王,是\n甲,1,,102,李,是,\"139 0000 0101\"\n"))
	if err != nil || len(rows) != 2 || rows[1].Phone != "13900000101" {
		t.Errorf("cells left out at the end: %+v, %v", rows, err)
	}
	_, _, err = ParseRegister(saved(t, "sep=;\r\n"+heading+"甲;1;;101;王;大概\r\n", api.RegisterEncodingGbk))
	if f := fault.Of(err); f == nil || f.Fields[0].Row != 2 {
		t.Errorf("a heading that is not parted as it says: %+v", f)
	}
}

// tables are how many rows each table of the register has, and the log.
func (w *world) tables(t *testing.T) (n [8]int) {
	t.Helper()
	for i, table := range []string{"estates", "buildings", "entrances", "households", "units", "persons", "household_representatives", "audit_entries"} {
		n[i] = w.count(t, "SELECT count(*) FROM "+table)
	}
	return n
}

func TestATrialRunTellsWhatTheImportWillDoAndWritesNothing(t *testing.T) {
	w := newWorld(t)
	file := heading + "梧桐苑,1号楼,一单元,101,段晓东,是,13900000101,是,74.85\n" + // as it is
		"梧桐苑,1号楼,一单元,101,段小宝,是,,,\n" + // of age now
		"梧桐苑,1号楼,一单元,102,郭敏,是,,,105.3\n" + // as it is
		"梧桐苑,2号楼,,201,\"石,欣然\",是,,是,97\n" + // a larger home
		"梧桐苑,3号楼,,301,新来,是,13900000301,是,60\n"
	try := func() Imported {
		t.Helper()
		n, err := w.ImportRegister(t.Context(), w.clerk, w.urban.ID, strings.NewReader(string(saved(t, file, api.RegisterEncodingGbk))), true, "")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before, text := w.tables(t), w.register(t)
	dry := try()
	if w.tables(t) != before || w.register(t) != text {
		t.Error("a trial run wrote something")
	}
	want := RegisterCounts{Buildings: 1, Units: 1, Households: 1, HouseholdsChanged: 2, HouseholdsSame: 1, Persons: 1, PersonsChanged: 1, PersonsSame: 3}
	if dry.RegisterCounts != want || !dry.DryRun || dry.Encoding != api.RegisterEncodingGbk || dry.Rows != 5 || len(dry.First) != 5 {
		t.Errorf("%+v", dry)
	}
	for i, change := range []api.RegisterChange{"same", "changed", "same", "same", "new"} {
		if l := dry.First[i]; l.Change != change || l.Row != i+2 || l.PhoneMasked != nil && strings.Contains(*l.PhoneMasked, "0000") {
			t.Errorf("row %d: %+v, want %s", i, l, change)
		}
	}
	if again := try(); again.Stamp != dry.Stamp || len(dry.Stamp) != 64 {
		t.Errorf("the same again: %s, %s", again.Stamp, dry.Stamp)
	}
	done, err := w.ImportRegister(t.Context(), w.clerk, w.urban.ID, strings.NewReader(file), false, dry.Stamp)
	if err != nil || done.RegisterCounts != want || done.DryRun {
		t.Errorf("the import: %+v, %v", done, err)
	}
	if after := try(); after.RegisterCounts != (RegisterCounts{HouseholdsSame: 4, PersonsSame: 5}) || after.Stamp == dry.Stamp {
		t.Errorf("after it: %+v", after)
	}
}

func TestWhatChangedSinceTheTrialRunIsNotImported(t *testing.T) {
	w := newWorld(t)
	file := heading + "梧桐苑,1号楼,一单元,102,郭明,是,,,\n"
	bring := func(file string, dry bool, stamp string) (Imported, error) {
		return w.ImportRegister(t.Context(), w.clerk, w.urban.ID, strings.NewReader(file), dry, stamp)
	}
	dry, err := bring(file, true, "")
	if err != nil {
		t.Fatal(err)
	}
	before := w.register(t)
	_, err = bring(file+"梧桐苑,1号楼,一单元,102,郭亮,是,,,\n", false, dry.Stamp)
	want(t, err, ErrRegisterChanged)
	if w.register(t) != before {
		t.Error("another file than the one looked at was imported")
	}
	guo := w.person(t, "郭敏")
	if _, _, err = w.AddPerson(t.Context(), w.chair, guo.HouseholdID, api.PersonDraft{ID: newID(t), Name: "郭明", Adult: true}); err != nil {
		t.Fatal(err)
	}
	before = w.register(t)
	_, err = bring(file, false, dry.Stamp)
	want(t, err, ErrRegisterChanged)
	if w.register(t) != before {
		t.Error("the import was not what the trial run showed")
	}
	fresh, err := bring(file, true, "")
	if err != nil || fresh.Persons != 0 || fresh.PersonsSame != 1 {
		t.Errorf("a new trial run: %+v, %v", fresh, err)
	}
	_, err = bring(file, false, fresh.Stamp)
	want(t, err, nil)
}

func TestOfTwoImportsOfOneTrialRunOneIsTaken(t *testing.T) {
	w := newWorld(t)
	file := strings.ReplaceAll(registerCSV, "号楼", "号院")
	dry, err := w.ImportRegister(t.Context(), w.clerk, w.urban.ID, strings.NewReader(file), true, "")
	if err != nil {
		t.Fatal(err)
	}
	w.pass(time.Minute)
	errs := times(4, func() error {
		_, err := w.ImportRegister(t.Context(), w.clerk, w.urban.ID, strings.NewReader(file), false, dry.Stamp)
		return err
	})
	for _, err := range errs {
		if err != nil {
			want(t, err, ErrRegisterChanged)
		}
	}
	if n := successes(errs); n != 1 {
		t.Errorf("%d imports of one trial run were taken", n)
	}
}
