package app_test

import (
	"strings"
	"testing"

	"wugong/server/apptest"
)

func TestTheFrameAnswersInTheCallersLanguageAndTellsNothing(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	own := "/communities/" + a.World.Own.String()
	a.Run(t,
		apptest.Scenario{Name: "a guest is asked to sign in", Do: "GET /me", Status: 401, Has: []string{`"code":"unauthenticated"`, "请先登录"}},
		apptest.Scenario{Name: "in English too", Do: "GET /me", Header: map[string]string{"Accept-Language": "en"}, Status: 401, Has: []string{"sign in first"}},
		apptest.Scenario{Name: "a forged token is refused", Do: "GET /me", Header: map[string]string{"Authorization": "Bearer x.y.z"}, Status: 401},
		apptest.Scenario{Name: "an unknown address is not there", Do: "GET /nothing", Status: 404, Has: []string{`"code":"not_found"`}},
		apptest.Scenario{Name: "an unknown community is not there", Do: "GET /communities/01a20c43-0000-7000-8000-000000000000", Status: 404, Has: []string{"community_not_found"}},
		apptest.Scenario{Name: "an id that is none names the field", Do: "GET /communities/1%20OR%201=1", Status: 400, Has: []string{`"field":"communityId"`}, HasNot: []string{"OR 1=1"}},
		apptest.Scenario{Name: "injection through sort and search parameters finds nothing", Do: "GET /communities?q=%27%3B+DROP+TABLE+accounts%3B--", Status: 200, Has: []string{`"items":[]`}},
		apptest.Scenario{Name: "mass assignment of server-only fields is refused", As: "resident", Do: "PATCH /me", Body: `{"phone_masked":"x"}`, Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "NUL never reaches the database", As: "resident", Do: "PATCH /me", Body: `{"display_name":"a\u0000"}`, Status: 400, Has: []string{"invalid_text", "display_name"}},
		apptest.Scenario{Name: "a body too large is refused before it is read", As: "resident", Do: "PATCH /me", Body: `{"display_name":"` + strings.Repeat("a", 1<<20) + `"}`, Status: 413, Has: []string{"too_large", "1 MiB"}},
		apptest.Scenario{Name: "JSON too deep is refused", As: "resident", Do: "PATCH /me", Body: strings.Repeat("[", 5000) + strings.Repeat("]", 5000), Status: 400},
		apptest.Scenario{Name: "another site cannot write", As: "resident", Do: "PATCH /me", Body: `{"display_name":"x"}`, Header: map[string]string{"Sec-Fetch-Site": "cross-site"}, Status: 403},
		apptest.Scenario{Name: "not JSON is of no kind we take", As: "resident", Do: "PATCH /me", Body: "a=b", Header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, Status: 415},
		apptest.Scenario{Name: "a resident sees no register", As: "resident", Do: "GET " + own + "/households", Status: 403},
		apptest.Scenario{Name: "the chair does", As: "chair", Do: "GET " + own + "/households", Status: 200, Has: []string{`"door":"101"`}},
		apptest.Scenario{Name: "the process lives", Do: "GET /healthz", Status: 200},
		apptest.Scenario{Name: "the server is ready", Do: "GET /readyz", Status: 200, Has: []string{`"database":"ok"`, `"storage":"ok"`}},
		apptest.Scenario{Name: "the contract can be read", Do: "GET /api/docs", Status: 200, Has: []string{"/api/v1/reports"}},
	)
}

func TestNoAnswerLacksItsHeaders(t *testing.T) {
	a := apptest.New(t)
	for _, do := range []string{"GET /me", "GET /report-classes", "GET /nothing", "GET /api/docs"} {
		h := a.Do(t, apptest.Scenario{Do: do}).Header()
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Content-Security-Policy": "frame-ancestors 'none'", "Strict-Transport-Security": "max-age", "Permissions-Policy": "camera=(self)"} {
			if !strings.Contains(h.Get(name), want) {
				t.Errorf("%s: %s is %q", do, name, h.Get(name))
			}
		}
	}
}

func TestOutsideTheDemoNoCodeIsTold(t *testing.T) {
	a := apptest.NewReal(t)
	a.Run(t,
		apptest.Scenario{Name: "no gateway, no sign-in", Do: "POST /auth/codes", Body: map[string]string{"phone": "13800001234"}, Status: 503,
			Has: []string{"sms_not_configured"}, HasNot: []string{"demo_code"}},
		apptest.Scenario{Name: "no list of people", Do: "GET /demo/people", Status: 404},
	)
}

func TestListsTakeTheSameStatementsForOneRowAndForMany(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	own := "/communities/" + a.World.Own.String()
	for as, lists := range map[string][]string{
		"chair":    {own + "/households?limit=%", own + "/memberships?state=verified&limit=%", own + "/memberships?state=requested&limit=%", own + "/roles?limit=%", own + "/invitations?limit=%", own + "/report-queue?limit=%"},
		"resident": {"/inbox?limit=%", "/reports/mine?limit=%", own + "/reports?limit=%", own + "/buildings?limit=%", "/communities?limit=%", "/divisions?limit=%"},
	} {
		for _, list := range lists {
			a.Token(t, as)
			one := len(a.Statements(t, apptest.Scenario{As: as, Do: "GET " + strings.ReplaceAll(list, "%", "1"), Status: 200}))
			many := len(a.Statements(t, apptest.Scenario{As: as, Do: "GET " + strings.ReplaceAll(list, "%", "100"), Status: 200}))
			if one == 0 || one != many || many > 8 {
				t.Errorf("%s: %d statements for one row, %d for many", list, one, many)
			}
		}
	}
}
