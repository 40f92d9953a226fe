package reports

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/db/dbtest"
)

// village is a database with two communities and people in the first; the second has one resident and a chair.
type village struct {
	*Service
	db                                       *db.DB
	here, there, home, nextDoor              uuid.UUID
	wang, li, newcomer                       uuid.UUID // residents; the last is not verified yet
	chair, member, grid, head, company, town uuid.UUID
	watcher, stranger, foreigner, foreign    uuid.UUID
	clock                                    atomic.Pointer[time.Time]
}

func newVillage(t *testing.T) *village {
	t.Helper()
	d := dbtest.New(t)
	v := &village{db: d, home: newID(t), nextDoor: newID(t)}
	v.Service = &Service{DB: d.Gorm, Now: func() time.Time { return *v.clock.Load() }}
	v.at(monday)
	v.here, v.there = v.community(t, "610103001001"), v.community(t, "610103001002")
	v.building(t, v.here, v.home)
	v.building(t, v.here, v.nextDoor)
	other := newID(t)
	v.building(t, v.there, other)
	for name, p := range map[string]*uuid.UUID{
		"王秀兰": &v.wang, "李强": &v.li, "赵主任": &v.chair, "孙委员": &v.member, "钱网格": &v.grid, "周楼长": &v.head, "吴物业": &v.company, "郑监委": &v.watcher,
	} {
		*p = v.account(t, name)
		v.live(t, v.here, v.home, *p, true)
	}
	v.newcomer, v.town, v.stranger = v.account(t, "新来的"), v.account(t, "冯干部"), v.account(t, "路人")
	v.live(t, v.here, v.home, v.newcomer, false)
	v.foreigner, v.foreign = v.account(t, "外村人"), v.account(t, "外村主任")
	v.live(t, v.there, other, v.foreigner, true)
	v.live(t, v.there, other, v.foreign, true)
	v.role(t, v.chair, api.RoleCommitteeChair, v.here, uuid.Nil)
	v.role(t, v.member, api.RoleCommitteeMember, v.here, uuid.Nil)
	v.role(t, v.grid, api.RoleGridWorker, v.here, v.home)
	v.role(t, v.head, api.RoleBuildingHead, v.here, v.home)
	v.role(t, v.company, api.RolePropertyCompany, v.here, uuid.Nil)
	v.role(t, v.watcher, api.RoleSupervision, v.here, uuid.Nil)
	v.role(t, v.foreign, api.RoleCommitteeChair, v.there, uuid.Nil)
	v.exec(t, `INSERT INTO role_grants (id, account_id, role, division_id, valid_from, granted_by, created_at)
		SELECT $1, $2, 'town_officer', d.id, $3, $2, $3 FROM divisions d WHERE d.code = '610103001'`, newID(t), v.town, monday.AddDate(0, -1, 0))
	return v
}

func (v *village) at(now time.Time) { v.clock.Store(&now) }

func (v *village) pass(d time.Duration) { v.at(v.Now().Add(d)) }

func (v *village) exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	if _, err := v.db.Pool.Exec(context.WithoutCancel(t.Context()), sql, args...); err != nil {
		t.Fatalf("%s: %v", strings.Fields(sql)[2], err)
	}
}

func (v *village) community(t testing.TB, code string) uuid.UUID {
	t.Helper()
	var parent *uuid.UUID
	for _, n := range []int{2, 4, 6, 9, 12} {
		level := map[int]string{2: "province", 4: "city", 6: "county", 9: "town", 12: "community"}[n]
		v.exec(t, `INSERT INTO divisions (id, code, name, level, parent_id, kind, valid_from)
			SELECT $1, $2, $2, $3, $4, CASE WHEN $3 = 'community' THEN 'urban' END, '2020-01-01'
			WHERE NOT EXISTS (SELECT FROM divisions WHERE code = $2)`, newID(t), code[:n], level, parent)
		var id uuid.UUID
		if err := v.db.Pool.QueryRow(t.Context(), `SELECT id FROM divisions WHERE code = $1`, code[:n]).Scan(&id); err != nil {
			t.Fatal(err)
		}
		parent = &id
	}
	c, err := communities.OpenCommunity(t.Context(), v.DB, code, false, monday.AddDate(-1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	v.exec(t, `UPDATE communities SET lat = 34.2658, lon = 108.9541 WHERE id = $1`, c.ID)
	return c.ID
}

func (v *village) building(t testing.TB, community, id uuid.UUID) {
	t.Helper()
	estate := newID(t)
	v.exec(t, `INSERT INTO estates (id, community_id, name) VALUES ($1, $2, $3)`, estate, community, estate.String()[:8])
	v.exec(t, `INSERT INTO buildings (id, community_id, estate_id, name, place_key) VALUES ($1, $2, $3, '1号楼', '1')`, id, community, estate)
	v.exec(t, `INSERT INTO entrances (building_id, name, community_id) VALUES ($1, '', $2)`, id, community)
}

func (v *village) account(t testing.TB, name string) uuid.UUID {
	t.Helper()
	id := newID(t)
	v.exec(t, `INSERT INTO accounts (id, phone_hash, phone_sealed, display_name, created_at) VALUES ($1, $2, $3, $4, '2026-01-01')`,
		id, append(id[:], id[:]...), append(id[:], id[:]...), name)
	return id
}

func (v *village) live(t testing.TB, community, building, account uuid.UUID, verified bool) {
	t.Helper()
	since := monday.AddDate(0, -1, 0)
	if !verified {
		v.exec(t, `INSERT INTO memberships (id, community_id, account_id, state, name, building_id, entrance, door, requested_at)
			VALUES ($1, $2, $3, 'requested', '新', $4, '', '1', $5)`, newID(t), community, account, building, since)
		return
	}
	household, person := newID(t), newID(t)
	v.exec(t, `INSERT INTO households (id, community_id, building_id, entrance, door, place_key) VALUES ($1, $2, $3, '', $4, $4)`,
		household, community, building, account.String()[:8])
	v.exec(t, `INSERT INTO persons (id, community_id, household_id, name, adult, created_by, valid_from) VALUES ($1, $2, $3, '某', true, $4, $5)`,
		person, community, household, account, since)
	v.exec(t, `INSERT INTO memberships (id, community_id, account_id, state, name, building_id, entrance, door, person_id, requested_at, decided_at, decided_by)
		VALUES ($1, $2, $3, 'verified', '某', $4, '', '1', $5, $6, $6, $3)`, newID(t), community, account, building, person, since)
}

func (v *village) role(t testing.TB, account uuid.UUID, role api.Role, community, building uuid.UUID) {
	t.Helper()
	v.exec(t, `INSERT INTO role_grants (id, account_id, role, community_id, building_id, valid_from, valid_to, granted_by, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $2, $6)`, newID(t), account, role, community,
		uuid.NullUUID{UUID: building, Valid: building != uuid.Nil}, monday.AddDate(0, -1, 0), monday.AddDate(1, 0, 0))
}

// snap is a photo that somebody took and that is attached to nothing.
func (v *village) snap(t testing.TB, who uuid.UUID) uuid.UUID {
	t.Helper()
	id := newID(t)
	key := strings.ReplaceAll(id.String(), "-", "")[:26]
	v.exec(t, `INSERT INTO media (id, uploader_id, object_key, width, height, full_bytes, thumb_bytes, created_at)
		VALUES ($1, $2, $3, 1600, 1200, 1000, 100, now())`, id, who, key[:2]+"/"+key)
	return id
}

// paper is a report that can be filed.
func (v *village) paper(t testing.TB, who uuid.UUID) api.ReportDraft {
	t.Helper()
	return api.ReportDraft{
		ID: newID(t), CommunityID: v.here, Class: "0102", Text: pointer("楼下垃圾没人管"), PhotoIds: []uuid.UUID{v.snap(t, who)},
		Place: api.Place{Point: &api.Point{Lat: 34.26581, Lon: 108.95417}, Accuracy: pointer(12), Words: pointer("三单元门口")},
	}
}

func (v *village) file(t testing.TB, who uuid.UUID, change ...func(*api.ReportDraft)) full {
	t.Helper()
	d := v.paper(t, who)
	for _, c := range change {
		c(&d)
	}
	f, made, err := v.File(t.Context(), who, d)
	if err != nil || !made {
		t.Fatalf("File: made %v, %v", made, err)
	}
	return f
}

// step takes a report on, with everything that the step takes.
func (v *village) step(t testing.TB, id, who uuid.UUID, act api.ReportAct, change ...func(*api.ReportMove)) (full, error) {
	t.Helper()
	r, err := reportOf(t.Context(), v.DB, id)
	if err != nil {
		t.Fatal(err)
	}
	m := api.ReportMove{Act: act, From: r.State}
	switch act {
	case api.ReportActAccept:
		m.PhotoAudience, m.Headline = pointer(api.PhotoAudiencePublic), pointer("三单元旁的垃圾")
	case api.ReportActReject:
		m.Reason, m.Note = pointer(api.RejectReasonPictureUnusable), pointer("照片看不清")
	case api.ReportActAssign:
		m.Assignee = &api.Assignee{Kind: api.AssigneeKindPropertyCompany, Name: "物业", AccountID: &v.company}
	case api.ReportActHandOver:
		m.CaseNumber = pointer("12345-2026-77")
	case api.ReportActResolve:
		m.Note, m.PhotoIds = pointer("已清运"), &[]uuid.UUID{v.snap(t, who)}
	}
	for _, c := range change {
		c(&m)
	}
	return v.Move(t.Context(), who, id, m)
}

// walk takes a report through steps that must all be right.
func (v *village) walk(t testing.TB, id uuid.UUID, steps ...walked) full {
	t.Helper()
	var f full
	for _, s := range steps {
		var err error
		if f, err = v.step(t, id, s.who, s.act); err != nil {
			t.Fatalf("%s: %v", s.act, err)
		}
	}
	return f
}

type walked struct {
	who uuid.UUID
	act api.ReportAct
}

func (v *village) count(t testing.TB, sql string, args ...any) (n int) {
	t.Helper()
	if err := v.db.Pool.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
