package ballots

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots/tally"
	"wugong/server/china"
	"wugong/server/db"
	"wugong/server/fault"
)

// Move takes a vote one step on. A discarded draft is gone, and is given as it was.
func (s *Service) Move(ctx context.Context, actor, id uuid.UUID, m api.BallotMove) (w whole, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if w, err = s.acting(ctx, tx, actor, id, now); err != nil {
			return err
		}
		if err := CanAct(api.BallotAct(m.Act), w.facts); err != nil {
			return err
		}
		if m.From != w.state {
			return ErrChanged
		}
		switch m.Act {
		case api.BallotMoveActDiscard:
			return s.discard(ctx, tx, w.Ballot, actor)
		case api.BallotMoveActGiveNotice:
			err = s.giveNotice(ctx, tx, w.Ballot, actor, m, now)
		case api.BallotMoveActCancel:
			err = s.cancel(ctx, tx, w.Ballot, actor, m, now)
		case api.BallotMoveActEnterMinutes:
			err = s.enterMinutes(ctx, tx, w, actor, m, now)
		}
		if err != nil {
			return err
		}
		w, err = s.again(ctx, tx, id, actor, now)
		return err
	})
	return w, err
}

func (s *Service) discard(ctx context.Context, tx *gorm.DB, b Ballot, actor uuid.UUID) error {
	if _, err := gorm.G[Option](tx).Where("ballot_id = ?", b.ID).Delete(ctx); err != nil {
		return fmt.Errorf("discard: %w", err)
	}
	if _, err := gorm.G[Ballot](tx).Where("id = ? AND notice_at IS NULL", b.ID).Delete(ctx); err != nil {
		return fmt.Errorf("discard: %w", err)
	}
	return s.noted(ctx, tx, b, actor, "discard", nil)
}

// giveNotice freezes rule, roll and all that is said, and plans what is told and counted.
func (s *Service) giveNotice(ctx context.Context, tx *gorm.DB, b Ballot, actor uuid.UUID, m api.BallotMove, now time.Time) error {
	if m.Version == nil || *m.Version != b.Version {
		return ErrChanged
	}
	if b.Rule.Profile != "" { // the law of today, not of the day of the draft
		p, ok := tally.ProfileOn(b.Rule.Profile, now.In(china.Zone).Format(time.DateOnly))
		if !ok {
			return ErrRuleUnfit
		}
		b.Rule = ruleOf(p)
	}
	if err := CheckDates(b.Rule.NoticeDays, b.OpensAt, b.ClosesAt, now); err != nil {
		return err
	}
	voters, err := votersOf(ctx, tx, b, now)
	if err != nil {
		return err
	}
	lines := make([]entered, len(voters))
	for i, v := range voters {
		lines[i] = lineOf(v, i)
	}
	if err := enter(ctx, tx, b.ID, lines); err != nil {
		return err
	}
	r, err := sealRoll(ctx, tx, b, 1, nil, now)
	if err != nil {
		return err
	}
	if b.Kind == api.BallotKindBudget {
		if err := b.drawLot(ctx, tx, r); err != nil {
			return err
		}
	}
	b.NoticeAt, b.RollVersion = &now, 1
	if err := saveDraft(ctx, tx, b); err != nil {
		return err
	}
	if err := s.plan(ctx, tx, b, now); err != nil {
		return err
	}
	return s.noted(ctx, tx, b, actor, "notice", map[string]any{"voters": r.Count, "area": r.Area, "hash": hexed(r.Hash), "profile": b.Rule.Profile,
		"opens_at": b.OpensAt, "closes_at": b.ClosesAt})
}

// drawLot draws the order that breaks the last ties, and fixes the growth of the endowment.
func (b *Ballot) drawLot(ctx context.Context, tx *gorm.DB, r roll) error {
	options, err := optionsOf(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	b.Lot = ids{}
	for _, o := range options {
		b.Lot = append(b.Lot, o.ID)
	}
	for i := len(b.Lot) - 1; i > 0; i-- {
		j, err := rand.Int(rand.Reader, big.NewInt(int64(i+1)))
		if err != nil {
			return fmt.Errorf("draw the lot: %w", err)
		}
		b.Lot[i], b.Lot[j.Int64()] = b.Lot[j.Int64()], b.Lot[i]
	}
	b.Increment = new(tally.DefaultIncrement(*b.Budget, int64(r.Count)))
	return nil
}

// plan adds the jobs of a vote: to tell of the notice, the opening and the end, and to count.
func (s *Service) plan(ctx context.Context, tx *gorm.DB, b Ballot, now time.Time) error {
	jobs := map[api.NoticeKind]time.Time{api.NoticeKindBallotNoticed: now, api.NoticeKindBallotOpened: *b.OpensAt}
	if soon := b.ClosesAt.Add(-24 * time.Hour); soon.After(b.OpensAt.Add(24 * time.Hour)) {
		jobs[api.NoticeKindBallotClosing] = soon
	}
	for kind, at := range jobs {
		if err := db.Enqueue(ctx, tx, TellArgs{Ballot: b.ID, News: kind}, at); err != nil {
			return err
		}
	}
	return db.Enqueue(ctx, tx, CloseArgs{Ballot: b.ID}, *b.ClosesAt)
}

// cancel ends a vote before closing, with a reason that everybody reads.
func (s *Service) cancel(ctx context.Context, tx *gorm.DB, b Ballot, actor uuid.UUID, m api.BallotMove, now time.Time) error {
	if m.Reason == nil {
		return ErrReason.On("reason", ErrReason.Code)
	}
	reason, err := fault.Text("reason", *m.Reason)
	if err != nil || reason == "" {
		return ErrReason.On("reason", ErrReason.Code)
	}
	if err := db.Exec(ctx, tx, lockAlone, b.ID.String(), lockBallots); err != nil {
		return fmt.Errorf("cancel: %w", err)
	}
	err = db.Exec(ctx, tx, `UPDATE ballots SET cancelled_at = @now, done_at = @now, cancelled_by = @actor, cancel_reason = @reason WHERE id = @id`,
		map[string]any{"now": now, "actor": actor, "reason": reason, "id": b.ID})
	if err != nil {
		return fmt.Errorf("cancel: %w", err)
	}
	if err := db.Enqueue(ctx, tx, TellArgs{Ballot: b.ID, News: api.NoticeKindBallotCancelled}, now); err != nil {
		return err
	}
	return s.noted(ctx, tx, b, actor, "cancel", nil)
}
