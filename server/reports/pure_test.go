package reports

import (
	"strings"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/china"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", s, china.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheClockStandsWhileAnOutsideBodyWorks(t *testing.T) {
	c, start := china.Workdays, at(t, "2026-11-24 10:00")
	d := Dues{}.After(c, api.ReportActSubmit, submitted, 5, start)
	if want := at(t, "2026-11-24 16:00"); !d.Step.Equal(want) || d.Work != nil {
		t.Fatalf("to be accepted by %v, want %v", d.Step, want)
	}
	d = d.After(c, api.ReportActAccept, accepted, 5, start)
	if want := at(t, "2026-11-25 10:00"); !d.Step.Equal(want) {
		t.Fatalf("to be assigned by %v, want %v", d.Step, want)
	}
	if want := at(t, "2026-12-01 10:00"); !d.Work.Equal(want) {
		t.Fatalf("to be resolved by %v, want %v", d.Work, want)
	}
	d = d.After(c, api.ReportActHandOver, outside, 5, at(t, "2026-11-25 10:00"))
	if d.Step != nil || d.Left != 4*china.WorkDay {
		t.Fatalf("the clock goes on: %v, left %v", d.Step, d.Left)
	}
	d = d.After(c, api.ReportActResume, working, 5, at(t, "2026-12-07 10:00"))
	if want := at(t, "2026-12-11 10:00"); !d.Step.Equal(want) {
		t.Fatalf("resumed, to be resolved by %v, want %v", d.Step, want)
	}
	d = d.After(c, api.ReportActResolve, resolved, 5, at(t, "2026-12-08 20:00"))
	if want := at(t, "2026-12-13 20:00"); !d.Step.Equal(want) {
		t.Fatalf("to be confirmed by %v, want %v", d.Step, want)
	}
	d = d.After(c, api.ReportActReopen, reopened, 1, at(t, "2026-12-14 10:00"))
	if want := at(t, "2026-12-15 10:00"); !d.Work.Equal(want) || !d.Step.Equal(want) {
		t.Fatalf("reopened, to be resolved by %v, want %v", d.Work, want)
	}
}

func TestTheNextStepHasAnOwner(t *testing.T) {
	due := monday
	for state, want := range map[api.ReportState]api.NextStepOwner{
		submitted: "committee", accepted: "committee", reopened: "committee", given: "assignee", working: "assignee",
		outside: "external", resolved: "reporter", verified: "nobody", rejected: "nobody", closed: "nobody",
	} {
		if got := nextStep(state, true, nil, monday); got.Owner != want || got.Overdue != nil {
			t.Errorf("%s: %+v, want %s", state, got, want)
		}
	}
	if got := nextStep(working, false, &due, due.Add(time.Second)); got.Owner != "committee" || !*got.Overdue {
		t.Errorf("without an assignee the committee works, and is late: %+v", got)
	}
}

func TestARoughPlaceTellsNoMoreThanFiftyMetres(t *testing.T) {
	lat, lon := Snap(34.2658, 108.9541)
	for _, step := range [][2]float64{{0, 0}, {0.00005, 0}, {0, 0.00005}, {-0.00005, -0.00005}} {
		a, o := Snap(34.2658+step[0], 108.9541+step[1])
		if d := metresBetween(a, o, lat, lon); d > 80 {
			t.Errorf("neighbours are %f m apart", d)
		}
		again, ao := Snap(a, o)
		if again != a || ao != o {
			t.Errorf("snapping %f,%f again moves it to %f,%f", a, o, again, ao)
		}
	}
	for _, p := range [][2]float64{{34.26581, 108.95417}, {-33.9, -70.1}, {0, 0}, {89.99999, 12}, {-90, -180}, {45, 180}} {
		lat, lon := Snap(p[0], p[1])
		if d := metresBetween(p[0], p[1], lat, lon); d > 36 || lat > 90 || lon > 180 || lat < -90 || lon < -180 {
			t.Errorf("Snap(%v) = %f, %f, %f m away", p, lat, lon, d)
		}
	}
	for in, want := range map[int]int{0: 0, 12: 0, 13: 25, 487: 475, 488: 500, 1000: 1000} {
		if got := SnapSpot(in); got != want {
			t.Errorf("SnapSpot(%d) = %d, want %d", in, got, want)
		}
	}
	if d := metresBetween(34.2658, 108.9541, 34.4438, 108.7518); d < 26_000 || d > 28_000 {
		t.Errorf("from the bell tower to the airport it is not %f m", d)
	}
}

func TestTheClassesAreThoseOfTheField(t *testing.T) {
	zh, en := listedClasses(api.LanguageZhCN), listedClasses(api.LanguageEn)
	for i, c := range zh {
		if c.Name == "" || en[i].Name == "" || en[i].Name == c.Name || *c.GroupName == "" || c.Days < 1 || c.Days > 15 {
			t.Errorf("class %s is not complete: %+v", c.Code, c)
		}
		if c.Code == "0502" || c.Code == "0509" {
			t.Errorf("residents are offered class %s", c.Code)
		}
		if c.Emergency != (c.Numbers != nil) {
			t.Errorf("class %s: emergency %v with numbers %v", c.Code, c.Emergency, c.Numbers)
		}
	}
	names := map[string]string{"0101": "私搭乱建", "0118": "擅自饲养家禽家畜", "0205": "广告招牌破损", "0305": "无证掘路", "0408": "架空线缆损坏",
		"0513": "空调室外机低挂", "2101": "井盖", "X01": "楼道堆物", "X14": "公约劝导"}
	systems := map[string]string{"0101": systemCity, "2101": systemAssets, "X01": systemCommunity}
	for code, want := range names {
		if c := classByCode[code]; c.Zh != want {
			t.Errorf("class %s = %q, want %q", code, c.Zh, want)
		}
	}
	for code, want := range systems {
		if got := classByCode[code].system(); got != want {
			t.Errorf("class %s is numbered by %q, want %q", code, got, want)
		}
	}
	for _, code := range []string{"0401", "0402", "0403", "0405", "0408"} {
		if c := classByCode[code]; c.Emergency == "" || !c.Department {
			t.Errorf("%s is no emergency: %+v", code, c)
		}
	}
	if len(zh) != len(classes)-1 || len(classByCode) != len(classes) {
		t.Errorf("%d of %d classes are listed", len(zh), len(classes))
	}
}

func TestAMarkTellsNoTimeInThePublicList(t *testing.T) {
	id := newID(t)
	got, due, err := readMark(writeMark(id, nil))
	if err != nil || got != id || due != never || len(writeMark(id, nil)) != 22 {
		t.Errorf("readMark = %v, %v, %v", got, due, err)
	}
	got, due, err = readMark(writeMark(id, pointer(monday)))
	if err != nil || got != id || !due.Equal(monday) {
		t.Errorf("readMark with a date = %v, %v, %v", got, due, err)
	}
	for _, wrong := range []string{"x", "!!!!", "AAAA", strings.Repeat("_", 32), strings.Repeat("A", 32)} {
		if _, _, err := readMark(wrong); err == nil {
			t.Errorf("readMark(%q) was taken", wrong)
		}
	}
}
