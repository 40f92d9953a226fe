package app_test

import (
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/db"
	"wugong/server/evaluations"
)

const fours = `{"clean":4,"comfortable":4,"safe":4,"beautiful":4,"gain":4,"happiness":4,"security":4}`

// rated is a survey of the chair's, papers of it that the head of building 1 keyed, or something to be put right.
func (th *things) rated(state, kind string) string {
	th.t.Helper()
	id, own := uuid.NewString(), "/communities/"+th.a.World.Own.String()
	if kind == "rectification" {
		th.done(apptest.Scenario{As: "chair", Do: "POST " + own + "/rectifications", Status: http.StatusCreated,
			Body: fmt.Sprintf(`{"id":%q,"finding":"灯不亮","owner":"物业公司","due_on":%q}`, id, th.thing("in ten days", "chair"))})
		return id
	}
	th.must(db.Exec(th.t.Context(), th.a.DB.Gorm, `UPDATE evaluations SET author_id = NULL`)) // nobody may open many a day
	th.done(apptest.Scenario{As: "chair", Do: "POST " + own + "/evaluations", Status: http.StatusCreated,
		Body: fmt.Sprintf(`{"id":%q,"title":"满意吗","unit":"household","closes_on":%q,"paper":true}`, id, th.thing("in ten days", "chair"))})
	if kind == "papers" {
		papers := uuid.NewString()
		th.done(apptest.Scenario{As: "building_head", Do: "POST /evaluations/" + id + "/batches", Status: http.StatusCreated,
			Body: fmt.Sprintf(`{"id":%q,"subjects":[%q],"sheets":[%s]}`, papers, th.a.World.Household, fours)})
		return papers
	}
	if state != "open" {
		th.must(db.Exec(th.t.Context(), th.a.DB.Gorm, `UPDATE evaluations SET opens_at = opens_at - interval '20 days',
			closes_at = closes_at - interval '20 days', counts_at = counts_at - interval '20 days' WHERE id = ?`, id))
	}
	if state == "counted" {
		th.must((&evaluations.Service{DB: th.a.DB.Gorm, Now: th.a.Now}).CountDue(th.t.Context()))
	}
	return id
}
