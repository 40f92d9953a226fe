package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

// Class 6: what nobody accepted, what was rejected, and photos for staff only.
func TestPrivateObjectsAreInNoListHomeOrCount(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	th := newThings(t, a)
	own := "/communities/" + a.World.Own.String()
	places := []string{own + "/reports", own + "/reports?class=0102", own + "/reports?state=submitted", own + "/reports?state=rejected",
		"/home?community_id=" + a.World.Own.String(), own, "/communities?q=" + "社区", own + "/buildings"}
	see := func(who string) (all []string) {
		for _, place := range places {
			all = append(all, a.Do(t, apptest.Scenario{As: who, Do: "GET " + place}).Body.String())
		}
		return all
	}
	viewers := []string{"guest", "neighbour", "newcomer", "stranger"}
	before := map[string][]string{}
	for _, who := range viewers {
		before[who] = see(who)
	}
	th.report("submitted")
	th.report("rejected")
	for _, who := range viewers {
		for i, after := range see(who) {
			if after != before[who][i] {
				t.Errorf("%s sees in %s that a report was filed:\n%s\n%s", who, places[i], before[who][i], after)
			}
		}
	}
	kept, photo := th.report("kept")
	for _, who := range viewers {
		for _, place := range append(places, "/reports/"+kept) {
			if body := a.Do(t, apptest.Scenario{As: who, Do: "GET " + place}).Body.String(); strings.Contains(body, photo) {
				t.Errorf("%s sees in %s a photo for staff only", who, place)
			}
		}
	}
}

// Class 7: each id of the foreign community where one of our own is wanted, by those who may do the most.
func TestAnIDOfOneCommunityIsNothingInAnother(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	th := newThings(t, a)
	w, own := a.World, "/communities/"+a.World.Own.String()
	person := th.one(`SELECT id FROM persons WHERE community_id = ? LIMIT 1`, w.Foreign).ID
	member := th.one(`SELECT id FROM memberships WHERE community_id = ? LIMIT 1`, w.Foreign).ID
	invitation := uuid.New()
	_, _, err := th.s.Invite(t.Context(), a.Person(t, "foreign_chair").Account, w.Foreign,
		api.InvitationDraft{ID: invitation, BuildingID: w.ForeignBuilding, ExpiresAt: a.Now().AddDate(0, 1, 0)})
	th.must(err)
	request := "/memberships/" + th.fill("{request}", "chair")
	report := "/reports/" + th.fill("{accepted report}", "chair")
	foreigner := a.Person(t, "stranger").Account
	a.Run(t,
		apptest.Scenario{Name: "a foreign person is not linked", As: "chair", Do: "POST " + request + "/verification", Body: fmt.Sprintf(`{"person_id":%q}`, person), Status: 404},
		apptest.Scenario{Name: "nobody is made behind a foreign door", As: "chair", Do: "POST " + request + "/verification", Status: 404,
			Body: fmt.Sprintf(`{"new_person":{"name":"某","adult":true,"building_id":%q,"door":"1"}}`, w.ForeignBuilding)},
		apptest.Scenario{Name: "a foreign person represents nobody", As: "chair", Do: "PUT /households/" + w.Household.String() + "/representative", Body: fmt.Sprintf(`{"person_id":%q}`, person), Status: 404},
		apptest.Scenario{Name: "a foreign member gets no role", As: "chair", Do: "POST " + own + "/roles", Status: 404,
			Body: fmt.Sprintf(`{"id":%q,"membership_id":%q,"role":"building_head","building_id":%q,"valid_from":%q}`, uuid.NewString(), member, w.Building, a.Now().Format(time.RFC3339))},
		apptest.Scenario{Name: "a role for a foreign building is none", As: "chair", Do: "POST " + own + "/roles", Status: 404, Body: fmt.Sprintf(
			`{"id":%q,"membership_id":%q,"role":"building_head","building_id":%q,"valid_from":%q}`, uuid.NewString(), th.fill("{my membership}", "neighbour"), w.ForeignBuilding, a.Now().Format(time.RFC3339))},
		apptest.Scenario{Name: "nobody joins a foreign building here", As: "newcomer", Do: "POST /memberships", Status: 404, Body: fmt.Sprintf(
			`{"id":%q,"community_id":%q,"building_id":%q,"name":"某","door":"1"}`, uuid.NewString(), w.Own, w.ForeignBuilding)},
		apptest.Scenario{Name: "a foreign invitation is not ours to end", As: "chair", Do: "POST /invitations/" + invitation.String() + "/revocation", Status: 404},
		apptest.Scenario{Name: "nor its member ours to see", As: "chair", Do: "POST /memberships/" + member.String() + "/phone", Status: 404},
		apptest.Scenario{Name: "nothing is assigned to a foreigner", As: "chair", Do: "POST " + report + "/moves", Status: 422,
			Body: fmt.Sprintf(`{"act":"assign","from":"accepted","assignee":{"kind":"volunteer","name":"某","account_id":%q}}`, foreigner)},
		apptest.Scenario{Name: "a foreign building has no households here", As: "chair", Do: "GET " + own + "/households?building_id=" + w.ForeignBuilding.String(), Status: 200, Has: []string{`"items":[]`}},
		apptest.Scenario{Name: "a mark of a foreign list leads nowhere", As: "chair", Do: "GET " + own + "/memberships?after=" + member.String(), Status: 200, Has: []string{`"items":[]`}},
		apptest.Scenario{Name: "a foreign photo is not filed here", As: "resident", Do: "POST /reports", Status: 409, Has: []string{"media_in_use"}, Body: fmt.Sprintf(
			`{"id":%q,"community_id":%q,"class":"0102","photo_ids":[%q],"place":{"words":"楼下"}}`, uuid.NewString(), w.Own, a.Photo(t, "stranger"))},
	)
}

// Classes 8 and 19: the same token, the same address, the copy at hand, and the right is over.
func TestARightThatEndedOpensNothingWithTheSameTokenAndTag(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	th := newThings(t, a)
	report, photo := th.report("submitted")
	own := "/communities/" + a.World.Own.String()
	held := map[string]apptest.Scenario{
		"the photo": {As: "grid_worker", Do: "GET /media/" + photo}, "the report": {As: "grid_worker", Do: "GET /reports/" + report},
		"the register": {As: "grid_worker", Do: "GET " + own + "/households"}, "the members": {As: "grid_worker", Do: "GET " + own + "/memberships"},
	}
	for what, s := range held {
		w := a.Do(t, s)
		if w.Code != http.StatusOK || w.Header().Get("ETag") == "" {
			t.Fatalf("%s: %d, tag %q", what, w.Code, w.Header().Get("ETag"))
		}
		s.Header = map[string]string{"If-None-Match": w.Header().Get("ETag")}
		if again := a.Do(t, s); again.Code != http.StatusNotModified {
			t.Errorf("%s with its tag: %d", what, again.Code)
		}
		held[what] = s
	}
	role := th.one(`SELECT id FROM role_grants WHERE account_id = ?`, a.Person(t, "grid_worker").Account).ID
	_, err := th.s.EndRole(t.Context(), a.Person(t, "chair").Account, role)
	th.must(err)
	for what, s := range held {
		if w := a.Do(t, s); w.Code != http.StatusNotFound && w.Code != http.StatusForbidden {
			t.Errorf("%s after the role has ended: %d", what, w.Code)
		}
	}
}

// Class 19: a cookie that was put there is not taken over, and a write from another site is refused.
func TestCSRFAndSessionFixation(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	phone := a.Person(t, "resident").Phone
	fixed := "wugong_refresh=chosen-by-somebody-else"
	sent := apptest.JSON[api.CodeSent](t, a, apptest.Scenario{Do: "POST /auth/codes", Body: api.CodeRequest{Phone: phone}, Status: 202})
	w := a.Do(t, apptest.Scenario{Do: "POST /auth/sessions", Body: api.SignIn{Phone: phone, Code: *sent.DemoCode}, Header: map[string]string{"Cookie": fixed}})
	if set := w.Header().Get("Set-Cookie"); w.Code != http.StatusOK || !strings.HasPrefix(set, "wugong_refresh=") || strings.Contains(set, "chosen-by") {
		t.Errorf("sign-in with a cookie of somebody else's: %d %q", w.Code, set)
	}
	a.Run(t, apptest.Scenario{Name: "the chosen cookie opens nothing", Do: "POST /auth/refresh", Header: map[string]string{"Cookie": fixed}, Status: 401})
	a.Move(2 * time.Minute)
	for _, site := range []string{"cross-site", "same-site"} {
		for _, do := range []string{"POST /auth/sessions", "POST /auth/refresh", "DELETE /auth/session", "POST /reports", "PATCH /me", "POST /media"} {
			if w := a.Do(t, apptest.Scenario{As: "resident", Do: do, Body: `{}`, Header: map[string]string{"Sec-Fetch-Site": site}}); w.Code != http.StatusForbidden {
				t.Errorf("%s from %s: %d", do, site, w.Code)
			}
		}
	}
}

// Class 20.
func TestNoOpenRedirectAndNoHostHeaderInLinks(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	th := newThings(t, a)
	s := th.request(right{method: "POST", target: "/communities/{own}/invitations", body: `{"id":"{new}","building_id":"{building}","expires_at":"{in a month}"}`}, "chair")
	s.Header = map[string]string{"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "X-Forwarded-Proto": "http", "Origin": "https://evil.example"}
	s.Status, s.Name, s.Has, s.HasNot = 201, "a link leads to where the operator said", []string{`"link":"https://wugong.test/j/`}, []string{"evil.example"}
	a.Run(t, s)
	for _, path := range []string{"//evil.example", "//evil.example/%2e%2e", "/%5cevil.example", "/https://evil.example", "/j/..%2f..%2f%2fevil.example", "/me?next=https://evil.example", "/api/docs?url=//evil.example"} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path, r.URL.RawPath, r.RequestURI, r.Host = strings.SplitN(path, "?", 2)[0], "", path, "evil.example"
		w := httptest.NewRecorder()
		a.Handler.ServeHTTP(w, r)
		if w.Code >= 300 && w.Code < 400 || w.Header().Get("Location") != "" || strings.Contains(w.Body.String(), "evil.example") {
			t.Errorf("%s: %d to %q\n%s", path, w.Code, w.Header().Get("Location"), w.Body)
		}
	}
}

// Class 25: nothing personal may be kept for the next person at the same phone, or for everybody by a proxy.
func TestPrivateAnswersAreNotLeftForTheNextPerson(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	own := "/communities/" + a.World.Own.String()
	apptest.JSON[api.Report](t, a, apptest.Scenario{As: "chair", Do: "POST /reports", Status: 201, Body: fmt.Sprintf(
		`{"id":%q,"community_id":%q,"class":"0102","photo_ids":[%q],"place":{"words":"楼下"}}`, uuid.NewString(), a.World.Own, a.Photo(t, "chair"))})
	for _, path := range []string{"/me", "/inbox", "/home", "/memberships", "/reports/mine", own + "/standing", own + "/households", "/media/" + a.Photo(t, "chair")} {
		mine := a.Do(t, apptest.Scenario{As: "chair", Do: "GET " + path})
		cache := mine.Header().Get("Cache-Control")
		if mine.Code != http.StatusOK || !strings.Contains(cache, "private") || !strings.Contains(cache, "no-") || strings.Contains(cache, "max-age") {
			t.Errorf("%s: %d may be kept: %q", path, mine.Code, cache)
		}
		for _, next := range []string{"guest", "newcomer"} {
			w := a.Do(t, apptest.Scenario{As: next, Do: "GET " + path, Header: map[string]string{"If-None-Match": mine.Header().Get("ETag")}})
			if w.Code == http.StatusNotModified || w.Code == http.StatusOK && w.Body.String() == mine.Body.String() {
				t.Errorf("%s: %s gets %d with the copy of the one before", path, next, w.Code)
			}
		}
	}
}
