package communities

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

func TestHouseholdsAreFoundByPlaceAndName(t *testing.T) {
	w := newWorld(t)
	if _, err := w.bring(t, heading+"梧桐苑,1号楼,二单元,A12,孙一,是,,,\n梧桐苑,11号楼,,1,王%_五,是,,,\n"); err != nil {
		t.Fatal(err)
	}
	for q, doors := range map[string]string{
		"101": "101", "1号楼 101": "101", "1号楼101": "101", "段晓": "101", "段 2号楼": "", "2号楼": "201", "石,欣": "201",
		"a12": "A12", "二单元": "A12", "梧桐苑 孙一": "A12", "%": "1", "_": "1", "' OR 1=1 --": "", "1101": "", "王 五": "1",
		"没有这个人": "", "  ": "101 102 A12 201 1", strings.Repeat("x ", 20): "",
	} {
		rows, err := w.Households(t.Context(), w.clerk, w.urban.ID, nil, q, page{limit: 30})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(each(rows, func(h householdSummary) string { return h.Door }), " "); got != doors {
			t.Errorf("%q finds %q, want %q", q, got, doors)
		}
	}
	if rows, err := w.Households(t.Context(), w.head1, w.urban.ID, nil, "201", page{limit: 30}); err != nil || len(rows) != 0 {
		t.Errorf("class 6: a building head finds another building's household: %+v, %v", rows, err)
	}
}

func TestMembersAndRolesAreFoundAndNoFurtherDigitCanBeFelt(t *testing.T) {
	w := newWorld(t)
	duan := w.accountOf(t, "13900004821", "段晓东")
	w.settle(t, duan, "段晓东", "1号楼", "101")
	other := w.ask(t, w.accountOf(t, "13700009933", "郭敏"), "郭敏", "2号楼", "202")
	member := func(actor uuid.UUID, q string) string {
		t.Helper()
		ctx, log := db.WithLog(t.Context())
		rows, err := w.Members(ctx, actor, w.urban.ID, nil, page{limit: 30, q: q})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(log.Sent()); n > 3 {
			t.Errorf("%q takes %d statements", q, n)
		}
		names := each(rows, func(m membershipRow) string { return m.Name })
		slices.Sort(names)
		return strings.Join(names, " ")
	}
	for q, want := range map[string]string{
		"4821": "段晓东", "21": "段晓东", "9933": "郭敏", "202": "郭敏", "段": "段晓东", "1号楼 101": "段晓东", "": "段晓东 郭敏",
		"04821": "", "13900004821": "", "1390": "", "3": "", "%": "", "段 郭": "",
	} {
		if got := member(w.chair, q); got != want {
			t.Errorf("%q finds %q, want %q", q, got, want)
		}
	}
	if got := member(w.head1, "9933"); got != "" {
		t.Errorf("class 6: a building head finds %q of another building", got)
	}
	verified := api.MembershipStateVerified
	if rows, err := w.Members(t.Context(), w.chair, w.urban.ID, &verified, page{limit: 30, q: "9933"}); err != nil || len(rows) != 0 || other.ID == uuid.Nil {
		t.Errorf("a request among the verified: %+v, %v", rows, err)
	}
	for q, n := range map[string]int{"李委": 1, "王主任": 1, "楼": 1, "0000": 0, "": 3} {
		if rows, err := w.Roles(t.Context(), w.chair, w.urban.ID, page{limit: 30, q: q}); err != nil || len(rows) != n {
			t.Errorf("roles of %q: %d, want %d, %v", q, len(rows), n, err)
		}
	}
}

func TestASearchReadsOnlyItsCommunity(t *testing.T) {
	w := newWorld(t)
	w.in(t, func(tx *gorm.DB) error {
		if err := db.Exec(t.Context(), tx, "SET LOCAL enable_seqscan = off"); err != nil {
			return err
		}
		rows, err := db.Rows[struct {
			Line string `gorm:"column:QUERY PLAN"`
		}](t.Context(), tx, `EXPLAIN SELECT h.id FROM households h JOIN buildings b ON b.id = h.building_id JOIN estates e ON e.id = b.estate_id
			WHERE h.community_id = @community `+householdsFound+`ORDER BY h.place_key, h.id LIMIT 31`,
			map[string]any{"community": w.urban.ID, "words": db.TextArray([]string{"101"})})
		plan := strings.Join(each(rows, func(r struct {
			Line string `gorm:"column:QUERY PLAN"`
		}) string {
			return r.Line
		}), "\n")
		for _, piece := range []string{"households_community", "persons_name"} {
			if !strings.Contains(plan, piece) {
				t.Errorf("the search does not use %s:\n%s", piece, plan)
			}
		}
		return err
	})
}
