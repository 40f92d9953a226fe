package privacy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
)

// What somebody wrote and gave stays in the records without the name; it is in their own copy, and goes with them.
func TestAContributionStaysAndWhoGaveItGoes(t *testing.T) {
	a := own(t)
	proposal, id, path := uuid.New(), uuid.New(), "/communities/"+a.World.Own.String()+"/projects"
	apptest.JSON[object](t, a, post("chair", "/proposals", 201, object{"id": proposal, "community_id": a.World.Own, "title": "修坡道", "text": "轮椅上不去",
		"area": "G3", "place": object{"words": "一单元门口"}}))
	apptest.JSON[object](t, a, post("committee", "/proposals/"+proposal.String()+"/moves", 200, object{"act": "accept", "from": "open", "note": "列入计划"}))
	apptest.JSON[api.Project](t, a, post("chair", path, 201, object{"id": id, "proposal_id": proposal, "path": "full"}))
	apptest.JSON[object](t, a, post("resident", "/projects/"+id.String()+"/records", 201, object{"id": uuid.New(), "type": "need", "body": object{"need": object{"text": "婴儿车也上不去"}}}))
	gift := apptest.JSON[api.Contribution](t, a, post("resident", "/projects/"+id.String()+"/contributions", 201, object{"id": uuid.New(), "kind": "labour", "quantity": 10,
		"what": "搬了一天沙子", "given_on": a.Now().In(china.Zone).Format(time.DateOnly), "display": "real"}))
	a.Run(t, apptest.Scenario{Name: "who gave it", As: "resident", Do: "GET /me/export", Status: 200, Has: []string{"搬了一天沙子", "婴儿车也上不去"}},
		apptest.Scenario{Name: "who read", As: "neighbour", Do: "GET /me/export", Status: 200, HasNot: []string{"搬了一天沙子", "婴儿车也上不去"}})
	if page := a.Do(t, apptest.Scenario{As: "resident", Do: "GET /me/export?form=html"}).Body.String(); strings.Contains(page, "<dt></dt>") || !strings.Contains(page, "搬了一天沙子") {
		t.Errorf("the page to read has a value without its name:\n%s", page)
	}
	account := a.Person(t, "resident").Account
	apptest.JSON[api.Deletion](t, a, post("resident", "/me/deletion", 200, object{"word": word}))
	a.Run(t, apptest.Scenario{Name: "it stays without the name", Do: "GET /projects/" + id.String() + "/contributions", Status: 200,
		Has: []string{gift.ID.String(), "搬了一天沙子", `"display":"anonymous"`}, HasNot: []string{`"name"`}})
	for _, column := range where(t, a, account.String()) {
		if strings.HasPrefix(column, "project") {
			t.Errorf("the account is still in %s", column)
		}
	}
}
