package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// Exported is an act of somebody, without whom or what it concerned.
type Exported struct {
	ID     uuid.UUID `json:"id"`
	Action string    `json:"action"`
	At     time.Time `json:"at"`
}

// ExportOf lists the acts of an account. The log itself is kept: it holds numbers, and cannot be changed.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	rows, err := db.Rows[Exported](ctx, tx, `SELECT id, action, at FROM audit_entries WHERE actor_id = ? ORDER BY at, id`, account)
	if err != nil {
		return nil, fmt.Errorf("export acts: %w", err)
	}
	return rows, nil
}
