package privacy_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/db"
	"wugong/server/identity"
	"wugong/server/privacy"
)

// someoneNew signs in for the first time and gives the headers of their calls.
func someoneNew(t *testing.T, a *apptest.App, phone string) (identity.Grant, map[string]string) {
	t.Helper()
	g := a.SignIn(t, phone)
	return g, map[string]string{"Authorization": "Bearer " + g.Access}
}

func agree() object {
	return object{"purpose": "account", "given": true, "version": privacy.NoticeVersion}
}

func TestBeforeConsentAndAgeOneReadsAndWritesNothing(t *testing.T) {
	a := own(t)
	g, me := someoneNew(t, a, "19820000001")
	as := func(name, do string, status int, body any, has ...string) apptest.Scenario {
		return apptest.Scenario{Name: name, Do: do, Status: status, Body: body, Has: has, Header: me}
	}
	join := object{"id": uuid.New(), "community_id": a.World.Own, "building_id": a.World.Building, "name": "新来的", "door": "909"}
	a.Run(t,
		as("they are asked", "GET /me", 200, nil, `"welcome":true`),
		as("they read", "GET /home", 200, nil),
		as("they see what there is of them", "GET /me/export", 200, nil),
		as("and what a deletion would do", "GET /me/deletion", 200, nil, "手机号"),
		as("they do not join", "POST /memberships", 409, join, "welcome_needed"),
		as("they report nothing", "POST /reports", 409, draft(a, uuid.New(), uuid.NewString(), "一"), "welcome_needed"),
		as("they turn the language", "PATCH /me", 200, object{"language": "en"}),
		as("they give no name yet", "PATCH /me", 409, object{"display_name": "新"}, "welcome_needed"),
		as("an age that is none", "PUT /me/age", 400, object{"band": "17"}),
		as("a birth date is not taken", "PUT /me/age", 400, object{"band": "teen", "born": "2010-01-01"}),
		as("they tell their age", "PUT /me/age", 200, object{"band": "teen"}, `"kept":true`),
		as("which is not enough", "POST /memberships", 409, join, "welcome_needed"),
		as("an old notice is not the one", "POST /me/consents", 409, object{"purpose": "account", "given": true, "version": "2026-01-01"}, "notice_changed"),
		as("they agree", "POST /me/consents", 200, agree()),
		as("they are asked no more", "GET /me", 200, nil, `"welcome":false`, `"age_band":"teen"`),
		as("and join", "POST /memberships", 201, join),
		as("the age stands in their data", "GET /me/export", 200, nil, `"age_band":"teen"`, `"age_told":"2026-11-24"`),
	)
	if band, err := identity.AgeBand(t.Context(), a.DB.Gorm, g.Account.ID); band != api.AgeBandTeen || err != nil {
		t.Errorf("the band is %q (%v)", band, err)
	}
	exec(t, a, `UPDATE accounts SET age_band = NULL, age_told = NULL WHERE id = ?`, g.Account.ID)
	a.Run(t, as("consent alone is not enough either", "PATCH /me", 409, object{"display_name": "新"}, "welcome_needed"))
	if band, err := identity.AgeBand(t.Context(), a.DB.Gorm, g.Account.ID); band != "" || err != nil {
		t.Errorf("the band of who has told none is %q (%v)", band, err)
	}
}

func TestANewNoticeAsksAgain(t *testing.T) {
	a := own(t)
	p := a.Person(t, "resident")
	exec(t, a, `INSERT INTO consents (id, account_id, purpose, version, given, at) VALUES (?, ?, 'account', '2026-01-01', true, ?)`,
		uuid.New(), p.Account, a.Now().Add(-time.Hour))
	a.Run(t,
		apptest.Scenario{Name: "the last word was on an older notice", As: "resident", Do: "GET /me", Status: 200, Has: []string{`"welcome":true`}},
		apptest.Scenario{Name: "a write", As: "resident", Do: "PATCH /me", Body: object{"display_name": "林"}, Status: 409, Has: []string{"welcome_needed"}},
		post("resident", "/me/consents", 200, agree()),
		apptest.Scenario{Name: "a write, agreed", As: "resident", Do: "PATCH /me", Body: object{"display_name": "林"}, Status: 200, Has: []string{`"welcome":false`}},
	)
}

func TestUnderFourteenTheAccountIsNotKept(t *testing.T) {
	a := own(t)
	g, me := someoneNew(t, a, "19820000002")
	w := a.Do(t, apptest.Scenario{Do: "PUT /me/age", Header: me, Body: object{"band": "child"}})
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"kept":false`) || !strings.Contains(w.Header().Get("Set-Cookie"), "Max-Age=0") {
		t.Fatalf("%d %q %s", w.Code, w.Header().Get("Set-Cookie"), w.Body)
	}
	a.Run(t,
		apptest.Scenario{Name: "they are signed out", Do: "GET /me", Header: me, Status: 401},
		apptest.Scenario{Name: "an age told later", Do: "PUT /me/age", Header: me, Body: object{"band": "adult"}, Status: 401},
		apptest.Scenario{Name: "who holds an office ends it first", As: "chair", Do: "PUT /me/age", Body: object{"band": "child"}, Status: 409, Has: []string{"office_held"}},
		apptest.Scenario{Name: "and keeps the age that was told", As: "chair", Do: "GET /me", Status: 200, Has: []string{`"age_band":"adult"`}},
	)
	row, err := db.Row[struct{ Gone bool }](t.Context(), a.DB.Gorm, `SELECT deleted_at IS NOT NULL AND phone_hash IS NULL AND age_band IS NULL AND age_told IS NULL AS gone
		FROM accounts WHERE id = ?`, g.Account.ID)
	if err != nil || !row.Gone {
		t.Errorf("the account is still there (%v)", err)
	}
}

func TestConsentAndAgeSaidTwiceAtOnceAreOneEach(t *testing.T) {
	a := own(t)
	g, me := someoneNew(t, a, "19820000003")
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if w := a.Do(t, apptest.Scenario{Do: "POST /me/consents", Header: me, Body: agree()}); w.Code != http.StatusOK {
				t.Errorf("consent: %d %s", w.Code, w.Body)
			}
		})
		all.Go(func() {
			if w := a.Do(t, apptest.Scenario{Do: "PUT /me/age", Header: me, Body: object{"band": "adult"}}); w.Code != http.StatusOK {
				t.Errorf("age: %d %s", w.Code, w.Body)
			}
		})
	}
	all.Wait()
	row, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, `SELECT count(*) AS n FROM consents WHERE account_id = ?`, g.Account.ID)
	if err != nil || row.N != 1 || acts(t, a, "consent.say") != 1 || acts(t, a, "age.tell") != 1 {
		t.Errorf("%d consents, %d and %d in the log (%v)", row.N, acts(t, a, "consent.say"), acts(t, a, "age.tell"), err)
	}
}

// TestAnAgeToldWhileTheAccountIsDeletedIsGone: whichever is first, the account that is gone has no age.
func TestAnAgeToldWhileTheAccountIsDeletedIsGone(t *testing.T) {
	a := own(t)
	for _, phone := range []string{"19820000004", "19820000005", "19820000006"} {
		g, me := someoneNew(t, a, phone)
		var told, deleted int
		var both sync.WaitGroup
		both.Go(func() {
			told = a.Do(t, apptest.Scenario{Do: "PUT /me/age", Header: me, Body: object{"band": "teen"}}).Code
		})
		both.Go(func() {
			deleted = a.Do(t, apptest.Scenario{Do: "POST /me/deletion", Header: me, Body: object{"word": word}}).Code
		})
		both.Wait()
		if deleted != http.StatusOK || told != http.StatusOK && told != http.StatusUnauthorized {
			t.Errorf("telling gives %d, deletion %d", told, deleted)
		}
		row, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, `SELECT count(*) AS n FROM accounts WHERE id = ? AND age_band IS NOT NULL`, g.Account.ID)
		if err != nil || row.N != 0 {
			t.Errorf("the deleted account has an age (%v)", err)
		}
	}
}

// TestEveryOtherWriteWaitsForTheWelcome asks each operation of the contract that changes something.
func TestEveryOtherWriteWaitsForTheWelcome(t *testing.T) {
	a := own(t)
	_, me := someoneNew(t, a, "19820000007")
	doc, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	var free []string
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			if method == http.MethodGet || operation.Security != nil {
				continue
			}
			if operation.Extensions["x-before-consent"] == true {
				free = append(free, operation.OperationID)
				continue
			}
			for name := range operation.Parameters {
				path = strings.ReplaceAll(path, "{"+operation.Parameters[name].Value.Name+"}", uuid.NewString())
			}
			a.Run(t, apptest.Scenario{Name: operation.OperationID, Do: method + " " + path, Header: me, Status: 409, Has: []string{"welcome_needed"}})
		}
	}
	slices.Sort(free)
	want := []string{"DeleteMe", "EndAllSessions", "EndSession", "SayConsent", "TellAge", "UpdateMe"}
	if !slices.Equal(free, want) {
		t.Errorf("free before consent: %v, want %v", free, want)
	}
}
