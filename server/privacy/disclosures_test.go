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

// A question stands without a name beside its answer; who asked and who answered is in their own copies, and goes with them.
func TestAQuestionStaysAndWhoAskedGoes(t *testing.T) {
	a := own(t)
	id, question := uuid.New(), uuid.New()
	day := a.Now().In(china.Zone).Format(time.DateOnly)
	apptest.JSON[api.Disclosure](t, a, post("chair", "/communities/"+a.World.Own.String()+"/disclosures", 201, object{"id": id, "category": "projects",
		"period": object{"kind": "event", "start": day}, "title": "单元门采购", "text": "比了三家的价"}))
	apptest.JSON[api.DisclosureQuestion](t, a, post("resident", "/disclosures/"+id.String()+"/questions", 201, object{"id": question, "text": "门能用几年"}))
	apptest.JSON[api.DisclosureQuestion](t, a, post("chair", "/disclosure-questions/"+question.String()+"/answer", 200, object{"text": "质保五年"}))
	a.Run(t,
		apptest.Scenario{Name: "who asked", As: "resident", Do: "GET /me/export", Status: 200, Has: []string{"门能用几年", "质保五年"}, HasNot: []string{"比了三家的价"}},
		apptest.Scenario{Name: "who answered", As: "chair", Do: "GET /me/export", Status: 200, Has: []string{"质保五年", "比了三家的价"}, HasNot: []string{"门能用几年"}},
		apptest.Scenario{Name: "who read", As: "neighbour", Do: "GET /me/export", Status: 200, HasNot: []string{"门能用几年", "质保五年", "比了三家的价"}})
	account := a.Person(t, "resident").Account
	apptest.JSON[api.Deletion](t, a, post("resident", "/me/deletion", 200, object{"word": word}))
	a.Run(t, apptest.Scenario{Name: "it stays", Do: "GET /disclosures/" + id.String() + "/questions", Status: 200, Has: []string{"门能用几年", "质保五年"}})
	for _, column := range where(t, a, account.String()) {
		if strings.HasPrefix(column, "disclosure") {
			t.Errorf("the account is still in %s", column)
		}
	}
}
