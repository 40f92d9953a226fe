package apptest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/privacy"
)

// Person is somebody of the world.
type Person struct {
	Name       string
	Phone      string
	Account    uuid.UUID
	Membership uuid.UUID // uuid.Nil for who does not belong to a community
}

// World is two communities – an urban one and, foreign to it, a village – with somebody in every role.
type World struct {
	Own, Foreign               uuid.UUID
	Building, OtherBuilding    uuid.UUID // of the own community: 1号楼, 2号楼
	ForeignBuilding, Household uuid.UUID // Household: 1号楼 101, of "resident"
}

// cast is who lives in the world: door and role.
var cast = []struct {
	name, building, door string
	foreign, unverified  bool
	role                 api.Role
	minor                bool
}{
	{name: "chair", building: "1号楼", door: "601", role: api.RoleCommitteeChair},
	{name: "foreign_chair", building: "东巷", door: "1号", foreign: true, role: api.RoleCommitteeChair},
	{name: "foreign_committee", foreign: true, role: api.RoleCommitteeMember},
	{name: "resident", building: "1号楼", door: "101"},
	{name: "neighbour", building: "2号楼", door: "101"},
	{name: "minor", building: "1号楼", door: "102", minor: true},
	{name: "unverified", building: "1号楼", door: "201", unverified: true},
	{name: "building_head", building: "1号楼", door: "301", role: api.RoleBuildingHead},
	{name: "grid_worker", building: "2号楼", door: "301", role: api.RoleGridWorker},
	{name: "committee", building: "1号楼", door: "401", role: api.RoleCommitteeMember},
	{name: "party", building: "1号楼", door: "402", role: api.RolePartyBranch},
	{name: "supervision", building: "1号楼", door: "501", role: api.RoleSupervision},
	{name: "property", role: api.RolePropertyCompany},
	{name: "expert", role: api.RoleExpert},
	{name: "town", role: api.RoleTownOfficer},
	{name: "supervisor", role: api.RoleSupervisor},
	{name: "admin", role: api.RolePlatformAdmin},
	{name: "stranger", building: "东巷", door: "2号", foreign: true},
	{name: "newcomer"}, // signed in, belongs nowhere
	{name: "other_head", building: "2号楼", door: "601", role: api.RoleBuildingHead},
}

// Names are all people of the world.
func Names() []string {
	names := make([]string, len(cast))
	for i, c := range cast {
		names[i] = c.name
	}
	return names
}

// Settle fills the database with the world and gives it, thirty days before the test's clock.
func (a *App) Settle(t testing.TB) World {
	t.Helper()
	at := a.Now().Add(-30 * 24 * time.Hour)
	service := &communities.Service{DB: a.DB.Gorm, Now: func() time.Time { return at }, Keys: a.Keys, AttachPublic: media.AttachPublic}
	for _, stage := range []func(testing.TB, *communities.Service, time.Time) error{a.open, a.move, a.know} {
		if err := stage(t, service, at); err != nil {
			t.Fatalf("settle: %v", err)
		}
	}
	return a.World
}

// open takes both communities into use and gives everybody an account and a role.
func (a *App) open(t testing.TB, _ *communities.Service, at time.Time) error {
	ctx := t.Context()
	return a.DB.Gorm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if _, err := communities.ImportDivisions(ctx, tx, communities.Import{Partial: true}, at, communities.DemoDivisions()); err != nil {
			return err
		}
		for code, id := range map[string]*uuid.UUID{communities.DemoUrban: &a.World.Own, communities.DemoRural: &a.World.Foreign} {
			c, err := communities.OpenCommunity(ctx, tx, code, true, at)
			if err != nil {
				return err
			}
			*id = c.ID
		}
		for i, c := range cast {
			phone := fmt.Sprintf("199100001%02d", i)
			account, err := identity.EnsureAccount(ctx, tx, a.Keys, phone, c.name, at)
			if err != nil {
				return err
			}
			a.people[c.name] = Person{Name: c.name, Phone: phone, Account: account.ID}
			if c.role == "" || c.role == api.RoleBuildingHead {
				continue
			}
			if err := communities.GrantFirst(ctx, tx, first(c.role, c.foreign, account.ID, at), at); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
		}
		return a.welcome(ctx, tx, at)
	})
}

// welcome lets everybody have told their age and agreed to the notice, before the tests begin.
func (a *App) welcome(ctx context.Context, tx *gorm.DB, at time.Time) error {
	for _, c := range cast {
		band := api.AgeBandAdult
		if c.minor {
			band = api.AgeBandTeen
		}
		if _, err := identity.TellAge(ctx, tx, a.people[c.name].Account, band, at); err != nil {
			return err
		}
	}
	return db.Exec(ctx, tx, `INSERT INTO consents (id, account_id, purpose, version, given, at)
		SELECT id, id, 'account', ?, true, ? FROM accounts`, privacy.NoticeVersion, at)
}

// move imports both registers and lets everybody join and be verified by their chair.
func (a *App) move(t testing.TB, s *communities.Service, at time.Time) error {
	ctx := t.Context()
	lines := map[bool]*strings.Builder{false: {}, true: {}}
	for foreign, b := range lines {
		b.WriteString("小区,楼栋,单元,门牌,姓名,成年,手机,户代表,面积\n")
		for _, c := range cast {
			if c.building != "" && c.foreign == foreign {
				fmt.Fprintf(b, "%s,%s,,%s,%s,%s,%s,否,80.00\n", estate(foreign), c.building, c.door, c.name, yes(!c.minor), a.people[c.name].Phone)
			}
		}
		chair, community := a.chair(foreign)
		if _, err := s.ImportRegister(ctx, chair, community, strings.NewReader(b.String()), false, ""); err != nil {
			return err
		}
	}
	for _, c := range cast {
		if c.building == "" {
			continue
		}
		p := a.people[c.name]
		chair, community := a.chair(c.foreign)
		building, err := a.id(t, `SELECT id FROM buildings WHERE community_id = ? AND name = ?`, community, c.building)
		if err != nil {
			return err
		}
		p.Membership = uuid.NewSHA1(uuid.NameSpaceOID, []byte(c.name))
		_, _, err = s.Join(ctx, p.Account, api.JoinRequest{ID: p.Membership, CommunityID: &community, BuildingID: &building, Name: c.name, Door: c.door})
		if err != nil {
			return fmt.Errorf("%s joins: %w", c.name, err)
		}
		a.people[c.name] = p
		if c.unverified {
			continue
		}
		person, err := a.id(t, `SELECT id FROM persons WHERE community_id = ? AND name = ?`, community, c.name)
		if err != nil {
			return err
		}
		if c.role == api.RoleCommitteeChair { // nobody verifies themselves
			chair = a.people[map[bool]string{false: "committee", true: "foreign_committee"}[c.foreign]].Account
		}
		if _, err := s.Verify(ctx, chair, p.Membership, api.Verification{PersonID: &person}); err != nil {
			return fmt.Errorf("%s is verified: %w", c.name, err)
		}
	}
	return nil
}

// know remembers the ids that tests name, and gives the building heads their buildings.
func (a *App) know(t testing.TB, _ *communities.Service, at time.Time) (err error) {
	const building = `SELECT id FROM buildings WHERE community_id = ? AND name = ?`
	w := &a.World
	if w.Building, err = a.id(t, building, w.Own, "1号楼"); err != nil {
		return err
	}
	if w.OtherBuilding, err = a.id(t, building, w.Own, "2号楼"); err != nil {
		return err
	}
	if w.ForeignBuilding, err = a.id(t, building, w.Foreign, "东巷"); err != nil {
		return err
	}
	if w.Household, err = a.id(t, `SELECT household_id AS id FROM persons WHERE community_id = ? AND name = ?`, w.Own, "resident"); err != nil {
		return err
	}
	return a.DB.Gorm.WithContext(t.Context()).Transaction(func(tx *gorm.DB) error {
		for name, building := range map[string]uuid.UUID{"building_head": w.Building, "other_head": w.OtherBuilding} {
			head := first(api.RoleBuildingHead, false, a.people[name].Account, at)
			head.Building = building
			if err := communities.GrantFirst(t.Context(), tx, head, at); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *App) id(t testing.TB, sql string, args ...any) (uuid.UUID, error) {
	row, err := db.Row[struct{ ID uuid.UUID }](t.Context(), a.DB.Gorm, sql, args...)
	return row.ID, err
}

func (a *App) chair(foreign bool) (chair, community uuid.UUID) {
	if foreign {
		return a.people["foreign_chair"].Account, a.World.Foreign
	}
	return a.people["chair"].Account, a.World.Own
}

func estate(foreign bool) string {
	if foreign {
		return "一组"
	}
	return "梧桐苑小区"
}

func yes(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

// first is a grant where its role counts: the town of the community, its county, everywhere, or itself.
func first(role api.Role, foreign bool, account uuid.UUID, at time.Time) communities.First {
	to := at.AddDate(3, 0, 0)
	code := communities.DemoUrban
	if foreign {
		code = communities.DemoRural
	}
	switch role {
	case api.RoleTownOfficer:
		code = code[:9]
	case api.RoleSupervisor:
		code = code[:6]
	case api.RolePlatformAdmin:
		code = ""
	}
	return communities.First{Account: account, Role: role, Code: code, ValidFrom: at, ValidTo: &to}
}

// Person gives somebody of the world.
func (a *App) Person(t testing.TB, name string) Person {
	t.Helper()
	p, ok := a.people[name]
	if !ok {
		t.Fatalf("there is nobody called %q here", name)
	}
	return p
}
