package rosters

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// Exported is a turn of the account's household, or one that the account marked.
type Exported struct {
	Roster string    `json:"roster"`
	On     time.Time `json:"on"`
	Name   string    `json:"name"`
	Done   *bool     `json:"done,omitempty"`
	Note   *string   `json:"note,omitempty"`
}

// ExportOf gives the turns of an account's household and those that it marked.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	rows, err := db.Rows[Exported](ctx, tx, `SELECT r.title AS roster, t.on_date AS on, t.name, t.done, t.note FROM duty_turns t JOIN rosters r ON r.id = t.roster_id
		WHERE t.marked_by = @account OR t.household_id IN (SELECT p.household_id FROM memberships m JOIN persons p ON p.id = m.person_id
			WHERE m.account_id = @account AND m.state = 'verified') ORDER BY t.on_date, t.id`, map[string]any{"account": account})
	if err != nil {
		return nil, fmt.Errorf("export turns: %w", err)
	}
	return rows, nil
}

// Forget takes an account from the rosters it made and the turns it marked; the roster names households, as the committee
// wrote them.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	for _, of := range [][2]string{{"rosters", "author_id"}, {"duty_turns", "marked_by"}} {
		if err := db.Exec(ctx, tx, `UPDATE `+of[0]+` SET `+of[1]+` = NULL WHERE `+of[1]+` = ?`, account); err != nil {
			return fmt.Errorf("forget who made and marked: %w", err)
		}
	}
	return nil
}
