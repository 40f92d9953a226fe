package apptest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"wugong/server/db"
	"wugong/server/privacy"
)

// Scenario is one request and what must come of it.
type Scenario struct {
	Name   string
	As     string            // who asks; "" is a guest
	Do     string            // method and address below /api/v1, e.g. "GET /me"
	Body   any               // sent as JSON; a string is sent as it is
	Header map[string]string // beside the usual ones
	Status int
	Has    []string // pieces of the answer
	HasNot []string
}

// Run plays scenarios in their order.
func (a *App) Run(t *testing.T, scenarios ...Scenario) {
	t.Helper()
	for _, s := range scenarios {
		t.Run(s.Name, func(t *testing.T) {
			t.Helper()
			w := a.Do(t, s)
			body := w.Body.String()
			if w.Code != s.Status {
				t.Errorf("%s as %q: status %d, want %d\n%s", s.Do, s.As, w.Code, s.Status, body)
			}
			for _, piece := range s.Has {
				if !strings.Contains(body, piece) {
					t.Errorf("%s as %q: the answer lacks %q\n%s", s.Do, s.As, piece, body)
				}
			}
			for _, piece := range s.HasNot {
				if strings.Contains(body, piece) {
					t.Errorf("%s as %q: the answer shows %q\n%s", s.Do, s.As, piece, body)
				}
			}
		})
	}
}

// Do sends one request and gives the answer.
func (a *App) Do(t testing.TB, s Scenario) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	a.Handler.ServeHTTP(w, a.request(t, s))
	return w
}

// Statements sends one request and tells which statements it took, BEGIN and COMMIT among them.
func (a *App) Statements(t testing.TB, s Scenario) []string {
	t.Helper()
	ctx, log := db.WithLog(t.Context())
	w := httptest.NewRecorder()
	a.Handler.ServeHTTP(w, a.request(t, s).WithContext(ctx))
	if w.Code != s.Status {
		t.Fatalf("%s as %q: status %d, want %d\n%s", s.Do, s.As, w.Code, s.Status, w.Body)
	}
	return log.Sent()
}

// JSON sends one request, wants its status and decodes the answer.
func JSON[T any](t testing.TB, a *App, s Scenario) (out T) {
	t.Helper()
	w := a.Do(t, s)
	if w.Code != s.Status {
		t.Fatalf("%s as %q: status %d, want %d\n%s", s.Do, s.As, w.Code, s.Status, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%s: %v\n%s", s.Do, err, w.Body)
	}
	return out
}

func (a *App) request(t testing.TB, s Scenario) *http.Request {
	t.Helper()
	method, path, ok := strings.Cut(s.Do, " ")
	if !ok {
		t.Fatalf("%q is no request", s.Do)
	}
	var body []byte
	kind := "application/json"
	switch b := s.Body.(type) {
	case nil:
		kind = ""
	case string:
		body = []byte(b)
	case []byte:
		body = b
	default:
		var err error
		if body, err = json.Marshal(b); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.HasPrefix(path, "/api/") && path != "/healthz" && path != "/readyz" {
		path = "/api/v1" + path
	}
	r := httptest.NewRequest(method, path, bytes.NewReader(body))
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if token := a.Token(t, s.As); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for k, v := range s.Header {
		r.Header.Set(k, v)
	}
	return r
}

// What domains below privacy cannot see of it: the notice in force and the condition of writing.
const (
	NoticeVersion = privacy.NoticeVersion
	MayWrite      = privacy.MayWriteSQL
)

// WhyNotWrite is privacy's reason why the session of the context may not write.
func (a *App) WhyNotWrite(ctx context.Context) error { return privacy.MayWrite(ctx, a.DB.Pool) }
