package ballots

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// deed is what is done with a numbered ballot, with the reason where one is asked.
type deed struct {
	to     api.PaperState
	back   bool // handed back: it was taken for returned by mistake
	reason string
}

// word reads the reason of a deed.
func word(d deed, w api.PaperWord) (deed, error) {
	text, err := fault.Line("reason", w.Reason)
	if err != nil || len([]rune(text)) < 2 {
		return d, ErrReason.On("reason", ErrReason.Code)
	}
	d.reason = text
	return d, nil
}

// step does something with one numbered ballot; doing it again changes nothing.
func (s *Service) step(ctx context.Context, actor, ballot uuid.UUID, n int, d deed) (out api.Paper, err error) {
	w, buildings, all, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper)
	if err != nil {
		return out, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := gorm.G[any](tx).Exec(ctx, lockSharedG, ballot.String(), lockBallots); err != nil {
			return fmt.Errorf("a paper: %w", err)
		}
		_, err := gorm.G[struct{ Number int }](tx).Raw(`SELECT number FROM ballot_papers WHERE ballot_id = ? AND number = ? FOR UPDATE`, ballot, n).Find(ctx)
		if err != nil {
			return fmt.Errorf("a paper: %w", err)
		}
		p, err := paperOf(ctx, tx, ballot, n, buildings, all)
		if err != nil {
			return err
		}
		if p.State != d.to {
			if err := s.take(ctx, tx, w, p, actor, d, now); err != nil {
				return err
			}
		}
		p, err = paperOf(ctx, tx, ballot, n, buildings, all)
		out = p.toAPI(w)
		return err
	})
	return out, err
}

// take takes the step: out against a signature, which proves delivery; back, which marks the roll; void; or handed back.
func (s *Service) take(ctx context.Context, tx *gorm.DB, w whole, p paper, actor uuid.UUID, d deed, now time.Time) error {
	if err := canTake(p.State, p.BatchID != nil, d); err != nil {
		return err
	}
	if err := s.stillOpen(ctx, tx, w.ID, d); err != nil {
		return err
	}
	args := map[string]any{"ballot": w.ID, "number": p.Number, "voter": p.VoterID, "actor": actor, "now": now, "reason": d.reason}
	var sql []string
	switch {
	case d.back:
		sql = []string{`DELETE FROM ballot_votes WHERE ballot_id = @ballot AND voter_id = @voter AND channel = 'paper' AND mark IS NULL AND choices IS NULL`,
			`UPDATE ballot_papers SET state = 'issued', returned_at = NULL, by_id = @actor WHERE ballot_id = @ballot AND number = @number`,
			`INSERT INTO paper_words (ballot_id, number, at, act, reason, by_id) VALUES (@ballot, @number, @now, 'take_back', @reason, @actor)`}
	case d.to == api.PaperStateIssued:
		sql = []string{`UPDATE ballot_papers SET state = 'issued', issued_at = @now, by_id = @actor WHERE ballot_id = @ballot AND number = @number`,
			`UPDATE ballot_roll SET delivered = true WHERE ballot_id = @ballot AND voter_id = @voter AND NOT delivered`}
	case d.to == api.PaperStateReturned:
		marked := gorm.WithResult()
		err := gorm.G[any](tx, marked).Exec(ctx, `INSERT INTO ballot_votes (ballot_id, voter_id, channel, at)
			VALUES (@ballot, @voter, 'paper', clock_timestamp()) ON CONFLICT DO NOTHING`, args)
		if err != nil {
			return fmt.Errorf("mark the roll: %w", err)
		}
		if marked.RowsAffected == 0 {
			return ErrCast
		}
		sql = []string{`UPDATE ballot_papers SET state = 'returned', issued_at = coalesce(issued_at, @now), returned_at = @now, by_id = @actor
			WHERE ballot_id = @ballot AND number = @number`}
	case d.to == api.PaperStateSpoiled:
		sql = []string{`UPDATE ballot_papers SET state = 'spoiled', spoiled_at = @now, by_id = @actor WHERE ballot_id = @ballot AND number = @number`,
			`INSERT INTO paper_words (ballot_id, number, at, act, reason, by_id) VALUES (@ballot, @number, @now, 'spoil', @reason, @actor)`}
	}
	for _, one := range sql {
		if err := gorm.G[any](tx).Exec(ctx, one, args); err != nil {
			return fmt.Errorf("a paper: %w", err)
		}
	}
	return s.noted(ctx, tx, w.Ballot, actor, "paper", map[string]any{"number": p.Number, "state": d.to, "back": d.back})
}

// canTake tells why something cannot be done with a paper any more. What is in a batch is being keyed, and stays returned.
func canTake(from api.PaperState, batched bool, d deed) error {
	switch {
	case from == api.PaperStateSpoiled:
		return ErrPaperSpoiled
	case d.back && from != api.PaperStateReturned:
		return ErrPaperNotReturned
	case d.back && batched:
		return ErrPaperInBatch
	case from == api.PaperStateReturned && !d.back:
		return ErrPaperReturned
	}
	return nil
}

// stillOpen asks the database's clock: what comes back counts only while the vote is open, and nothing moves once the paper
// is closed or the vote counted.
func (s *Service) stillOpen(ctx context.Context, tx *gorm.DB, ballot uuid.UUID, d deed) error {
	t, err := db.Row[struct{ Early, Late, Done bool }](ctx, tx, `SELECT clock_timestamp() < opens_at AS early, clock_timestamp() >= closes_at AS late,
		done_at IS NOT NULL OR EXISTS (SELECT FROM ballot_reconciliations x WHERE x.ballot_id = ballots.id) AS done FROM ballots WHERE id = ?`, ballot)
	switch {
	case err != nil:
		return fmt.Errorf("a paper: %w", err)
	case t.Done:
		return ErrClosed
	case d.to == api.PaperStateReturned && t.Early:
		return ErrNotOpen
	case d.to != api.PaperStateSpoiled && !d.back && t.Late:
		return ErrClosed
	}
	return nil
}
