package app_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"image/jpeg"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/audit"
	"wugong/server/media"
	"wugong/server/media/miniotest"
)

// The storm: each of these people sends photos and reports without a pause, and the server is killed as soon as so
// many reports were acknowledged, whatever the others are doing at that moment. That happens twice.
var inTheStorm = []string{"resident", "neighbour", "building_head", "committee", "unverified"}

const acknowledgedBeforeTheKill = 8

func TestKilledInTheMiddleOfUploadsNothingAcknowledgedIsMissing(t *testing.T) {
	t.Parallel()
	program := buildServer(t)
	t.Run("photos on disk", func(t *testing.T) {
		data := t.TempDir()
		disk, err := media.NewDisk(data + "/photos")
		if err != nil {
			t.Fatal(err)
		}
		survives(t, disk, program, "WUGONG_DATA="+data)
	})
	t.Run("photos in MinIO", func(t *testing.T) {
		store := newStore(t, miniotest.Start(t))
		bucket, err := media.NewS3(store)
		if err != nil {
			t.Fatal(err)
		}
		survives(t, bucket, program, "WUGONG_DATA="+t.TempDir(), "WUGONG_S3_ENDPOINT="+store.Endpoint, "WUGONG_S3_BUCKET="+store.Bucket,
			"WUGONG_S3_ACCESS_KEY="+store.AccessKey, "WUGONG_S3_SECRET_KEY="+store.SecretKey)
	})
}

// filing is a report on its way from a phone, with its photo.
type filing struct {
	who, id, photo string
	acknowledged   bool
}

// survives lets two storms go over a server and looks at what is left.
func survives(t *testing.T, bucket media.Bucket, program string, env ...string) {
	a := apptest.NewToday(t, bucket)
	a.Settle(t)
	for _, who := range inTheStorm {
		a.Token(t, who)
	}
	env = append(env, "DATABASE_URL="+a.DB.Pool.Config().ConnString())
	var all []*filing
	for range 2 {
		server := startProcess(t, program, env)
		all = append(all, storm(t, a, server)...)
	}
	server := startProcess(t, program, env)
	defer server.kill(t)
	acknowledged := 0
	for _, f := range all {
		if f.acknowledged {
			acknowledged++
			checkFiled(t, a, server, f)
		}
	}
	if acknowledged < 2*acknowledgedBeforeTheKill {
		t.Fatalf("only %d reports were acknowledged", acknowledged)
	}
	for _, f := range all { // the phone sends again what it heard nothing about
		if !f.acknowledged {
			if err := f.send(t, a, server); err != nil || !f.acknowledged {
				t.Errorf("report %s of %s does not come through afterwards: %v", f.id, f.who, err)
				continue
			}
			checkFiled(t, a, server, f)
		}
	}
	checkRows(t, a, len(all))
}

// storm lets everybody send until the server is gone.
func storm(t *testing.T, a *apptest.App, server *process) []*filing {
	t.Helper()
	var (
		lock    sync.Mutex
		all     []*filing
		filed   atomic.Int64
		senders sync.WaitGroup
		enough  = make(chan struct{})
		over    = make(chan struct{})
	)
	for _, who := range inTheStorm {
		senders.Go(func() {
			for {
				f := &filing{who: who, id: uuid.NewString(), photo: uuid.NewString()}
				lock.Lock()
				all = append(all, f)
				lock.Unlock()
				if f.send(t, a, server) != nil {
					return // nobody answers any more
				}
				if filed.Add(1) == acknowledgedBeforeTheKill {
					close(enough)
				}
			}
		})
	}
	go func() {
		senders.Wait()
		close(over)
	}()
	select {
	case <-enough:
	case <-over: // the server refused everybody, which failed the test
	}
	server.kill(t)
	<-over
	return all
}

// send uploads the photo and files the report. An error says that the server did not answer; any answer but a good
// one fails the test.
func (f *filing) send(t *testing.T, a *apptest.App, server *process) error {
	form, header := apptest.FileForm(t, f.photo, "a.jpg", noise(t))
	if status, body, err := server.ask(a.Token(t, f.who), "POST", "/media", header["Content-Type"], form); err != nil {
		return err
	} else if status != http.StatusCreated && status != http.StatusOK {
		t.Errorf("photo of %s: %d %s", f.who, status, body)
		return io.ErrUnexpectedEOF
	}
	draft := fmt.Sprintf(`{"id":%q,"community_id":%q,"class":"0102","photo_ids":[%q],"place":{"words":"楼下"}}`, f.id, a.World.Own, f.photo)
	status, body, err := server.ask(a.Token(t, f.who), "POST", "/reports", "application/json", []byte(draft))
	if err != nil {
		return err
	}
	if f.acknowledged = status == http.StatusCreated || status == http.StatusOK; !f.acknowledged {
		t.Errorf("report of %s: %d %s", f.who, status, body)
		return io.ErrUnexpectedEOF
	}
	return nil
}

// checkFiled wants the report there for its reporter, with a photo that can be looked at.
func checkFiled(t *testing.T, a *apptest.App, server *process, f *filing) {
	t.Helper()
	token := a.Token(t, f.who)
	var report api.Report
	status, body, err := server.ask(token, "GET", "/reports/"+f.id, "", nil)
	if err != nil || status != http.StatusOK || json.Unmarshal(body, &report) != nil {
		t.Fatalf("the acknowledged report %s is missing: %d %v\n%s", f.id, status, err, body)
	}
	if len(report.Photos) != 1 || report.Photos[0].ID.String() != f.photo {
		t.Fatalf("report %s has the photos %v, want %s", f.id, report.Photos, f.photo)
	}
	for _, variant := range []string{"full", "middle", "thumb"} {
		status, picture, err := server.ask(token, "GET", "/media/"+f.photo+"?variant="+variant, "", nil)
		if err != nil || status != http.StatusOK {
			t.Fatalf("photo %s, %s: %d %v", f.photo, variant, status, err)
		}
		if _, err := jpeg.Decode(bytes.NewReader(picture)); err != nil {
			t.Errorf("photo %s, %s: %v", f.photo, variant, err)
		}
	}
}

// checkRows wants each report once, all objects of every photo row, attached or not, whole in the bucket, and a log
// that nobody changed.
func checkRows(t *testing.T, a *apptest.App, reports int) {
	t.Helper()
	th := newThings(t, a)
	if n := th.one(`SELECT count(*) AS n FROM reports`).N; n != int64(reports) {
		t.Errorf("%d reports, want %d: each once", n, reports)
	}
	rows, err := gorm.G[media.Record](a.DB.Gorm).Find(t.Context())
	if err != nil || len(rows) < reports {
		t.Fatalf("%d photo rows, %v; want %d at least", len(rows), err, reports)
	}
	for _, row := range rows {
		for variant, size := range map[api.MediaVariant]int64{api.MediaVariantFull: row.FullBytes,
			api.MediaVariantMiddle: cmp.Or(row.MiddleBytes, row.FullBytes), api.MediaVariantThumb: row.ThumbBytes} {
			object, err := (&media.Service{DB: a.DB.Gorm, Bucket: a.Bucket, Now: a.Now}).Open(t.Context(), row, variant)
			if err != nil {
				t.Errorf("the row of photo %s lacks its object: %v", row.ID, err)
				continue
			}
			picture, err := io.ReadAll(object)
			if _, broken := jpeg.Decode(bytes.NewReader(picture)); err != nil || broken != nil || int64(len(picture)) != size {
				t.Errorf("photo %s, %s: %d of %d bytes, %v %v", row.ID, variant, len(picture), size, err, broken)
			}
			_ = object.Close()
		}
	}
	if _, err := audit.Verify(t.Context(), a.DB.Gorm); err != nil {
		t.Error(err)
	}
	if !slices.ContainsFunc(rows, func(r media.Record) bool { return r.Level != media.Unattached }) {
		t.Error("no photo is attached")
	}
}
