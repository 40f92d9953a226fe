package audit_test

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/db/dbtest"
)

var (
	town    = uuid.MustParse("00000000-0000-7000-8000-00000000000a")
	village = uuid.MustParse("00000000-0000-7000-8000-00000000000b")
	head    = uuid.MustParse("00000000-0000-7000-8000-0000000000aa")
)

func record(t *testing.T, tx *gorm.DB, community uuid.UUID) {
	t.Helper()
	err := audit.Record(t.Context(), tx, audit.Entry{Community: community, Actor: head, Action: "report.accept", Subject: uuid.New(),
		Detail: map[string]any{"from": "submitted", "to": api.ReportStateAccepted, "persons": []uuid.UUID{town}, "n": 3}})
	if err != nil {
		t.Fatal(err)
	}
}

// seal seals until want entries are sealed: another test's transaction on the same cluster may hold the
// newest back for a moment.
func seal(t *testing.T, d *db.DB, want int) {
	t.Helper()
	for sealed := 0; ; {
		n, err := audit.Seal(t.Context(), d.Gorm)
		if sealed += n; err != nil || sealed > want {
			t.Fatalf("Seal = %d, %v; want %d in all", n, err, want)
		}
		if sealed == want {
			return
		}
		runtime.Gosched()
	}
}

// quiet waits until everything recorded may be sealed: a transaction of any database of the cluster, such as
// another test's, holds the newest back while it runs.
func quiet(t *testing.T, d *db.DB) {
	t.Helper()
	for held := int64(1); held > 0; runtime.Gosched() {
		err := d.Gorm.Raw(`SELECT count(*) FROM audit_entries WHERE txid >= pg_snapshot_xmin(pg_current_snapshot())`).Scan(&held).Error
		if err != nil {
			t.Fatal(err)
		}
	}
}

// asOwner does what only somebody with the database's master key can do.
func asOwner(t *testing.T, d *db.DB, sql string) {
	t.Helper()
	conn, err := d.Pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	for s := range strings.SplitSeq("RESET ROLE; "+sql+"; SET ROLE "+db.AppRole, ";") {
		if _, err := conn.Exec(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestEachCommunityHasAChainThatVerifies(t *testing.T) {
	d := dbtest.New(t)
	for _, community := range []uuid.UUID{town, village, town, uuid.Nil, town} {
		record(t, d.Gorm, community)
	}
	if r, err := audit.Verify(t.Context(), d.Gorm); err != nil || r.Unsealed != 5 || r.Sealed != 0 {
		t.Fatalf("before sealing: %+v, %v", r, err)
	}
	seal(t, d, 5)
	seal(t, d, 0)
	record(t, d.Gorm, village)
	seal(t, d, 1)
	record(t, d.Gorm, village)
	r, err := audit.Verify(t.Context(), d.Gorm)
	if err != nil || r.Sealed != 6 || r.Unsealed != 1 || len(r.Heads) != 3 {
		t.Fatalf("Verify = %+v, %v", r, err)
	}
	for _, h := range r.Heads {
		if want := map[uuid.UUID]int64{uuid.Nil: 1, town: 3, village: 2}[h.Community]; h.N != want {
			t.Errorf("the chain of %s has %d links, want %d", h.Community, h.N, want)
		}
	}
	if !strings.HasPrefix(r.String(), "The log is whole: 6 entries sealed in 3 chains, 1 waiting") {
		t.Errorf("String = %q", r)
	}
}

func TestARolledBackActLeavesNoEntry(t *testing.T) {
	d := dbtest.New(t)
	_ = d.Gorm.Transaction(func(tx *gorm.DB) error {
		record(t, tx, town)
		return errors.New("no")
	})
	seal(t, d, 0)
}

func TestTheServerCannotChangeTheLog(t *testing.T) {
	d := dbtest.New(t)
	record(t, d.Gorm, town)
	seal(t, d, 1)
	for _, sql := range []string{
		"UPDATE audit_entries SET action = 'report.reject'", "DELETE FROM audit_entries", "TRUNCATE audit_entries",
		"UPDATE audit_seals SET n = 7", "DELETE FROM audit_seals", "TRUNCATE audit_seals", "DROP TABLE audit_seals",
		"INSERT INTO audit_entries (id, community_id, actor_id, action, subject_id, detail, at) " +
			"SELECT gen_random_uuid(), community_id, actor_id, action, subject_id, detail, '2020-01-01' FROM audit_entries",
	} {
		_, err := d.Pool.Exec(t.Context(), sql)
		var pg *pgconn.PgError
		if !errors.As(err, &pg) || pg.Code != "42501" {
			t.Errorf("%s: %v; want it refused for want of the right", sql, err)
		}
	}
}

func TestTamperingIsFound(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"an entry is changed":         {`UPDATE audit_entries SET action = 'report.reject' WHERE id = (SELECT entry_id FROM audit_seals WHERE n = 2)`, "not what was sealed"},
		"an actor is changed":         {`UPDATE audit_entries SET actor_id = gen_random_uuid() WHERE id = (SELECT entry_id FROM audit_seals WHERE n = 3)`, "not what was sealed"},
		"a time is moved":             {`UPDATE audit_entries SET at = at - interval '1 microsecond' WHERE id = (SELECT entry_id FROM audit_seals WHERE n = 1)`, "not what was sealed"},
		"an entry is moved elsewhere": {`UPDATE audit_entries SET community_id = gen_random_uuid() WHERE id = (SELECT entry_id FROM audit_seals WHERE n = 2)`, "not what was sealed"},
		"an entry is removed":         {`DELETE FROM audit_entries WHERE id = (SELECT entry_id FROM audit_seals WHERE n = 2)`, "entry is missing"},
		"a seal is removed":           {`DELETE FROM audit_seals WHERE n = 2`, "seals 2 to 2 are missing"},
		"an entry and its seal are removed": {`WITH s AS (DELETE FROM audit_seals WHERE n = 2 RETURNING entry_id)
			DELETE FROM audit_entries e USING s WHERE e.id = s.entry_id`, "seals 2 to 2 are missing"},
		"an entry is slipped in": {`INSERT INTO audit_entries (id, community_id, actor_id, action, subject_id, detail, at, txid)
			SELECT gen_random_uuid(), community_id, actor_id, action, subject_id, detail, at, txid FROM audit_entries
			WHERE id = (SELECT entry_id FROM audit_seals WHERE n = 1)`, "it has no seal, though later ones have"},
		"two entries change places": {`UPDATE audit_seals SET n = 99 WHERE n = 1; UPDATE audit_seals SET n = 1 WHERE n = 2;
			UPDATE audit_seals SET n = 2 WHERE n = 99`, "not what was sealed"},
		"a seal is replaced": {`UPDATE audit_seals SET h = sha256('x') WHERE n = 2`, "not what was sealed"},
	} {
		t.Run(name, func(t *testing.T) {
			d := dbtest.New(t)
			for range 4 {
				record(t, d.Gorm, town)
			}
			seal(t, d, 4)
			asOwner(t, d, c.sql)
			r, err := audit.Verify(t.Context(), d.Gorm)
			if !errors.Is(err, audit.ErrBroken) || !strings.Contains(err.Error(), c.want) || r.Findings == 0 {
				t.Errorf("Verify = %v; want %q", err, c.want)
			}
		})
	}
}

func TestWhatIsCommittedLateIsNotPassedOver(t *testing.T) {
	d := dbtest.New(t)
	late := d.Gorm.Begin()
	record(t, late, town)
	record(t, d.Gorm, town)
	seal(t, d, 0) // the one before may still come
	if err := late.Commit().Error; err != nil {
		t.Fatal(err)
	}
	seal(t, d, 2)
	if _, err := audit.Verify(t.Context(), d.Gorm); err != nil {
		t.Error(err)
	}
}

func TestManySealersMakeOneChain(t *testing.T) {
	d := dbtest.New(t)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 10 {
				record(t, d.Gorm, town)
				if _, err := audit.Seal(t.Context(), d.Gorm); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	quiet(t, d)
	if _, err := audit.Seal(t.Context(), d.Gorm); err != nil {
		t.Fatal(err)
	}
	if r, err := audit.Verify(t.Context(), d.Gorm); err != nil || r.Sealed != 80 || r.Unsealed != 0 {
		t.Errorf("Verify = %+v, %v", r, err)
	}
}

func TestSealingTakesTheSameStatementsForOneAndForMany(t *testing.T) {
	d := dbtest.New(t)
	count := func(entries int) int {
		for range entries {
			record(t, d.Gorm, uuid.New())
		}
		quiet(t, d)
		ctx, log := db.WithLog(t.Context())
		if n, err := audit.Seal(ctx, d.Gorm); err != nil || n != entries {
			t.Fatalf("Seal = %d, %v", n, err)
		}
		return len(log.Sent())
	}
	if one, many := count(1), count(40); one != many {
		t.Errorf("%d statements for one entry, %d for forty", one, many)
	}
}

func TestDetailsHoldNeitherNamesNorPhonesNorTexts(t *testing.T) {
	d := dbtest.New(t)
	for name, value := range map[string]any{
		"name": "王秀兰", "phone": "13800000000", "phone with prefix": "+8613800000000", "text": "the lamp is broken",
		"list": []string{"ok", "张三"}, "map": map[string]any{"a": 1}, "struct": struct{ Name string }{"x"},
	} {
		err := audit.Record(t.Context(), d.Gorm, audit.Entry{Action: "report.accept", Detail: map[string]any{"value": value}})
		if err == nil {
			t.Errorf("%s: %v was taken", name, value)
		}
	}
	seal(t, d, 0)
}

func TestTheJobSeals(t *testing.T) {
	d := dbtest.New(t)
	record(t, d.Gorm, town)
	workers := river.NewWorkers()
	audit.AddWorkers(workers, d.Gorm)
	client, err := river.NewClient(riverpgxv5.New(d.Pool), &river.Config{Workers: workers, PeriodicJobs: audit.PeriodicJobs(),
		Logger: slog.New(slog.DiscardHandler), Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1}}, ReindexerIndexNames: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	done, stop := client.Subscribe(river.EventKindJobCompleted)
	defer stop()
	if err := client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Stop(context.WithoutCancel(t.Context())) })
	for e := range done {
		if r, err := audit.Verify(t.Context(), d.Gorm); err != nil {
			t.Fatal(err)
		} else if e.Job.Kind == "audit_seal" && r.Sealed == 1 {
			return
		}
	}
}
