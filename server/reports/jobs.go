package reports

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

// CloseArgs is the job that closes what is confirmed or was left unanswered.
type CloseArgs struct{}

// Kind is reports_close.
func (CloseArgs) Kind() string { return "reports_close" }

// InsertOpts keeps a second server from queueing the same run.
func (CloseArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: closeEvery}}
}

const closeEvery = 10 * time.Minute

type closer struct {
	river.WorkerDefaults[CloseArgs]
	service *Service
}

// Work closes what is ripe.
func (w *closer) Work(ctx context.Context, _ *river.Job[CloseArgs]) error {
	return w.service.CloseRipe(ctx)
}

// AddWorkers registers the jobs of reports.
func (s *Service) AddWorkers(w *river.Workers) { river.AddWorker(w, &closer{service: s}) }

// PeriodicJobs are queued by whichever server leads, also at its start: the wait begins anew with each leader.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(closeEvery),
		func() (river.JobArgs, *river.InsertOpts) { return CloseArgs{}, nil }, &river.PeriodicJobOpts{RunOnStart: true})}
}
