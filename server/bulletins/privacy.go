package bulletins

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"

	"wugong/server/db"
)

// Exported is a notice that somebody wrote.
type Exported struct {
	ID        uuid.UUID              `json:"id"`
	Issuer    api.BulletinIssuerKind `json:"issuer"`
	Title     string                 `json:"title"`
	Text      string                 `json:"text"`
	CreatedAt time.Time              `json:"created_at"`
	PublishAt time.Time              `json:"publish_at"`
	Withdrawn *time.Time             `json:"withdrawn_at,omitempty"`
}

// ExportOf gives the notices an account wrote.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	rows, err := gorm.G[Bulletin](tx).Where("author_id = ?", account).Order("created_at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("export notices: %w", err)
	}
	all := make([]Exported, len(rows))
	for i, b := range rows {
		all[i] = Exported{ID: b.ID, Issuer: b.Issuer, Title: b.Title, Text: b.Text, CreatedAt: b.CreatedAt, PublishAt: b.PublishAt, Withdrawn: b.WithdrawnAt}
	}
	return all, nil
}

// Forget takes an account from the notices it wrote or withdrew. The notices stay: an office issued them, not a person.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	for _, column := range []string{"author_id", "withdrawn_by"} {
		err := db.Exec(ctx, tx, `UPDATE bulletins SET `+column+` = NULL WHERE `+column+` = ?`, account)
		if err != nil {
			return fmt.Errorf("forget the author of notices: %w", err)
		}
	}
	return nil
}
