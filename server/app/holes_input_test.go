package app_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
)

const script = `<script>alert(1)</script>`

// isNoPage fails when an answer could run in a browser: script in it as it was sent, or a type to be guessed.
func isNoPage(t *testing.T, what string, w *httptest.ResponseRecorder) {
	t.Helper()
	kind := w.Header().Get("Content-Type")
	if strings.Contains(w.Body.String(), "<script>alert") || strings.Contains(w.Body.String(), "onerror=alert") {
		t.Errorf("%s gives the script back as it was sent:\n%s", what, w.Body)
	}
	if w.Header().Get("X-Content-Type-Options") != "nosniff" || strings.Contains(kind, "html") {
		t.Errorf("%s is %q, and may be guessed", what, kind)
	}
}

// Class 1.
func TestStoredXSSStaysText(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	own, report, photo, invitation, bulletin := "/communities/"+a.World.Own.String(), uuid.NewString(), uuid.NewString(), uuid.NewString(), uuid.NewString()
	disclosure, question := uuid.NewString(), uuid.NewString()
	convention, version, opinion := uuid.NewString(), uuid.NewString(), uuid.NewString()
	asset, roster, survey, today := uuid.NewString(), uuid.NewString(), uuid.NewString(), a.Now().In(china.Zone)
	picture, header := apptest.FileForm(t, photo, `"><img src=x onerror=alert(1)>.jpg`, append(noise(t), script...))
	quoted := func(format string, args ...any) string {
		text, _ := json.Marshal(script)
		return fmt.Sprintf(strings.ReplaceAll(format, "§", string(text)), args...)
	}
	for _, s := range []apptest.Scenario{
		{As: "newcomer", Do: "PATCH /me", Body: quoted(`{"display_name":§}`), Status: 200},
		{As: "newcomer", Do: "POST /memberships", Status: 201, Body: quoted(`{"id":%q,"community_id":%q,"building_id":%q,"name":§,"door":"<b>1</b>"}`, invitation, a.World.Own, a.World.Building)},
		{As: "resident", Do: "POST /media", Body: picture, Header: header, Status: 201},
		{As: "resident", Do: "POST /reports", Status: 201, Body: quoted(`{"id":%q,"community_id":%q,"class":"0102","text":§,"photo_ids":[%q],"place":{"words":§}}`, report, a.World.Own, photo)},
		{As: "chair", Do: "POST /reports/" + report + "/moves", Status: 200, Body: quoted(`{"act":"accept","from":"submitted","photo_audience":"public","headline":§,"note":§}`)},
		{As: "chair", Do: "POST /reports/" + report + "/moves", Status: 200, Body: quoted(`{"act":"assign","from":"accepted","assignee":{"kind":"property_company","name":§}}`)},
		{As: "chair", Do: "POST /memberships/" + invitation + "/refusal", Status: 200, Body: quoted(`{"reason":§}`)},
		{As: "chair", Do: "POST " + own + "/bulletins", Status: 201, Body: quoted(`{"id":%q,"title":§,"text":§,"audience":"public"}`, bulletin)},
		{As: "chair", Do: "POST " + own + "/disclosures", Status: 201, Body: quoted(`{"id":%q,"title":§,"text":§,"category":"projects","period":{"kind":"event","start":%q},"lines":[{"side":"income","item":§,"amount":1}]}`,
			disclosure, a.Now().In(china.Zone).Format(time.DateOnly))},
		{As: "resident", Do: "POST /disclosures/" + disclosure + "/questions", Status: 201, Body: quoted(`{"id":%q,"text":§}`, question)},
		{As: "chair", Do: "POST /disclosure-questions/" + question + "/answer", Status: 200, Body: quoted(`{"text":§}`)},
		{As: "chair", Do: "POST " + own + "/conventions", Status: 201, Body: quoted(`{"id":%q,"version_id":%q,"kind":"resident_convention","title":§,"reason":§}`, convention, version)},
		{As: "resident", Do: "POST /convention-versions/" + version + "/opinions", Status: 201, Body: quoted(`{"id":%q,"text":§}`, opinion)},
		{As: "chair", Do: "POST /convention-opinions/" + opinion + "/answer", Status: 200, Body: quoted(`{"verdict":"partly","reason":§}`)},
		{Do: "GET /convention-versions/" + version, Status: 200}, {Do: "GET " + own + "/conventions", Status: 200}, {Do: "GET /convention-versions/" + version + "/opinions", Status: 200},
		{Do: "GET /disclosures/" + disclosure, Status: 200}, {Do: "GET " + own + "/disclosures", Status: 200}, {Do: "GET /disclosures/" + disclosure + "/questions", Status: 200},
		{Do: "GET /bulletins/" + bulletin, Status: 200}, {Do: "GET " + own + "/bulletins", Status: 200},
		{As: "resident", Do: "GET /reports/" + report, Status: 200}, {Do: "GET " + own + "/reports", Status: 200},
		{As: "chair", Do: "GET " + own + "/report-queue", Status: 200}, {As: "chair", Do: "GET " + own + "/memberships", Status: 200},
		{As: "newcomer", Do: "GET /me", Status: 200}, {As: "newcomer", Do: "GET /inbox", Status: 200}, {As: "newcomer", Do: "GET /home", Status: 200},
		{As: "chair", Do: "POST " + own + "/assets", Status: 201, Body: quoted(`{"id":%q,"kind":"lamp","name":§,"place":§,"custodian":§}`, asset)},
		{As: "chair", Do: "POST " + own + "/rosters", Status: 201, Body: quoted(`{"id":%q,"title":§,"area":§,"starts_on":%q,"ends_on":%q,"weekdays":[1,2,3,4,5,6,7],"holders":[{"name":§}]}`,
			roster, today.Format(time.DateOnly), today.AddDate(0, 0, 7).Format(time.DateOnly))},
		{As: "chair", Do: "POST " + own + "/evaluations", Status: 201, Body: quoted(`{"id":%q,"title":§,"text":§,"unit":"household","closes_on":%q,"paper":false}`,
			survey, today.AddDate(0, 0, 8).Format(time.DateOnly))},
		{As: "chair", Do: "POST " + own + "/rectifications", Status: 201, Body: quoted(`{"id":%q,"evaluation_id":%q,"finding":§,"owner":§,"due_on":%q}`,
			uuid.NewString(), survey, today.Format(time.DateOnly))},
		{Do: "GET /assets/" + asset, Status: 200}, {Do: "GET " + own + "/assets", Status: 200}, {Do: "GET /evaluations/" + survey, Status: 200},
		{Do: "GET " + own + "/evaluations", Status: 200}, {Do: "GET " + own + "/rectifications", Status: 200}, {As: "resident", Do: "GET " + own + "/rosters", Status: 200},
		{As: "resident", Do: "GET " + own + "/duty-turns?from=" + today.Format(time.DateOnly) + "&to=" + today.Format(time.DateOnly), Status: 200},
		{As: "resident", Do: "GET /inbox", Status: 200},
	} {
		w := a.Do(t, s)
		if w.Code != s.Status {
			t.Fatalf("%s as %s: %d, want %d\n%s", s.Do, s.As, w.Code, s.Status, w.Body)
		}
		isNoPage(t, s.Do, w)
	}
	if kept := a.Do(t, apptest.Scenario{Do: "GET /media/" + photo}); kept.Header().Get("Content-Type") != "image/jpeg" ||
		bytes.Contains(kept.Body.Bytes(), []byte("alert")) || strings.Contains(fmt.Sprint(kept.Header()), "alert") {
		t.Errorf("the photo keeps what was sent with it: %v", kept.Header())
	}
}

// Class 2.
func TestReflectedXSSByParametersFindsNoPage(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	bad := url.QueryEscape(script)
	for _, do := range []string{
		"GET /communities?q=" + bad, "GET /communities?division=" + bad, "GET /communities/" + url.PathEscape(script), "GET /" + url.PathEscape(script),
		"GET /invitations/" + url.PathEscape(script), "GET /communities/" + a.World.Own.String() + "/reports?state=" + bad + "&after=" + bad,
		"GET /me?" + bad + "=" + bad, "GET /api/" + url.PathEscape(script), "GET /media/" + a.World.Own.String() + "?variant=" + bad,
	} {
		isNoPage(t, do, a.Do(t, apptest.Scenario{Do: do, Header: map[string]string{"Accept": "text/html", "Accept-Language": script}}))
	}
	w := httptest.NewRecorder()
	a.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/reports/"+url.PathEscape(script)+"?q="+bad, nil))
	if strings.Contains(w.Body.String(), "alert(1)") || strings.Contains(w.Header().Get("Content-Security-Policy"), "script-src 'unsafe") {
		t.Errorf("the app's page gives it back: %v\n%s", w.Header(), w.Body)
	}
}

// Class 4: every parameter of every list of the contract.
func TestInjectionThroughEveryQueryParameterFindsNothing(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	th := newThings(t, a)
	doc, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, r := range readRights(t) {
		if r.method != http.MethodGet || r.status["chr"] != http.StatusOK || strings.Contains(r.target, "?") {
			continue
		}
		for path, item := range doc.Paths.Map() {
			if item.Get == nil || !strings.EqualFold(item.Get.OperationID, r.operation) {
				continue
			}
			for _, p := range item.Get.Parameters {
				if p.Value.In != "query" {
					continue
				}
				for _, bad := range []string{`' OR '1'='1`, `1; DROP TABLE accounts; --`, `name DESC, (SELECT pg_sleep(9))`, `@community`, `?`, `\`, "\x00", "%"} {
					asked++
					s := th.request(r, "chair")
					s.Do += "?" + p.Value.Name + "=" + url.QueryEscape(bad)
					w := a.Do(t, s)
					if w.Code >= http.StatusInternalServerError || w.Code == http.StatusOK && p.Value.Name == "q" && !strings.Contains(w.Body.String(), `"items":[]`) {
						t.Errorf("%s?%s=%q: %d\n%s", path, p.Value.Name, bad, w.Code, w.Body)
					}
				}
			}
		}
	}
	if asked < 100 {
		t.Errorf("only %d questions were asked", asked)
	}
}

// Class 12: every body of the contract with one field more, sent by somebody who may send the rest.
func TestMassAssignmentOfServerOnlyFieldsIsRefusedEverywhere(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	th := newThings(t, a)
	asked := map[string]bool{}
	for _, r := range readRights(t) {
		if !strings.HasPrefix(r.body, "{") {
			continue
		}
		for short, status := range r.status {
			if status >= 300 && status != 422 || asked[r.operation] {
				continue
			}
			asked[r.operation] = true
			s := th.request(r, callers[short])
			for _, field := range []string{`"community_id":"` + a.World.Foreign.String() + `","verified":true`, `"role":"platform_admin","admin":true`, `"state":"closed","created_by":"x"`} {
				s.Body = "{" + field + "," + strings.TrimPrefix(th.fill(r.body, callers[short]), "{")
				if r.body == "{}" {
					s.Body = "{" + field + "}"
				}
				if w := a.Do(t, s); w.Code != http.StatusBadRequest {
					t.Errorf("%s with %s: %d, want 400\n%s", r.operation, field, w.Code, w.Body)
				}
			}
		}
	}
	if len(asked) < 10 {
		t.Errorf("only %v were asked", asked)
	}
}

// Class 15.
func TestUnboundedBodiesAreCutOff(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = io.CopyN(z, zeros{}, 8<<20)
	_ = z.Close()
	own := "/communities/" + a.World.Own.String()
	photo, header := apptest.FileForm(t, uuid.NewString(), "a.jpg", append([]byte("\xff\xd8\xff\xe0"), make([]byte, 21<<20)...))
	a.Run(t,
		apptest.Scenario{Name: "JSON", As: "resident", Do: "PATCH /me", Body: `{"display_name":"` + strings.Repeat("a", 2<<20) + `"}`, Status: 413, Has: []string{"too_large"}},
		apptest.Scenario{Name: "CSV", As: "chair", Do: "POST " + own + "/register", Body: bytes.Repeat([]byte("a,"), 3<<20), Header: map[string]string{"Content-Type": "text/csv"}, Status: 413, Has: []string{"too_large"}},
		apptest.Scenario{Name: "a photo", As: "resident", Do: "POST /media", Body: photo, Header: header, Status: 413, Has: []string{"too_large"}},
		apptest.Scenario{Name: "what is packed is not unpacked", As: "resident", Do: "PATCH /me", Body: bomb.Bytes(), Header: map[string]string{"Content-Encoding": "gzip"}, Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "a long search", Do: "GET /communities?q=" + strings.Repeat("a", 5000), Status: 400, Has: []string{"invalid_request"}},
	)
	head, _, _ := bytes.Cut(photo, []byte("\xff\xd8\xff\xe0"))
	for do, c := range map[string]struct {
		kind   string
		body   io.Reader
		status int
		most   int64
	}{
		"PATCH /me":                 {"application/json", spaces{}, 413, 2 << 20},
		"POST " + own + "/register": {"text/csv", spaces{}, 413, 6 << 20},
		"POST /media":               {header["Content-Type"], io.MultiReader(bytes.NewReader(head), strings.NewReader("\xff\xd8\xff\xe0"), zeros{}), 413, 21 << 20},
		"GET /me":                   {"", zeros{}, 200, 0},
		"DELETE /memberships/" + uuid.NewString(): {"", zeros{}, 404, 0},
	} {
		method, path, _ := strings.Cut(do, " ")
		sent := &counted{Reader: io.LimitReader(c.body, 64<<20)}
		r := httptest.NewRequest(method, "/api/v1"+path, sent)
		r.ContentLength = -1 // no length is told
		r.Header.Set("Content-Type", c.kind)
		r.Header.Set("Authorization", "Bearer "+a.Token(t, "chair"))
		w := httptest.NewRecorder()
		a.Handler.ServeHTTP(w, r)
		if w.Code != c.status || sent.n > c.most {
			t.Errorf("%s with a body without an end: %d after %d bytes, want %d within %d\n%s", do, w.Code, sent.n, c.status, c.most, w.Body)
		}
	}
}

// zeros and spaces have no end; counted tells how much of something was read.
type (
	zeros   struct{}
	spaces  struct{}
	counted struct {
		io.Reader
		n int64
	}
)

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func (spaces) Read(b []byte) (int, error) { return copy(b, bytes.Repeat([]byte(" "), len(b))), nil }

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}

// Class 17.
func TestPathTraversalAndChosenKeysReachNothing(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	mine := a.Photo(t, "resident")
	before := a.Do(t, apptest.Scenario{As: "resident", Do: "GET /media/" + mine}).Body.Bytes()
	taken, header := apptest.FileForm(t, mine, "a.jpg", noise(t))
	climbing, up := apptest.FileForm(t, "../../../../etc/passwd", "../../../../tmp/wugong.jpg", noise(t))
	named, with := apptest.FileForm(t, uuid.NewString(), "../../../../tmp/wugong.jpg", noise(t))
	a.Run(t,
		apptest.Scenario{Name: "another's id is taken", As: "neighbour", Do: "POST /media", Body: taken, Header: header, Status: 409, Has: []string{"id_taken"}},
		apptest.Scenario{Name: "one's own id is not written twice", As: "resident", Do: "POST /media", Body: taken, Header: header, Status: 200},
		apptest.Scenario{Name: "a path is no id", As: "resident", Do: "POST /media", Body: climbing, Header: up, Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "a file's name is nothing to us", As: "resident", Do: "POST /media", Body: named, Header: with, Status: 201, HasNot: []string{"wugong.jpg"}},
		apptest.Scenario{Name: "no photo by a path", As: "resident", Do: "GET /media/..%2F..%2Fetc%2Fpasswd", Status: 400},
	)
	if after := a.Do(t, apptest.Scenario{As: "resident", Do: "GET /media/" + mine}).Body.Bytes(); !bytes.Equal(before, after) {
		t.Error("the photo was overwritten")
	}
	for _, path := range []string{"/../../go.mod", "/assets/../../embed.go", "/..%2f..%2fgo.mod", "/%2e%2e/%2e%2e/go.mod", "/.git/config", "/assets/"} {
		w := httptest.NewRecorder()
		a.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if body := w.Body.String(); strings.Contains(body, "module wugong") || strings.Contains(body, "package pwa") || strings.Contains(body, "repositoryformat") || strings.Contains(body, "<pre>") {
			t.Errorf("%s gives %d\n%s", path, w.Code, body)
		}
	}
}
