package conventions_test

import (
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func TestWhatWasAdoptedEarlierIsPostedWithItsEvidence(t *testing.T) {
	h := newHall(t)
	v := h.posted(nil)
	if v.Summary.State != api.ConventionStateInForce || len(v.Evidence) != 1 || v.Summary.Kind != api.ConventionVersionKindPosted || !v.Shown {
		t.Errorf("posted: %+v", v)
	}
	list := "POST " + h.own() + "/conventions"
	earlier := func(more object) object {
		return draftOf(object{"title": uuid.NewString(), "posted": merged(object{"adopted_on": day(h.Now().AddDate(-1, 0, 0)), "effective_on": day(h.Now().AddDate(-1, 0, 0)),
			"clauses": []object{clause("一条")}, "photos": []string{h.Photo(h.t, "chair")}}, more)})
	}
	h.refused("without evidence", "chair", list, 400, "invalid_request", earlier(object{"photos": []string{}}))
	h.refused("adopted tomorrow", "chair", list, 422, "convention_date_invalid", earlier(object{"adopted_on": day(h.Now().AddDate(0, 0, 1))}))
	h.refused("in force before it was adopted", "chair", list, 422, "convention_date_invalid", earlier(object{"effective_on": day(h.Now().AddDate(-2, 0, 0))}))
	h.refused("filed without a number", "chair", list, 422, "convention_number_missing", earlier(object{"filed_on": day(h.Now())}))
	h.refused("a village's here", "chair", list, 422, "convention_kind_unfit", draftOf(object{"kind": "village_convention"}))
	h.refused("the same title", "chair", list, 409, "convention_title_taken", draftOf(nil))
	h.refused("a resident", "resident", list, 403, "forbidden", draftOf(nil))
}

func TestTheDeskAndHomeShowEachWhatWaits(t *testing.T) {
	h := newHall(t)
	v := h.move("committee", h.drafting(nil), "submit", nil)
	h.posted(object{"title": "养犬公约"})
	desk := "GET " + h.own() + "/convention-desk"
	h.Run(t, apptest.Scenario{Name: "the party branch", As: "party", Do: desk, Status: 200, Has: []string{`"due":["review_party"]`}},
		apptest.Scenario{Name: "the town", As: "town", Do: desk, Status: 200, Has: []string{`"due":["review_town"]`}},
		apptest.Scenario{Name: "the committee", As: "committee", Do: desk, Status: 200, Has: []string{`"due":["filing_send"]`, `"overdue":true`}},
		apptest.Scenario{Name: "the supervision committee", As: "supervision", Do: desk, Status: 200, Has: []string{v.Summary.ID.String()}},
		apptest.Scenario{Name: "a resident", As: "resident", Do: desk, Status: 403},
		apptest.Scenario{Name: "the town's Home", As: "town", Do: "GET /home?community_id=" + h.World.Own.String(), Status: 200, Has: []string{"convention_review"}},
		apptest.Scenario{Name: "the committee's Home", As: "committee", Do: "GET /home?community_id=" + h.World.Own.String(), Status: 200, Has: []string{"convention_file"}, HasNot: []string{"convention_review"}},
		apptest.Scenario{Name: "a resident's Home", As: "resident", Do: "GET /home?community_id=" + h.World.Own.String(), Status: 200, Has: []string{`"tasks":[]`}})
	h.wake(v.Summary.ID, api.NoticeKindConventionReady)
	h.later(v.Summary.ID, 30)
	h.wake(v.Summary.ID, api.NoticeKindConventionReady)
	if n := h.told(v.Summary.ID, "convention_ready"); n != 2 {
		t.Errorf("%d of the committee were told that the time is over", n)
	}
}
