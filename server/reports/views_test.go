package reports

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/media"
)

func TestThePublicSeesNeitherTheReporterNorTheirWordsNorTheMinute(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	v.walk(t, id, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign})
	seen, err := v.See(t.Context(), uuid.Nil, id)
	if err != nil {
		t.Fatal(err)
	}
	r := seen.toAPI(t.Context())
	if r.Text != nil || r.Place.Words != nil || r.Place.Accuracy != nil || !*r.Place.Rough || r.Mine || r.Assignee.AccountID != nil ||
		r.Assignee.Name != "物业公司" || len(r.Acts) != 0 || len(r.Photos) != 1 {
		t.Errorf("the public sees %+v", r)
	}
	if day := china.Midnight(monday); !r.FiledAt.Equal(day) || !r.Timeline[0].At.Equal(day) || r.Timeline[1].Name != nil {
		t.Errorf("the public sees %s and %+v", r.FiledAt, r.Timeline)
	}
	if lat, lon := Snap(34.26581, 108.95417); r.Place.Point.Lat != lat || r.Place.Point.Lon != lon {
		t.Errorf("the public sees %+v", r.Place.Point)
	}
	for name, who := range map[string]uuid.UUID{"chair": v.chair, "watcher": v.watcher, "building head": v.head, "assignee": v.company} {
		seen, err := v.See(t.Context(), who, id)
		if err != nil {
			t.Fatal(err)
		}
		r := seen.toAPI(t.Context())
		if r.Text == nil || *r.Place.Words != "三单元门口" || r.Timeline[0].Name != nil || *r.Timeline[1].Name != "赵主任" || r.Mine {
			t.Errorf("the %s sees %+v", name, r)
		}
	}
	own, err := v.See(t.Context(), v.wang, id)
	if err != nil {
		t.Fatal(err)
	}
	if r := own.toAPI(t.Context()); !r.Mine || r.Text == nil || r.Timeline[1].Name != nil || *r.Timeline[2].Assignee != "吴物业" || r.Assignee.AccountID != nil {
		t.Errorf("the reporter sees %+v", r)
	}
}

func TestWhatIsNotAcceptedDoesNotExistForOthers(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	for name, who := range map[string]uuid.UUID{"guest": uuid.Nil, "neighbour": v.li, "foreign chair": v.foreign, "company": v.company, "town": v.town} {
		if _, err := v.See(t.Context(), who, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := v.See(t.Context(), v.wang, newID(t)); !errors.Is(err, ErrNotFound) {
		t.Errorf("a report that is not: %v", err)
	}
}

func TestStaffOnlyPhotosAreInNoPublicListAndNotOnThePage(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	if _, err := v.step(t, id, v.chair, api.ReportActAccept, func(m *api.ReportMove) { m.PhotoAudience = pointer(api.PhotoAudienceStaff) }); err != nil {
		t.Fatal(err)
	}
	v.walk(t, id, walked{v.chair, api.ReportActAssign}, walked{v.company, api.ReportActResolve})
	seen, err := v.See(t.Context(), v.li, id)
	if err != nil || len(seen.toAPI(t.Context()).Photos) != 0 {
		t.Errorf("a neighbour sees %d photos, %v", len(seen.Photos), err)
	}
	p, err := v.List(t.Context(), v.li, v.here, nil, nil, nil, 30, "")
	if s := p.toAPI(t.Context()).Items; err != nil || len(s) != 1 || s[0].Cover != nil || s[0].After != nil {
		t.Errorf("the list shows %+v, %v", s, err)
	}
	bucketless := &media.Service{DB: v.DB, Now: v.Now}
	for name, c := range map[string]struct {
		who  uuid.UUID
		sees bool
	}{"reporter": {v.wang, true}, "chair": {v.chair, true}, "grid worker": {v.grid, true}, "assignee": {v.company, true}, "neighbour": {v.li, false}, "guest": {uuid.Nil, false}} {
		own, err := v.See(t.Context(), v.chair, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, photo := range own.Photos {
			if _, err := bucketless.See(t.Context(), c.who, photo.MediaID); (err == nil) != c.sees {
				t.Errorf("%s, %s photo: %v, want seen %v", name, photo.Kind, err, c.sees)
			}
		}
	}
}

func TestListsGoOnBehindTheLastAndCostTheSameForManyRows(t *testing.T) {
	v := newVillage(t)
	statements := map[string]int{}
	lists := map[string]func(ctx context.Context, limit int, after string) (page, error){
		"public": func(ctx context.Context, limit int, after string) (page, error) {
			return v.List(ctx, v.li, v.here, nil, nil, nil, limit, after)
		},
		"mine": func(ctx context.Context, limit int, after string) (page, error) {
			return v.Mine(ctx, v.wang, limit, after)
		},
		"queue": func(ctx context.Context, limit int, after string) (page, error) {
			return v.Queue(ctx, v.chair, v.here, limit, after)
		},
	}
	for _, rows := range []int{2, 7} {
		for v.count(t, `SELECT count(*) FROM reports`) < rows {
			v.walk(t, v.file(t, v.wang).ID, walked{v.chair, api.ReportActAccept})
			v.pass(time.Minute)
		}
		for name, list := range lists {
			ctx, log := db.WithLog(t.Context())
			if p, err := list(ctx, 30, ""); err != nil || len(p.lines) != rows || p.toAPI(ctx).Next != nil || p.toAPI(ctx).Items[0].Cover == nil {
				t.Fatalf("%s: %d lines, %v", name, len(p.lines), err)
			}
			n := len(log.Sent())
			if before, known := statements[name]; known && before != n || n > 4 {
				t.Errorf("%s: %d statements for %d rows, %d before", name, n, rows, before)
			}
			statements[name] = n
		}
	}
	for name, list := range lists {
		if n := leaf(t, list); n != 7 {
			t.Errorf("%s: %d of 7 in pages of two", name, n)
		}
	}
	if p, err := lists["public"](t.Context(), 2, ""); err != nil || len(p.next) != 22 {
		t.Errorf("the mark of the public list holds more than an id: %q, %v", p.next, err)
	}
}

// leaf goes through a list in pages of two and counts what it meets.
func leaf(t *testing.T, list func(ctx context.Context, limit int, after string) (page, error)) int {
	t.Helper()
	seen, after := map[uuid.UUID]bool{}, ""
	for range 10 {
		p, err := list(t.Context(), 2, after)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range p.lines {
			seen[l.ID] = true
		}
		if after = p.next; after == "" {
			return len(seen)
		}
	}
	t.Fatal("the list does not end")
	return 0
}

func TestTheQueueHoldsWhatIsOnesOwn(t *testing.T) {
	v := newVillage(t)
	late, soon, taken := v.file(t, v.wang).ID, v.file(t, v.li).ID, v.file(t, v.wang).ID
	v.walk(t, late, walked{v.chair, api.ReportActAccept})
	v.walk(t, taken, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign})
	v.exec(t, `UPDATE reports SET building_id = $1 WHERE id = $2`, v.nextDoor, late)
	for name, c := range map[string]struct {
		who  uuid.UUID
		want []uuid.UUID
	}{
		"chair": {v.chair, []uuid.UUID{soon, taken, late}}, "watcher": {v.watcher, []uuid.UUID{soon, taken, late}},
		"grid worker": {v.grid, []uuid.UUID{soon, taken}}, "building head": {v.head, []uuid.UUID{soon, taken}},
		"company": {v.company, []uuid.UUID{taken}}, "resident": {v.wang, nil}, "town": {v.town, nil},
	} {
		p, err := v.Queue(t.Context(), c.who, v.here, 30, "")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(p.lines) != len(c.want) || len(c.want) > 0 && p.lines[0].ID != c.want[0] {
			t.Errorf("%s has %d reports waiting, want %d", name, len(p.lines), len(c.want))
		}
		for i, l := range p.lines {
			if i > 0 && l.DueAt.Before(*p.lines[i-1].DueAt) {
				t.Errorf("%s: what is due first is not on top", name)
			}
		}
	}
	v.exec(t, `UPDATE reports SET due_at = $1 WHERE id = $2`, monday.Add(-time.Hour), late)
	for who, want := range map[uuid.UUID]api.QueueCounts{
		v.chair: {Overdue: 1, Submitted: 1, Going: 1}, v.head: {Submitted: 1, Going: 1}, v.company: {Going: 1}, v.wang: {},
	} {
		if p, err := v.Queue(t.Context(), who, v.here, 1, ""); err != nil || *p.counts != want {
			t.Errorf("the queue counts %+v, want %+v; %v", p.counts, want, err)
		}
	}
	for name, who := range map[string]uuid.UUID{"stranger": v.stranger, "foreign chair": v.foreign, "newcomer": v.newcomer} {
		if _, err := v.Queue(t.Context(), who, v.here, 30, ""); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnOfficeThatEndedEndsTheWork(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	v.walk(t, id, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign})
	v.exec(t, `UPDATE role_grants SET valid_to = $1 WHERE account_id = $2`, monday, v.company)
	if _, err := v.step(t, id, v.company, api.ReportActStart); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("start: %v", err)
	}
	if seen, err := v.See(t.Context(), v.company, id); err != nil || seen.Sight != AsPublic {
		t.Errorf("sees it as %d, %v", seen.Sight, err)
	}
	if p, err := v.Queue(t.Context(), v.company, v.here, 30, ""); err != nil || len(p.lines) != 0 {
		t.Errorf("%d reports wait, %v", len(p.lines), err)
	}
}

func TestAssigneesAreForThoseWhoAssign(t *testing.T) {
	v := newVillage(t)
	list, err := v.Assignees(t.Context(), v.chair, v.here)
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, a := range list {
		if a.Name == "" {
			t.Errorf("an assignee without a name: %+v", a)
		}
		names += a.Name + " "
	}
	for _, want := range []string{"居委会", "街道（乡镇）", "有关部门", "钱网格", "吴物业", "孙委员", "赵主任"} {
		if !strings.Contains(names, want) {
			t.Errorf("%s is not among %s", want, names)
		}
	}
	for name, who := range map[string]uuid.UUID{"resident": v.wang, "grid worker": v.grid, "foreign chair": v.foreign, "guest": uuid.Nil} {
		if _, err := v.Assignees(t.Context(), who, v.here); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
