package communities

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

func TestVerificationLinksAnAccountToAPersonOfTheRegister(t *testing.T) {
	w := newWorld(t)
	who := w.account(t, "郭敏")
	m := w.ask(t, who, "郭敏", "1号楼", "102")
	guo := w.person(t, "郭敏")
	if s := w.standing(t, who); !s.Member || s.Verified || !s.Has(api.RoleResidentUnverified) || s.Person != uuid.Nil {
		t.Errorf("before: %+v", s)
	}
	m, err := w.Verify(t.Context(), w.head1, m.ID, api.Verification{PersonID: &guo.ID})
	if err != nil || m.State != api.MembershipStateVerified || *m.PersonID != guo.ID || *m.DecidedBy != w.head1 || *m.HouseholdID != guo.HouseholdID {
		t.Fatalf("verified: %+v, %v", m, err)
	}
	s := w.standing(t, who)
	if !s.Verified || !s.Adult || s.Person != guo.ID || s.Household != guo.HouseholdID || s.Building != w.building["1号楼"] || s.Has(api.RoleResidentUnverified) || !s.Has(api.RoleResident) {
		t.Errorf("after: %+v", s)
	}
	_, err = w.Verify(t.Context(), w.clerk, m.ID, api.Verification{PersonID: &guo.ID})
	want(t, err, nil) // the same word again
	other := w.person(t, "段晓东")
	_, err = w.Verify(t.Context(), w.clerk, m.ID, api.Verification{PersonID: &other.ID})
	want(t, err, ErrDecided)
	_, err = w.Refuse(t.Context(), w.clerk, m.ID, "查无此人")
	want(t, err, ErrDecided)
	if n := w.count(t, "SELECT count(*) FROM inbox WHERE account_id = ? AND kind = 'join_verified'", who); n != 1 {
		t.Errorf("told %d times", n)
	}
	second := w.ask(t, w.account(t, "郭敏二"), "郭敏", "1号楼", "102")
	_, err = w.Verify(t.Context(), w.chair, second.ID, api.Verification{PersonID: &guo.ID})
	want(t, err, ErrPersonLinked)
}

func (w *world) standing(t *testing.T, who uuid.UUID) Standing {
	t.Helper()
	return w.standingAt(t, who, w.Now())
}

func (w *world) standingAt(t *testing.T, who uuid.UUID, at time.Time) Standing {
	t.Helper()
	s, err := StandingOf(t.Context(), w.DB, w.urban.ID, who, at)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhoVerifiesWhom(t *testing.T) {
	w := newWorld(t)
	guo, shi := w.person(t, "郭敏"), w.person(t, "石,欣然")
	resident := w.account(t, "段晓东")
	w.settle(t, resident, "段晓东", "1号楼", "101")
	ended := w.account(t, "卸任楼长")
	w.grantedUntil(t, ended, api.RoleBuildingHead, w.building["1号楼"], w.Now().Add(-time.Second))
	here := w.ask(t, w.account(t, "郭敏"), "郭敏", "1号楼", "102")
	there := w.ask(t, w.account(t, "石"), "石,欣然", "2号楼", "201")
	nowhere, _, err := w.Join(t.Context(), w.account(t, "无楼"), api.JoinRequest{ID: newID(t), CommunityID: &w.urban.ID, Name: "郭敏", Door: "102"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		who    uuid.UUID
		m      membershipRow
		person person
		want   error
	}{
		{"a neighbour", resident, here, guo, ErrNoMembership},
		{"the one who asks", here.AccountID, here, guo, fault.ErrForbidden},
		{"a head whose term ended", ended, here, guo, ErrNoMembership},
		{"the head of another building", w.head1, there, shi, ErrNoMembership},
		{"a head, to a household of another building", w.head1, here, shi, ErrNoPerson},
		{"a head, where no building was named", w.head1, nowhere, guo, ErrNoMembership},
		{"class 7: a chair of another community", w.villageChair, here, guo, ErrNoMembership},
		{"nobody", uuid.Nil, here, guo, ErrNoMembership},
		{"an unknown person", w.chair, here, person{ID: uuid.New()}, ErrNoPerson},
		{"the committee, where no building was named", w.clerk, nowhere, guo, nil},
		{"the committee, in any building", w.clerk, there, shi, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.Verify(t.Context(), c.who, c.m.ID, api.Verification{PersonID: &c.person.ID})
			want(t, err, c.want)
			if c.want != nil && c.want != ErrNoPerson {
				_, err := w.Refuse(t.Context(), c.who, c.m.ID, "查无此人")
				want(t, err, c.want)
			}
		})
	}
	_, err = w.Verify(t.Context(), w.chair, newID(t), api.Verification{PersonID: &guo.ID})
	want(t, err, ErrNoMembership)
	_, err = w.Verify(t.Context(), w.chair, here.ID, api.Verification{})
	want(t, err, fault.ErrInvalid)
	_, err = w.Verify(t.Context(), w.chair, here.ID, api.Verification{PersonID: &guo.ID, NewPerson: &api.NewPerson{}})
	want(t, err, fault.ErrInvalid)
}

// grantedUntil gives a role whose term began an hour before its end.
func (w *world) grantedUntil(t *testing.T, who uuid.UUID, role api.Role, building uuid.UUID, to time.Time) {
	t.Helper()
	g := RoleGrant{ID: newID(t), AccountID: who, Role: role, CommunityID: &w.urban.ID, ValidFrom: to.Add(-time.Hour), ValidTo: &to, CreatedAt: to}
	if building != uuid.Nil {
		g.BuildingID = &building
	}
	if err := w.DB.Create(&g).Error; err != nil {
		t.Fatal(err)
	}
}

func TestNobodyVerifiesThemselves(t *testing.T) {
	w := newWorld(t)
	guo := w.person(t, "郭敏")
	for name, who := range map[string]uuid.UUID{"chair": w.chair, "clerk": w.clerk, "head": w.head1} {
		m := w.ask(t, who, "郭敏", "1号楼", "102")
		_, err := w.Verify(t.Context(), who, m.ID, api.Verification{PersonID: &guo.ID})
		if want(t, err, fault.ErrForbidden); t.Failed() {
			t.Fatal(name)
		}
		if s := w.standing(t, who); s.Verified {
			t.Errorf("%s is verified", name)
		}
	}
	if n, err := requests(t.Context(), w.DB, w.standing(t, w.chair)); err != nil || n != 2 {
		t.Errorf("%d requests wait for the chair, want those of the two others, %v", n, err)
	}
}

func TestARefusalHasItsReason(t *testing.T) {
	w := newWorld(t)
	who := w.account(t, "路人")
	m := w.ask(t, who, "路人", "1号楼", "109")
	for _, reason := range []string{"", " 不 ", "\u202e", "\x00\x00"} {
		_, err := w.Refuse(t.Context(), w.head1, m.ID, reason)
		want(t, err, fault.ErrText)
	}
	w.pass(time.Hour)
	m, err := w.Refuse(t.Context(), w.head1, m.ID, " 109 没有这户人家 ")
	if err != nil || m.State != api.MembershipStateRefused || *m.Refusal != "109 没有这户人家" {
		t.Fatalf("refused: %+v, %v", m, err)
	}
	if s := w.standing(t, who); s.Member || len(s.Roles) != 0 {
		t.Errorf("refused, and still %+v", s)
	}
	mine, err := w.MyMemberships(t.Context(), who)
	if err != nil || len(mine) != 1 || *mine[0].Refusal != "109 没有这户人家" {
		t.Errorf("the person reads %+v, %v", mine, err)
	}
	if n := w.count(t, "SELECT count(*) FROM inbox WHERE account_id = ? AND kind = 'join_refused' AND args->'args'->>'reason' = '109 没有这户人家'", who); n != 1 {
		t.Errorf("told %d times", n)
	}
	if n := w.count(t, "SELECT count(*) FROM audit_entries WHERE subject_id = ? AND detail LIKE '%没有%'", m.ID); n != 0 {
		t.Error("the reason's words stand in the audit log, which nobody can correct")
	}
	_, err = w.Refuse(t.Context(), w.chair, m.ID, "再拒一次")
	want(t, err, ErrDecided)
	want(t, w.Leave(t.Context(), who, m.ID), ErrDecided)
	w.ask(t, who, "路人", "1号楼", "110") // a refusal is not for ever
}

func TestANewcomerIsMadeBehindTheDoor(t *testing.T) {
	w := newWorld(t)
	verify := func(by uuid.UUID, who uuid.UUID, n api.NewPerson) (membershipRow, error) {
		m := w.ask(t, who, n.Name, "1号楼", n.Door)
		return w.Verify(t.Context(), by, m.ID, api.Verification{NewPerson: &n})
	}
	one := "一单元"
	m, err := verify(w.head1, w.account(t, "孩子"), api.NewPerson{Name: "郭小", Adult: false, BuildingID: w.building["1号楼"], Entrance: &one, Door: "102"})
	if err != nil || *m.HouseholdID != w.person(t, "郭敏").HouseholdID {
		t.Errorf("the child lives in %v, %v", m.HouseholdID, err)
	}
	if s := w.standing(t, m.AccountID); s.Adult || !s.Verified {
		t.Errorf("the child: %+v", s)
	}
	m, err = verify(w.head1, w.account(t, "郭敏"), api.NewPerson{Name: "郭敏", Adult: true, BuildingID: w.building["1号楼"], Entrance: &one, Door: "102"})
	if err != nil || *m.PersonID != w.person(t, "郭敏").ID {
		t.Errorf("who is there already was made again: %v", err)
	}
	_, err = verify(w.head1, w.account(t, "二楼"), api.NewPerson{Name: "新人", Adult: true, BuildingID: w.building["2号楼"], Door: "201"})
	want(t, err, ErrNoBuilding)
	_, err = verify(w.villageChair, w.account(t, "外村"), api.NewPerson{Name: "新人", Adult: true, BuildingID: w.building["1号楼"], Door: "102"})
	want(t, err, ErrNoMembership)
	if n := w.count(t, "SELECT count(*) FROM persons WHERE name = '新人'"); n != 0 {
		t.Errorf("%d were made all the same", n)
	}
}

func TestANumberIsShownToTheCommitteeAndCounted(t *testing.T) {
	w := newWorld(t)
	m := w.ask(t, w.accountOf(t, "13812345678", "郭敏"), "郭敏", "1号楼", "102")
	if shown := w.forVerifier(m, nil); *shown.PhoneMasked != "138****5678" {
		t.Errorf("masked: %s", *shown.PhoneMasked)
	}
	for _, c := range []struct {
		who  uuid.UUID
		want error
	}{{w.head1, fault.ErrForbidden}, {m.AccountID, fault.ErrForbidden}, {w.villageChair, ErrNoMembership}, {uuid.Nil, ErrNoMembership}} {
		_, err := w.RevealPhone(t.Context(), c.who, m.ID)
		want(t, err, c.want)
	}
	errs := times(revealsPerHour+5, func() error {
		phone, err := w.RevealPhone(t.Context(), w.clerk, m.ID)
		if err == nil && phone != "13812345678" {
			t.Errorf("shown: %s", phone)
		}
		return err
	})
	only(t, errs, ErrTooMany)
	if n := successes(errs); n != revealsPerHour {
		t.Errorf("%d looks in an hour", n)
	}
	if n := w.count(t, "SELECT count(*) FROM audit_entries WHERE action = 'membership.reveal_phone' AND actor_id = ? AND subject_id = ?", w.clerk, m.ID); n != revealsPerHour {
		t.Errorf("%d looks are recorded", n)
	}
	w.pass(time.Hour)
	_, err := w.RevealPhone(t.Context(), w.clerk, m.ID)
	want(t, err, nil)
	want(t, w.Leave(t.Context(), m.AccountID, m.ID), nil)
	_, err = w.RevealPhone(t.Context(), w.clerk, m.ID)
	want(t, err, ErrNoMembership)
}
