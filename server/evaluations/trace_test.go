package evaluations_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/db"
)

// columns are those of a table with their types.
func columns(t *testing.T, a *apptest.App, table string) []string {
	t.Helper()
	rows, err := db.Rows[struct{ C string }](t.Context(), a.DB.Gorm, `SELECT column_name || ' ' || udt_name AS c FROM information_schema.columns
		WHERE table_name = ? AND table_schema = 'public' ORDER BY 1`, table)
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.C
	}
	return names
}

// Who has answered and what was answered have the survey in common and nothing else: no account, no time, no order.
func TestTheTablesOfASurveyHaveNothingInCommon(t *testing.T) {
	a := settled(t)
	for table, want := range map[string][]string{
		"evaluation_takers": {"evaluation_id uuid", "subject_id uuid"},
		"evaluation_boxes":  {"box int4", "counts _int4", "evaluation_id uuid", "words _text"},
		"evaluation_words":  {"evaluation_id uuid", "position int4", "text text"},
	} {
		if got := columns(t, a, table); !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", table, got, want)
		}
	}
	for _, c := range columns(t, a, "evaluation_batches") {
		if strings.HasSuffix(c, "timestamptz") || strings.HasSuffix(c, "date") {
			t.Errorf("a batch of papers knows when: %s", c)
		}
	}
}

// everywhere gives the rows of all tables as text, with their table in front, without those of a table that is left out.
func everywhere(t *testing.T, a *apptest.App) (rows []string) {
	t.Helper()
	tables, err := db.Rows[struct{ Name string }](t.Context(), a.DB.Gorm, `SELECT c.oid::regclass::text AS name FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public' AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		found, err := db.Rows[struct{ Text string }](t.Context(), a.DB.Gorm, `SELECT to_jsonb(x)::text AS text FROM `+table.Name+` x`)
		if err != nil {
			t.Fatalf("%s: %v", table.Name, err)
		}
		for _, r := range found {
			rows = append(rows, table.Name+" "+r.Text)
		}
	}
	return rows
}

// Class 22. No row of the database holds both somebody and their words; nobody's answer leaves an entry, a notice or a job.
func TestAnAnswerStandsNowhereBesideWhoGaveIt(t *testing.T) {
	a := settled(t)
	id := open(t, a, nil)
	for _, who := range neighbours {
		a.Token(t, who)
	}
	before := map[string]int{}
	quiet := []string{"audit_entries", "inbox", "river_job"}
	for _, table := range quiet {
		before[table] = number(t, a, `SELECT count(*) AS n FROM `+table)
	}
	for i, who := range neighbours {
		a.Run(t, answer(id, who, 1+i%5, "暗号"+who, 200))
	}
	for _, table := range quiet {
		if n := number(t, a, `SELECT count(*) AS n FROM `+table); n != before[table] {
			t.Errorf("nine answers left %d rows in %s", n-before[table], table)
		}
	}
	for _, row := range everywhere(t, a) {
		for _, who := range neighbours {
			if !strings.Contains(row, "暗号"+who+`"`) {
				continue
			}
			if !strings.HasPrefix(row, "evaluation_boxes ") {
				t.Errorf("the words of %s stand in %s", who, row)
			}
			for _, other := range neighbours {
				if p := a.Person(t, other); strings.Contains(row, p.Account.String()) || strings.Contains(row, p.Membership.String()) {
					t.Errorf("the words of %s stand beside %s: %s", who, other, row)
				}
			}
		}
	}
}

// content is all that the database keeps of a survey's answers, in the order in which it lies there.
func content(t *testing.T, a *apptest.App, id uuid.UUID) string {
	t.Helper()
	rows, err := db.Rows[struct{ Text string }](t.Context(), a.DB.Gorm, `
		SELECT (SELECT array_agg(n ORDER BY i) FROM (SELECT i, sum(n) AS n FROM evaluation_boxes o CROSS JOIN LATERAL unnest(o.counts) WITH ORDINALITY x(n, i)
			WHERE o.evaluation_id = @id GROUP BY i) s)::text || (SELECT array_agg(w ORDER BY w COLLATE "C") FROM evaluation_boxes o
			CROSS JOIN LATERAL unnest(o.words) w WHERE o.evaluation_id = @id)::text AS text`, map[string]any{"id": id})
	if err != nil {
		t.Fatal(err)
	}
	return rows[0].Text
}

// Class 22. Whoever answered what, in whatever order: the database holds the same.
func TestWhoAnsweredWhatAndInWhichOrderLeavesNoDifference(t *testing.T) {
	a := settled(t)
	one, other := open(t, a, nil), open(t, a, nil)
	for i, who := range neighbours {
		a.Run(t, answer(one, who, 1+i%5, fmt.Sprintf("话%d", i), 200))
	}
	for i := range neighbours { // each answers what another did, the last first
		a.Run(t, answer(other, neighbours[i], 1+(8-i)%5, fmt.Sprintf("话%d", 8-i), 200))
	}
	if first, second := content(t, a, one), content(t, a, other); first != second {
		t.Errorf("the answers tell who gave them, or when:\n%s\n%s", first, second)
	}
	sorted := number(t, a, `SELECT count(*) AS n FROM evaluation_boxes o WHERE o.words <> (SELECT coalesce(array_agg(w ORDER BY w COLLATE "C"), '{}') FROM unnest(o.words) w)`)
	if sorted > 0 {
		t.Errorf("in %d boxes words lie in the order in which they came", sorted)
	}
}

// Class 22. While it is open nobody is shown anything of the answers: what is shown after one answer more could only differ by
// their number. Nothing but totals is shown when it has been counted, and words to the committee and supervision only.
func TestNobodyIsShownASingleAnswer(t *testing.T) {
	a := settled(t)
	id := open(t, a, nil)
	for i, who := range neighbours {
		a.Run(t, answer(id, who, 5, "", 200))
		if i == 0 {
			continue
		}
		for _, reader := range []string{"guest", "chair", "supervision", "town"} {
			if e := see(t, a, id, reader); len(e.Results) > 0 || e.Answers != i+1 {
				t.Fatalf("%s is shown %d answers and %+v", reader, e.Answers, e.Results)
			}
		}
	}
	paper := houses(t, a, 1)
	batch := uuid.New()
	a.Run(t, apptest.Scenario{Name: "keyed", As: "building_head", Do: "POST /evaluations/" + id.String() + "/batches", Status: 201, Body: object{"id": batch,
		"subjects": paper, "sheets": []object{marks(1, "纸上的话")}}},
		apptest.Scenario{Name: "checked", As: "committee", Do: "POST /evaluation-batches/" + batch.String() + "/check", Status: 200, Body: object{"sheets": []object{marks(1, "纸上的话")}}})
	count(t, a)
	for _, reader := range apptest.Names() {
		e := see(t, a, id, reader)
		if e.Hidden || len(e.Results) != 7 || e.Papers != 1 || fmt.Sprint(e.Results[0].Counts) != "[1 0 0 0 9]" {
			t.Errorf("%s is shown %+v", reader, e)
		}
		reads := slices.Contains([]string{"chair", "committee", "supervision"}, reader)
		w := a.Do(t, apptest.Scenario{As: reader, Do: "GET /evaluations/" + id.String() + "/words"})
		if (w.Code == 200) != reads || strings.Contains(w.Body.String(), "纸上的话") != reads {
			t.Errorf("%s reads the words: %d %s", reader, w.Code, w.Body)
		}
		if export := a.Do(t, apptest.Scenario{As: reader, Do: "GET /me/export"}).Body.String(); strings.Contains(export, "纸上的话") || strings.Contains(export, `"clean"`) {
			t.Errorf("the copy of %s has an answer:\n%s", reader, export)
		}
	}
	if n := number(t, a, `SELECT (SELECT count(*) FROM evaluation_boxes) + (SELECT count(*) FROM evaluation_batches WHERE subjects IS NOT NULL OR sheets IS NOT NULL) AS n`); n != 0 {
		t.Errorf("%d boxes or batches are left when all is counted", n)
	}
}

func TestBelowTenNothingIsShownToAnybody(t *testing.T) {
	a := settled(t)
	id := open(t, a, nil)
	for _, who := range neighbours {
		a.Run(t, answer(id, who, 5, "九个人的话", 200))
	}
	count(t, a)
	for _, reader := range []string{"guest", "resident", "chair", "supervision", "town", "supervisor", "admin"} {
		if e := see(t, a, id, reader); !e.Hidden || len(e.Results) != 0 || e.Answers != 9 {
			t.Errorf("%s is shown %+v", reader, e)
		}
	}
	a.Run(t, apptest.Scenario{Name: "nor the words", As: "chair", Do: "GET /evaluations/" + id.String() + "/words", Status: 200, HasNot: []string{"九个人的话"}},
		apptest.Scenario{Name: "nor in the list", As: "chair", Do: "GET " + list(a), Status: 200, HasNot: []string{"satisfied"}})
	if n := number(t, a, `SELECT count(*) AS n FROM evaluation_words`); n != 0 {
		t.Errorf("%d words of so few are kept", n)
	}
}
