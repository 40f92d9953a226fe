package communities

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

// draft is a role for a year from now on.
func (w *world) draft(t *testing.T, m membershipRow, role api.Role) api.RoleDraft {
	t.Helper()
	to := w.Now().AddDate(1, 0, 0)
	d := api.RoleDraft{ID: newID(t), MembershipID: m.ID, Role: role, ValidFrom: w.Now(), ValidTo: &to}
	if role == api.RoleBuildingHead {
		building := w.building["1号楼"]
		d.BuildingID = &building
	}
	return d
}

func TestGivingRoles(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	duan := w.settle(t, w.account(t, "段晓东"), "段晓东", "1号楼", "101")
	child := w.settle(t, w.account(t, "段小宝"), "段小宝", "1号楼", "101")
	asking := w.ask(t, w.account(t, "物业"), "物业", "1号楼", "1")
	own := w.ask(t, w.chair, "王主任", "1号楼", "9")
	foreign, _, err := w.Join(ctx, w.account(t, "村民"), api.JoinRequest{ID: newID(t), CommunityID: &w.rural.ID, Name: "村民", Door: "1"})
	if err != nil {
		t.Fatal(err)
	}
	changed := func(d api.RoleDraft, change func(*api.RoleDraft)) api.RoleDraft { change(&d); return d }
	late, past, elsewhere := w.Now().AddDate(5, 0, 1), w.Now().Add(-time.Second), uuid.New()
	for _, c := range []struct {
		name  string
		who   uuid.UUID
		draft api.RoleDraft
		want  error
	}{
		{"a clerk gives no roles", w.clerk, w.draft(t, duan, api.RoleBuildingHead), fault.ErrForbidden},
		{"a chair makes no chair", w.chair, w.draft(t, duan, api.RoleCommitteeChair), ErrRoleNotGrantable},
		{"a chair makes nobody watch the committee", w.chair, w.draft(t, duan, api.RoleSupervision), ErrRoleNotGrantable},
		{"nobody gives themselves", w.chair, w.draft(t, own, api.RoleGridWorker), ErrRoleNotGrantable},
		{"class 7: not from another community", w.villageChair, w.draft(t, duan, api.RoleBuildingHead), ErrNoCommunity},
		{"class 7: not to another community's", w.chair, w.draft(t, foreign, api.RoleGridWorker), ErrNoMembership},
		{"a child", w.chair, w.draft(t, child, api.RoleCommitteeMember), ErrMinor},
		{"somebody unverified", w.chair, w.draft(t, asking, api.RoleCommitteeMember), ErrRoleNotGrantable},
		{"an outsider's role for the unverified", w.chair, w.draft(t, asking, api.RolePropertyCompany), nil},
		{"a head without a building", w.chair, changed(w.draft(t, duan, api.RoleBuildingHead), func(d *api.RoleDraft) { d.BuildingID = nil }), ErrRoleNotGrantable},
		{"a head of a building elsewhere", w.chair, changed(w.draft(t, duan, api.RoleBuildingHead), func(d *api.RoleDraft) { d.BuildingID = &elsewhere }), ErrNoBuilding},
		{"longer than five years", w.chair, changed(w.draft(t, duan, api.RoleBuildingHead), func(d *api.RoleDraft) { d.ValidTo = &late }), ErrRoleTerm},
		{"over before it began", w.chair, changed(w.draft(t, duan, api.RoleBuildingHead), func(d *api.RoleDraft) { d.ValidTo = &past }), ErrRoleTerm},
		{"a good one", w.chair, w.draft(t, duan, api.RoleBuildingHead), nil},
		{"the same twice in one term", w.chair, w.draft(t, duan, api.RoleBuildingHead), ErrRoleTerm},
		{"another beside it", w.chair, w.draft(t, duan, api.RoleCommitteeMember), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			row, made, err := w.Grant(ctx, c.who, w.urban.ID, c.draft)
			want(t, err, c.want)
			if made != (c.want == nil) {
				t.Errorf("made %v", made)
			}
			if c.want != nil {
				return
			}
			again, made, err := w.Grant(ctx, c.who, w.urban.ID, c.draft)
			if err != nil || made || again.ID != row.ID {
				t.Errorf("sent again: %v, %v, %v", again.ID, made, err)
			}
		})
	}
	if n := w.count(t, "SELECT count(*) FROM inbox WHERE account_id = ? AND kind = 'role_granted'", duan.AccountID); n != 2 {
		t.Errorf("told of %d roles, want 2", n)
	}
}

func TestRolesBeginAndEnd(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	duan := w.settle(t, w.account(t, "段晓东"), "段晓东", "1号楼", "101")
	tomorrow := w.draft(t, duan, api.RoleGridWorker)
	tomorrow.ValidFrom = w.Now().Add(24 * time.Hour)
	row, _, err := w.Grant(ctx, w.chair, w.urban.ID, tomorrow)
	want(t, err, nil)
	if s := w.standing(t, duan.AccountID); s.Has(api.RoleGridWorker) {
		t.Error("the role counts before it begins")
	}
	if s := w.standingAt(t, duan.AccountID, tomorrow.ValidFrom); !s.Has(api.RoleGridWorker) {
		t.Error("the role does not begin")
	}
	_, err = w.EndRole(ctx, w.clerk, row.ID)
	want(t, err, fault.ErrForbidden)
	_, err = w.EndRole(ctx, w.villageChair, row.ID)
	want(t, err, ErrNoRole)
	_, err = w.EndRole(ctx, w.chair, newID(t))
	want(t, err, ErrNoRole)
	row, err = w.EndRole(ctx, duan.AccountID, row.ID) // one may lay it down
	if err != nil || !row.ValidTo.Equal(row.ValidFrom) {
		t.Errorf("a role that had not begun ends at %v, began %v, %v", row.ValidTo, row.ValidFrom, err)
	}
	if s := w.standingAt(t, duan.AccountID, tomorrow.ValidFrom); s.Has(api.RoleGridWorker) {
		t.Error("a role that had not begun begins all the same")
	}
	_, err = w.EndRole(ctx, w.chair, row.ID)
	want(t, err, ErrRoleEnded)
	row, _, err = w.Grant(ctx, w.chair, w.urban.ID, w.draft(t, duan, api.RoleGridWorker))
	want(t, err, nil) // the same role again, in a term of its own
	w.pass(time.Hour)
	if row, err = w.EndRole(ctx, w.chair, row.ID); err != nil || !row.ValidTo.Equal(w.Now()) || *row.EndedBy != w.chair {
		t.Errorf("ended: %+v, %v", row, err)
	}
	if s := w.standing(t, duan.AccountID); s.Has(api.RoleGridWorker) {
		t.Error("ended, and still held")
	}
}

func TestWhoWatchesACommitteeIsNotOnIt(t *testing.T) {
	w := newWorld(t)
	duan := w.settle(t, w.account(t, "段晓东"), "段晓东", "1号楼", "101")
	town := w.account(t, "街道干部")
	w.first(t, town, api.RoleTownOfficer, DemoUrban[:9], uuid.Nil)
	_, _, err := w.Grant(t.Context(), town, w.urban.ID, w.draft(t, duan, api.RoleSupervision))
	want(t, err, nil)
	_, _, err = w.Grant(t.Context(), w.chair, w.urban.ID, w.draft(t, duan, api.RoleCommitteeMember))
	want(t, err, ErrRoleNotGrantable)
	later := w.draft(t, duan, api.RoleCommitteeMember)
	later.ValidFrom = w.Now().AddDate(1, 0, 0)
	end := later.ValidFrom.AddDate(1, 0, 0)
	later.ValidTo = &end
	_, _, err = w.Grant(t.Context(), w.chair, w.urban.ID, later)
	want(t, err, nil) // after the term of watching
	err = w.DB.Exec(`INSERT INTO role_grants SELECT gen_random_uuid(), account_id, membership_id, 'committee_chair', community_id, NULL, NULL,
		valid_from, valid_to, granted_by, created_at, NULL FROM role_grants WHERE role = 'supervision'`).Error
	if err == nil {
		t.Error("the database lets the two roles meet")
	}
}

func TestATownStandsInItsOwnCommunitiesOnly(t *testing.T) {
	w := newWorld(t)
	town, county, admin := w.account(t, "街道干部"), w.account(t, "区领导"), w.account(t, "平台")
	w.first(t, town, api.RoleTownOfficer, DemoUrban[:9], uuid.Nil)
	w.first(t, county, api.RoleSupervisor, DemoUrban[:6], uuid.Nil)
	w.first(t, admin, api.RolePlatformAdmin, "", uuid.Nil)
	for _, c := range []struct {
		name        string
		who         uuid.UUID
		role        api.Role
		here, there bool
	}{
		{"town", town, api.RoleTownOfficer, true, false},
		{"county", county, api.RoleSupervisor, true, false},
		{"platform", admin, api.RolePlatformAdmin, true, true},
		{"chair", w.chair, api.RoleCommitteeChair, true, false},
	} {
		for community, expected := range map[uuid.UUID]bool{w.urban.ID: c.here, w.rural.ID: c.there} {
			s, err := StandingOf(t.Context(), w.DB, community, c.who, w.Now())
			if err != nil || s.Has(c.role) != expected {
				t.Errorf("%s: %+v, %v", c.name, s.Roles, err)
			}
		}
	}
	duan := w.settle(t, w.account(t, "段晓东"), "段晓东", "1号楼", "101")
	row, _, err := w.Grant(t.Context(), county, w.urban.ID, w.draft(t, duan, api.RoleTownOfficer))
	if err != nil || row.DivisionID == nil || row.CommunityID != nil {
		t.Fatalf("a town officer: %+v, %v", row, err)
	}
	_, err = w.EndRole(t.Context(), w.chair, row.ID)
	want(t, err, fault.ErrForbidden)
	_, err = w.EndRole(t.Context(), county, row.ID)
	want(t, err, nil)
}
