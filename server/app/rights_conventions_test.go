package app_test

import (
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"wugong/server/apptest"
)

// agreed is a convention of the committee, or a version of one, or the resident's opinion on it: collecting, drafting (one clause
// is saved), submitted, or standing (adopted earlier on paper). What it is called tells both.
func (th *things) agreed(state, kind string) string {
	th.t.Helper()
	th.count++
	id, version := uuid.NewString(), uuid.NewString()
	clause := fmt.Sprintf(`[{"id":%q,"text":"楼道不堆杂物"}]`, uuid.NewString())
	posted := ""
	if state == "standing" {
		today := th.thing("today", "chair")
		posted = fmt.Sprintf(`,"posted":{"adopted_on":%q,"effective_on":%q,"clauses":%s,"photos":[%q]}`, today, today, clause, th.a.Photo(th.t, "chair"))
	}
	th.done(apptest.Scenario{As: "chair", Do: "POST /communities/" + th.a.World.Own.String() + "/conventions", Status: http.StatusCreated,
		Body: fmt.Sprintf(`{"id":%q,"version_id":%q,"kind":"resident_convention","title":"公约%d"%s}`, id, version, th.count, posted)})
	if state == "drafting" || state == "submitted" {
		th.must(th.a.DB.Gorm.WithContext(th.t.Context()).Exec(`UPDATE convention_versions SET state = 'drafting', until = NULL WHERE id = ?`, version).Error)
		th.done(apptest.Scenario{As: "chair", Do: "PUT /convention-versions/" + version + "/text", Status: http.StatusOK, Body: `{"revision":0,"clauses":` + clause + `}`})
	}
	if state == "submitted" {
		th.done(apptest.Scenario{As: "chair", Do: "POST /convention-versions/" + version + "/moves", Status: http.StatusOK, Body: `{"act":"submit","from":"drafting","revision":1}`})
	}
	switch kind {
	case "convention":
		return id
	case "version":
		return version
	}
	opinion := uuid.NewString()
	th.done(apptest.Scenario{As: "resident", Do: "POST /convention-versions/" + version + "/opinions", Status: http.StatusCreated,
		Body: fmt.Sprintf(`{"id":%q,"text":"遛狗拴绳"}`, opinion)})
	return opinion
}
