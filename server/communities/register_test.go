package communities

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

// bring imports a register file into the urban community as its clerk.
func (w *world) bring(t *testing.T, file string) (RegisterCounts, error) {
	t.Helper()
	n, err := w.ImportRegister(t.Context(), w.clerk, w.urban.ID, strings.NewReader(file), false, "")
	return n.RegisterCounts, err
}

// register is all that a register says, as one text.
func (w *world) register(t *testing.T) (all string) {
	t.Helper()
	err := w.DB.Raw(`SELECT coalesce(string_agg(x::text, '|' ORDER BY x::text), '') FROM (
		SELECT 'e' || e::text FROM estates e UNION ALL SELECT 'b' || b::text FROM buildings b UNION ALL SELECT 'n' || n::text FROM entrances n
		UNION ALL SELECT 'h' || h::text FROM households h UNION ALL SELECT 'u' || u::text FROM units u UNION ALL SELECT 'o' || o::text FROM holdings o UNION ALL SELECT 'p' || p::text FROM persons p
		UNION ALL SELECT 't' || r::text FROM household_representatives r) x`).Scan(&all).Error
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestARegisterIsTakenInAndASecondTimeChangesNothing(t *testing.T) {
	w := newWorld(t)
	households, err := w.Households(t.Context(), w.clerk, w.urban.ID, nil, "", page{limit: 30})
	if err != nil || len(households) != 3 {
		t.Fatalf("%d households, %v", len(households), err)
	}
	h := households[0]
	if h.Estate != "梧桐苑" || h.Building != "1号楼" || h.Entrance != "一单元" || h.Door != "101" || h.Persons != 2 || h.Adults != 1 || *h.Representative != "段晓东" || households[1].Representative != nil {
		t.Errorf("the first household: %+v", h)
	}
	if n := w.count(t, "SELECT sum(area) FROM holdings"); n != 7485+10530+9600 {
		t.Errorf("%d hundredths of a square metre", n)
	}
	if n := w.count(t, "SELECT count(*) FROM persons WHERE persons::text LIKE '%13900000101%'"); n != 0 {
		t.Error("a phone stands in the register in clear")
	}
	before := w.register(t)
	w.pass(time.Hour)
	n, err := w.bring(t, registerCSV)
	if err != nil || n != (RegisterCounts{HouseholdsSame: 3, PersonsSame: 4}) || w.register(t) != before {
		t.Errorf("the second time: %+v, %v", n, err)
	}
	other := w.register(t)
	there, err := w.ImportRegister(t.Context(), w.villageChair, w.rural.ID, strings.NewReader(registerCSV), false, "")
	if n = there.RegisterCounts; err != nil || n != (RegisterCounts{Buildings: 2, Households: 3, Persons: 4, Units: 3}) {
		t.Errorf("the same places in a village are its own: %+v, %v", n, err)
	}
	after := w.register(t)
	for row := range strings.SplitSeq(other, "|") {
		if !strings.Contains(after, row) {
			t.Errorf("the village's register changed the town's: %s", row)
		}
	}
}

func TestARegisterIsBroughtUpToDate(t *testing.T) {
	w := newWorld(t)
	duan := w.person(t, "段晓东")
	resident := w.account(t, "段晓东")
	w.settle(t, resident, "段晓东", "1号楼", "101")
	w.pass(time.Hour)
	n, err := w.bring(t, heading+"梧桐苑,1号楼,一单元,101,段太太,是,,是,80\n梧桐苑,1号楼,一单元,102,郭敏,否,13900000102,,105.3\n梧桐苑,1号楼,二单元,101,别家,是,,,\n")
	if err != nil || n != (RegisterCounts{Households: 1, HouseholdsChanged: 2, Persons: 2, PersonsChanged: 1}) {
		t.Fatalf("%+v, %v", n, err)
	}
	d, err := w.Household(t.Context(), w.clerk, duan.HouseholdID)
	if err != nil || len(d.persons) != 3 || d.units[0].Area != 8000 {
		t.Errorf("the household: %+v, %v", d, err)
	}
	if guo := w.person(t, "郭敏"); guo.Adult || guo.PhoneHash == nil {
		t.Errorf("郭敏: %+v", guo)
	}
	if s := w.standing(t, resident); s.Has(api.RoleHouseholdRep) {
		t.Error("who represented the household before still does")
	}
	if s := w.standingAt(t, resident, w.Now().Add(-time.Minute)); !s.Has(api.RoleHouseholdRep) {
		t.Error("the past has changed")
	}
	w.pass(time.Hour)
	if _, err = w.bring(t, heading+"梧桐苑,1号楼,一单元,101,段太太,否,,,\n"); err != nil {
		t.Fatal(err)
	}
	if d, err = w.Household(t.Context(), w.clerk, duan.HouseholdID); err != nil || d.toAPI().RepresentativeID != nil {
		t.Errorf("a minor represents the household: %+v, %v", d.persons, err)
	}
}

func TestABadRegisterLeavesNothing(t *testing.T) {
	w := newWorld(t)
	before := w.register(t)
	good := strings.ReplaceAll(registerCSV, "号楼", "号院")
	for name, file := range map[string]string{
		"the last row is bad":             good + "梧桐苑,3号院,,1,=1+1,是,,,\r\n",
		"the first row is bad":            strings.Replace(good, ",是,13900000101,", ",也许,13900000101,", 1),
		"not UTF-8 at the end":            good + "梧桐苑,3号院,,1,\xcd\xf5,是,,,\r\n",
		"class 26: a formula":             good + "梧桐苑,3号院,,1,\"@SUM(1+1)*cmd|' /C calc'!A0\",是,,,\r\n",
		"a door twice with another size":  good + "梧桐苑,2号院,,201,石二,是,,,97\r\n",
		"NUL":                             good + "梧桐苑,3号院,,1,王\x00五,是,,,\r\n",
		"a quote that ends in the middle": good + "梧桐苑,3号院,,1,\"王\"五,是,,,\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			n, err := w.bring(t, file)
			if want(t, err, ErrRegister); n != (RegisterCounts{}) {
				t.Errorf("counted %+v", n)
			}
			if w.register(t) != before {
				t.Error("something stayed")
			}
		})
	}
	broken := errors.New("the connection broke")
	_, err := w.ImportRegister(t.Context(), w.clerk, w.urban.ID, io.MultiReader(strings.NewReader(good), iotest.ErrReader(broken)), false, "")
	want(t, err, broken)
	n, err := w.ImportRegister(t.Context(), w.clerk, w.urban.ID, strings.NewReader(good), true, "")
	if err != nil || n.RegisterCounts != (RegisterCounts{Buildings: 2, Households: 3, Persons: 4, Units: 3}) || !n.DryRun {
		t.Errorf("a trial run: %+v, %v", n, err)
	}
	if w.register(t) != before || w.count(t, "SELECT count(*) FROM audit_entries WHERE action = 'register.import'") != 1 {
		t.Error("a trial run left something")
	}
}

func TestWhoBringsARegister(t *testing.T) {
	w := newWorld(t)
	resident := w.account(t, "段晓东")
	w.settle(t, resident, "段晓东", "1号楼", "101")
	for _, c := range []struct {
		name string
		who  uuid.UUID
		dry  bool
		want error
	}{
		{"a building head", w.head1, false, fault.ErrForbidden},
		{"a resident, even for trial", resident, true, fault.ErrForbidden},
		{"class 7: another community's chair", w.villageChair, true, ErrNoCommunity},
		{"nobody", uuid.Nil, false, ErrNoCommunity},
	} {
		t.Run(c.name, func(t *testing.T) {
			unread := iotest.ErrReader(errors.New("the file was read"))
			_, err := w.ImportRegister(t.Context(), c.who, w.urban.ID, unread, c.dry, "")
			want(t, err, c.want)
		})
	}
}

func TestTheLongestRegister(t *testing.T) {
	var b strings.Builder
	b.WriteString(heading)
	for i := range mostRegisterRows {
		fmt.Fprintf(&b, "甲,%d,,%d,王五,是,,,\n", i/100, i%100)
	}
	rows, _, err := ParseRegister([]byte(b.String() + ",,,,,,,,\n\n"))
	if err != nil || len(rows) != mostRegisterRows {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	b.WriteString("甲,1,,x,王五,是,,,\n")
	_, _, err = ParseRegister([]byte(b.String()))
	if f := fault.Of(err); f == nil || f.Fields[0].Code != api.ProblemCodeRegisterTooLong || f.Fields[0].Row != mostRegisterRows+2 {
		t.Errorf("one more: %+v", f)
	}
	_, _, err = ParseRegister([]byte(heading + strings.Repeat("甲,1,,x,,是,,,\n", mostRegisterRows+5)))
	if f := fault.Of(err); f == nil || f.Args["count"] != fmt.Sprint(mostRegisterRows+1) {
		t.Errorf("bad rows are not read for ever: %+v", f)
	}
}

func TestOneDoorInTwoEntrancesIsTwoHouseholds(t *testing.T) {
	w := newWorld(t)
	n, err := w.bring(t, heading+"甲,1,一,101,王,是,,,\n甲,1,二,101,王,是,,,\n甲,1,一,101,李,是,,,\n甲,2,一,101,王,是,,,\n乙,1,一,101,王,是,,,\n")
	if err != nil || n != (RegisterCounts{Buildings: 3, Households: 4, Persons: 5}) {
		t.Errorf("%+v, %v", n, err)
	}
	if n, err := w.bring(t, heading); err != nil || n != (RegisterCounts{}) {
		t.Errorf("a heading alone: %+v, %v", n, err)
	}
}

func BenchmarkRegisterOfOneThousand(b *testing.B) {
	var file strings.Builder
	file.WriteString(heading)
	for i := range 1000 {
		fmt.Fprintf(&file, "甲,%d号楼,一单元,%d,王五,是,1390000%04d,是,88.5\n", i/100, i%100, i)
	}
	data := []byte(file.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if rows, _, err := ParseRegister(data); err != nil || len(rows) != 1000 {
			b.Fatal(err)
		}
	}
}
