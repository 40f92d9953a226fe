package app_test

import (
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/db"
)

// complaint lodges a complaint of the resident's about a topic; "answered" is one that the chair answered, "again" one
// that was asked again. Those of before are put on another day, or five of them would be the day's.
func (th *things) complaint(state string) string {
	th.t.Helper()
	th.must(db.Exec(th.t.Context(), th.a.DB.Gorm, `UPDATE complaints SET lodged_at = lodged_at - interval '1 day' WHERE complainant_id = ?`,
		th.a.Person(th.t, "resident").Account))
	topic := map[string]string{"answered": "app", "again": "app"}[state]
	if topic == "" {
		topic = state
	}
	id := uuid.NewString()
	th.done(apptest.Scenario{As: "resident", Do: "POST /complaints", Status: http.StatusCreated,
		Body: fmt.Sprintf(`{"id":%q,"topic":%q,"text":"请说明","community_id":%q}`, id, topic, th.a.World.Own)})
	if topic != state {
		th.done(apptest.Scenario{As: "chair", Do: "POST /complaints/" + id + "/answer", Status: http.StatusOK, Body: `{"text":"已办","round":1}`})
	}
	if state == "again" {
		th.done(apptest.Scenario{As: "resident", Do: "POST /complaints/" + id + "/again", Status: http.StatusOK, Body: `{"text":"没说清"}`})
	}
	return id
}
