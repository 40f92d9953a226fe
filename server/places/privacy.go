package places

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// Exported is something that an account put on the list.
type Exported struct {
	ID        uuid.UUID `json:"id"`
	Name      string    `json:"name"`
	Place     string    `json:"place"`
	Custodian string    `json:"custodian"`
	Since     time.Time `json:"since"`
}

// ExportOf gives what an account put on the list.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	rows, err := db.Rows[Exported](ctx, tx, `SELECT id, name, place, custodian, since FROM assets WHERE author_id = ? ORDER BY since, id`, account)
	if err != nil {
		return nil, fmt.Errorf("export assets: %w", err)
	}
	return rows, nil
}

// Forget takes an account from what it put on the list; the list is the community's.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	return db.Exec(ctx, tx, `UPDATE assets SET author_id = NULL WHERE author_id = ?`, account)
}
