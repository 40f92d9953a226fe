package places_test

import (
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

type object = map[string]any

func list(a *apptest.App) string { return "/communities/" + a.World.Own.String() + "/assets" }

func lamp(more object) object {
	body := object{"id": uuid.New(), "kind": "lamp", "name": "亭子边的路灯", "place": "小花园东侧", "custodian": "物业公司"}
	for k, v := range more {
		body[k] = v
	}
	return body
}

func TestWhatIsKeptHasANumberACustodianAndAnAddress(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	photo := a.Photo(t, "committee")
	body := lamp(object{"photo_id": photo})
	add := apptest.Scenario{Name: "added", As: "committee", Do: "POST " + list(a), Body: body, Status: 201}
	kept := apptest.JSON[api.Asset](t, a, add)
	if kept.Number == "" || kept.State != api.AssetStateInUse || kept.Photo == nil || !kept.MayChange {
		t.Errorf("it is %+v", kept)
	}
	add.Status = 200
	at := "/assets/" + kept.ID.String()
	change := object{"kind": "lamp", "name": "亭子边的路灯", "place": "小花园东侧", "custodian": "1号楼 101 户", "state": "broken"}
	a.Run(t, add,
		apptest.Scenario{Name: "another's id", As: "chair", Do: "POST " + list(a), Body: body, Status: 409},
		apptest.Scenario{Name: "by a resident", As: "resident", Do: "POST " + list(a), Body: lamp(nil), Status: 403},
		apptest.Scenario{Name: "elsewhere", As: "foreign_chair", Do: "PUT " + at, Body: change, Status: 403},
		apptest.Scenario{Name: "with another's photo", As: "chair", Do: "POST " + list(a), Body: lamp(object{"photo_id": a.Photo(t, "resident")}), Status: 409},
		apptest.Scenario{Name: "with a photo that hangs elsewhere", As: "committee", Do: "POST " + list(a), Body: lamp(object{"photo_id": photo}), Status: 422, Has: []string{"asset_photo"}},
		apptest.Scenario{Name: "everybody reads it", Do: "GET " + at, Status: 200, Has: []string{"亭子边的路灯", "物业公司", `"may_change":false`}},
		apptest.Scenario{Name: "and its photo", Do: "GET /media/" + photo, Status: 200},
		apptest.Scenario{Name: "changed", As: "chair", Do: "PUT " + at, Body: change, Status: 200, Has: []string{"1号楼 101 户", `"state":"broken"`, photo}},
		apptest.Scenario{Name: "listed", Do: "GET " + list(a), Status: 200, Has: []string{kept.ID.String(), "1号楼 101 户"}},
		apptest.Scenario{Name: "not elsewhere", Do: "GET /communities/" + a.World.Foreign.String() + "/assets", Status: 200, HasNot: []string{kept.ID.String()}})
}

func TestAReportFromItsCodeKnowsTheThingAndTheThingItsReports(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	kept := apptest.JSON[api.Asset](t, a, apptest.Scenario{As: "committee", Do: "POST " + list(a), Body: lamp(nil), Status: 201})
	report := func(more object) object {
		body := object{"id": uuid.New(), "community_id": a.World.Own, "class": "0102", "photo_ids": []string{a.Photo(t, "resident")},
			"place": object{"words": "小花园东侧"}, "asset_id": kept.ID}
		for k, v := range more {
			body[k] = v
		}
		return body
	}
	id := uuid.New()
	of := "GET /communities/" + a.World.Own.String() + "/reports?asset=" + kept.ID.String()
	a.Run(t, apptest.Scenario{Name: "filed", As: "resident", Do: "POST /reports", Body: report(object{"id": id}), Status: 201, Has: []string{kept.Number, "亭子边的路灯"}},
		apptest.Scenario{Name: "of a thing that is not", As: "resident", Do: "POST /reports", Body: report(object{"asset_id": uuid.New()}), Status: 404},
		apptest.Scenario{Name: "not public before it is accepted", Do: of, Status: 200, HasNot: []string{id.String()}},
		apptest.Scenario{Name: "accepted", As: "chair", Do: "POST /reports/" + id.String() + "/moves", Body: object{"act": "accept", "from": "submitted", "photo_audience": "public"}, Status: 200},
		apptest.Scenario{Name: "the thing shows it", Do: of, Status: 200, Has: []string{id.String()}},
		apptest.Scenario{Name: "another does not", Do: "GET /communities/" + a.World.Own.String() + "/reports?asset=" + uuid.NewString(), Status: 200, HasNot: []string{id.String()}},
		apptest.Scenario{Name: "it shows the thing", Do: "GET /reports/" + id.String(), Status: 200, Has: []string{kept.Number, kept.ID.String()}},
		apptest.Scenario{Name: "retired", As: "chair", Do: "PUT /assets/" + kept.ID.String(), Status: 200,
			Body: object{"kind": "lamp", "name": "旧路灯", "place": "小花园东侧", "custodian": "物业公司", "state": "retired"}},
		apptest.Scenario{Name: "no more reports", As: "resident", Do: "POST /reports", Body: report(nil), Status: 404},
		apptest.Scenario{Name: "its history stays", Do: of, Status: 200, Has: []string{id.String()}})
}

func TestTheListTakesTheSameStatementsForOneAndForMany(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	add := func() {
		a.Run(t, apptest.Scenario{Name: "add", As: "committee", Do: "POST " + list(a), Body: lamp(nil), Status: 201})
	}
	add()
	ask := apptest.Scenario{Do: "GET " + list(a), Status: 200}
	one := a.Statements(t, ask)
	for range 4 {
		add()
	}
	if many := a.Statements(t, ask); len(many) != len(one) || len(one) > 2 {
		t.Errorf("%d statements for one, %d for five\n%v", len(one), len(many), many)
	}
	page := apptest.JSON[api.AssetPage](t, a, apptest.Scenario{Do: "GET " + list(a) + "?limit=2", Status: 200})
	next := apptest.JSON[api.AssetPage](t, a, apptest.Scenario{Do: "GET " + list(a) + "?after=" + *page.Next, Status: 200})
	if len(page.Items) != 2 || len(next.Items) != 3 {
		t.Errorf("pages of %d and %d", len(page.Items), len(next.Items))
	}
}
