package communities

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
	"wugong/server/identity"
)

// invite makes an invitation to a building and gives it with its code.
func (w *world) invite(t *testing.T, by uuid.UUID, building string, lasts time.Duration) (invitationRow, string) {
	t.Helper()
	i, made, err := w.Invite(t.Context(), by, w.urban.ID, api.InvitationDraft{ID: newID(t), BuildingID: w.building[building],
		ExpiresAt: w.Now().Add(lasts)})
	if err != nil || !made {
		t.Fatalf("invite to %s: made %v, %v", building, made, err)
	}
	return i, w.Keys.InvitationCode(i.ID)
}

func (w *world) joinBy(t *testing.T, who uuid.UUID, code string) (membershipRow, error) {
	t.Helper()
	m, _, err := w.Join(t.Context(), who, api.JoinRequest{ID: newID(t), InvitationCode: &code, Name: "郭敏", Door: "102"})
	return m, err
}

func TestAnInvitationOpensItsBuilding(t *testing.T) {
	w := newWorld(t)
	i, code := w.invite(t, w.head1, "1号楼", time.Hour)
	if link := w.link(i.Invitation); link != "https://example.org/j/"+code || strings.Contains(link, i.ID.String()) {
		t.Errorf("the link is %s", link)
	}
	if n := w.count(t, "SELECT count(*) FROM invitations WHERE row_to_json(invitations)::text LIKE ?", "%"+code+"%"); n != 0 {
		t.Error("the code stands in the database")
	}
	c, b, err := w.Preview(t.Context(), code)
	if err != nil || c.ID != w.urban.ID || b.Name != "1号楼" {
		t.Errorf("leads to %s %s, %v", c.Name, b.Name, err)
	}
	m, err := w.joinBy(t, w.account(t, "郭敏"), code)
	if err != nil || m.State != api.MembershipStateRequested || *m.BuildingID != w.building["1号楼"] || *m.InvitationID != i.ID || m.CommunityID != w.urban.ID {
		t.Errorf("joined %+v, %v", m, err)
	}
	if i, err = loadInvitation(t.Context(), w.DB, i.ID); err != nil || i.Joined != 1 {
		t.Errorf("%d joined, %v", i.Joined, err)
	}
}

func TestAnInvitationEnds(t *testing.T) {
	w := newWorld(t)
	who := w.account(t, "郭敏")
	_, code := w.invite(t, w.head1, "1号楼", time.Hour)
	w.pass(time.Hour)
	_, err := w.joinBy(t, who, code)
	want(t, err, ErrNoInvitation)
	_, _, err = w.Preview(t.Context(), code)
	want(t, err, ErrNoInvitation)

	i, code := w.invite(t, w.head1, "1号楼", time.Hour)
	first, err := w.Revoke(t.Context(), w.clerk, i.ID)
	want(t, err, nil)
	w.pass(time.Minute)
	again, err := w.Revoke(t.Context(), w.head1, i.ID)
	if err != nil || !again.RevokedAt.Equal(*first.RevokedAt) {
		t.Errorf("revoked at %v, then at %v, %v", first.RevokedAt, again.RevokedAt, err)
	}
	_, err = w.joinBy(t, who, code)
	want(t, err, ErrNoInvitation)
	_, _, err = w.Preview(t.Context(), code)
	want(t, err, ErrNoInvitation)
	_, err = w.joinBy(t, who, "2345672345672345672345672345672345")
	want(t, err, ErrNoInvitation)
	if n := w.count(t, "SELECT count(*) FROM memberships WHERE account_id = ?", who); n != 0 {
		t.Errorf("%d memberships by ended invitations", n)
	}
}

func TestWhoInvites(t *testing.T) {
	w := newWorld(t)
	resident := w.account(t, "郭敏")
	w.settle(t, resident, "郭敏", "1号楼", "102")
	i, _ := w.invite(t, w.chair, "2号楼", time.Hour)
	for _, c := range []struct {
		name     string
		who      uuid.UUID
		building uuid.UUID
		want     error
	}{
		{"a head for another building", w.head1, w.building["2号楼"], fault.ErrForbidden},
		{"a building of nowhere", w.chair, uuid.New(), ErrNoBuilding},
		{"a resident", resident, w.building["1号楼"], fault.ErrForbidden},
		{"class 7: a chair of another community", w.villageChair, w.building["1号楼"], ErrNoCommunity},
		{"a guest", uuid.Nil, w.building["1号楼"], ErrNoCommunity},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := w.Invite(t.Context(), c.who, w.urban.ID, api.InvitationDraft{ID: newID(t), BuildingID: c.building, ExpiresAt: w.Now().Add(time.Hour)})
			want(t, err, c.want)
			if c.who != w.chair {
				_, err = w.Revoke(t.Context(), c.who, i.ID)
				want(t, err, ErrNoInvitation)
			}
		})
	}
	_, _, err := w.Invite(t.Context(), w.villageChair, w.rural.ID, api.InvitationDraft{ID: newID(t), BuildingID: w.building["1号楼"], ExpiresAt: w.Now().Add(time.Hour)})
	want(t, err, ErrNoBuilding)
	_, _, err = w.Invite(t.Context(), w.clerk, w.urban.ID, api.InvitationDraft{ID: i.ID, BuildingID: i.BuildingID, ExpiresAt: i.ExpiresAt})
	want(t, err, fault.ErrIDTaken)
	_, made, err := w.Invite(t.Context(), w.chair, w.urban.ID, api.InvitationDraft{ID: i.ID, BuildingID: i.BuildingID, ExpiresAt: i.ExpiresAt})
	if err != nil || made {
		t.Errorf("the same id made another: %v, %v", made, err)
	}
	seen, err := w.Invitations(t.Context(), w.head1, w.urban.ID, page{limit: 30})
	if err != nil || len(seen) != 0 {
		t.Errorf("the head of 1号楼 sees %d invitations to 2号楼, %v", len(seen), err)
	}
}

func TestCodesAreNotGuessedFromOneAddress(t *testing.T) {
	w := newWorld(t)
	_, code := w.invite(t, w.head1, "1号楼", time.Hour)
	here, there := identity.WithAddress(t.Context(), "203.0.113.7"), identity.WithAddress(t.Context(), "203.0.113.8")
	for range looksPerMinute {
		_, _, err := w.Preview(here, "no-such-code")
		want(t, err, ErrNoInvitation)
	}
	_, _, err := w.Preview(here, code)
	want(t, err, ErrTooMany)
	if f := fault.Of(err); f == nil || f.RetryAfter != time.Minute {
		t.Errorf("try again after: %+v", f)
	}
	_, _, err = w.Join(here, w.account(t, "郭敏"), api.JoinRequest{ID: newID(t), InvitationCode: &code, Name: "郭敏", Door: "102"})
	want(t, err, ErrTooMany)
	_, _, err = w.Preview(there, code)
	want(t, err, nil)
}

func TestAskingWithoutAnInvitation(t *testing.T) {
	w := newWorld(t)
	who, building := w.account(t, "郭敏"), w.building["1号楼"]
	ask := func(r api.JoinRequest) (membershipRow, bool, error) {
		if r.ID == uuid.Nil {
			r.ID = newID(t)
		}
		r.Name, r.Door = "郭敏", "102"
		return w.Join(t.Context(), who, r)
	}
	nowhere := uuid.New()
	for _, c := range []struct {
		name string
		in   api.JoinRequest
		want error
	}{
		{"no community", api.JoinRequest{}, fault.ErrInvalid},
		{"an unknown community", api.JoinRequest{CommunityID: &nowhere}, ErrNoCommunity},
		{"an unknown building", api.JoinRequest{CommunityID: &w.urban.ID, BuildingID: &nowhere}, ErrNoBuilding},
		{"class 7: a building of another community", api.JoinRequest{CommunityID: &w.rural.ID, BuildingID: &building}, ErrNoBuilding},
	} {
		_, _, err := ask(c.in)
		if want(t, err, c.want); t.Failed() {
			t.Fatal(c.name)
		}
	}
	m, made, err := ask(api.JoinRequest{CommunityID: &w.urban.ID})
	if err != nil || !made || m.BuildingID != nil || m.InvitationID != nil {
		t.Fatalf("asked: %+v, %v, %v", m, made, err)
	}
	again, made, err := ask(api.JoinRequest{ID: m.ID, CommunityID: &w.urban.ID})
	if err != nil || made || again.ID != m.ID {
		t.Errorf("the same id again: %v, %v, %v", again.ID, made, err)
	}
	_, _, err = ask(api.JoinRequest{CommunityID: &w.urban.ID, BuildingID: &building})
	want(t, err, ErrMemberAlready)
	_, _, err = w.Join(t.Context(), w.account(t, "别人"), api.JoinRequest{ID: m.ID, CommunityID: &w.urban.ID, Name: "别人", Door: "1"})
	want(t, err, fault.ErrIDTaken)
	_, _, err = w.Join(t.Context(), w.account(t, "坏名"), api.JoinRequest{ID: newID(t), CommunityID: &w.urban.ID, Name: "王\u202e五", Door: "1"})
	want(t, err, fault.ErrText)
}

func TestClass24NobodyFloodsACommitteeWithRequests(t *testing.T) {
	w := newWorld(t)
	who := w.account(t, "郭敏")
	for range joinsPerDay {
		if err := w.Leave(t.Context(), who, w.ask(t, who, "郭敏", "1号楼", "102").ID); err != nil {
			t.Fatal(err)
		}
	}
	_, _, err := w.Join(t.Context(), who, api.JoinRequest{ID: newID(t), CommunityID: &w.urban.ID, Name: "郭敏", Door: "102"})
	want(t, err, ErrTooMany)
	w.pass(24*time.Hour + time.Second)
	w.ask(t, who, "郭敏", "1号楼", "102")
}

func TestARequestIsToldToThoseWhoDecideIt(t *testing.T) {
	w := newWorld(t)
	head2 := w.account(t, "二号楼长")
	w.first(t, head2, api.RoleBuildingHead, DemoUrban, w.building["2号楼"])
	m := w.ask(t, w.account(t, "郭敏"), "郭敏", "1号楼", "102")
	told := func(who uuid.UUID) int {
		return w.count(t, "SELECT count(*) FROM inbox WHERE account_id = ? AND subject_id = ?", who, m.ID)
	}
	for name, c := range map[string]struct {
		who  uuid.UUID
		want int
	}{"head of the building": {w.head1, 1}, "chair": {w.chair, 1}, "clerk": {w.clerk, 1}, "head of another": {head2, 0}, "chair elsewhere": {w.villageChair, 0}} {
		if got := told(c.who); got != c.want {
			t.Errorf("%s has %d notices, want %d", name, got, c.want)
		}
	}
}
