package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/identity"
	"wugong/server/reports"
)

// things makes what stands in braces in the table of rights.
type things struct {
	t     *testing.T
	a     *apptest.App
	s     *communities.Service
	made  map[string]string // kept until a request has changed it
	count int
}

func newThings(t *testing.T, a *apptest.App) *things {
	return &things{t: t, a: a, made: map[string]string{},
		s: &communities.Service{DB: a.DB.Gorm, Now: a.Now, Keys: a.Keys, PublicURL: "https://wugong.test"}}
}

// used forgets what a request may have changed: the next gets new things.
func (th *things) used() { clear(th.made) }

// acts counts what is in the log.
func (th *things) acts() int {
	return int(th.one(`SELECT count(*) AS n FROM audit_entries`).N)
}

func (th *things) one(sql string, args ...any) (row struct {
	ID uuid.UUID
	N  int64
}) {
	th.t.Helper()
	row, err := db.Row[struct {
		ID uuid.UUID
		N  int64
	}](th.t.Context(), th.a.DB.Gorm, sql, args...)
	if err != nil {
		th.t.Fatalf("%s: %v", sql, err)
	}
	return row
}

// request fills in a line of the table for one caller.
func (th *things) request(r right, who string) apptest.Scenario {
	th.t.Helper()
	s := apptest.Scenario{As: who, Do: r.method + " " + th.fill(r.target, who)}
	switch body := th.fill(r.body, who); {
	case body == "(photo)":
		s.Body, s.Header = apptest.PhotoForm(th.t, uuid.NewString())
	case body != "":
		s.Body = body
		if !strings.HasPrefix(body, "{") {
			s.Header = map[string]string{"Content-Type": "text/csv"}
		}
	}
	return s
}

func (th *things) fill(text, who string) string {
	return braces.ReplaceAllStringFunc(text, func(name string) string {
		name = strings.Trim(name, "{}")
		if strings.Contains(name, `"`) {
			return "{" + th.fill(name, who) + "}"
		}
		return th.thing(name, who)
	})
}

// thing gives what a name in braces means, from what is there or newly made.
func (th *things) thing(name, who string) string {
	w := th.a.World
	if id, ok := map[string]uuid.UUID{"own": w.Own, "foreign": w.Foreign, "building": w.Building,
		"foreign building": w.ForeignBuilding, "household": w.Household}[name]; ok {
		return id.String()
	}
	th.count++
	switch name {
	case "new":
		return uuid.NewString()
	case "new phone":
		return fmt.Sprintf("1981%07d", th.count)
	case "name":
		return fmt.Sprintf("某%d", th.count)
	case "door":
		return fmt.Sprintf("门%d", th.count)
	case "now":
		return th.a.Now().Format(time.RFC3339)
	case "today":
		return th.a.Now().In(china.Zone).Format(time.DateOnly)
	case "in ten days":
		return th.a.Now().In(china.Zone).AddDate(0, 0, 10).Format(time.DateOnly)
	case "in a month":
		return th.a.Now().AddDate(0, 1, 0).Format(time.RFC3339)
	case "my photo":
		if who == "guest" {
			return uuid.NewString()
		}
		return th.a.Photo(th.t, who)
	case "my voter":
		if who == "guest" {
			return uuid.NewString()
		}
		return th.voter(who)
	case "resident voter":
		return th.voter("resident")
	case "my membership":
		if who == "guest" {
			return uuid.NewString()
		}
		return th.one(`SELECT id FROM memberships WHERE community_id = ? AND account_id = ? ORDER BY requested_at DESC LIMIT 1`,
			w.Own, th.a.Person(th.t, who).Account).ID.String()
	}
	if th.made[name] == "" {
		th.made[name] = th.fresh(name)
	}
	return th.made[name]
}

// fresh makes what requests may change.
func (th *things) fresh(name string) string {
	th.t.Helper()
	w, chair := th.a.World, th.a.Person(th.t, "chair").Account
	switch name {
	case "person":
		return th.one(`SELECT id FROM persons WHERE household_id = ? LIMIT 1`, w.Household).ID.String()
	case "foreign household":
		return th.one(`SELECT household_id AS id FROM persons WHERE community_id = ? AND name = 'stranger'`, w.Foreign).ID.String()
	case "invitation", "invitation code", "ended invitation code":
		id := th.invitation(chair)
		switch name {
		case "invitation":
			return id.String()
		case "ended invitation code":
			_, err := th.s.Revoke(th.t.Context(), chair, id)
			th.must(err)
		}
		return th.a.Keys.InvitationCode(id)
	case "request", "refused request":
		id := th.ask()
		if name != "request" {
			_, err := th.s.Refuse(th.t.Context(), chair, id, "查无此人")
			th.must(err)
		}
		return id.String()
	case "role":
		now := th.a.Now()
		end := now.AddDate(0, 1, 0)
		g, _, err := th.s.Grant(th.t.Context(), chair, w.Own, api.RoleDraft{ID: uuid.New(), MembershipID: th.ask(),
			Role: api.RolePropertyCompany, ValidFrom: now, ValidTo: &end})
		th.must(err)
		return g.ID.String()
	case "free photo":
		return th.a.Photo(th.t, "resident")
	case "objection", "batch", "call":
		return th.aside(name)
	case "unit", "holding", "body":
		return th.registered(name)
	case "members bulletin", "house bulletin", "planned bulletin":
		return th.bulletin(name)
	}
	state, kind, _ := strings.Cut(name, " ")
	if kind == "vote" {
		return th.vote(state)
	}
	if kind == "disclosure" || kind == "question" {
		return th.disclosed(state, kind)
	}
	if kind == "convention" || kind == "version" || name == "waiting opinion on it" {
		return th.agreed(state, kind)
	}
	if kind == "project" || kind == "proposal" || kind == "record" || kind == "gift" || kind == "entry" {
		return th.built(state, kind)
	}
	if kind == "survey" || kind == "papers" || kind == "rectification" {
		return th.rated(state, kind)
	}
	if kind == "asset" || kind == "roster" || kind == "turn" {
		return th.tended(kind)
	}
	if kind == "complaint" {
		return th.complaint(state)
	}
	if kind == "content" || kind == "words" {
		return th.content(state, kind)
	}
	report, photo := th.report(state)
	if kind == "photo" {
		return photo
	}
	return report
}

func (th *things) must(err error) {
	th.t.Helper()
	if err != nil {
		th.t.Fatal(err)
	}
}

func (th *things) invitation(chair uuid.UUID) uuid.UUID {
	th.t.Helper()
	id := uuid.New()
	_, _, err := th.s.Invite(th.t.Context(), chair, th.a.World.Own,
		api.InvitationDraft{ID: id, BuildingID: th.a.World.Building, ExpiresAt: th.a.Now().AddDate(0, 1, 0)})
	th.must(err)
	return id
}

// ask lets somebody new ask to join building 1.
func (th *things) ask() uuid.UUID {
	th.t.Helper()
	th.count++
	w, id := th.a.World, uuid.New()
	account, err := identity.EnsureAccount(th.t.Context(), th.a.DB.Gorm, th.a.Keys, fmt.Sprintf("1982%07d", th.count), "", th.a.Now())
	th.must(err)
	_, _, err = th.s.Join(th.t.Context(), account.ID, api.JoinRequest{ID: id, CommunityID: &w.Own, BuildingID: &w.Building,
		Name: fmt.Sprintf("客%d", th.count), Door: "999"})
	th.must(err)
	return id
}

// ways lead a report of the resident's to each state: who does what.
var ways = map[string][][2]string{
	"submitted":        {},
	"rejected":         {{"chair", `"act":"reject","from":"submitted","reason":"duplicate","note":"已经有了"`}},
	"accepted":         {{"chair", `"act":"accept","from":"submitted","photo_audience":"public"`}},
	"kept":             {{"chair", `"act":"accept","from":"submitted","photo_audience":"staff"`}},
	"assigned":         {{"to", "accepted"}, {"chair", `"act":"assign","from":"accepted","assignee":{"kind":"property_company","name":"物业"}`}},
	"given":            {{"to", "kept"}, {"chair", `"act":"assign","from":"accepted","assignee":{"kind":"property_company","name":"物业"}`}},
	"in_progress":      {{"to", "assigned"}, {"property", `"act":"start","from":"assigned"`}},
	"waiting_external": {{"to", "accepted"}, {"chair", `"act":"hand_over","from":"accepted","case_number":"12345"`}},
	"resolved":         {{"to", "in_progress"}, {"property", `"act":"resolve","from":"in_progress","note":"换了新的","photo_ids":["{my photo}"]`}},
	"verified":         {{"to", "resolved"}, {"resident", `"act":"verify","from":"resolved"`}},
	"reopened":         {{"to", "resolved"}, {"resident", `"act":"reopen","from":"resolved"`}},
	"late":             {{"to", "resolved"}},
	"closed":           {{"to", "resolved"}},
}

// report files a report as the resident and leads it to a state. The late one was resolved six days ago, the
// closed one was not answered in eight.
func (th *things) report(state string) (report, photo string) {
	th.t.Helper()
	way, known := ways[state]
	if !known {
		th.t.Fatalf("the table names %q, which nobody can make", state)
	}
	if len(way) > 0 && way[0][0] == "to" {
		report, photo = th.report(way[0][1])
		way = way[1:]
	} else {
		report, photo = uuid.NewString(), th.a.Photo(th.t, "resident")
		th.done(apptest.Scenario{As: "resident", Do: "POST /reports", Status: http.StatusCreated, Body: fmt.Sprintf(
			`{"id":%q,"community_id":%q,"class":"0102","photo_ids":[%q],"place":{"words":"楼下"}}`, report, th.a.World.Own, photo)})
	}
	for _, step := range way {
		th.done(apptest.Scenario{As: step[0], Do: "POST /reports/" + report + "/moves", Status: http.StatusOK, Body: "{" + th.fill(step[1], step[0]) + "}"})
	}
	days := map[string]int{"late": 6, "closed": 8}[state]
	if days > 0 {
		th.must(db.Exec(th.t.Context(), th.a.DB.Gorm, `UPDATE reports SET filed_at = filed_at - make_interval(days => ?), resolved_at = resolved_at - make_interval(days => ?) WHERE id = ?`, days, days, report))
	}
	if state == "closed" {
		th.must((&reports.Service{DB: th.a.DB.Gorm, Now: th.a.Now}).CloseRipe(th.t.Context()))
	}
	return report, photo
}

func (th *things) done(s apptest.Scenario) {
	th.t.Helper()
	if w := th.a.Do(th.t, s); w.Code != s.Status {
		th.t.Fatalf("%s as %s: %d, want %d\n%s", s.Do, s.As, w.Code, s.Status, w.Body)
	}
}
