package evaluations

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// Exported is what somebody opened, keyed and promised, and where they have taken part: not what was answered, which nobody
// can find.
type Exported struct {
	Opened         []exportedEvaluation    `json:"opened,omitempty"`
	TakenPart      []exportedTaking        `json:"taken_part,omitempty"`
	Keyed          []exportedKeying        `json:"keyed,omitempty"`
	Rectifications []exportedRectification `json:"rectifications,omitempty"`
}

type exportedEvaluation struct {
	ID      uuid.UUID `json:"id"`
	Title   string    `json:"title"`
	Text    string    `json:"text,omitempty"`
	Note    *string   `json:"note,omitempty"`
	OpensAt time.Time `json:"opens_at"`
}

type exportedTaking struct {
	EvaluationID uuid.UUID `json:"evaluation_id"`
	Title        string    `json:"title"`
	Unit         string    `json:"unit"`
}

type exportedKeying struct {
	BatchID      uuid.UUID `json:"batch_id"`
	EvaluationID uuid.UUID `json:"evaluation_id"`
	Amount       int       `json:"papers"`
}

type exportedRectification struct {
	ID       uuid.UUID  `json:"id"`
	Finding  string     `json:"finding"`
	Owner    string     `json:"owner"`
	Note     *string    `json:"note,omitempty"`
	OpenedAt time.Time  `json:"opened_at"`
	ClosedAt *time.Time `json:"closed_at,omitempty"`
}

// ExportOf gives what an account opened, keyed and promised, and the surveys that it or its household has answered.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	var all Exported
	for _, part := range []struct {
		into any
		sql  string
	}{
		{&all.Opened, `SELECT id, title, text, note, opens_at FROM evaluations WHERE author_id = ? ORDER BY opens_at, id`},
		{&all.TakenPart, `SELECT t.evaluation_id, e.title, e.unit FROM memberships m JOIN persons p ON p.id = m.person_id
			JOIN evaluation_takers t ON t.subject_id IN (p.id, p.household_id) JOIN evaluations e ON e.id = t.evaluation_id
			WHERE m.account_id = ? AND m.state = 'verified' ORDER BY e.opens_at, e.id`},
		{&all.Keyed, `SELECT id AS batch_id, evaluation_id, amount FROM evaluation_batches WHERE ? IN (keyed_by, checked_by) ORDER BY id`},
		{&all.Rectifications, `SELECT id, finding, owner, note, opened_at, closed_at FROM rectifications WHERE ? IN (author_id, closed_by) ORDER BY opened_at, id`},
	} {
		if err := tx.WithContext(ctx).Raw(part.sql, account).Scan(part.into).Error; err != nil {
			return nil, fmt.Errorf("export surveys: %w", err)
		}
	}
	return all, nil
}

// Forget takes an account from what it opened, keyed and promised, which an office did. That a household has answered stays,
// without an account; what was answered was never anybody's.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	for _, of := range [][2]string{{"evaluations", "author_id"}, {"evaluation_batches", "keyed_by"}, {"evaluation_batches", "checked_by"},
		{"rectifications", "author_id"}, {"rectifications", "closed_by"}} {
		if err := db.Exec(ctx, tx, `UPDATE `+of[0]+` SET `+of[1]+` = NULL WHERE `+of[1]+` = ?`, account); err != nil {
			return fmt.Errorf("forget who asked and keyed: %w", err)
		}
	}
	return nil
}
