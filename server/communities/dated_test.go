package communities

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

func TestARoleIsHeldFromItsFirstMomentToBeforeItsLast(t *testing.T) {
	w := newWorld(t)
	who, end := w.account(t, "卸任委员"), w.Now()
	w.grantedUntil(t, who, api.RoleCommitteeMember, uuid.Nil, end)
	for _, c := range []struct {
		name string
		at   time.Time
		want bool
	}{
		{"before it began", end.Add(-time.Hour - time.Microsecond), false},
		{"the moment it began", end.Add(-time.Hour), true},
		{"the last moment", end.Add(-time.Microsecond), true},
		{"the moment it ended", end, false},
		{"the day after", end.Add(24 * time.Hour), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := w.standingAt(t, who, c.at)
			if got := s.Has(api.RoleCommitteeMember); got != c.want || Can(s, api.PermissionMembersVerify) != c.want || s.Staff() != c.want {
				t.Errorf("held %v, want %v: %+v", got, c.want, s)
			}
			held, err := HoldersOf(t.Context(), w.DB, w.urban.ID, c.at, api.RoleCommitteeMember)
			if err != nil || slices.Contains(held, who) != c.want {
				t.Errorf("among the holders %v, want %v, %v", held, c.want, err)
			}
		})
	}
	w.pass(24 * time.Hour)
	_, err := w.Members(t.Context(), who, w.urban.ID, nil, page{limit: 30})
	want(t, err, ErrNoCommunity)
	_, err = w.Households(t.Context(), who, w.urban.ID, nil, "", page{limit: 30})
	want(t, err, ErrNoCommunity)
}

func TestAMembershipAsOfADate(t *testing.T) {
	w := newWorld(t)
	who, asked := w.account(t, "段晓东"), w.Now()
	m := w.ask(t, who, "段晓东", "1号楼", "101")
	w.pass(24 * time.Hour)
	duan := w.person(t, "段晓东")
	if _, err := w.Verify(t.Context(), w.chair, m.ID, api.Verification{PersonID: &duan.ID}); err != nil {
		t.Fatal(err)
	}
	verified := w.Now()
	w.pass(24 * time.Hour)
	left := w.Now()
	want(t, w.Leave(t.Context(), who, m.ID), nil)
	want(t, w.Leave(t.Context(), who, m.ID), nil)
	for _, c := range []struct {
		name  string
		at    time.Time
		roles []api.Role
	}{
		{"before asking", asked.Add(-time.Microsecond), nil},
		{"asking", asked, []api.Role{api.RoleResidentUnverified}},
		{"before the word of the chair", verified.Add(-time.Microsecond), []api.Role{api.RoleResidentUnverified}},
		{"from then on", verified, []api.Role{api.RoleResident, api.RoleHouseholdRep}},
		{"until leaving", left.Add(-time.Microsecond), []api.Role{api.RoleResident, api.RoleHouseholdRep}},
		{"gone", left, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []api.Role
			for _, g := range w.standingAt(t, who, c.at).Roles {
				got = append(got, g.Role)
			}
			if !slices.Equal(got, c.roles) {
				t.Errorf("%v, want %v", got, c.roles)
			}
			held, err := HoldersOf(t.Context(), w.DB, w.urban.ID, c.at, api.RoleHouseholdRep)
			if err != nil || slices.Contains(held, who) != slices.Contains(c.roles, api.RoleHouseholdRep) {
				t.Errorf("household representatives: %v, %v", held, err)
			}
		})
	}
	if _, err := StandingOf(t.Context(), w.DB, uuid.New(), who, asked); err == nil {
		t.Error("there is a standing in no community")
	}
	_, err := StandingOf(t.Context(), w.DB, uuid.New(), uuid.Nil, asked)
	want(t, err, ErrNoCommunity)
}

func TestLeavingEndsTheRolesOfTheMembership(t *testing.T) {
	w := newWorld(t)
	who, building, end := w.account(t, "段晓东"), w.building["1号楼"], w.Now().AddDate(1, 0, 0)
	m := w.settle(t, who, "段晓东", "1号楼", "101")
	row, _, err := w.Grant(t.Context(), w.chair, w.urban.ID, api.RoleDraft{ID: newID(t), MembershipID: m.ID, Role: api.RoleBuildingHead,
		BuildingID: &building, ValidFrom: w.Now(), ValidTo: &end})
	if err != nil || row.HolderName != "段晓东" {
		t.Fatalf("granted %+v, %v", row, err)
	}
	w.pass(time.Hour)
	if s := w.standing(t, who); !CanIn(s, building, api.PermissionMembersVerify) || CanIn(s, w.building["2号楼"], api.PermissionMembersVerify) {
		t.Errorf("head of one building: %+v", s)
	}
	want(t, w.Leave(t.Context(), w.chair, m.ID), ErrNoMembership)
	want(t, w.Leave(t.Context(), who, m.ID), nil)
	if s := w.standing(t, who); len(s.Roles) != 0 {
		t.Errorf("gone, and still %+v", s)
	}
	if s := w.standingAt(t, who, w.Now().Add(-time.Minute)); !s.Has(api.RoleBuildingHead) {
		t.Errorf("a minute ago: %+v", s)
	}
}

func TestAHouseholdIsRepresentedByOneAdultAtATime(t *testing.T) {
	w := newWorld(t)
	ctx, duan, guo := t.Context(), w.person(t, "段晓东"), w.person(t, "郭敏")
	wife, made, err := w.AddPerson(ctx, w.clerk, duan.HouseholdID, api.PersonDraft{ID: newID(t), Name: "段太太", Adult: true})
	if err != nil || !made {
		t.Fatal(err)
	}
	child := w.person(t, "段小宝")
	resident := w.account(t, "段晓东")
	w.settle(t, resident, "段晓东", "1号楼", "101")
	neighbour := w.account(t, "郭敏")
	w.settle(t, neighbour, "郭敏", "1号楼", "102")
	for _, c := range []struct {
		name        string
		who, person uuid.UUID
		want        error
	}{
		{"a child", w.chair, child.ID, ErrMinor},
		{"somebody of another household", w.chair, guo.ID, ErrNoPerson},
		{"an unknown person", w.chair, uuid.New(), ErrNoPerson},
		{"by a member of the household", resident, wife.ID, fault.ErrForbidden},
		{"by a neighbour", neighbour, wife.ID, ErrNoHousehold},
		{"class 7: by a chair of another community", w.villageChair, wife.ID, ErrNoHousehold},
		{"by nobody", uuid.Nil, wife.ID, ErrNoHousehold},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.SetRepresentative(ctx, c.who, duan.HouseholdID, c.person)
			want(t, err, c.want)
		})
	}
	w.pass(time.Hour)
	before := w.Now().Add(-time.Minute)
	d, err := w.SetRepresentative(ctx, w.head1, duan.HouseholdID, wife.ID)
	if err != nil || *d.toAPI().RepresentativeID != wife.ID {
		t.Fatalf("named: %+v, %v", d, err)
	}
	if s := w.standing(t, resident); s.Has(api.RoleHouseholdRep) {
		t.Error("two represent the household")
	}
	if s := w.standingAt(t, resident, before); !s.Has(api.RoleHouseholdRep) {
		t.Error("the past has changed")
	}
	shi := w.person(t, "石,欣然")
	_, err = w.SetRepresentative(ctx, w.head1, shi.HouseholdID, shi.ID)
	want(t, err, ErrNoHousehold) // another building
	n := w.count(t, "SELECT count(*) FROM household_representatives")
	_, err = w.SetRepresentative(ctx, w.chair, duan.HouseholdID, wife.ID)
	if want(t, err, nil); w.count(t, "SELECT count(*) FROM household_representatives") != n {
		t.Error("naming the same again made another term")
	}
}

func TestWhoPutsPersonsIntoTheRegister(t *testing.T) {
	w := newWorld(t)
	duan := w.person(t, "段晓东")
	resident := w.account(t, "段晓东")
	w.settle(t, resident, "段晓东", "1号楼", "101")
	draft := api.PersonDraft{ID: newID(t), Name: "段太太", Adult: true}
	add := func(who uuid.UUID, d api.PersonDraft) (bool, error) {
		_, made, err := w.AddPerson(t.Context(), who, duan.HouseholdID, d)
		return made, err
	}
	for who, fault := range map[uuid.UUID]error{w.head1: fault.ErrForbidden, resident: fault.ErrForbidden, w.villageChair: ErrNoHousehold, uuid.Nil: ErrNoHousehold} {
		_, err := add(who, draft)
		want(t, err, fault)
	}
	for i, first := range []bool{true, false} {
		if made, err := add(w.clerk, draft); err != nil || made != first {
			t.Errorf("%d: made %v, %v", i, made, err)
		}
	}
	_, err := add(w.chair, draft)
	want(t, err, fault.ErrIDTaken)
	_, err = add(w.chair, api.PersonDraft{ID: newID(t), Name: "段太太", Adult: true})
	want(t, err, ErrPersonExists)
	_, err = add(w.chair, api.PersonDraft{ID: newID(t), Name: "段\u200b太太", Adult: true})
	want(t, err, fault.ErrText)
	phone := "12345"
	if _, err = add(w.chair, api.PersonDraft{ID: newID(t), Name: "段爷爷", Adult: true, Phone: &phone}); fault.Of(err) == nil {
		t.Errorf("a phone that is none: %v", err)
	}
	if n := w.count(t, "SELECT count(*) FROM persons WHERE household_id = ?", duan.HouseholdID); n != 3 {
		t.Errorf("%d persons, want 3", n)
	}
}
