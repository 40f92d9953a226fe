package ballots

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/media"
)

// MakeBatch puts returned ballots that are in no batch into one: those named, or the fifty that came back first.
func (s *Service) MakeBatch(ctx context.Context, actor, ballot uuid.UUID, d api.BatchDraft) (out api.Batch, made bool, err error) {
	w, _, _, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper)
	if err != nil {
		return out, false, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if _, err := lockBallot(ctx, tx, ballot); err != nil {
			return err
		}
		b, err := gorm.G[batch](tx).Where("id = ?", d.ID).Take(ctx)
		switch {
		case errors.Is(err, gorm.ErrRecordNotFound):
			if b, err = s.newBatch(ctx, tx, w, actor, d, now); err != nil {
				return err
			}
			made = true
		case err != nil:
			return err
		case b.BallotID != ballot || b.CreatedBy != actor:
			return fault.ErrIDTaken
		}
		k, err := deskOf(ctx, tx, b)
		out = k.toAPI(w, actor)
		return err
	})
	return out, made && err == nil, err
}

func (s *Service) newBatch(ctx context.Context, tx *gorm.DB, w whole, actor uuid.UUID, d api.BatchDraft, now time.Time) (b batch, err error) {
	if w.facts.HasResult || !now.Before(w.ClosesAt.AddDate(0, 0, keyingDays)) {
		return b, ErrKeyingOver
	}
	last, err := db.Row[struct{ N int }](ctx, tx, `SELECT coalesce(max(number), 0) AS n FROM paper_batches WHERE ballot_id = ?`, w.ID)
	if err != nil {
		return b, fmt.Errorf("a batch: %w", err)
	}
	b = batch{ID: d.ID, BallotID: w.ID, Number: last.N + 1, CreatedBy: actor, At: now}
	if err := gorm.G[batch](tx).Create(ctx, &b); err != nil {
		return b, fmt.Errorf("a batch: %w", err)
	}
	numbers := "{}"
	if d.Numbers != nil {
		text, err := json.Marshal(*d.Numbers)
		if err != nil {
			return b, err
		}
		numbers = "{" + string(text[1:len(text)-1]) + "}"
	}
	result := gorm.WithResult()
	err = gorm.G[any](tx, result).Exec(ctx, `UPDATE ballot_papers SET batch_id = @batch WHERE ballot_id = @ballot
		AND state = 'returned' AND batch_id IS NULL -- still, where it is handed back in this moment
		AND number IN (
		SELECT number FROM ballot_papers WHERE ballot_id = @ballot AND state = 'returned' AND batch_id IS NULL
		AND (NOT @some OR number = ANY (CAST(@numbers AS integer[]))) ORDER BY returned_at, number LIMIT 50)`,
		map[string]any{"batch": b.ID, "ballot": w.ID, "some": d.Numbers != nil, "numbers": numbers})
	switch {
	case err != nil:
		return b, fmt.Errorf("a batch: %w", err)
	case d.Numbers != nil && int(result.RowsAffected) != len(*d.Numbers):
		return b, ErrTaken.On("numbers", ErrTaken.Code)
	case result.RowsAffected == 0:
		return b, ErrBatchEmpty
	}
	return b, s.noted(ctx, tx, w.Ballot, actor, "batch", map[string]any{"batch": b.Number, "papers": result.RowsAffected})
}

// Batches lists the batches of a vote by number, in a fixed number of statements.
func (s *Service) Batches(ctx context.Context, actor, ballot uuid.UUID, limit int, after *string) (p api.BatchPage, err error) {
	w, _, _, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper)
	if err != nil {
		return p, err
	}
	from, err := placeOf(after)
	if err != nil {
		return p, err
	}
	rows, err := gorm.G[batch](s.DB).Where("ballot_id = ? AND number > ?", ballot, from.position).Order("number").Limit(limit + 1).Find(ctx)
	if err != nil {
		return p, fmt.Errorf("batches: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = place{rows[limit-1].Number, uuid.Nil}.cursor()
	}
	desks, err := desksOf(ctx, s.DB.WithContext(ctx), rows)
	if err != nil {
		return p, err
	}
	p.Items, p.KeyUntil = []api.Batch{}, w.ClosesAt.AddDate(0, 0, keyingDays)
	for _, d := range desks {
		p.Items = append(p.Items, d.toAPI(w, actor))
	}
	n, err := db.Row[struct{ N int }](ctx, s.DB, `SELECT count(*) AS n FROM ballot_papers WHERE ballot_id = ? AND state = 'returned' AND batch_id IS NULL`, ballot)
	p.Unbatched = n.N
	return p, err
}

// desksOf loads several batches with their looks.
func desksOf(ctx context.Context, tx *gorm.DB, batches []batch) ([]desk, error) {
	all, of := make([]desk, len(batches)), map[uuid.UUID]*desk{}
	listed := make([]uuid.UUID, len(batches))
	for i, b := range batches {
		all[i] = desk{batch: b, numbers: []int{}}
		of[b.ID], listed[i] = &all[i], b.ID
	}
	in := db.UUIDArray(listed)
	papers, err := db.Rows[struct {
		BatchID uuid.UUID
		Number  int
	}](ctx, tx, `SELECT batch_id, number FROM ballot_papers WHERE batch_id = ANY (CAST(? AS uuid[])) ORDER BY number`, in)
	if err != nil {
		return nil, fmt.Errorf("batches: %w", err)
	}
	for _, p := range papers {
		of[p.BatchID].numbers = append(of[p.BatchID].numbers, p.Number)
	}
	looks, err := gorm.G[batchLook](tx).Where("batch_id = ANY (CAST(? AS uuid[]))", in).Order("look").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("batches: %w", err)
	}
	for _, l := range looks {
		of[l.BatchID].looks = append(of[l.BatchID].looks, l)
	}
	read, err := gorm.G[keyed](tx).Where("batch_id = ANY (CAST(? AS uuid[]))", in).Order("look, number").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("batches: %w", err)
	}
	for _, k := range read {
		of[k.BatchID].keyed = append(of[k.BatchID].keyed, k)
	}
	return all, nil
}

// figures are the sums of paper.
type figures struct {
	Printed, Issued, Spoiled, Unused, Returned, Outstanding int
	Valid, Blank, Invalid, Keyed, BatchesOpen, Unbatched    int
}

const figuresSQL = `
SELECT count(*) AS printed, count(*) FILTER (WHERE p.state IN ('issued', 'returned')) AS issued, count(*) FILTER (WHERE p.state = 'spoiled') AS spoiled,
  count(*) FILTER (WHERE p.state = 'printed') AS unused, count(*) FILTER (WHERE p.state = 'returned') AS returned,
  count(*) FILTER (WHERE p.state = 'issued') AS outstanding,
  count(*) FILTER (WHERE p.state = 'returned' AND (v.mark <> 'invalid' OR cardinality(v.choices) > 0)) AS valid,
  count(*) FILTER (WHERE p.state = 'returned' AND cardinality(v.choices) = 0) AS blank,
  count(*) FILTER (WHERE p.state = 'returned' AND v.mark = 'invalid') AS invalid,
  count(*) FILTER (WHERE p.state = 'returned' AND k.settled_at IS NOT NULL) AS keyed,
  count(DISTINCT k.id) FILTER (WHERE k.settled_at IS NULL) AS batches_open,
  count(*) FILTER (WHERE p.state = 'returned' AND p.batch_id IS NULL) AS unbatched
FROM ballot_papers p
LEFT JOIN ballot_votes v ON v.ballot_id = p.ballot_id AND v.voter_id = p.voter_id AND p.state = 'returned'
LEFT JOIN paper_batches k ON k.id = p.batch_id
WHERE p.ballot_id = ?`

// balanced tells whether printed = issued + spoiled + unused, issued = returned + outstanding, and returned = valid + blank +
// invalid = rows keyed.
func (f figures) balanced() bool {
	return f.Printed == f.Issued+f.Spoiled+f.Unused && f.Issued == f.Returned+f.Outstanding && f.Returned == f.Valid+f.Blank+f.Invalid && f.Returned == f.Keyed
}

// reconciled is how paper was closed.
type reconciled struct {
	BallotID uuid.UUID
	Figures  figures `gorm:"serializer:json"`
	Balanced bool
	Note     string
	MediaIDs ids `gorm:"column:media_ids"`
	ByID     uuid.UUID
	At       time.Time
}

// TableName is ballot_reconciliations.
func (reconciled) TableName() string { return "ballot_reconciliations" }

// Reconciliation tells what was printed, issued, returned and keyed.
func (s *Service) Reconciliation(ctx context.Context, actor, ballot uuid.UUID) (out api.Reconciliation, err error) {
	if _, _, _, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper); err != nil {
		return out, err
	}
	return reconciliation(ctx, s.DB.WithContext(ctx), ballot)
}

func reconciliation(ctx context.Context, tx *gorm.DB, ballot uuid.UUID) (out api.Reconciliation, err error) {
	f, err := db.Row[figures](ctx, tx, figuresSQL, ballot)
	if err != nil {
		return out, fmt.Errorf("reconcile: %w", err)
	}
	out = api.Reconciliation{Printed: f.Printed, Issued: f.Issued, Spoiled: f.Spoiled, Unused: f.Unused, Returned: f.Returned, Outstanding: f.Outstanding,
		Valid: f.Valid, Blank: f.Blank, Invalid: f.Invalid, Keyed: f.Keyed, BatchesOpen: f.BatchesOpen, Balanced: f.balanced(), Photos: []api.Picture{}}
	r, err := gorm.G[reconciled](tx).Where("ballot_id = ?", ballot).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("reconcile: %w", err)
	}
	out.ClosedAt = &r.At
	if r.Note != "" {
		out.Note = &r.Note
	}
	if len(r.MediaIDs) > 0 {
		out.Photos, err = pictures(ctx, tx, r.MediaIDs)
	}
	return out, err
}

// Reconcile closes the paper of a vote that is over: the sums hold, with a photo of the signed sheet, or a signed note says
// why not. Then the vote is counted.
func (s *Service) Reconcile(ctx context.Context, actor, ballot uuid.UUID, word api.ReconciliationWord) (out api.Reconciliation, err error) {
	note, photos := "", api.Value(word.PhotoIds)
	if word.Note != nil {
		if note, err = fault.Text("note", *word.Note); err != nil {
			return out, err
		}
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		w, err := s.acting(ctx, tx, actor, ballot, now)
		if err != nil {
			return err
		}
		if w.facts.Office.Manages && w.about.Reconciled {
			out, err = reconciliation(ctx, tx, ballot)
			return err
		}
		if err := CanAct(api.BallotActReconcile, w.facts); err != nil {
			return err
		}
		f, err := db.Row[figures](ctx, tx, figuresSQL, ballot)
		if err != nil {
			return fmt.Errorf("reconcile: %w", err)
		}
		if err := canReconcile(f, note, len(photos), now.Before(w.ClosesAt.AddDate(0, 0, keyingDays))); err != nil {
			return err
		}
		if err := media.Attach(ctx, tx, actor, photos, staff(w.CommunityID)); err != nil {
			return err
		}
		r := reconciled{BallotID: ballot, Figures: f, Balanced: f.balanced(), Note: note, MediaIDs: ids(photos), ByID: actor, At: now}
		if err := gorm.G[reconciled](tx).Create(ctx, &r); err != nil {
			return fmt.Errorf("reconcile: %w", err)
		}
		if err := db.Enqueue(ctx, tx, CloseArgs{Ballot: ballot}, now); err != nil {
			return err
		}
		if out, err = reconciliation(ctx, tx, ballot); err != nil {
			return err
		}
		return s.noted(ctx, tx, w.Ballot, actor, "reconcile", map[string]any{"balanced": r.Balanced, "returned": f.Returned, "keyed": f.Keyed})
	})
	return out, err
}

// canReconcile tells why paper cannot be closed: while there is time, everything that came back is keyed first.
func canReconcile(f figures, note string, photos int, time bool) error {
	switch {
	case time && (f.BatchesOpen > 0 || f.Unbatched > 0):
		return ErrReconciliationOpen
	case !f.balanced() && note == "":
		return ErrUnbalanced
	case note == "" && photos == 0:
		return ErrProof
	}
	return nil
}
