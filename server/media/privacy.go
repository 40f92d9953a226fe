package media

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// Exported is one photo that somebody sent; its bytes are read at the link.
type Exported struct {
	ID        uuid.UUID `json:"id"`
	Width     int       `json:"width"`
	Height    int       `json:"height"`
	Level     Level     `json:"level"`
	Link      string    `json:"link"`
	CreatedAt time.Time `json:"created_at"`
}

// ExportOf lists the photos of an account.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	rows, err := gorm.G[Record](tx).Where("uploader_id = ?", account).Order("created_at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("export photos: %w", err)
	}
	all := make([]Exported, len(rows))
	for i, r := range rows {
		all[i] = Exported{ID: r.ID, Width: r.Width, Height: r.Height, Level: r.Level, CreatedAt: r.CreatedAt, Link: "/api/v1/media/" + r.ID.String()}
	}
	return all, nil
}

// Forget drops the photos that no record took, whose bytes the sweep removes, and takes the account from those who see
// the others. What a record took is the record's.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	for _, sql := range []string{
		`DELETE FROM media WHERE uploader_id = @account AND level = 'unattached'`,
		`UPDATE media SET persons = array_remove(persons, CAST(@account AS uuid)) WHERE uploader_id = @account AND CAST(@account AS uuid) = ANY (persons)`,
	} {
		if err := db.Exec(ctx, tx, sql, map[string]any{"account": account}); err != nil {
			return fmt.Errorf("forget photos: %w", err)
		}
	}
	return nil
}
