package privacy_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

// An opinion stands without a name beside its answer; who said it and who answered is in their own copies, and goes with them.
func TestAnOpinionOnAConventionStaysAndWhoSaidItGoes(t *testing.T) {
	a := own(t)
	id, version, opinion := uuid.New(), uuid.New(), uuid.New()
	apptest.JSON[api.Convention](t, a, post("chair", "/communities/"+a.World.Own.String()+"/conventions", 201, object{"id": id, "version_id": version,
		"kind": "resident_convention", "title": "梧桐苑居民公约"}))
	apptest.JSON[api.ConventionOpinion](t, a, post("resident", "/convention-versions/"+version.String()+"/opinions", 201, object{"id": opinion, "text": "遛狗一定要拴绳"}))
	apptest.JSON[api.ConventionOpinion](t, a, post("chair", "/convention-opinions/"+opinion.String()+"/answer", 200, object{"verdict": "partly", "reason": "和养犬条例一起写"}))
	a.Run(t,
		apptest.Scenario{Name: "who said it", As: "resident", Do: "GET /me/export", Status: 200, Has: []string{"遛狗一定要拴绳", "和养犬条例一起写"}},
		apptest.Scenario{Name: "who answered", As: "chair", Do: "GET /me/export", Status: 200, Has: []string{"和养犬条例一起写"}, HasNot: []string{"遛狗一定要拴绳"}},
		apptest.Scenario{Name: "who read", As: "neighbour", Do: "GET /me/export", Status: 200, HasNot: []string{"遛狗一定要拴绳", "和养犬条例一起写"}})
	account := a.Person(t, "resident").Account
	apptest.JSON[api.Deletion](t, a, post("resident", "/me/deletion", 200, object{"word": word}))
	a.Run(t, apptest.Scenario{Name: "it stays", Do: "GET /convention-versions/" + version.String() + "/opinions", Status: 200, Has: []string{"遛狗一定要拴绳", "和养犬条例一起写"}})
	for _, column := range where(t, a, account.String()) {
		if strings.HasPrefix(column, "convention") {
			t.Errorf("the account is still in %s", column)
		}
	}
}
