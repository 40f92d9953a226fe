package communities

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

const (
	ownersHeading = "小区,楼栋,单元,门牌,名称,用途,面积,业主,手机,开发商持有,表决人\n"
	ownersCSV     = ownersHeading +
		"梧桐苑,1号楼,一单元,101,,住宅,74.85,段晓东、周玉兰,13900000101；,,段晓东\n" +
		"梧桐苑,1号楼,一单元,102,,,105.3,郭敏,,否,\n" +
		"梧桐苑,2号楼,,201,,住宅,96,,,是,\n" +
		"梧桐苑,地下车库,,B-01,,车位,13.2,段晓东,139 0000 0101,,\n" +
		"梧桐苑,1号楼,,商1,好邻居便利店,商铺,45.5,西安好邻居商贸有限公司,,,\n"
)

func (w *world) owners(t *testing.T, file string) (OwnersImported, error) {
	t.Helper()
	return w.ImportOwners(t.Context(), w.clerk, w.urban.ID, strings.NewReader(file), false, "")
}

func TestAFileOfOwnersIsRead(t *testing.T) {
	rows, how, err := ParseOwners(saved(t, ownersCSV, api.RegisterEncodingGbk))
	if err != nil || how != api.RegisterEncodingGbk || len(rows) != 5 {
		t.Fatalf("%d rows, %s, %v", len(rows), how, fault.Of(err))
	}
	two := rows[0]
	if two.Line != 2 || two.Name != "101" || two.Area != 7485 || len(two.Owners) != 2 || two.Owners[0] != (OwnerCell{"段晓东", api.OwnerKindPerson, "13900000101"}) ||
		two.Owners[1].Phone != "" || two.Voter != "段晓东" || !rows[2].Developer || rows[3].Kind != api.UnitKindParking || rows[4].Owners[0].Kind != api.OwnerKindCompany {
		t.Errorf("%+v", rows)
	}
}

func TestAFileOfOwnersNamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, row string
		code      api.ProblemCode
		column    string
	}{
		{"no area", "甲,1,,101,,,,王五,,,", api.ProblemCodeRegisterCellMissing, "面积"},
		{"three decimals", "甲,1,,101,,,1.234,王五,,,", api.ProblemCodeRegisterCellNumber, "面积"},
		{"nobody's", "甲,1,,101,,,80,,,,", api.ProblemCodeRegisterCellMissing, "业主"},
		{"the developer's and somebody's", "甲,1,,101,,,80,王五,,是,", api.ProblemCodeRegisterCellDeveloper, "开发商持有"},
		{"an unknown use", "甲,1,,101,,仓库间,80,王五,,,", api.ProblemCodeRegisterCellKind, "用途"},
		{"fewer phones than owners", "甲,1,,101,,,80,王五、李四,13900000101,,", api.ProblemCodeRegisterCellPhones, "手机"},
		{"not a phone", "甲,1,,101,,,80,王五,12345,,", api.ProblemCodeRegisterCellPhone, "手机"},
		{"a voter who owns nothing here", "甲,1,,101,,,80,王五,,,李四", api.ProblemCodeRegisterCellVoter, "表决人"},
		{"the same owner twice", "甲,1,,101,,,80,王五、王五,,,", api.ProblemCodeRegisterRowDuplicate, "业主"},
		{"an empty name between", "甲,1,,101,,,80,王五、、李四,,,", api.ProblemCodeRegisterCellMissing, "业主"},
		{"class 26: a formula as an owner", "甲,1,,101,,,80,王五、=1+1,,,", api.ProblemCodeRegisterCellText, "业主"},
		{"class 26: a formula as a name", "甲,1,,101,＋CMD,,80,王五,,,", api.ProblemCodeRegisterCellText, "名称"},
		{"a direction override", "甲,1,,101,,,80,王\u202e五,,,", api.ProblemCodeRegisterCellText, "业主"},
		{"more owners than can be", "甲,1,,101,,,80," + strings.Repeat("王、", 20) + "王,,,", api.ProblemCodeRegisterCellText, "业主"},
		{"a cell too many", "甲,1,,101,,,80,王五,,,,多", api.ProblemCodeRegisterRowShape, ""},
		{"the same unit twice", "甲,1,,101,,,80,王五,,,\n甲,1,,101,,,80,李四,,,", api.ProblemCodeRegisterUnitDuplicate, "门牌"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, _, err := ParseOwners([]byte(ownersHeading + c.row + "\n"))
			f := fault.Of(err)
			if rows != nil || !errors.Is(err, ErrRegister) || f.Fields[0].Code != c.code || f.Fields[0].Column != c.column || f.Fields[0].Row < 2 {
				t.Errorf("%+v, %+v", rows, f)
			}
		})
	}
}

func FuzzAFileOfOwners(f *testing.F) {
	f.Add([]byte(ownersCSV))
	f.Add([]byte("小区,楼栋,门牌,面积,业主\n甲,1,101,80,王五;李四\n"))
	f.Add([]byte("\xff\xfea\x00,\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, _, err := ParseOwners(data)
		if err != nil && rows != nil {
			t.Error("rows beside a fault")
		}
		for _, r := range rows {
			if r.Area < 1 || r.Developer == (len(r.Owners) > 0) || r.Name == "" || !utf8.ValidString(r.Name) || r.Voter != "" && r.voter() < 0 {
				t.Errorf("%+v", r)
			}
		}
	})
}

func TestOwnersAreTakenInAndASecondTimeChangesNothing(t *testing.T) {
	w := newWorld(t)
	n, err := w.owners(t, ownersCSV)
	if err != nil || n.Rows != 5 || n.Units != 2 || n.Changed != 3 || n.Buildings != 1 || n.Owners != 4 || len(n.First) != 5 {
		t.Fatalf("%+v, %v", n, err)
	}
	before := w.count(t, "SELECT count(*) FROM holdings")
	w.pass(time.Hour)
	again, err := w.owners(t, ownersCSV)
	if err != nil || again.Same != 5 || again.Units+again.Changed+again.Owners != 0 || w.count(t, "SELECT count(*) FROM holdings") != before {
		t.Errorf("the second time: %+v, %v", again, err)
	}
	if n := w.count(t, "SELECT count(*) FROM owners n JOIN persons p ON p.id = n.person_id WHERE n.name = p.name"); n != 2 {
		t.Errorf("%d owners are persons of the register, want 段晓东 and 郭敏 behind their own doors", n)
	}
	if n := w.count(t, "SELECT count(*) FROM owners WHERE name = '段晓东'"); n != 1 {
		t.Errorf("段晓东 with one phone is %d owners", n)
	}
	if n := w.count(t, "SELECT count(*) FROM owners WHERE owners::text LIKE '%13900000101%'"); n != 0 {
		t.Error("a phone stands in the register in clear")
	}
	if h := w.count(t, "SELECT count(*) FROM households"); h != 3 {
		t.Errorf("a garage and a shop are no households: %d", h)
	}
	f, err := w.OwnerFigures(t.Context(), w.chair, w.urban.ID)
	heads := w.roll(t, Electorate{Kind: api.ElectorateKindOwners, IncludeParking: true}, w.Now())
	if err != nil || f.Units != 5 || f.Heads != 5 || f.Heads != len(heads) || f.Area != 7485+10530+9600+1320+4550 || f.DeveloperArea != 9600 || f.ParkingUnits != 1 || f.UnknownUnits != 0 {
		t.Errorf("%+v, %d heads, %v", f, len(heads), err)
	}
	sold, err := w.owners(t, strings.Replace(ownersCSV, "96,,,是,", "96,新业主,,否,", 1))
	if err != nil || sold.Changed != 1 || sold.Same != 4 || sold.Owners != 1 {
		t.Errorf("a sale: %+v, %v", sold, err)
	}
}

func TestATrialRunOfOwnersWritesNothingAndStampsWhatItSaw(t *testing.T) {
	w := newWorld(t)
	try := func() OwnersImported {
		t.Helper()
		n, err := w.ImportOwners(t.Context(), w.clerk, w.urban.ID, strings.NewReader(ownersCSV), true, "")
		if err != nil || !n.DryRun {
			t.Fatal(n, err)
		}
		return n
	}
	text := w.register(t)
	dry := try()
	if w.register(t) != text || w.count(t, "SELECT count(*) FROM owners") != 0 || try().Stamp != dry.Stamp {
		t.Error("a trial run wrote something, or the same comes out otherwise")
	}
	w.own(t, "102", api.UnitKindDwelling, 10530, "郭敏")
	_, err := w.ImportOwners(t.Context(), w.clerk, w.urban.ID, strings.NewReader(ownersCSV), false, dry.Stamp)
	want(t, err, ErrRegisterChanged)
	if _, err := w.ImportOwners(t.Context(), w.clerk, w.urban.ID, strings.NewReader(ownersCSV), false, try().Stamp); err != nil {
		t.Error(err)
	}
}

func TestStatementsOfAnImportDoNotDependOnItsLength(t *testing.T) {
	w := newWorld(t)
	file := func(n int) string {
		var b strings.Builder
		b.WriteString(ownersHeading)
		for i := range n {
			fmt.Fprintf(&b, "梧桐苑,9号楼,,%d,,,80,业主%d、共有%d,,,\n", n*1000+i, i, i)
		}
		return b.String()
	}
	sent := func(n int) int {
		ctx, log := db.WithLog(t.Context())
		if _, err := w.ImportOwners(ctx, w.clerk, w.urban.ID, strings.NewReader(file(n)), false, ""); err != nil {
			t.Fatal(err)
		}
		return len(log.Sent())
	}
	if few, many := sent(2), sent(300); few != many || few == 0 {
		t.Errorf("%d statements for 2 rows, %d for 300", few, many)
	}
}

func TestAUnitIsRecordedFromNowOn(t *testing.T) {
	w := newWorld(t)
	if _, err := w.owners(t, ownersCSV); err != nil {
		t.Fatal(err)
	}
	id := w.id(t, w.DB, "SELECT id FROM units WHERE door = '102'")
	d, err := w.Unit(t.Context(), w.clerk, id)
	if err != nil || len(d.owners) != 1 || d.owners[0].Name != "郭敏" {
		t.Fatalf("%+v, %v", d, err)
	}
	w.pass(time.Hour)
	name, phone := "新买主", "13900000777"
	r := api.UnitRecord{HoldingID: d.HoldingID, Kind: d.Kind, Area: 10600, Owners: []api.OwnerNamed{{ID: newID(t), Name: &name, Phone: &phone}, {ID: d.owners[0].ID}}}
	r.VoterID = &r.Owners[0].ID
	got, err := w.RecordUnit(t.Context(), w.clerk, id, r)
	if err != nil || got.Area != 10600 || len(got.owners) != 2 || *got.VoterID != r.Owners[0].ID || len(got.before) != 1 || got.before[0].Area != 10530 {
		t.Fatalf("%+v, %v", got, err)
	}
	if again, err := w.RecordUnit(t.Context(), w.clerk, id, r); err != nil || again.HoldingID != got.HoldingID {
		t.Errorf("the same again: %v", err)
	}
	mine := w.accountOf(t, phone, "")
	units, err := w.MyUnits(t.Context(), mine)
	if err != nil || len(units) != 1 || units[0].Door != "102" || units[0].CoOwners != 1 || !units[0].Mine {
		t.Errorf("%+v, %v", units, err)
	}
	r.Area = 10700
	_, err = w.RecordUnit(t.Context(), w.clerk, id, r)
	want(t, err, ErrUnitChanged)
	r.HoldingID, r.Owners[1].ID = got.HoldingID, newID(t)
	_, err = w.RecordUnit(t.Context(), w.clerk, id, r)
	want(t, err, ErrNoOwner)
	for _, bad := range []func(r *api.UnitRecord){
		func(r *api.UnitRecord) { r.HeldByDeveloper = true }, func(r *api.UnitRecord) { r.Owners = nil },
		func(r *api.UnitRecord) { other := newID(t); r.VoterID = &other }, func(r *api.UnitRecord) { r.Owners = append(r.Owners, r.Owners[0]) },
	} {
		other := r
		other.Owners = slices.Clone(r.Owners)
		bad(&other)
		_, err = w.RecordUnit(t.Context(), w.clerk, id, other)
		want(t, err, ErrUnitOwners)
	}
	_, err = w.RecordUnit(t.Context(), mine, id, r)
	want(t, err, ErrNoUnit)
	found, err := w.Units(t.Context(), w.chair, w.urban.ID, api.UnitOwnershipOwned, page{limit: 30, q: "1号楼102 新买"})
	if err != nil || len(found) != 1 || len(found[0].Owners) != 2 {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestImportsAndRecordsAtOnceLeaveOneHolding(t *testing.T) {
	w := newWorld(t)
	if _, err := w.owners(t, ownersCSV); err != nil {
		t.Fatal(err)
	}
	id := w.id(t, w.DB, "SELECT id FROM units WHERE door = '102'")
	d, err := w.Unit(t.Context(), w.clerk, id)
	if err != nil {
		t.Fatal(err)
	}
	w.pass(time.Hour)
	other := strings.Replace(ownersCSV, "105.3,郭敏", "106,郭敏", 1)
	var todo []func() error
	for i := range 6 {
		todo = append(todo, func() error {
			_, err := w.ImportOwners(t.Context(), w.clerk, w.urban.ID, strings.NewReader([]string{ownersCSV, other}[i%2]), false, "")
			return err
		}, func() error {
			_, err := w.RecordUnit(t.Context(), w.chair, id, api.UnitRecord{HoldingID: d.HoldingID, Kind: d.Kind, Area: int64(11000 + i), Owners: []api.OwnerNamed{{ID: d.owners[0].ID}}})
			return err
		})
	}
	only(t, together(todo...), ErrUnitChanged)
	if n := w.count(t, "SELECT count(*) FROM holdings WHERE unit_id = ? AND valid_to IS NULL", id); n != 1 {
		t.Errorf("%d holdings at once", n)
	}
	if n := w.count(t, "SELECT count(*) FROM units"); n != 5 {
		t.Errorf("%d units", n)
	}
}

func TestWhatIsKeptOfAnOwnerIsTheirsAndForgotten(t *testing.T) {
	w := newWorld(t)
	if _, err := w.owners(t, ownersCSV); err != nil {
		t.Fatal(err)
	}
	who := w.accountOf(t, "13900000101", "段先生")
	got, err := ExportOf(t.Context(), w.DB, who)
	if e, ok := got.(Export); err != nil || !ok || len(e.Units) != 2 || e.Units[0].Owner != "段晓东" {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := Forget(t.Context(), w.DB, who, w.Now()); err != nil {
		t.Fatal(err)
	}
	if n := w.count(t, "SELECT count(*) FROM owners WHERE phone_hash IS NOT NULL"); n != 0 {
		t.Error("the phone is still in the register")
	}
	if _, owners, err := CastsAs(t.Context(), w.DB, w.urban.ID, who); err != nil || len(owners) != 0 || who == uuid.Nil {
		t.Errorf("%v, %v", owners, err)
	}
}
