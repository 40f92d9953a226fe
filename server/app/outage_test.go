package app_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/media"
	"wugong/server/media/miniotest"
)

// newStore is a bucket in a MinIO that a test can stop.
func newStore(t *testing.T, server *miniotest.Server) media.S3Settings {
	t.Helper()
	return media.S3Settings{Endpoint: server.Endpoint, Bucket: "photos", AccessKey: miniotest.User, SecretKey: miniotest.Password, Region: "us-east-1"}
}

func TestWithoutMinIOEverythingWorksButPhotos(t *testing.T) {
	server := miniotest.Start(t)
	bucket, err := media.NewS3(newStore(t, server))
	if err != nil {
		t.Fatal(err)
	}
	a := apptest.NewWith(t, bucket)
	a.Settle(t)
	th := newThings(t, a)
	report, photo := th.report("accepted")
	waiting, _ := th.report("submitted")
	own, id, filed := "/communities/"+a.World.Own.String(), uuid.NewString(), uuid.NewString()
	before := a.Photo(t, "resident")
	ready := func(storage string) apptest.Scenario {
		return apptest.Scenario{Name: "the server says that the store is " + storage, Do: "GET /readyz", Status: 200, Has: []string{`"database":"ok"`, `"storage":"` + storage + `"`}}
	}
	form, header := apptest.PhotoForm(t, id)
	upload := apptest.Scenario{As: "resident", Do: "POST /media", Body: form, Header: header}
	a.Run(t, ready("ok"))

	server.Stop(t)
	w := a.Do(t, upload)
	wait, err := strconv.Atoi(w.Header().Get("Retry-After"))
	if w.Code != http.StatusServiceUnavailable || err != nil || wait <= 0 || !strings.Contains(w.Body.String(), `"code":"storage_unavailable"`) ||
		!strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") {
		t.Errorf("upload without a store: %d %v\n%s", w.Code, w.Header(), w.Body)
	}
	if n := th.one(`SELECT count(*) AS n FROM media WHERE id = ?`, id).N; n != 0 {
		t.Error("a row without its object")
	}
	a.Run(t,
		ready("away"),
		apptest.Scenario{Name: "the process lives", Do: "GET /healthz", Status: 200},
		apptest.Scenario{Name: "a photo waits", Do: "GET /media/" + photo, Status: 503, Has: []string{"storage_unavailable"}},
		apptest.Scenario{Name: "the list works", Do: "GET " + own + "/reports", Status: 200, Has: []string{report, photo}},
		apptest.Scenario{Name: "the report works", Do: "GET /reports/" + report, Status: 200, Has: []string{photo}},
		apptest.Scenario{Name: "the queue works", As: "chair", Do: "GET " + own + "/report-queue", Status: 200, Has: []string{waiting}},
		apptest.Scenario{Name: "the first page works", As: "resident", Do: "GET /home?community_id=" + a.World.Own.String(), Status: 200},
		apptest.Scenario{Name: "the inbox works", As: "resident", Do: "GET /inbox", Status: 200},
		apptest.Scenario{Name: "a photo sent before can be filed", As: "resident", Do: "POST /reports", Status: 201, Body: `{"id":"` + filed + `","community_id":"` +
			a.World.Own.String() + `","class":"0102","photo_ids":["` + before + `"],"place":{"words":"楼下"}}`},
		apptest.Scenario{Name: "the committee accepts it", As: "chair", Do: "POST /reports/" + filed + "/moves", Status: 200,
			Body: `{"act":"accept","from":"submitted","photo_audience":"public"}`},
	)

	server.Run(t)
	upload.Name, upload.Status = "the same upload comes through", 201
	a.Run(t, upload, ready("ok"),
		apptest.Scenario{Name: "the new photo is there", As: "resident", Do: "GET /media/" + id, Status: 200},
		apptest.Scenario{Name: "and the old one", Do: "GET /media/" + photo, Status: 200})
}
