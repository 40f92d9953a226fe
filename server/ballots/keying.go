package ballots

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// batch is up to fifty returned ballots that are keyed together.
type batch struct {
	ID        uuid.UUID
	BallotID  uuid.UUID
	Number    int
	CreatedBy uuid.UUID
	At        time.Time
	SettledAt *time.Time
}

// TableName is paper_batches.
func (batch) TableName() string { return "paper_batches" }

type batchLook struct {
	BatchID uuid.UUID
	Look    int
	ByID    uuid.UUID
	At      time.Time
}

// TableName is batch_looks.
func (batchLook) TableName() string { return "batch_looks" }

// keyed is what one look read on one ballot.
type keyed struct {
	BatchID uuid.UUID
	Look    int
	Number  int
	Mark    *api.VoteMark
	Choices *ids
}

// TableName is batch_keyed.
func (keyed) TableName() string { return "batch_keyed" }

func (k keyed) same(o keyed) bool {
	if (k.Mark == nil) != (o.Mark == nil) || k.Mark != nil && *k.Mark != *o.Mark {
		return false
	}
	return k.Choices == nil || slices.Equal(*k.Choices, *o.Choices)
}

// desk is a batch with all its looks.
type desk struct {
	batch
	numbers []int
	looks   []batchLook
	keyed   []keyed
}

// reading gives what the looks agree on for each ballot, and the numbers where no two agree.
func (d desk) reading() (agreed map[int]keyed, differing []int) {
	agreed, differing = map[int]keyed{}, []int{}
	for _, n := range d.numbers {
		var seen []keyed
		found := false
		for _, k := range d.keyed {
			if k.Number != n || found {
				continue
			}
			if i := slices.IndexFunc(seen, k.same); i >= 0 {
				agreed[n], found = k, true
			}
			seen = append(seen, k)
		}
		if !found && len(seen) > 1 {
			differing = append(differing, n)
		}
	}
	return agreed, differing
}

func (d desk) state() api.BatchState {
	switch {
	case d.SettledAt != nil:
		return api.BatchStateSettled
	case len(d.looks) == 0:
		return api.BatchStateFirst
	case len(d.looks) == 1:
		return api.BatchStateSecond
	}
	return api.BatchStateThird
}

func (d desk) toAPI(w whole, actor uuid.UUID) api.Batch {
	_, differing := d.reading()
	mine := slices.ContainsFunc(d.looks, func(l batchLook) bool { return l.ByID == actor })
	until := w.ClosesAt.AddDate(0, 0, keyingDays)
	return api.Batch{ID: d.ID, Number: d.batch.Number, State: d.state(), Papers: d.numbers, Differing: differing, Looks: len(d.looks), Mine: mine,
		CanKey: !mine && d.SettledAt == nil && w.now.Before(until), KeyUntil: until, SettledAt: d.SettledAt}
}

// deskOf loads a batch with its looks.
func deskOf(ctx context.Context, tx *gorm.DB, b batch) (d desk, err error) {
	d = desk{batch: b, numbers: []int{}}
	rows, err := db.Rows[struct{ Number int }](ctx, tx, `SELECT number FROM ballot_papers WHERE batch_id = ? ORDER BY number`, b.ID)
	if err != nil {
		return d, fmt.Errorf("a batch: %w", err)
	}
	for _, r := range rows {
		d.numbers = append(d.numbers, r.Number)
	}
	if d.looks, err = gorm.G[batchLook](tx).Where("batch_id = ?", b.ID).Order("look").Find(ctx); err != nil {
		return d, fmt.Errorf("a batch: %w", err)
	}
	if d.keyed, err = gorm.G[keyed](tx).Where("batch_id = ?", b.ID).Order("look, number").Find(ctx); err != nil {
		return d, fmt.Errorf("a batch: %w", err)
	}
	return d, nil
}

// Look is one person's reading of a batch.
func (s *Service) Look(ctx context.Context, actor, id uuid.UUID, l api.BatchLook) (out api.Batch, err error) {
	w, b, err := s.batchFor(ctx, actor, id)
	if err != nil {
		return out, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if _, err := lockBallot(ctx, tx, w.ID); err != nil {
			return err
		}
		if b, err = gorm.G[batch](tx).Where("id = ?", id).Take(ctx); err != nil {
			return err
		}
		d, err := deskOf(ctx, tx, b)
		if err != nil {
			return err
		}
		if err := canKey(d, w, actor); err != nil {
			return err
		}
		read, err := readLook(ctx, tx, d, w, l)
		if err != nil {
			return err
		}
		look := batchLook{BatchID: id, Look: len(d.looks) + 1, ByID: actor, At: now}
		if err := gorm.G[batchLook](tx).Create(ctx, &look); err != nil {
			return fmt.Errorf("key a batch: %w", err)
		}
		for i := range read {
			read[i].Look = look.Look
		}
		if err := gorm.G[keyed](tx).CreateInBatches(ctx, &read, len(read)); err != nil {
			return fmt.Errorf("key a batch: %w", err)
		}
		if d, err = deskOf(ctx, tx, b); err != nil {
			return err
		}
		if err := s.settle(ctx, tx, &d, now); err != nil {
			return err
		}
		out = d.toAPI(w, actor)
		return s.noted(ctx, tx, w.Ballot, actor, "key", map[string]any{"batch": b.Number, "look": look.Look, "settled": d.SettledAt != nil, "differing": len(out.Differing)})
	})
	return out, err
}

func canKey(d desk, w whole, actor uuid.UUID) error {
	switch {
	case d.SettledAt != nil:
		return ErrBatchSettled
	case slices.ContainsFunc(d.looks, func(l batchLook) bool { return l.ByID == actor }):
		return ErrSamePerson
	case w.facts.HasResult || !w.now.Before(w.ClosesAt.AddDate(0, 0, keyingDays)):
		return ErrKeyingOver
	case len(d.looks) >= 9:
		return ErrKeyingOver
	}
	return nil
}

// readLook checks what was keyed: each ballot that this look is for, once, with a choice that can be made.
func readLook(ctx context.Context, tx *gorm.DB, d desk, w whole, l api.BatchLook) ([]keyed, error) {
	want := d.numbers
	if len(d.looks) > 1 {
		_, want = d.reading()
	}
	options, err := optionsOf(ctx, tx, w.ID)
	if err != nil {
		return nil, err
	}
	read := []keyed{}
	for i, p := range l.Papers {
		field := fmt.Sprintf("papers[%d]", i)
		if !slices.Contains(want, p.Number) || slices.ContainsFunc(read, func(k keyed) bool { return k.Number == p.Number }) {
			return nil, ErrIncomplete.On(field+".number", ErrIncomplete.Code)
		}
		k := keyed{BatchID: d.ID, Number: p.Number}
		if k.Mark, k.Choices, err = w.Ballot.read(p, options); err != nil {
			return nil, fault.Of(err).On(field, ErrChoice.Code)
		}
		read = append(read, k)
	}
	if len(read) != len(want) {
		return nil, ErrIncomplete.On("papers", ErrIncomplete.Code)
	}
	return read, nil
}

// read brings what was keyed of one ballot into its form: what names too much or too little is invalid as a whole.
func (b Ballot) read(p api.PaperMark, options []Option) (*api.VoteMark, *ids, error) {
	if b.Kind == api.BallotKindDecision {
		if p.Mark == nil || p.Choices != nil {
			return nil, nil, ErrChoice
		}
		return p.Mark, nil, nil
	}
	if p.Invalid != nil && *p.Invalid {
		return new(api.VoteMarkInvalid), nil, nil
	}
	if p.Choices == nil || p.Mark != nil {
		return nil, nil, ErrChoice
	}
	sorted := ids(slices.Clone(*p.Choices))
	slices.SortFunc(sorted, func(x, y uuid.UUID) int { return bytes.Compare(x[:], y[:]) })
	for i, id := range sorted {
		if i > 0 && sorted[i-1] == id || !slices.ContainsFunc(options, func(o Option) bool { return o.ID == id }) {
			return nil, nil, ErrChoice
		}
	}
	if n := len(sorted); b.Kind == api.BallotKindChoice && n > 0 && (n < *b.MinChoices || n > *b.MaxChoices) {
		return new(api.VoteMarkInvalid), nil, nil
	}
	return nil, &sorted, nil
}

// settle writes the choices into the votes as soon as two looks agree on every ballot of the batch.
func (s *Service) settle(ctx context.Context, tx *gorm.DB, d *desk, now time.Time) error {
	agreed, differing := d.reading()
	if len(d.looks) < 2 || len(differing) > 0 || len(agreed) != len(d.numbers) {
		return nil
	}
	rows := []keyed{}
	for _, k := range agreed {
		rows = append(rows, k)
	}
	slices.SortFunc(rows, func(a, b keyed) int { return cmp.Compare(a.Number, b.Number) })
	for _, k := range rows {
		err := db.Exec(ctx, tx, `UPDATE ballot_votes v SET mark = @mark, choices = CAST(@choices AS uuid[]) FROM ballot_papers p
			WHERE p.ballot_id = @ballot AND p.number = @number AND v.ballot_id = p.ballot_id AND v.voter_id = p.voter_id AND v.channel = 'paper'`,
			map[string]any{"mark": k.Mark, "choices": k.Choices, "ballot": d.BallotID, "number": k.Number})
		if err != nil {
			return fmt.Errorf("settle a batch: %w", err)
		}
	}
	if err := db.Exec(ctx, tx, `UPDATE paper_batches SET settled_at = ? WHERE id = ?`, now, d.ID); err != nil {
		return fmt.Errorf("settle a batch: %w", err)
	}
	d.SettledAt = &now
	return nil
}

// batchFor loads a batch for who keys paper.
func (s *Service) batchFor(ctx context.Context, actor, id uuid.UUID) (w whole, b batch, err error) {
	b, err = gorm.G[batch](s.DB).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return w, b, ErrNoBatch
	}
	if err != nil {
		return w, b, err
	}
	w, _, _, err = s.within(ctx, actor, b.BallotID, api.PermissionBallotPaper)
	if errors.Is(err, ErrNotFound) {
		err = ErrNoBatch
	}
	return w, b, err
}

// Batch is a batch with its numbers, never with what others keyed.
func (s *Service) Batch(ctx context.Context, actor, id uuid.UUID) (api.Batch, error) {
	w, b, err := s.batchFor(ctx, actor, id)
	if err != nil {
		return api.Batch{}, err
	}
	d, err := deskOf(ctx, s.DB.WithContext(ctx), b)
	return d.toAPI(w, actor), err
}
