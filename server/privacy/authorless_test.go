package privacy_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/reports"
)

// A report without an author needs its words until it is finished, by whichever way, and not a step longer.
func TestTheWordsOfAnAuthorlessReportGoWithTheStepThatEndsIt(t *testing.T) {
	a := own(t)
	worked, refused := file(t, a, "resident", "狗在我家阳台下"), file(t, a, "resident", "楼下小卖部很吵")
	said := []string{"狗在我家阳台下", "楼下小卖部很吵"}
	apptest.JSON[api.Deletion](t, a, post("resident", "/me/deletion", 200, object{"word": word}))
	path := func(id uuid.UUID) string { return "/reports/" + id.String() }
	reject := object{"act": "reject", "from": "submitted", "reason": "duplicate", "note": "已经有了"}
	for i, words := range said {
		if found := where(t, a, words); len(found) != 2 {
			t.Errorf("the words of open report %d stand in %v, want its text and its place", i, found)
		}
	}
	a.Run(t,
		apptest.Scenario{Name: "open", As: "chair", Do: "GET " + path(worked), Status: 200, Has: []string{said[0]}},
		apptest.Scenario{Name: "refused", As: "chair", Do: "POST " + path(refused) + "/moves", Status: 200, Body: reject, Has: []string{`"rejected"`}, HasNot: []string{said[1], "34.234567"}},
		apptest.Scenario{Name: "refused again", As: "chair", Do: "POST " + path(refused) + "/moves", Status: 409, Body: reject},
	)
	move(t, a, "chair", worked, object{"act": "accept", "from": "submitted", "photo_audience": "staff"})
	move(t, a, "chair", worked, object{"act": "assign", "from": "accepted", "assignee": object{"kind": "property_company", "name": "安居物业"}})
	photo := a.Photo(t, "property")
	move(t, a, "property", worked, object{"act": "resolve", "from": "assigned", "note": "修好了", "photo_ids": []string{photo}})
	a.Run(t, apptest.Scenario{Name: "until it is closed", As: "chair", Do: "GET " + path(worked), Status: 200, Has: []string{said[0]}})
	a.Move(8 * 24 * time.Hour)
	s := &reports.Service{DB: a.DB.Gorm, Now: a.Now}
	if err := s.CloseRipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.Run(t, apptest.Scenario{Name: "closed by the clock", As: "chair", Do: "GET " + path(worked), Status: 200, Has: []string{`"closed"`}, HasNot: []string{said[0], "34.234567"}})
	for _, words := range said {
		if found := where(t, a, words); len(found) > 0 {
			t.Errorf("%s is still in %v", words, found)
		}
	}
}
