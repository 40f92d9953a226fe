package evaluations

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// keying holds a survey for somebody who may key papers of it.
func keying(ctx context.Context, tx *gorm.DB, id, actor uuid.UUID, now time.Time) (r row, s communities.Standing, err error) {
	if err := hold(ctx, tx, id); err != nil {
		return r, s, err
	}
	if r, s, err = load(ctx, tx, id, actor, now); err != nil {
		return r, s, err
	}
	return r, s, CanAct(api.EvaluationActKey, r.facts(s), now)
}

// Batches are those that wait for their second keying.
func (s *Service) Batches(ctx context.Context, actor, id uuid.UUID) (l api.EvaluationBatchList, err error) {
	r, standing, err := load(ctx, s.DB, id, actor, s.now())
	if err != nil {
		return l, err
	}
	if !r.keys(standing) {
		return l, fault.ErrForbidden
	}
	rows, err := batches(ctx, s.DB, `WHERE evaluation_id = ? AND NOT counted ORDER BY id LIMIT 100`, id)
	if err != nil {
		return l, err
	}
	l.Items = make([]api.EvaluationBatch, len(rows))
	for i, b := range rows {
		l.Items[i] = b.toAPI(actor)
	}
	return l, nil
}

// Key takes a batch of papers for the first time. Sent again by the same person it gives the batch of the first time.
func (s *Service) Key(ctx context.Context, actor, id uuid.UUID, d api.EvaluationBatchDraft) (b Batch, made bool, err error) {
	fresh := Batch{ID: d.ID, EvaluationID: id, KeyedBy: &actor, Subjects: d.Subjects}
	if fresh.Sheets, err = allSaid(d.Sheets); err != nil {
		return b, false, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		r, standing, err := keying(ctx, tx, id, actor, now)
		if err != nil {
			return err
		}
		if _, err := batchOf(ctx, tx, d.ID); errors.Is(err, ErrNoBatch) {
			if fresh.Amount, err = numbered(fresh); err != nil {
				return err
			}
			if made, err = insertBatch(ctx, tx, fresh); err != nil {
				return err
			}
			if made {
				if err := reserve(ctx, tx, r, standing, fresh, now); err != nil {
					return err
				}
				err := audit.Record(ctx, tx, audit.Entry{Community: r.CommunityID, Actor: actor, Action: "evaluation.key", Subject: d.ID,
					Detail: map[string]any{"evaluation": id, "papers": fresh.Amount}})
				if err != nil {
					return err
				}
			}
		} else if err != nil {
			return err
		}
		if b, err = batchOf(ctx, tx, d.ID); err == nil && (!b.keyedBy(actor) || b.EvaluationID != id) {
			err = fault.ErrIDTaken
		}
		return err
	})
	return b, made && err == nil, err
}

// reserve marks those of a batch as having answered: they are asked, live where this person keys, and had not.
func reserve(ctx context.Context, tx *gorm.DB, r row, standing communities.Standing, b Batch, now time.Time) error {
	roll, err := rollOf(ctx, tx, r.Evaluation, now)
	if err != nil {
		return err
	}
	asked := make(map[uuid.UUID]uuid.UUID, len(roll))
	for _, v := range roll {
		asked[v.ID] = v.Place.Building
	}
	for _, id := range b.Subjects {
		building, known := asked[id]
		if !known || !communities.CanIn(standing, building, api.PermissionEvaluationPaper) {
			return ErrSubject.On("subjects", ErrSubject.Code)
		}
	}
	n, err := take(ctx, tx, r.ID, b.Subjects)
	if err == nil && n != len(b.Subjects) {
		err = ErrAnswered.On("subjects", ErrAnswered.Code)
	}
	return err
}

// numbered refuses a batch in which somebody is named twice or papers and people are not as many.
func numbered(b Batch) (int, error) {
	seen := map[uuid.UUID]bool{}
	for _, id := range b.Subjects {
		seen[id] = true
	}
	if len(seen) != len(b.Subjects) || len(seen) != len(b.Sheets) {
		return 0, ErrNumbers.On("sheets", ErrNumbers.Code)
	}
	return len(b.Sheets), nil
}

func allSaid(sheets []api.EvaluationSheet) ([]api.EvaluationSheet, error) {
	checked := make([]api.EvaluationSheet, len(sheets))
	for i, s := range sheets {
		var err error
		if checked[i], err = said(fmt.Sprintf("sheets.%d.", i), s); err != nil {
			return nil, err
		}
	}
	return checked, nil
}

func batchOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Batch, error) {
	rows, err := batches(ctx, tx, `WHERE id = ?`, id)
	if err == nil && len(rows) == 0 {
		err = ErrNoBatch
	}
	if err != nil {
		return Batch{}, err
	}
	return rows[0], nil
}

// lockBatch keeps a batch for somebody who may key papers of its survey.
func lockBatch(ctx context.Context, tx *gorm.DB, id, actor uuid.UUID, now time.Time) (b Batch, r row, s communities.Standing, err error) {
	if b, err = batchOf(ctx, tx, id); err != nil {
		return b, r, s, err
	}
	if r, s, err = load(ctx, tx, b.EvaluationID, actor, now); err != nil {
		return b, r, s, err
	}
	if !r.keys(s) {
		return b, r, s, ErrNoBatch
	}
	if r, s, err = keying(ctx, tx, b.EvaluationID, actor, now); err != nil {
		return b, r, s, err
	}
	if err = db.Exec(ctx, tx, `SELECT FROM evaluation_batches WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
		return b, r, s, err
	}
	if b, err = batchOf(ctx, tx, id); err == nil && b.Counted {
		err = ErrCounted
	}
	return b, r, s, err
}

// Rekey lets who keyed a batch key it anew.
func (s *Service) Rekey(ctx context.Context, actor, id uuid.UUID, k api.EvaluationBatchKeying) (b Batch, err error) {
	sheets, err := allSaid(k.Sheets)
	if err != nil {
		return b, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		old, r, standing, err := lockBatch(ctx, tx, id, actor, now)
		if err != nil {
			return err
		}
		if !old.keyedBy(actor) {
			return fault.ErrForbidden
		}
		fresh := Batch{ID: id, EvaluationID: old.EvaluationID, Subjects: k.Subjects, Sheets: sheets}
		if fresh.Amount, err = numbered(fresh); err != nil {
			return err
		}
		err = db.Exec(ctx, tx, `DELETE FROM evaluation_takers WHERE evaluation_id = ? AND subject_id = ANY (CAST(? AS uuid[]))`,
			old.EvaluationID, db.UUIDArray(old.Subjects))
		if err != nil {
			return err
		}
		if err := reserve(ctx, tx, r, standing, fresh, now); err != nil {
			return err
		}
		if err := rekey(ctx, tx, fresh); err != nil {
			return err
		}
		if b, err = batchOf(ctx, tx, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: r.CommunityID, Actor: actor, Action: "evaluation.rekey", Subject: id,
			Detail: map[string]any{"evaluation": r.ID, "papers": fresh.Amount}})
	})
	return b, err
}

// Check lets the committee key a batch for the second time. Where both agree its papers are counted and what was keyed is gone; where they do
// not, the numbers of the sheets are in the fault, and the try is kept.
func (s *Service) Check(ctx context.Context, actor, id uuid.UUID, c api.EvaluationBatchCheck) (b Batch, err error) {
	sheets, err := allSaid(c.Sheets)
	if err != nil {
		return b, err
	}
	var differ error
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		old, r, standing, err := lockBatch(ctx, tx, id, actor, now)
		switch {
		case errors.Is(err, ErrCounted) && old.CheckedBy != nil && *old.CheckedBy == actor:
			b = old
			return nil
		case err != nil:
			return err
		case !communities.Can(standing, api.PermissionEvaluationManage):
			return fault.ErrForbidden
		case old.keyedBy(actor):
			return ErrSamePerson
		case old.Tries >= mostTries:
			return ErrTries
		}
		if numbers := Differ(old.Sheets, sheets); len(numbers) > 0 {
			differ = differing(numbers)
			return db.Exec(ctx, tx, `UPDATE evaluation_batches SET tries = tries + 1 WHERE id = ?`, id)
		}
		if err := drop(ctx, tx, old.EvaluationID, old.Sheets); err != nil {
			return err
		}
		err = db.Exec(ctx, tx, `UPDATE evaluation_batches SET counted = true, checked_by = ?, subjects = NULL, sheets = NULL WHERE id = ?`, actor, id)
		if err != nil {
			return err
		}
		if b, err = batchOf(ctx, tx, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: r.CommunityID, Actor: actor, Action: "evaluation.check", Subject: id,
			Detail: map[string]any{"evaluation": r.ID, "papers": b.Amount}})
	})
	if err == nil {
		err = differ
	}
	return b, err
}

// differing names the sheets that two keyings do not have in common.
func differing(numbers []int) error {
	f := ErrDiffer
	for _, n := range numbers {
		f = f.On(fmt.Sprintf("sheets.%d", n-1), ErrDiffer.Code)
	}
	return f
}
