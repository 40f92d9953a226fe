package identity_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/apptest"
)

// cookieOf is the refresh cookie of an answer, as a browser sends it back.
func cookieOf(t *testing.T, line string) string {
	t.Helper()
	for _, want := range []string{"wugong_refresh=", "HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", "Secure"} {
		if !strings.Contains(line, want) {
			t.Errorf("Set-Cookie %q lacks %q", line, want)
		}
	}
	name, _, _ := strings.Cut(line, ";")
	return name
}

// signInHTTP signs in over HTTP and gives the bearer header and the cookie.
func signInHTTP(t *testing.T, a *apptest.App, phone string) (api.SessionGrant, string) {
	t.Helper()
	sent := apptest.JSON[api.CodeSent](t, a, apptest.Scenario{Do: "POST /auth/codes", Body: api.CodeRequest{Phone: phone}, Status: 202})
	if sent.DemoCode == nil {
		t.Fatal("the demo shows no code")
	}
	w := a.Do(t, apptest.Scenario{Do: "POST /auth/sessions", Body: api.SignIn{Phone: phone, Code: *sent.DemoCode}})
	var grant api.SessionGrant
	if err := json.Unmarshal(w.Body.Bytes(), &grant); err != nil || w.Code != http.StatusOK {
		t.Fatalf("sign in: %d %s", w.Code, w.Body)
	}
	return grant, cookieOf(t, w.Header().Get("Set-Cookie"))
}

func bearer(g api.SessionGrant) map[string]string {
	return map[string]string{"Authorization": "Bearer " + g.AccessToken}
}

func TestSignInOverHTTP(t *testing.T) {
	a := apptest.New(t)
	grant, cookie := signInHTTP(t, a, "+86 138 0000 5678")
	if !grant.Resident.New || grant.Resident.PhoneMasked != "138****5678" || grant.ExpiresIn != 900 {
		t.Errorf("grant %+v", grant)
	}
	in := bearer(grant)
	a.Run(t,
		apptest.Scenario{Name: "a guest is nobody", Do: "GET /me", Status: 401, Has: []string{"unauthenticated"}},
		apptest.Scenario{Name: "I see my number masked only", Do: "GET /me", Header: in, Status: 200, Has: []string{"138****5678"}, HasNot: []string{"13800005678"}},
		apptest.Scenario{Name: "I tell my age", Do: "PUT /me/age", Header: in, Body: `{"band":"adult"}`, Status: 200},
		apptest.Scenario{Name: "I agree to the notice", Do: "POST /me/consents", Header: in, Body: `{"purpose":"account","given":true,"version":"2026-11-24"}`, Status: 200},
		apptest.Scenario{Name: "I give my name", Do: "PATCH /me", Header: in, Body: `{"display_name":" 王秀兰 ","language":"en"}`, Status: 200, Has: []string{`"王秀兰"`, `"en"`}},
		apptest.Scenario{Name: "nothing to change changes nothing", Do: "PATCH /me", Header: in, Body: `{}`, Status: 200, Has: []string{`"王秀兰"`}},
		apptest.Scenario{Name: "a name that could deceive is refused", Do: "PATCH /me", Header: in, Body: `{"display_name":"王\u202e兰"}`, Status: 400, Has: []string{"invalid_text"}},
		apptest.Scenario{Name: "a language we do not have is refused", Do: "PATCH /me", Header: in, Body: `{"language":"de"}`, Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "nobody makes the server's fields", Do: "PATCH /me", Header: in, Body: `{"phone_masked":"x"}`, Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "a number that is none", Do: "POST /auth/codes", Body: `{"phone":"12345678"}`, Status: 400, Has: []string{"phone_invalid"}},
		apptest.Scenario{Name: "too soon, with the seconds in the sentence", Do: "POST /auth/codes", Body: `{"phone":"13800005678"}`, Status: 429, Has: []string{"code_too_soon", "60"}},
		apptest.Scenario{Name: "a code of five digits", Do: "POST /auth/sessions", Body: `{"phone":"13800005678","code":"12345"}`, Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "a code that was never sent", Do: "POST /auth/sessions", Body: `{"phone":"13900000000","code":"123456"}`, Status: 422, Has: []string{"code_wrong"}},
		apptest.Scenario{Name: "no cookie, no refresh", Do: "POST /auth/refresh", Status: 401, Has: []string{"refresh_invalid"}},
		apptest.Scenario{Name: "the access token is no refresh token", Do: "POST /auth/refresh", Header: map[string]string{"Cookie": "wugong_refresh=x"}, Status: 401, Has: []string{"refresh_invalid"}},
		apptest.Scenario{Name: "another site cannot use the cookie", Do: "POST /auth/refresh", Header: map[string]string{"Cookie": cookie, "Sec-Fetch-Site": "cross-site"}, Status: 403},
	)
}

func TestRefreshAndSignOutOverHTTP(t *testing.T) {
	a := apptest.New(t)
	grant, cookie := signInHTTP(t, a, "13800005678")
	w := a.Do(t, apptest.Scenario{Do: "POST /auth/refresh", Header: map[string]string{"Cookie": cookie}})
	if w.Code != http.StatusOK {
		t.Fatalf("refresh: %d %s", w.Code, w.Body)
	}
	next := cookieOf(t, w.Header().Get("Set-Cookie"))
	if next == cookie {
		t.Error("the token did not change")
	}
	out := a.Do(t, apptest.Scenario{Do: "DELETE /auth/session", Header: bearer(grant)})
	if out.Code != http.StatusNoContent || !strings.Contains(out.Header().Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("sign-out: %d %q", out.Code, out.Header().Get("Set-Cookie"))
	}
	a.Run(t,
		apptest.Scenario{Name: "after sign-out no write", Do: "PATCH /me", Header: bearer(grant), Body: `{}`, Status: 401, Has: []string{"session_ended"}},
		apptest.Scenario{Name: "after sign-out no refresh", Do: "POST /auth/refresh", Header: map[string]string{"Cookie": next}, Status: 401, Has: []string{"refresh_invalid"}},
		apptest.Scenario{Name: "a read lives on with its token", Do: "GET /me", Header: bearer(grant), Status: 200},
	)
	a.Move(16 * time.Minute)
	a.Run(t, apptest.Scenario{Name: "fifteen minutes at most", Do: "GET /me", Header: bearer(grant), Status: 401, Has: []string{"unauthenticated"}})
	phone, _ := signInHTTP(t, a, "13800005678")
	a.Run(t,
		apptest.Scenario{Name: "sign out everywhere", Do: "DELETE /auth/sessions", Header: bearer(phone), Status: 204},
		apptest.Scenario{Name: "and this session is over too", Do: "DELETE /auth/sessions", Header: bearer(phone), Status: 401, Has: []string{"session_ended"}},
	)
}

func TestOutsideOfTheDemo(t *testing.T) {
	apptest.NewReal(t).Run(t,
		apptest.Scenario{Name: "no gateway, no code", Do: "POST /auth/codes", Body: `{"phone":"13800005678"}`, Status: 503, Has: []string{"sms_not_configured"}, HasNot: []string{"demo_code"}},
		apptest.Scenario{Name: "no page of demo people", Do: "GET /demo/people", Status: 404, Has: []string{"not_found"}},
	)
}
