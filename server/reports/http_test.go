package reports_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

// photo sends a real JPEG and gives its id.
func photo(t *testing.T, a *apptest.App, who string) string {
	t.Helper()
	var body bytes.Buffer
	form, id := multipart.NewWriter(&body), uuid.NewString()
	if err := form.WriteField("id", id); err != nil {
		t.Fatal(err)
	}
	file, err := form.CreateFormFile("file", "a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(file, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	w := a.Do(t, apptest.Scenario{As: who, Do: "POST /media", Body: body.Bytes(), Header: map[string]string{"Content-Type": form.FormDataContentType()}})
	if w.Code != http.StatusCreated {
		t.Fatalf("upload as %s: %d\n%s", who, w.Code, w.Body)
	}
	return id
}

type object = map[string]any

func TestAReportOverHTTP(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	id, lists := uuid.NewString(), "/communities/"+w.Own.String()
	draft := object{"id": id, "community_id": w.Own, "class": "0102", "text": "楼下垃圾没人管", "photo_ids": []string{photo(t, a, "resident")},
		"place": object{"point": object{"lat": 34.26581, "lon": 108.95417}, "accuracy": 9, "words": "三单元门口"}}
	with := func(key string, value any) object {
		d := object{"id": uuid.NewString()}
		for k, v := range draft {
			if k != "id" {
				d[k] = v
			}
		}
		d[key] = value
		return d
	}
	moves, one := "POST /reports/"+id+"/moves", "GET /reports/"+id
	accept := object{"act": "accept", "from": "submitted", "photo_audience": "public", "headline": "三单元旁的垃圾"}
	a.Run(t,
		apptest.Scenario{Name: "a guest signs in first", Do: "POST /reports", Body: draft, Status: 401, Has: []string{"unauthenticated"}},
		apptest.Scenario{Name: "a stranger joins first", As: "stranger", Do: "POST /reports", Body: draft, Status: 403, Has: []string{"member_only"}},
		apptest.Scenario{Name: "server-only fields are refused", As: "resident", Do: "POST /reports", Body: with("state", "closed"), Status: 400},
		apptest.Scenario{Name: "nor is a reporter named", As: "resident", Do: "POST /reports", Body: with("reporter_id", id), Status: 400},
		apptest.Scenario{Name: "the class is unknown", As: "resident", Do: "POST /reports", Body: with("class", "9999"), Status: 422, Has: []string{"report_class_unknown"}},
		apptest.Scenario{Name: "the place is missing", As: "resident", Do: "POST /reports", Body: with("place", object{}), Status: 422, Has: []string{"report_place_missing"}},
		apptest.Scenario{Name: "a place in blanks is none", As: "resident", Do: "POST /reports", Body: with("place", object{"words": "  "}), Status: 422, Has: []string{"report_place_missing"}},
		apptest.Scenario{Name: "the photo is another's", As: "neighbour", Do: "POST /reports", Body: with("text", "x"), Status: 409, Has: []string{"media_in_use"}},
		apptest.Scenario{Name: "it is filed", As: "resident", Do: "POST /reports", Body: draft, Status: 201, Has: []string{`"state":"submitted"`, `"mine":true`, `"number":"R-`}},
		apptest.Scenario{Name: "sent again it is the same", As: "resident", Do: "POST /reports", Body: draft, Status: 200, Has: []string{id}},
		apptest.Scenario{Name: "another takes the id", As: "neighbour", Do: "POST /reports", Body: draft, Status: 409, Has: []string{"id_taken"}},
		apptest.Scenario{Name: "it is not in the public list", Do: "GET " + lists + "/reports", Status: 200, HasNot: []string{id}},
		apptest.Scenario{Name: "nor by its state", Do: "GET " + lists + "/reports?state=submitted", Status: 200, HasNot: []string{id}},
		apptest.Scenario{Name: "a neighbour finds nothing", As: "neighbour", Do: one, Status: 404, Has: []string{"report_not_found"}},
		apptest.Scenario{Name: "nor does another community's chair", As: "foreign_chair", Do: moves, Body: accept, Status: 404},
		apptest.Scenario{Name: "the committee has it to do", As: "chair", Do: "GET " + lists + "/report-queue", Status: 200, Has: []string{id, "三单元门口"}},
		apptest.Scenario{Name: "a foreign chair has no queue here", As: "foreign_chair", Do: "GET " + lists + "/report-queue", Status: 403},
		apptest.Scenario{Name: "a resident assigns nobody", As: "resident", Do: "GET " + lists + "/assignees", Status: 403},
		apptest.Scenario{Name: "the committee accepts", As: "chair", Do: moves, Body: accept, Status: 200, Has: []string{`"state":"accepted"`}},
		apptest.Scenario{Name: "once", As: "committee", Do: moves, Body: accept, Status: 409, Has: []string{"report_changed_meanwhile"}},
		apptest.Scenario{Name: "the public sees it roughly", Do: one, Status: 200, Has: []string{"三单元旁的垃圾", `"rough":true`},
			HasNot: []string{"没人管", "三单元门口", "34.26581", "accuracy", a.Person(t, "resident").Account.String(), "resident"}},
		apptest.Scenario{Name: "and in the list", Do: "GET " + lists + "/reports?class=0102", Status: 200, Has: []string{id}, HasNot: []string{"三单元门口", "34.26581"}},
		apptest.Scenario{Name: "who filed it is told to nobody", As: "chair", Do: one, Status: 200, Has: []string{"没人管"}, HasNot: []string{a.Person(t, "resident").Account.String(), `"name":"resident"`}},
		apptest.Scenario{Name: "it is among mine", As: "resident", Do: "GET /reports/mine", Status: 200, Has: []string{id}},
		apptest.Scenario{Name: "not among another's", As: "neighbour", Do: "GET /reports/mine", Status: 200, HasNot: []string{id}},
		apptest.Scenario{Name: "a mark that is none", Do: "GET " + lists + "/reports?after=abc", Status: 400},
		apptest.Scenario{Name: "classes in English", Do: "GET /report-classes", Header: map[string]string{"Accept-Language": "en"}, Status: 200, Has: []string{"Gas leak", "119"}},
		apptest.Scenario{Name: "classes in Chinese", Do: "GET /report-classes", Status: 200, Has: []string{"燃气管道破裂"}, HasNot: []string{"流浪乞讨"}},
	)
}

func TestAReportIsResolvedAndConfirmedOverHTTP(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	id := uuid.New()
	move := func(who string, body object) api.Report {
		t.Helper()
		return apptest.JSON[api.Report](t, a, apptest.Scenario{As: who, Do: "POST /reports/" + id.String() + "/moves", Body: body, Status: 200})
	}
	apptest.JSON[api.Report](t, a, apptest.Scenario{As: "unverified", Do: "POST /reports", Status: 201, Body: object{"id": id, "community_id": w.Own,
		"class": "X04", "photo_ids": []string{photo(t, a, "unverified")}, "place": object{"spot": object{"x": 487, "y": 512}}}})
	move("committee", object{"act": "accept", "from": "submitted", "photo_audience": "staff"})
	move("chair", object{"act": "assign", "from": "accepted", "assignee": object{"kind": "property_company", "name": "物业"}})
	move("property", object{"act": "start", "from": "assigned"})
	r := move("property", object{"act": "resolve", "from": "in_progress", "note": "换了新的", "photo_ids": []string{photo(t, a, "property")}})
	if r.State != api.ReportStateResolved || len(r.Photos) != 2 || r.NextStep.Owner != api.NextStepOwnerReporter {
		t.Errorf("resolved: %+v", r)
	}
	for _, p := range r.Photos {
		address := "GET /media/" + p.ID.String()
		a.Run(t, apptest.Scenario{Name: "the reporter sees the photo", As: "unverified", Do: address, Status: 200},
			apptest.Scenario{Name: "a neighbour does not", As: "neighbour", Do: address, Status: 404})
	}
	a.Move(time.Hour)
	if r = move("unverified", object{"act": "verify", "from": "resolved"}); r.State != api.ReportStateVerified {
		t.Errorf("confirmed: %+v", r)
	}
	a.Run(t, apptest.Scenario{Name: "the reporter was told", As: "unverified", Do: "GET /inbox", Status: 200, Has: []string{"处理好了", "/reports/" + id.String()}})
}
