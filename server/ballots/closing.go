package ballots

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// Close counts a vote after closing and writes its result, once: a vote that was counted or cancelled stays as it is. By the
// database's clock it gives how long to wait where it is not over yet. The exclusive lock waits for everybody who is casting;
// who comes later reads that the vote is closed. A result waits for paper until it is reconciled.
func (s *Service) Close(ctx context.Context, id uuid.UUID) (wait time.Duration, err error) {
	tx := s.DB.WithContext(ctx)
	err = tx.Transaction(func(tx *gorm.DB) error {
		if err := db.Exec(ctx, tx, lockAlone, id.String(), lockBallots); err != nil {
			return err
		}
		rest, err := db.Rows[struct{ Seconds float64 }](ctx, tx, `SELECT coalesce(extract(epoch FROM closes_at - clock_timestamp()), 0) AS seconds
			FROM ballots WHERE id = ? AND notice_at IS NOT NULL AND done_at IS NULL`, id)
		if err == nil && len(rest) == 1 && rest[0].Seconds > 0 {
			wait = time.Duration(rest[0].Seconds*float64(time.Second)) + time.Millisecond
		}
		return err
	})
	if err != nil || wait > 0 {
		return wait, err
	}
	return 0, tx.Transaction(func(tx *gorm.DB) error { return s.count(ctx, tx, id) })
}

// count writes the result of a vote that is over.
func (s *Service) count(ctx context.Context, tx *gorm.DB, id uuid.UUID) error {
	b, err := lockBallot(ctx, tx, id)
	if errors.Is(err, ErrNotFound) || err == nil && (b.NoticeAt == nil || b.DoneAt != nil) {
		return nil
	}
	if err != nil {
		return err
	}
	a, err := db.Row[about](ctx, tx, aboutSQL, id)
	if err != nil {
		return err
	}
	if a.Printed > 0 && !a.Reconciled {
		return nil
	}
	now := s.now()
	c, err := s.counted(ctx, tx, b, now)
	if err != nil {
		return err
	}
	text, err := json.Marshal(c.result)
	if err != nil {
		return fmt.Errorf("result: %w", err)
	}
	err = db.Exec(ctx, tx, `INSERT INTO ballot_results (ballot_id, at, outcome, result, document, document_hash, receipts, receipts_hash)
		VALUES (?, ?, ?, CAST(? AS jsonb), ?, ?, ?, ?)`, id, now, c.result.Outcome, string(text), c.document, hashOf(c.document), c.receipts, hashOf(c.receipts))
	if err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	if err := db.Exec(ctx, tx, `UPDATE ballots SET done_at = ? WHERE id = ?`, now, id); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	if b.LegalEffect != api.LegalEffectRecorded {
		if err := s.publish(ctx, tx, b, now); err != nil {
			return err
		}
	}
	if err := db.Enqueue(ctx, tx, TellArgs{Ballot: id, News: api.NoticeKindBallotResult}, now); err != nil {
		return err
	}
	return s.noted(ctx, tx, b, uuid.Nil, "count", map[string]any{"outcome": c.result.Outcome, "document": hexed(hashOf(c.document))})
}

func hashOf(b []byte) []byte {
	h := sha256.Sum256(b)
	return h[:]
}

// count is a counted vote: what everybody reads, the file for wugong recount, and the receipts.
type count struct {
	result   api.BallotResult
	document []byte
	receipts []byte
}

// cast is a vote as the count reads it, in the order of recording.
type cast struct {
	VoterID uuid.UUID
	Key     string
	Channel api.VoteChannel
	ByID    *uuid.UUID
	Mark    *api.VoteMark
	Choices *ids
	Receipt []byte
	Area    int64
	Second  bool // beside the first, of another co-owner
}

const castsSQL = `
SELECT l.voter_id, l.key, l.area, v.channel, v.by_id, v.mark, v.choices, v.receipt, v.at, false AS second
FROM ballot_votes v JOIN ballot_roll l ON l.ballot_id = v.ballot_id AND l.voter_id = v.voter_id WHERE v.ballot_id = @ballot
UNION ALL
SELECT l.voter_id, l.key, l.area, 'online', x.by_id, x.mark, NULL, x.receipt, x.at, true
FROM ballot_conflicts x JOIN ballot_roll l ON l.ballot_id = x.ballot_id AND l.voter_id = x.voter_id WHERE x.ballot_id = @ballot
ORDER BY at, voter_id, second`

// counted counts what lies in the database, by the package tally.
func (s *Service) counted(ctx context.Context, tx *gorm.DB, b Ballot, now time.Time) (c count, err error) {
	casts, err := db.Rows[cast](ctx, tx, castsSQL, map[string]any{"ballot": b.ID})
	if err != nil {
		return c, fmt.Errorf("count: %w", err)
	}
	r, err := gorm.G[roll](tx).Where("ballot_id = ? AND version = ?", b.ID, b.RollVersion).Take(ctx)
	if err != nil {
		return c, fmt.Errorf("count: %w", err)
	}
	c.result = api.BallotResult{BallotID: b.ID, At: now, Total: b.amounts(int64(r.Count), r.Area), Channels: []api.ChannelCount{},
		Measures: []api.MeasureLine{}, Marks: []api.MarkCount{}, Options: []api.OptionCount{}, Projects: []api.ProjectCount{}}
	switch b.Kind {
	case api.BallotKindDecision:
		err = c.decide(ctx, tx, b, casts)
	case api.BallotKindChoice:
		err = c.choose(ctx, tx, b, casts)
	default:
		err = c.spend(ctx, tx, b, casts)
	}
	if err != nil {
		return c, err
	}
	c.returned(r, casts)
	note, err := db.Rows[struct{ Note string }](ctx, tx, `SELECT note FROM ballot_reconciliations WHERE ballot_id = ?`, b.ID)
	if err == nil && len(note) == 1 && note[0].Note != "" {
		c.result.PaperNote = &note[0].Note
	}
	c.result.DocumentHash, c.result.ReceiptsHash = hexed(hashOf(c.document)), hexed(hashOf(c.receipts))
	return c, err
}

// returned counts channels and sorts the receipts. Below ten ballots nothing is broken down.
func (c *count) returned(r roll, casts []cast) {
	online, paper := 0, 0
	var receipts [][]byte
	for _, v := range casts {
		switch {
		case v.Second:
		case v.Channel == api.VoteChannelOnline:
			online++
		default:
			paper++
		}
		if v.Receipt != nil {
			receipts = append(receipts, v.Receipt)
		}
	}
	slices.SortFunc(receipts, slices.Compare)
	c.receipts = slices.Concat(receipts...)
	if c.receipts == nil {
		c.receipts = []byte{}
	}
	c.result.NotVoted, c.result.Small = r.Count-online-paper, online+paper < smallBallots
	if !c.result.Small {
		c.result.Channels = []api.ChannelCount{{Channel: api.VoteChannelOnline, Votes: online}, {Channel: api.VoteChannelPaper, Votes: paper}}
	}
}
