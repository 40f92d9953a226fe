package notifications

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/words"
)

// Exported is one notice that somebody got.
type Exported struct {
	ID    uuid.UUID      `json:"id"`
	Kind  api.NoticeKind `json:"kind"`
	Title string         `json:"title"`
	Link  string         `json:"link"`
	At    time.Time      `json:"at"`
	Read  *time.Time     `json:"read_at,omitempty"`
}

// ExportOf gives the titles of an account's notices. Their texts may name others, so they stay where they are.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	rows, err := gorm.G[item](tx).Where("account_id = ?", account).Order("at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("export the inbox: %w", err)
	}
	all := make([]Exported, len(rows))
	for i, n := range rows {
		title := words.Say(words.Lang(ctx), "notice."+string(n.Kind)+".title", nil)
		all[i] = Exported{ID: n.ID, Kind: n.Kind, Title: title, Link: n.Link, At: n.At, Read: n.ReadAt}
	}
	return all, nil
}

// Forget erases an account's inbox.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	if err := db.Exec(ctx, tx, `DELETE FROM inbox WHERE account_id = ?`, account); err != nil {
		return fmt.Errorf("erase an inbox: %w", err)
	}
	return nil
}

// ForgetRequests erases what others were told, by name, of requests to join.
func ForgetRequests(ctx context.Context, tx *gorm.DB, subjects []uuid.UUID) error {
	if len(subjects) == 0 {
		return nil
	}
	err := db.Exec(ctx, tx, `DELETE FROM inbox WHERE kind = 'join_requested' AND subject_id IN ?`, subjects)
	if err != nil {
		return fmt.Errorf("erase requests to join: %w", err)
	}
	return nil
}
