package reports

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

// spots are reports on the plan, named by one letter each, the newest first.
type told struct {
	class    string
	lat, lon float64
	x, y     int
	words    string
}

func lines(all ...told) (list []line) {
	for i, r := range all {
		l := line{ID: uuid.UUID{15: byte(i)}, Class: r.class, PlaceWords: r.words, FiledAt: monday.Add(-time.Duration(i) * time.Hour)}
		if r.lat != 0 {
			l.Lat, l.Lon = &r.lat, &r.lon
		}
		if r.x != 0 {
			l.SpotX, l.SpotY = &r.x, &r.y
		}
		list = append(list, l)
	}
	return list
}

func TestReportsThatRepeatInOnePlace(t *testing.T) {
	const metre = 1 / metresPerDegree
	for _, c := range []struct {
		name string
		in   []told
		want string // positions in the list, groups parted by a bar
	}{
		{"none", nil, ""},
		{"two are not enough", []told{{class: "2102", x: 500, y: 500}, {class: "2102", x: 500, y: 500}}, ""},
		{"three on one spot", []told{{class: "2102", x: 500, y: 500}, {class: "2102", x: 520, y: 490}, {class: "2102", x: 480, y: 510}}, "012"},
		{"one of another class", []told{{class: "2102", x: 500, y: 500}, {class: "0110", x: 500, y: 500}, {class: "2102", x: 500, y: 500}}, ""},
		{"one too far on the plan", []told{{class: "2102", x: 500, y: 500}, {class: "2102", x: 500, y: 500}, {class: "2102", x: 526, y: 500}}, ""},
		{"within fifty metres", []told{{class: "2102", lat: 34, lon: 107}, {class: "2102", lat: 34 + 49*metre, lon: 107}, {class: "2102", lat: 34 - 49*metre, lon: 107}}, "012"},
		{"fifty-one metres", []told{{class: "2102", lat: 34, lon: 107}, {class: "2102", lat: 34 + 51*metre, lon: 107}, {class: "2102", lat: 34, lon: 107}}, ""},
		{"east and west are shorter", []told{{class: "2102", lat: 34, lon: 107}, {class: "2102", lat: 34, lon: 107 + 58*metre}, {class: "2102", lat: 34, lon: 107 - 58*metre}}, "012"},
		{"in the same words", []told{{class: "X01", words: "3号楼 二单元"}, {class: "X01", words: "3号楼二单元"}, {class: "X01", words: " 3号楼二单元"}}, "012"},
		{"no words are no place", []told{{class: "X01"}, {class: "X01"}, {class: "X01", words: ""}}, ""},
		{"a position is not compared with a spot", []told{{class: "X01", lat: 34, lon: 107}, {class: "X01", x: 500, y: 500}, {class: "X01", lat: 34, lon: 107}}, ""},
		{"the larger first, each in one", []told{
			{class: "X01", x: 100, y: 100}, {class: "2102", x: 500, y: 500}, {class: "X01", x: 100, y: 100}, {class: "2102", x: 500, y: 500},
			{class: "X01", x: 100, y: 110}, {class: "2102", x: 500, y: 500}, {class: "2102", x: 505, y: 500}}, "1356|024"},
		{"a row of them is not one place", []told{
			{class: "2102", x: 100, y: 1}, {class: "2102", x: 120, y: 1}, {class: "2102", x: 140, y: 1}, {class: "2102", x: 160, y: 1}, {class: "2102", x: 180, y: 1}},
			"012"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var groups []string
			for _, group := range clustered(lines(c.in...)) {
				var b strings.Builder
				for _, l := range group {
					b.WriteByte('0' + l.ID[15])
				}
				groups = append(groups, b.String())
			}
			if got := strings.Join(groups, "|"); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestOfRepeatedReportsTheCommitteeGetsThePlacesOnly(t *testing.T) {
	v := newVillage(t)
	at := func(x int) func(*api.ReportDraft) {
		return func(d *api.ReportDraft) { d.Class, d.Place = "2102", api.Place{Spot: &api.PlanSpot{X: x, Y: 500}} }
	}
	clusters := func(community uuid.UUID) []Cluster {
		t.Helper()
		list, err := Clusters(t.Context(), v.db.Gorm, community, v.Now())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	old := v.file(t, v.wang, at(500))
	v.pass(60 * 24 * time.Hour)
	second := v.file(t, v.li, at(507))
	v.pass(29 * 24 * time.Hour)
	if list := clusters(v.here); len(list) != 0 {
		t.Errorf("two are taken for three: %+v", list)
	}
	refused := v.file(t, v.wang, at(500))
	if _, err := v.step(t, refused.ID, v.member, api.ReportActReject, func(m *api.ReportMove) {
		reason, note := api.RejectReasonNotTrue, "查看时灯是亮的。"
		m.Reason, m.Note = &reason, &note
	}); err != nil {
		t.Fatal(err)
	}
	if list := clusters(v.here); len(list) != 0 {
		t.Errorf("what was rejected counts: %+v", list)
	}
	third := v.file(t, v.wang, at(500))
	list := clusters(v.here)
	if len(list) != 1 {
		t.Fatalf("%d clusters, want 1", len(list))
	}
	c := list[0]
	if !slices.Equal(c.Reports, []uuid.UUID{third.ID, second.ID, old.ID}) || c.Class != "2102" || c.ClassName == "" ||
		c.Place.Rough == nil || c.Place.Spot == nil || c.Place.Spot.X != 500 || !c.First.Equal(old.FiledAt) || !c.Last.Equal(third.FiledAt) {
		t.Errorf("cluster: %+v", c)
	}
	if len(clusters(v.there)) != 0 {
		t.Error("another community has it")
	}
	v.pass(24*time.Hour + time.Second) // the first is ninety days and a second ago
	if list := clusters(v.here); len(list) != 0 {
		t.Errorf("after ninety days it still is: %+v", list)
	}
}
