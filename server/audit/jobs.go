package audit

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"
)

const sealEvery = 5 * time.Second

type sealArgs struct{}

// Kind names the job.
func (sealArgs) Kind() string { return "audit_seal" }

// AddWorkers tells the queue who seals.
func AddWorkers(workers *river.Workers, db *gorm.DB) {
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[sealArgs]) error {
		_, err := Seal(ctx, db)
		return err
	}))
}

// PeriodicJobs seal every five seconds. The next one makes good for a failed one, so there is no second try.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(sealEvery), func() (river.JobArgs, *river.InsertOpts) {
		return sealArgs{}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: sealEvery}}
	}, &river.PeriodicJobOpts{RunOnStart: true})}
}
