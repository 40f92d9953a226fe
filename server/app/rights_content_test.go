package app_test

import (
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/db"
)

// content makes a proposal of the resident's, and, where that is asked for, an opinion of the neighbour's on it, or of
// somebody not verified: "open", "hidden" or "flagged" ones, "shown" or "held".
func (th *things) content(state, kind string) string {
	th.t.Helper()
	proposal := uuid.NewString()
	th.done(apptest.Scenario{As: "resident", Do: "POST /proposals", Status: http.StatusCreated, Body: fmt.Sprintf(
		`{"id":%q,"community_id":%q,"title":"加装电梯","text":"老人下楼难","area":"G3"}`, proposal, th.a.World.Own)})
	if kind == "words" {
		author, opinion := map[string]string{"held": "unverified"}[state], uuid.NewString()
		if author == "" {
			author = "neighbour"
		}
		th.done(apptest.Scenario{As: author, Do: "POST /proposals/" + proposal + "/opinions", Status: http.StatusCreated,
			Body: fmt.Sprintf(`{"id":%q,"stance":"concern","text":"谁出钱"}`, opinion)})
		th.must(db.Exec(th.t.Context(), th.a.DB.Gorm, `UPDATE proposal_opinions SET state = ? WHERE id = ?`, state, opinion))
		return opinion
	}
	switch state {
	case "hidden":
		th.done(apptest.Scenario{As: "chair", Do: "POST /proposals/" + proposal + "/moves", Status: http.StatusOK,
			Body: `{"act":"hide","from":"open","reason":"insult","note":"骂了邻居"}`})
	case "flagged":
		th.done(apptest.Scenario{As: "neighbour", Do: "POST /proposals/" + proposal + "/flags", Status: http.StatusNoContent, Body: `{"reason":"insult"}`})
	}
	return proposal
}
