package media

import (
	"context"
	"strings"
	"time"

	"github.com/riverqueue/river"
)

// forgotten is how long an unattached photo, or an object without a row, is kept: a phone may wait that
// long between sending a photo and sending the report with it.
const forgotten = 24 * time.Hour

// sweepBatch is how many rows or keys are looked at in one statement.
const sweepBatch = 500

// SweepArgs is the hourly job that removes what nobody will ever see.
type SweepArgs struct{}

// Kind is media_sweep.
func (SweepArgs) Kind() string { return "media_sweep" }

// InsertOpts keeps a second server from queueing the same hour's sweep.
func (SweepArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: time.Hour}}
}

type sweeper struct {
	river.WorkerDefaults[SweepArgs]
	service *Service
}

// Work sweeps once.
func (w *sweeper) Work(ctx context.Context, _ *river.Job[SweepArgs]) error {
	return w.service.Sweep(ctx)
}

// AddWorkers registers the jobs of photos.
func (s *Service) AddWorkers(w *river.Workers) { river.AddWorker(w, &sweeper{service: s}) }

// PeriodicJobs are queued by whichever server leads, also at its start: the hour begins anew with each leader.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(time.Hour),
		func() (river.JobArgs, *river.InsertOpts) { return SweepArgs{}, nil }, &river.PeriodicJobOpts{RunOnStart: true})}
}

// Sweep removes photos that were never attached and objects that have no row, once they are a day old.
// The row goes first: an object that stays behind after a failure is found by the next sweep.
func (s *Service) Sweep(ctx context.Context) error {
	before := s.Now().Add(-forgotten)
	for {
		keys, err := removeForgotten(ctx, s.DB, before, sweepBatch)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := s.remove(ctx, fullKey(key), middleKey(key), thumbKey(key)); err != nil {
				return err
			}
		}
		if len(keys) < sweepBatch {
			break
		}
	}
	return s.sweepObjects(ctx, before)
}

// sweepObjects compares the bucket with the rows, some hundred keys at a time.
func (s *Service) sweepObjects(ctx context.Context, before time.Time) error {
	var batch []string
	flush := func() error {
		bases := make([]string, len(batch))
		for i, name := range batch {
			bases[i], _, _ = strings.Cut(name, ".")
		}
		known, err := knownKeys(ctx, s.DB, bases)
		if err != nil {
			return err
		}
		for i, name := range batch {
			if !known[bases[i]] {
				if err := s.remove(ctx, name); err != nil {
					return err
				}
			}
		}
		batch = batch[:0]
		return nil
	}
	err := s.Bucket.List(ctx, "", func(o ObjectInfo) error {
		if !o.Modified.Before(before) || validKey(o.Key) != nil {
			return nil
		}
		if batch = append(batch, o.Key); len(batch) < sweepBatch {
			return nil
		}
		return flush()
	})
	if err != nil || len(batch) == 0 {
		return err
	}
	return flush()
}

func (s *Service) remove(ctx context.Context, keys ...string) error {
	for _, k := range keys {
		if err := s.Bucket.Delete(ctx, k); err != nil {
			return err
		}
	}
	return nil
}
