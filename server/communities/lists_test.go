package communities

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// list reads a page and gives the key of each row; the last is the cursor of the next page.
type list struct {
	name string
	read func(ctx context.Context, p page) ([]string, error)
}

func listed[T any](key func(T) string) func([]T, error) ([]string, error) {
	return func(rows []T, err error) ([]string, error) { return each(rows, key), err }
}

// lists are all that page.
func (w *world) lists(actor uuid.UUID) []list {
	requested, c := api.MembershipStateRequested, w.urban.ID
	member := listed(func(m membershipRow) string { return m.ID.String() })
	return []list{
		{"divisions", func(ctx context.Context, p page) ([]string, error) {
			return listed(func(d divisionOut) string { return d.Code })(w.Divisions(ctx, DemoUrban[:6], p))
		}},
		{"communities", func(ctx context.Context, p page) ([]string, error) {
			return listed(func(c Community) string { return c.Code })(w.Communities(ctx, "", "61", p))
		}},
		{"buildings", func(ctx context.Context, p page) ([]string, error) {
			return listed(func(b building) string { return b.ID.String() })(w.Buildings(ctx, c, p))
		}},
		{"households", func(ctx context.Context, p page) ([]string, error) {
			return listed(func(h householdSummary) string { return h.ID.String() })(w.Households(ctx, actor, c, nil, "", p))
		}},
		{"invitations", func(ctx context.Context, p page) ([]string, error) {
			return listed(func(i invitationRow) string { return i.ID.String() })(w.Invitations(ctx, actor, c, p))
		}},
		{"members", func(ctx context.Context, p page) ([]string, error) { return member(w.Members(ctx, actor, c, nil, p)) }},
		{"requests", func(ctx context.Context, p page) ([]string, error) {
			return member(w.Members(ctx, actor, c, &requested, p))
		}},
		{"roles", func(ctx context.Context, p page) ([]string, error) {
			return listed(func(g roleRow) string { return g.ID.String() })(w.Roles(ctx, actor, c, p))
		}},
	}
}

// crowd adds n of everything that is listed.
func (w *world) crowd(t *testing.T, n int) {
	t.Helper()
	file, codes := heading, "code,name\n610302,渭滨区\n"
	for i := range n {
		file += fmt.Sprintf("新苑,%d号楼,,%d,人%d,是,,是,60\n", i+100, i+100, i+100)
		codes += fmt.Sprintf("6103029%02d,第%d街道办事处\n6103029%02d001,第%d社区居委会\n", i, i, i, i)
	}
	if _, err := w.bring(t, file); err != nil {
		t.Fatal(err)
	}
	taken(t, w.Service, Import{Partial: true}, codes)
	for i := range n {
		w.open(t, fmt.Sprintf("6103029%02d001", i))
		w.invite(t, w.chair, "1号楼", time.Hour)
		who := w.account(t, "新来")
		w.ask(t, who, "郭敏", "1号楼", "102")
		w.first(t, who, api.RoleExpert, DemoUrban, uuid.Nil)
		w.pass(time.Millisecond)
	}
}

func TestListsArePagedWithoutGapsAndInFewStatements(t *testing.T) {
	w := newWorld(t)
	w.crowd(t, 3)
	statements := map[string]int{}
	for _, l := range w.lists(w.chair) {
		ctx, log := db.WithLog(t.Context())
		if rows, err := l.read(ctx, page{limit: 100}); err != nil || len(rows) < 3 {
			t.Fatalf("%s: %d rows, %v", l.name, len(rows), err)
		}
		statements[l.name] = len(log.Sent())
	}
	w.crowd(t, 9)
	for _, l := range w.lists(w.chair) {
		t.Run(l.name, func(t *testing.T) {
			ctx, log := db.WithLog(t.Context())
			all, err := l.read(ctx, page{limit: 100})
			if err != nil || len(all) < 9 {
				t.Fatalf("%d rows, %v", len(all), err)
			}
			if n := len(log.Sent()); n != statements[l.name] || n == 0 || n > 2 {
				t.Errorf("%d statements, %d before: %q", n, statements[l.name], log.Sent())
			}
			if walked := walk(t, l, 4); !slices.Equal(walked, all) {
				t.Errorf("page by page %d rows, at once %d", len(walked), len(all))
			}
			if l.name == "divisions" || l.name == "communities" {
				return // they page by code
			}
			_, err = l.read(t.Context(), page{limit: 4, after: "' OR 1=1 --"})
			want(t, err, fault.ErrInvalid)
			if rows, err := l.read(t.Context(), page{limit: 4, after: uuid.NewString()}); err != nil || len(rows) != 0 {
				t.Errorf("behind an unknown row: %d rows, %v", len(rows), err)
			}
		})
	}
}

func walk(t *testing.T, l list, size int) (walked []string) {
	t.Helper()
	p := page{limit: size}
	for {
		rows, err := l.read(t.Context(), p)
		if err != nil || len(rows) > size+1 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		rows, next := cut(rows, p, func(s string) string { return s })
		walked = append(walked, rows...)
		if next == nil || len(walked) > 1000 {
			return walked
		}
		p.after = *next
	}
}

func TestCandidatesOfAPageTakeOneStatement(t *testing.T) {
	w := newWorld(t)
	w.crowd(t, 6)
	byPhone := w.ask(t, w.accountOf(t, "13900000101", "段"), "段某", "2号楼", "1")
	rows, err := w.Members(t.Context(), w.chair, w.urban.ID, nil, page{limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	ctx, log := db.WithLog(t.Context())
	likely, err := w.Candidates(ctx, w.chair, w.urban.ID, rows)
	if err != nil || len(log.Sent()) != 2 {
		t.Errorf("%d statements, %v", len(log.Sent()), err)
	}
	guo := w.person(t, "郭敏")
	for _, m := range rows {
		switch c := likely[m.ID]; {
		case m.ID == byPhone.ID:
			if len(c) != 1 || c[0].Name != "段晓东" || !c[0].PhoneMatches {
				t.Errorf("by phone: %+v", c)
			}
		case len(c) != 1 || c[0].PersonID != guo.ID || c[0].PhoneMatches:
			t.Errorf("behind the door: %+v", c)
		}
	}
	if likely, err = w.Candidates(t.Context(), w.head1, w.urban.ID, rows); err != nil || len(likely[byPhone.ID]) != 1 {
		t.Errorf("the head of 1号楼: %+v, %v", likely[byPhone.ID], err)
	}
	shi := w.ask(t, w.account(t, "石"), "石,欣然", "1号楼", "1")
	if likely, err = w.Candidates(t.Context(), w.head1, w.urban.ID, []membershipRow{shi}); err != nil || len(likely) != 0 {
		t.Errorf("the head of 1号楼 is shown people of 2号楼: %+v, %v", likely, err)
	}
}

func TestAHeadSeesOneBuilding(t *testing.T) {
	w := newWorld(t)
	here := w.ask(t, w.account(t, "甲"), "甲", "1号楼", "102")
	w.ask(t, w.account(t, "乙"), "乙", "2号楼", "201")
	members, err := w.Members(t.Context(), w.head1, w.urban.ID, nil, page{limit: 30})
	if err != nil || len(members) != 1 || members[0].ID != here.ID {
		t.Errorf("members: %d, %v", len(members), err)
	}
	if n, err := requests(t.Context(), w.DB, w.standing(t, w.head1)); err != nil || n != 1 {
		t.Errorf("%d requests wait, %v", n, err)
	}
	other := w.building["2号楼"]
	for name, q := range map[string]struct {
		building *uuid.UUID
		q        string
		want     int
	}{"all": {nil, "", 2}, "another building": {&other, "", 0}, "a person": {nil, "郭", 1}, "a person of another building": {nil, "石", 0}, "a door": {nil, "10", 2}, "a wild card": {nil, "%", 0}} {
		rows, err := w.Households(t.Context(), w.head1, w.urban.ID, q.building, q.q, page{limit: 30})
		if err != nil || len(rows) != q.want || slices.ContainsFunc(rows, func(h householdSummary) bool { return h.Building != "1号楼" }) {
			t.Errorf("%s: %+v, %v", name, rows, err)
		}
	}
	shi := w.person(t, "石,欣然")
	_, err = w.Household(t.Context(), w.head1, shi.HouseholdID)
	want(t, err, ErrNoHousehold)
}

func TestCommunitiesAreFoundByPartsOfTheirNames(t *testing.T) {
	w := newWorld(t)
	for q, codes := range map[string][]string{"": {DemoUrban, DemoRural}, "新宝": {DemoUrban}, "塬": {DemoRural}, " 万家塬村 ": {DemoRural}, "眉县": {DemoRural}, "无此地": nil, `"}{`: nil, "%": nil} {
		got, err := listed(func(c Community) string { return c.Code })(w.Communities(t.Context(), q, "", page{limit: 30}))
		if err != nil || !slices.Equal(got, codes) && len(got)+len(codes) > 0 {
			t.Errorf("%q finds %v, want %v, %v", q, got, codes, err)
		}
	}
	got, err := w.Communities(t.Context(), "", DemoRural[:6], page{limit: 30})
	if err != nil || len(got) != 1 || got[0].Code != DemoRural || strings.Join(got[0].Path, " ") == "" {
		t.Errorf("in a county: %+v, %v", got, err)
	}
	_, err = w.Divisions(t.Context(), "99", page{limit: 30})
	want(t, err, ErrNoDivision)
}
