package app_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/server/app"
	"wugong/server/apptest"
	"wugong/server/db"
	"wugong/server/media"
)

// TestTheJobsDoTheirWork starts the worker of an instance and waits until the job of each domain has done what it is
// for. Each leaves alone what is not its turn yet.
func TestTheJobsDoTheirWork(t *testing.T) {
	t.Parallel() // it mostly waits
	dir := t.TempDir()
	disk, err := media.NewDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	a := apptest.NewWith(t, disk)
	a.Settle(t)
	th := newThings(t, a)
	ripe, _ := th.report("late")
	due, planned := th.planned(a.Now().Add(time.Second)), th.planned(a.Now().AddDate(0, 1, 0))
	forgotten := a.Photo(t, "resident")
	collected := th.thing("collecting version", "chair")
	th.must(gorm.G[any](a.DB.Gorm).Exec(t.Context(), `UPDATE communities SET opened_at = opened_at - interval '200 days'`)) // so that something is owed
	a.Token(t, "neighbour")                                                                                                 // by a code that nobody needs afterwards
	const orphan, young = "aa/orphan.full.jpg", "aa/young.full.jpg"
	for _, key := range []string{orphan, young} {
		if err := disk.Put(t.Context(), key, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	a.Move(3 * 24 * time.Hour)
	waiting, _ := th.report("resolved")
	th.must(db.Exec(t.Context(), a.DB.Gorm, `UPDATE convention_versions SET until = ? WHERE id = ?`, a.Now().Add(-time.Hour), collected))
	th.must(db.Exec(t.Context(), a.DB.Gorm, `UPDATE river_job SET scheduled_at = now() WHERE args ->> 'version' = ?`, collected))
	kept := a.Photo(t, "resident")
	for key, age := range map[string]time.Duration{orphan: 25 * time.Hour, young: time.Hour} {
		at := a.Now().Add(-age)
		if err := os.Chtimes(filepath.Join(dir, key), at, at); err != nil {
			t.Fatal(err)
		}
	}
	absent := func(key string) bool {
		_, err := os.Stat(filepath.Join(dir, key))
		return os.IsNotExist(err)
	}
	state := func(report, state string) bool {
		return th.one(`SELECT count(*) AS n FROM reports WHERE id = ? AND state = ?`, report, state).N == 1
	}
	told := func(bulletin string) bool {
		return th.one(`SELECT count(*) AS n FROM inbox WHERE subject_id = ? AND kind = 'bulletin_published'`, bulletin).N > 0
	}
	photo := func(id string) bool { return th.one(`SELECT count(*) AS n FROM media WHERE id = ?`, id).N == 1 }
	unsealed := `SELECT count(*) AS n FROM audit_entries e WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = e.id)`
	untilDone(t, a, map[string]func() bool{
		"audit seals every act": func() bool { return th.one(unsealed).N == 0 },
		"identity forgets codes of days past": func() bool {
			return th.one(`SELECT count(*) AS n FROM sign_in_codes WHERE expires_at < ?`, a.Now().Add(-48*time.Hour)).N == 0
		},
		"media sweeps an object without a row":      func() bool { return absent(orphan) },
		"media sweeps a photo that nobody attached": func() bool { return !photo(forgotten) },
		"reports closes what nobody answered":       func() bool { return state(ripe, "closed") },
		"disclosures tells of what is owed": func() bool {
			return th.one(`SELECT count(*) AS n FROM inbox WHERE kind = 'disclosure_overdue'`).N > 0
		},
		"conventions tells that the time for opinions is over": func() bool {
			return th.one(`SELECT count(*) AS n FROM inbox WHERE subject_id = ? AND kind = 'convention_ready'`, collected).N > 0
		},
		"bulletins tells of a notice at its time": func() bool { return told(due) },
	})
	if absent(young) || !photo(kept) || !state(waiting, "resolved") || told(planned) {
		t.Errorf("a job took what is not its turn yet: object %v, photo %v, report %v, notice told %v",
			!absent(young), photo(kept), state(waiting, "resolved"), told(planned))
	}
}

// untilDone looks after each job that ran whether all is done. It fails when a job fails, or when nothing happens any more.
func untilDone(t *testing.T, a *apptest.App, done map[string]func() bool) {
	t.Helper()
	for what, is := range done {
		if is() {
			t.Errorf("done before any job ran: %s", what)
		}
	}
	client, err := app.Jobs(a.App)
	if err != nil {
		t.Fatal(err)
	}
	events, stop := client.Subscribe(river.EventKindJobCompleted, river.EventKindJobFailed)
	defer stop()
	if err := client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Stop(context.WithoutCancel(t.Context())) })
	patience := time.After(time.Minute)
	for len(done) > 0 {
		select {
		case e := <-events:
			if e.Kind == river.EventKindJobFailed {
				t.Fatalf("%s failed: %v", e.Job.Kind, e.Job.Errors)
			}
		case <-patience:
			for what := range done {
				t.Errorf("not done within a minute: %s", what)
			}
			return
		}
		for what, is := range done {
			if is() {
				delete(done, what)
			}
		}
	}
}
