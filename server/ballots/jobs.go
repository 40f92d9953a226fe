package ballots

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/notifications"
)

// TellArgs is the job that tells the voters of a vote something at its time.
type TellArgs struct {
	Ballot uuid.UUID      `json:"ballot"`
	News   api.NoticeKind `json:"news"`
}

// Kind is ballots_tell.
func (TellArgs) Kind() string { return "ballots_tell" }

type teller struct {
	river.WorkerDefaults[TellArgs]
	service *Service
}

// Work tells the voters.
func (w *teller) Work(ctx context.Context, job *river.Job[TellArgs]) error {
	return w.service.Tell(ctx, job.Args.Ballot, job.Args.News)
}

// CloseArgs is the job that counts a vote after closing.
type CloseArgs struct {
	Ballot uuid.UUID `json:"ballot"`
}

// Kind is ballots_close.
func (CloseArgs) Kind() string { return "ballots_close" }

type closer struct {
	river.WorkerDefaults[CloseArgs]
	service *Service
}

// Work counts; where the clock of this server is ahead of the database's, it comes again.
func (w *closer) Work(ctx context.Context, job *river.Job[CloseArgs]) error {
	wait, err := w.service.Close(ctx, job.Args.Ballot)
	if err == nil && wait > 0 {
		return river.JobSnooze(wait)
	}
	return err
}

// AddWorkers registers the jobs of votes.
func (s *Service) AddWorkers(w *river.Workers) {
	river.AddWorker(w, &teller{service: s})
	river.AddWorker(w, &closer{service: s})
	river.AddWorker(w, &folder{service: s})
	river.AddWorker(w, &adder{service: s})
}

// news is a piece of news about a vote.
func (b Ballot) news(kind api.NoticeKind, at time.Time) notifications.Notice {
	args, english := map[string]string{"title": b.Title}, map[string]string{}
	if b.OpensAt != nil && b.ClosesAt != nil {
		args["opens"], args["closes"] = moment(api.LanguageZhCN, *b.OpensAt), moment(api.LanguageZhCN, *b.ClosesAt)
		english["opens"], english["closes"] = moment(api.LanguageEn, *b.OpensAt), moment(api.LanguageEn, *b.ClosesAt)
	}
	return notifications.Notice{Kind: kind, Community: b.CommunityID, Subject: b.ID, At: at, Link: "/ballots/" + b.ID.String(), Args: args,
		Words: map[string]string{}, English: english}
}

// votersSQL are the accounts of a vote's voters; @waiting leaves out those whose voters have all voted.
const votersSQL = `
SELECT DISTINCT x.account_id FROM (
  SELECT c.account_id, c.voter_id FROM ballot_casters c WHERE c.ballot_id = @of_ballot AND c.account_id IS NOT NULL
  UNION SELECT m.account_id, c.voter_id FROM ballot_casters c JOIN memberships m ON m.person_id = c.person_id AND m.state = 'verified' WHERE c.ballot_id = @of_ballot) x
JOIN accounts a ON a.id = x.account_id AND a.deleted_at IS NULL
WHERE NOT @waiting OR NOT EXISTS (SELECT FROM ballot_votes v WHERE v.ballot_id = @of_ballot AND v.voter_id = x.voter_id)`

// timely tells whether news still holds in a state: that a vote is open, for instance, is not told when it is over.
func timely(kind api.NoticeKind, state api.BallotState) bool {
	switch kind {
	case api.NoticeKindBallotNoticed:
		return state == api.BallotStateNotice || state == api.BallotStateOpen
	case api.NoticeKindBallotOpened, api.NoticeKindBallotClosing:
		return state == api.BallotStateOpen
	case api.NoticeKindBallotCancelled:
		return state == api.BallotStateCancelled
	case api.NoticeKindBallotFinal:
		return state == api.BallotStateFinal
	}
	return state == api.BallotStateProvisional || state == api.BallotStatePublicity
}

// Tell tells the voters of a vote something, each kind of news once. What has become untrue is not told: of a cancelled vote
// nothing but that, and that a result is final only when all objections are answered.
func (s *Service) Tell(ctx context.Context, id uuid.UUID, kind api.NoticeKind) error {
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		b, err := lockBallot(ctx, tx, id)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		a, err := db.Row[about](ctx, tx, aboutSQL, id)
		if err != nil {
			return err
		}
		now := s.now()
		if !timely(kind, StateOf(a.dates(b), now)) {
			return nil
		}
		told := gorm.WithResult()
		if err := gorm.G[any](tx, told).Exec(ctx, `INSERT INTO ballot_told (ballot_id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, kind); err != nil {
			return fmt.Errorf("tell voters: %w", err)
		}
		if told.RowsAffected == 0 {
			return nil
		}
		waiting := kind == api.NoticeKindBallotOpened || kind == api.NoticeKindBallotClosing
		return notifications.QueueAll(ctx, tx, b.news(kind, now), votersSQL, map[string]any{"of_ballot": id, "waiting": waiting})
	})
}
