package privacy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/privacy"
)

type object = map[string]any

const word = "注销"

func post(who, path string, status int, body any) apptest.Scenario {
	return apptest.Scenario{As: who, Do: "POST " + path, Status: status, Body: body}
}

// file files a report and gives its id.
func file(t *testing.T, a *apptest.App, who, text string) uuid.UUID {
	t.Helper()
	id := uuid.New()
	apptest.JSON[api.Report](t, a, post(who, "/reports", 201, draft(a, id, a.Photo(t, who), text)))
	return id
}

func draft(a *apptest.App, id uuid.UUID, photo, text string) object {
	return object{"id": id, "community_id": a.World.Own, "class": "0102", "text": text, "photo_ids": []string{photo},
		"place": object{"point": object{"lat": 34.234567, "lon": 108.945678}, "accuracy": 7, "words": text + "门口"}}
}

func move(t *testing.T, a *apptest.App, who string, id uuid.UUID, body object) {
	t.Helper()
	apptest.JSON[api.Report](t, a, post(who, "/reports/"+id.String()+"/moves", 200, body))
}

// own is a world whose community lies nowhere in particular, so that a point of a report is never far.
func own(t *testing.T) *apptest.App {
	t.Helper()
	a := apptest.New(t)
	a.Settle(t)
	exec(t, a, `UPDATE communities SET lat = NULL, lon = NULL`)
	return a
}

func exec(t *testing.T, a *apptest.App, sql string, args ...any) {
	t.Helper()
	if err := db.Exec(t.Context(), a.DB.Gorm, sql, args...); err != nil {
		t.Fatal(err)
	}
}

// where finds every column of every table that holds a text or bytes.
func where(t *testing.T, a *apptest.App, needle string) (found []string) {
	t.Helper()
	columns, err := db.Rows[struct{ TableName, ColumnName string }](t.Context(), a.DB.Gorm, `SELECT c.table_name, c.column_name FROM information_schema.columns c
		JOIN information_schema.tables USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		row, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, fmt.Sprintf(`SELECT count(*) AS n FROM %q WHERE strpos(CAST(%q AS text), ?) > 0`, c.TableName, c.ColumnName), needle)
		if err != nil {
			t.Fatalf("%s.%s: %v", c.TableName, c.ColumnName, err)
		}
		if row.N > 0 {
			found = append(found, c.TableName+"."+c.ColumnName)
		}
	}
	return found
}

func TestAfterDeletionNeitherPhoneNorNameIsAnywhere(t *testing.T) {
	a := own(t)
	p := a.Person(t, "resident")
	apptest.JSON[api.Resident](t, a, apptest.Scenario{As: "resident", Do: "PATCH /me", Status: 200, Body: object{"display_name": "林小满"}})
	exec(t, a, `UPDATE memberships SET name = '林晓满' WHERE account_id = ?`, p.Account)
	exec(t, a, `UPDATE inbox SET args = jsonb_set(args, '{args,name}', '"林晓满"') WHERE subject_id = ?`, p.Membership)
	open, done := file(t, a, "resident", "灯坏了"), file(t, a, "resident", "狗在我家阳台下")
	move(t, a, "chair", done, object{"act": "reject", "from": "submitted", "reason": "duplicate", "note": "已经有了"})
	sealed, err := db.Row[struct{ Phone string }](t.Context(), a.DB.Gorm, `SELECT CAST(phone_sealed AS text) AS phone FROM accounts WHERE id = ?`, p.Account)
	if err != nil {
		t.Fatal(err)
	}
	traces := []string{p.Phone, fmt.Sprintf("%x", a.Keys.HashPhone(p.Phone)), sealed.Phone, "林小满", "林晓满", "狗在我家阳台下"}
	for _, needle := range traces[1:] {
		if len(where(t, a, needle)) == 0 {
			t.Fatalf("%q is nowhere before the deletion: the test looks in the wrong place", needle)
		}
	}
	receipt := apptest.JSON[api.Deletion](t, a, post("resident", "/me/deletion", 200, object{"word": word}))
	if len(receipt.Deleted) < 4 || len(receipt.Kept) < 4 {
		t.Errorf("the receipt says too little: %+v", receipt)
	}
	for _, line := range append(receipt.Deleted, receipt.Kept...) {
		if line.What == "" || line.Why == "" {
			t.Errorf("a line of the receipt has no words: %+v", line)
		}
	}
	for _, needle := range traces {
		if found := where(t, a, needle); len(found) > 0 {
			t.Errorf("%q is still in %v", needle, found)
		}
	}
	left, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, `SELECT (SELECT count(*) FROM reports WHERE reporter_id = @a) + (SELECT count(*) FROM inbox WHERE account_id = @a)
		+ (SELECT count(*) FROM sessions WHERE account_id = @a) + (SELECT count(*) FROM memberships WHERE account_id = @a AND (person_id IS NOT NULL OR state <> 'left'))
		+ (SELECT count(*) FROM media WHERE @a = ANY (persons)) AS n`, map[string]any{"a": p.Account})
	if err != nil || left.N != 0 {
		t.Errorf("%d rows still point at the person (%v)", left.N, err)
	}
	if _, err := audit.Verify(t.Context(), a.DB.Gorm); err != nil {
		t.Error(err)
	}
	a.Run(t,
		apptest.Scenario{Name: "an open report goes on without its author", As: "chair", Do: "GET /reports/" + open.String(), Status: 200, Has: []string{"灯坏了", `"mine":false`}},
		apptest.Scenario{Name: "and can be accepted", As: "chair", Do: "POST /reports/" + open.String() + "/moves", Status: 200, Body: object{"act": "accept", "from": "submitted", "photo_audience": "staff"}},
		apptest.Scenario{Name: "a guest is not taken for the author", Do: "GET /reports/" + open.String(), Status: 200, Has: []string{`"mine":false`}, HasNot: []string{"灯坏了"}},
		apptest.Scenario{Name: "nor in a list", Do: "GET /communities/" + a.World.Own.String() + "/reports", Status: 200, Has: []string{`"mine":false`}, HasNot: []string{`"mine":true`}},
		apptest.Scenario{Name: "a finished report has lost its words", As: "chair", Do: "GET /reports/" + done.String(), Status: 200, HasNot: []string{"阳台", "34.234567"}},
	)
}

func TestAfterDeletionTheSessionIsDeadAndASecondOneIsTheSame(t *testing.T) {
	a := own(t)
	p := a.Person(t, "neighbour")
	old := a.SignIn(t, p.Phone)
	cookie := map[string]string{"Cookie": "wugong_refresh=" + old.Refresh}
	a.Move(2 * time.Minute)
	a.Token(t, "neighbour")
	if w := a.Do(t, post("neighbour", "/me/deletion", 200, object{"word": "delete"})); w.Code != 200 || !strings.Contains(w.Header().Get("Set-Cookie"), "Max-Age=0") {
		t.Fatalf("%d %q %s", w.Code, w.Header().Get("Set-Cookie"), w.Body)
	}
	a.Run(t,
		apptest.Scenario{Name: "export", As: "neighbour", Do: "GET /me/export", Status: 401, Has: []string{"session_ended"}},
		apptest.Scenario{Name: "page", As: "neighbour", Do: "GET /me/export?form=html", Status: 401},
		apptest.Scenario{Name: "me", As: "neighbour", Do: "GET /me", Status: 401},
		apptest.Scenario{Name: "a write", As: "neighbour", Do: "PATCH /me", Body: object{"display_name": "又来"}, Status: 401},
		apptest.Scenario{Name: "a second deletion", As: "neighbour", Do: "POST /me/deletion", Body: object{"word": word}, Status: 401},
		apptest.Scenario{Name: "the other phone's refresh", Do: "POST /auth/refresh", Header: cookie, Status: 401},
	)
	s := &privacy.Service{DB: a.DB.Gorm, Now: a.Now, Identity: a.Identity}
	if err := s.Delete(t.Context(), p.Account, word); err != nil {
		t.Errorf("deleted again: %v", err)
	}
	if n := acts(t, a, "account.delete"); n != 1 {
		t.Errorf("%d deletions are in the log, want 1", n)
	}
	a.Move(2 * time.Minute)
	if again := a.SignIn(t, p.Phone); again.Account.ID == p.Account || !again.Account.Made {
		t.Errorf("the number came back to the deleted account: %+v", again.Account)
	}
}

func acts(t *testing.T, a *apptest.App, action string) int {
	t.Helper()
	row, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, `SELECT count(*) AS n FROM audit_entries WHERE action = ?`, action)
	if err != nil {
		t.Fatal(err)
	}
	return row.N
}

func TestDeletionIsRefusedInOfficeAndWithoutTheWord(t *testing.T) {
	a := own(t)
	for _, who := range []string{"chair", "committee", "building_head", "town", "admin", "property"} {
		a.Run(t, apptest.Scenario{Name: who, As: who, Do: "POST /me/deletion", Body: object{"word": word}, Status: 409, Has: []string{"office_held"}},
			apptest.Scenario{Name: who + " is still there", As: who, Do: "GET /me", Status: 200})
	}
	a.Run(t,
		apptest.Scenario{Name: "another word", As: "resident", Do: "POST /me/deletion", Body: object{"word": "好的"}, Status: 422, Has: []string{"deletion_unconfirmed"}},
		apptest.Scenario{Name: "still there", As: "resident", Do: "GET /me", Status: 200},
	)
	a.Move(4 * 366 * 24 * time.Hour) // past every term
	a.Run(t, apptest.Scenario{Name: "an office that ended", As: "committee", Do: "POST /me/deletion", Body: object{"word": word}, Status: 200})
}

func TestDeletionRacesWithAReportBeingFiled(t *testing.T) {
	a := own(t)
	for i, who := range []string{"resident", "neighbour", "minor", "unverified"} {
		id, photo, token := uuid.New(), a.Photo(t, who), a.Token(t, who)
		var filed, deleted int
		var both sync.WaitGroup
		both.Go(func() { filed = a.Do(t, post(who, "/reports", 0, draft(a, id, photo, fmt.Sprint("第", i)))).Code })
		both.Go(func() { deleted = a.Do(t, post(who, "/me/deletion", 0, object{"word": word})).Code })
		both.Wait()
		if deleted != http.StatusOK || filed != http.StatusCreated && filed != http.StatusUnauthorized && filed != http.StatusConflict || token == "" {
			t.Errorf("%s: filing gives %d, deletion %d", who, filed, deleted)
		}
		row, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, `SELECT count(*) AS n FROM reports WHERE reporter_id = ?`, a.Person(t, who).Account)
		if err != nil || row.N != 0 {
			t.Errorf("%s: %d reports have the deleted author (%v)", who, row.N, err)
		}
	}
}

func TestTheExportHoldsMineAndNothingOfAnother(t *testing.T) {
	a := own(t)
	for who, text := range map[string]string{"resident": "我的灯坏了", "neighbour": "邻居的灯坏了"} {
		id := file(t, a, who, text)
		move(t, a, "chair", id, object{"act": "accept", "from": "submitted", "photo_audience": "staff"})
		move(t, a, "chair", id, object{"act": "assign", "from": "accepted", "assignee": object{"kind": "property_company", "name": "邻居老赵"}})
	}
	apptest.JSON[api.Consents](t, a, post("resident", "/me/consents", 200, object{"purpose": "location", "given": true, "version": privacy.NoticeVersion}))
	for _, who := range []string{"resident", "chair", "building_head"} {
		me := a.Person(t, who)
		for _, form := range []string{"json", "html"} {
			w := a.Do(t, apptest.Scenario{As: who, Do: "GET /me/export?form=" + form})
			body := w.Body.String()
			if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") || !strings.Contains(body, me.Phone) {
				t.Fatalf("%s as %s: %d\n%s", form, who, w.Code, body)
			}
			for _, name := range apptest.Names() {
				other := a.Person(t, name)
				if name == who {
					continue
				}
				for _, needle := range []string{other.Phone, other.Account.String(), `"` + name + `"`, ">" + name + "<"} {
					if strings.Contains(body, needle) {
						t.Errorf("the %s of %s holds %q of %s", form, who, needle, name)
					}
				}
			}
			if strings.Contains(body, "邻居") || who == "resident" != strings.Contains(body, "我的灯坏了") {
				t.Errorf("the %s of %s is not theirs alone:\n%s", form, who, body)
			}
		}
	}
	data := apptest.JSON[api.PersonalData](t, a, apptest.Scenario{As: "resident", Do: "GET /me/export", Status: 200})
	for _, part := range []string{"account", "consents", "communities", "reports", "photos", "notices", "acts"} {
		if value := data.Parts[part]; value == nil {
			t.Errorf("the export has no %s", part)
		}
	}
	a.Run(t, apptest.Scenario{Name: "a guest has none", Do: "GET /me/export", Status: 401})
}

func TestThePageToReadHasWordsForEverythingAndNoScript(t *testing.T) {
	a := own(t)
	apptest.JSON[api.Resident](t, a, apptest.Scenario{As: "resident", Do: "PATCH /me", Status: 200, Body: object{"display_name": `<script>x</script>`}})
	id := file(t, a, "resident", "灯坏了")
	move(t, a, "chair", id, object{"act": "reject", "from": "submitted", "reason": "duplicate", "note": "已经有了"})
	for lang, pieces := range map[string][]string{"zh-CN": {"我的资料", "手机号", "没有受理", "灯坏了"}, "en": {"What is kept about me", "Phone", "rejected", "灯坏了"}} {
		w := a.Do(t, apptest.Scenario{As: "resident", Do: "GET /me/export?form=html", Header: map[string]string{"Accept-Language": lang}})
		body := w.Body.String()
		for _, piece := range pieces {
			if !strings.Contains(body, piece) {
				t.Errorf("%s: the page lacks %q", lang, piece)
			}
		}
		for _, piece := range []string{"<script", "<dt></dt>", "<h2></h2>", "href=", "javascript:"} {
			if strings.Contains(body, piece) {
				t.Errorf("%s: the page has %q\n%s", lang, piece, body)
			}
		}
	}
}

func TestAWithdrawnLocationLeavesARoughPlace(t *testing.T) {
	a := own(t)
	exact := file(t, a, "resident", "一")
	apptest.JSON[api.Consents](t, a, post("resident", "/me/consents", 200, object{"purpose": "location", "given": true, "version": privacy.NoticeVersion}))
	withdrawn := apptest.JSON[api.Consents](t, a, post("resident", "/me/consents", 200, object{"purpose": "location", "given": false, "version": "2026-01-01"}))
	if len(withdrawn.Items) != 2 || withdrawn.Items[1].Given || withdrawn.Version != privacy.NoticeVersion {
		t.Errorf("after withdrawal: %+v", withdrawn)
	}
	rough := file(t, a, "resident", "二")
	for id, want := range map[uuid.UUID]bool{exact: true, rough: false} {
		w := a.Do(t, apptest.Scenario{As: "resident", Do: "GET /reports/" + id.String()})
		if got := bytes.Contains(w.Body.Bytes(), []byte("34.234567")); got != want {
			t.Errorf("the exact place is kept: %t, want %t\n%s", got, want, w.Body)
		}
	}
	again := apptest.JSON[json.RawMessage](t, a, apptest.Scenario{As: "resident", Do: "GET /me/consents", Status: 200})
	same := apptest.JSON[json.RawMessage](t, a, post("resident", "/me/consents", 200, object{"purpose": "location", "given": false, "version": privacy.NoticeVersion}))
	if !bytes.Equal(again, same) || acts(t, a, "consent.say") != 2 {
		t.Errorf("the same word again adds something: %s, %s", again, same)
	}
	a.Run(t,
		apptest.Scenario{Name: "an old notice", As: "resident", Do: "POST /me/consents", Body: object{"purpose": "location", "given": true, "version": "2026-01-01"}, Status: 409, Has: []string{"notice_changed"}},
		apptest.Scenario{Name: "the account's own", As: "resident", Do: "POST /me/consents", Body: object{"purpose": "account", "given": false, "version": privacy.NoticeVersion}, Status: 409, Has: []string{"consent_needed"}},
		apptest.Scenario{Name: "no such purpose", As: "resident", Do: "POST /me/consents", Body: object{"purpose": "selling", "given": true, "version": privacy.NoticeVersion}, Status: 400},
		apptest.Scenario{Name: "a neighbour's are their own", As: "neighbour", Do: "GET /me/consents", Status: 200, HasNot: []string{`"location"`}},
	)
	if err := db.Exec(t.Context(), a.DB.Gorm, `UPDATE consents SET given = true`); err == nil {
		t.Error("the server could change a consent")
	}
}
