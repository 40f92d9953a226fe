package communities

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/fault"
)

// only fails where an error is neither nil nor one of the faults.
func only(t *testing.T, errs []error, faults ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil && !slices.ContainsFunc(faults, func(f error) bool { return errors.Is(err, f) }) {
			t.Errorf("got %v, want one of %v", err, faults)
		}
	}
}

func times(n int, f func() error) []error {
	return together(slices.Repeat([]func() error{f}, n)...)
}

func TestClass10FiftyJoinsOfOneAccountLeaveOneMembership(t *testing.T) {
	w := newWorld(t)
	who := w.account(t, "郭敏")
	_, code := w.invite(t, w.head1, "1号楼", time.Hour)
	errs := times(50, func() error {
		_, _, err := w.Join(t.Context(), who, api.JoinRequest{ID: uuid.New(), InvitationCode: &code, Name: "郭敏", Door: "102"})
		return err
	})
	only(t, errs, ErrMemberAlready)
	if n := successes(errs); n != 1 {
		t.Errorf("%d of 50 joins succeeded", n)
	}
	if n := w.count(t, "SELECT count(*) FROM memberships WHERE account_id = ?", who); n != 1 {
		t.Errorf("%d memberships", n)
	}
	if n := w.count(t, "SELECT count(*) FROM inbox WHERE account_id = ?", w.head1); n != 1 {
		t.Errorf("the building head was told %d times", n)
	}
}

func TestTheSameJoinSentTwentyTimesAtOnceIsOne(t *testing.T) {
	w := newWorld(t)
	who, id, building := w.account(t, "郭敏"), uuid.New(), w.building["1号楼"]
	made := make(chan bool, 20)
	only(t, times(20, func() error {
		m, first, err := w.Join(t.Context(), who, api.JoinRequest{ID: id, CommunityID: &w.urban.ID, BuildingID: &building, Name: "郭敏", Door: "102"})
		made <- first
		if err == nil && m.ID != id {
			t.Errorf("got %s", m.ID)
		}
		return err
	}))
	close(made)
	firsts := 0
	for first := range made {
		if first {
			firsts++
		}
	}
	if firsts != 1 {
		t.Errorf("%d of 20 were the first", firsts)
	}
}

func TestClass10TwoVerifyOneRequestAtOnce(t *testing.T) {
	w := newWorld(t)
	m := w.ask(t, w.account(t, "郭敏"), "郭敏", "1号楼", "102")
	guo, duan := w.person(t, "郭敏"), w.person(t, "段晓东")
	verify := func(by uuid.UUID, p person) func() error {
		return func() error {
			_, err := w.Verify(t.Context(), by, m.ID, api.Verification{PersonID: &p.ID})
			return err
		}
	}
	errs := together(verify(w.head1, guo), verify(w.chair, duan), verify(w.clerk, guo), verify(w.chair, duan), func() error {
		_, err := w.Refuse(t.Context(), w.clerk, m.ID, "查无此人")
		return err
	})
	only(t, errs, ErrDecided)
	if n := w.count(t, "SELECT count(*) FROM inbox WHERE account_id = ?", m.AccountID); n != 1 {
		t.Errorf("the member was told %d decisions", n)
	}
	if n := w.count(t, "SELECT count(*) FROM audit_entries WHERE subject_id = ? AND action IN ('membership.verify', 'membership.refuse')", m.ID); n != 1 {
		t.Errorf("%d decisions are recorded", n)
	}
}

func TestClass10OnePersonIsLinkedToOneOfManyAccounts(t *testing.T) {
	w := newWorld(t)
	guo := w.person(t, "郭敏")
	var acts []func() error
	for range 6 {
		m := w.ask(t, w.account(t, "郭敏"), "郭敏", "1号楼", "102")
		acts = append(acts, func() error {
			_, err := w.Verify(t.Context(), w.chair, m.ID, api.Verification{PersonID: &guo.ID})
			return err
		})
	}
	errs := together(acts...)
	only(t, errs, ErrPersonLinked)
	if n := successes(errs); n != 1 {
		t.Errorf("%d accounts became one person", n)
	}
}

func TestClass10TwoNewcomersBehindOneNewDoor(t *testing.T) {
	w := newWorld(t)
	var acts []func() error
	for range 5 {
		m := w.ask(t, w.account(t, "新来"), "新来", "2号楼", "999")
		acts = append(acts, func() error {
			_, err := w.Verify(t.Context(), w.chair, m.ID, api.Verification{NewPerson: &api.NewPerson{
				Name: "新来", Adult: true, BuildingID: w.building["2号楼"], Door: "999"}})
			return err
		})
	}
	errs := together(acts...)
	only(t, errs, ErrPersonLinked)
	if n := successes(errs); n != 1 {
		t.Errorf("%d were verified as one newcomer", n)
	}
	if n := w.count(t, "SELECT count(*) FROM households WHERE door = '999'"); n != 1 {
		t.Errorf("%d households behind one door", n)
	}
}

func TestClass13RevokingWhileTheyJoin(t *testing.T) {
	w := newWorld(t)
	i, code := w.invite(t, w.head1, "1号楼", time.Hour)
	var acts []func() error
	for range 10 {
		who := w.account(t, "新来")
		acts = append(acts, func() error { _, err := w.joinBy(t, who, code); return err })
	}
	acts = slices.Insert(acts, 5, func() error { _, err := w.Revoke(t.Context(), w.head1, i.ID); return err })
	errs := together(acts...)
	want(t, errs[5], nil)
	only(t, errs, ErrNoInvitation)
	if n := w.count(t, "SELECT count(*) FROM memberships WHERE invitation_id = ?", i.ID); n != successes(errs)-1 {
		t.Errorf("%d memberships, %d joined", n, successes(errs)-1)
	}
	_, err := w.joinBy(t, w.account(t, "迟到"), code)
	want(t, err, ErrNoInvitation)
}

func TestTwoImportsAtOnce(t *testing.T) {
	w := newWorld(t)
	file := strings.ReplaceAll(registerCSV, "号楼", "号院")
	var persons, households int
	added := make(chan Imported, 4)
	only(t, times(4, func() error {
		n, err := w.ImportRegister(t.Context(), w.clerk, w.urban.ID, strings.NewReader(file), false, "")
		added <- n
		return err
	}))
	close(added)
	for n := range added {
		persons, households = persons+n.Persons, households+n.Households
	}
	if persons != 4 || households != 3 {
		t.Errorf("four imports added %d persons in %d households; the file has 4 in 3", persons, households)
	}
	if n := w.count(t, "SELECT count(*) FROM household_representatives WHERE valid_to IS NULL"); n != 4 {
		t.Errorf("%d households of two files are represented, want 4", n)
	}
}

func TestTwoRepresentativesAtOnce(t *testing.T) {
	w := newWorld(t)
	duan := w.person(t, "段晓东")
	second, _, err := w.AddPerson(t.Context(), w.clerk, duan.HouseholdID, api.PersonDraft{ID: newID(t), Name: "段太太", Adult: true})
	if err != nil {
		t.Fatal(err)
	}
	name := func(who uuid.UUID) func() error {
		return func() error {
			_, err := w.SetRepresentative(t.Context(), w.chair, duan.HouseholdID, who)
			return err
		}
	}
	only(t, together(name(second.ID), name(duan.ID), name(second.ID), name(duan.ID), name(second.ID)))
	if n := w.count(t, "SELECT count(*) FROM household_representatives WHERE household_id = ? AND valid_to IS NULL", duan.HouseholdID); n != 1 {
		t.Errorf("%d represent the household", n)
	}
}

func TestOneRoleGivenTwiceAtOnce(t *testing.T) {
	w := newWorld(t)
	m := w.settle(t, w.account(t, "段晓东"), "段晓东", "1号楼", "101")
	building, to := w.building["1号楼"], w.Now().AddDate(1, 0, 0)
	errs := times(5, func() error {
		_, _, err := w.Grant(t.Context(), w.chair, w.urban.ID, api.RoleDraft{ID: uuid.New(), MembershipID: m.ID, Role: api.RoleBuildingHead,
			BuildingID: &building, ValidFrom: w.Now(), ValidTo: &to})
		return err
	})
	only(t, errs, ErrRoleTerm)
	if n := successes(errs); n != 1 {
		t.Errorf("the role was given %d times", n)
	}
}

func TestTwoImportsOfDivisionsAtOnce(t *testing.T) {
	w := newWorld(t)
	errs := times(3, func() error {
		return w.DB.WithContext(t.Context()).Transaction(func(tx *gorm.DB) error {
			_, err := ImportDivisions(t.Context(), tx, Import{}, w.Now(), strings.NewReader("code,name\n62,甘肃省\n6201,兰州市\n"))
			return err
		})
	})
	only(t, errs)
	if n := w.count(t, "SELECT count(*) FROM divisions WHERE code LIKE '62%'"); n != 2 {
		t.Errorf("%d divisions, want 2", n)
	}
}

func TestClass19AVerifierWhoseRoleEndsMeanwhile(t *testing.T) {
	w := newWorld(t)
	m := w.ask(t, w.account(t, "郭敏"), "郭敏", "1号楼", "102")
	guo := w.person(t, "郭敏")
	var role RoleGrant
	if err := w.DB.Where("account_id = ?", w.head1).Take(&role).Error; err != nil {
		t.Fatal(err)
	}
	_, err := w.EndRole(t.Context(), w.chair, role.ID)
	want(t, err, nil)
	_, err = w.Verify(t.Context(), w.head1, m.ID, api.Verification{PersonID: &guo.ID})
	want(t, err, ErrNoMembership)
	_, err = w.EndRole(t.Context(), w.chair, role.ID)
	want(t, err, ErrRoleEnded)
	_, err = w.Invitations(t.Context(), w.head1, w.urban.ID, page{limit: 30})
	want(t, err, ErrNoCommunity)
	_, err = w.EndRole(t.Context(), w.villageChair, role.ID)
	want(t, err, ErrNoRole)
	_, err = w.EndRole(t.Context(), m.AccountID, role.ID)
	want(t, err, fault.ErrForbidden)
}
