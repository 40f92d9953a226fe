package app

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"wugong/server/audit"
	"wugong/server/ballots"
	"wugong/server/disclosures"
	"wugong/server/evaluations"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/proposals"
	"wugong/server/reports"
	"wugong/server/rosters"
)

// newJobs makes the worker of this instance. Jobs lie in the database: any instance may run them, at
// least once, and each is harmless when it runs again.
func (a *App) newJobs() (*river.Client[pgx.Tx], error) {
	workers := river.NewWorkers()
	audit.AddWorkers(workers, a.db.Gorm)
	a.identity.AddWorkers(workers)
	a.media.AddWorkers(workers)
	a.reports.AddWorkers(workers)
	a.bulletins.AddWorkers(workers)
	a.proposals.AddWorkers(workers)
	a.ballots.AddWorkers(workers)
	a.disclosures.AddWorkers(workers)
	a.evaluations.AddWorkers(workers)
	a.rosters.AddWorkers(workers)
	a.conventions.AddWorkers(workers)
	var periodic []*river.PeriodicJob
	for _, jobs := range [][]*river.PeriodicJob{audit.PeriodicJobs(), identity.PeriodicJobs(), media.PeriodicJobs(),
		reports.PeriodicJobs(), proposals.PeriodicJobs(), disclosures.PeriodicJobs(), evaluations.PeriodicJobs(), rosters.PeriodicJobs(), ballots.PeriodicJobs()} {
		periodic = append(periodic, jobs...)
	}
	client, err := river.NewClient(riverpgxv5.New(a.db.Pool), &river.Config{
		Logger:              slog.New(slog.DiscardHandler),
		Queues:              map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}},
		Workers:             workers,
		PeriodicJobs:        periodic,
		ReindexerIndexNames: []string{}, // rebuilding an index is the owner's, and the server is not the owner
		JobTimeout:          5 * time.Minute,
		SoftStopTimeout:     10 * time.Second,
	})
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return client, nil
}
