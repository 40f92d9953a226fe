package app_test

import (
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/db"
)

// tended is something that the chair put on the list, or a roster that begins with the resident's turn today, or that turn.
func (th *things) tended(kind string) string {
	th.t.Helper()
	id, own := uuid.NewString(), "/communities/"+th.a.World.Own.String()
	if kind == "asset" {
		th.done(apptest.Scenario{As: "chair", Do: "POST " + own + "/assets", Status: http.StatusCreated,
			Body: fmt.Sprintf(`{"id":%q,"kind":"lamp","name":"路灯","place":"东门","custodian":"物业公司"}`, id)})
		return id
	}
	th.must(db.Exec(th.t.Context(), th.a.DB.Gorm, `UPDATE rosters SET author_id = NULL`)) // nobody may make many a day
	th.done(apptest.Scenario{As: "chair", Do: "POST " + own + "/rosters", Status: http.StatusCreated,
		Body: fmt.Sprintf(`{"id":%q,"title":"轮值","area":"扫院子","starts_on":%q,"ends_on":%q,"weekdays":[1,2,3,4,5,6,7],"holders":[{"household_id":%q,"name":"101"}]}`,
			id, th.thing("today", "chair"), th.thing("in ten days", "chair"), th.a.World.Household)})
	if kind == "turn" {
		return th.one(`SELECT id FROM duty_turns WHERE roster_id = ? ORDER BY on_date LIMIT 1`, id).ID.String()
	}
	return id
}
