package demo

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"wugong/server/db"
	"wugong/server/notifications"
)

// keptUnread is how many notices somebody has not read yet, as people who look in now and then.
const keptUnread = 4

// read lets everybody read what they were told, but for the last few notices.
func (s *seeder) read(ctx context.Context) error {
	rows, err := db.Rows[struct{ AccountID, ID uuid.UUID }](ctx, s.DB, `SELECT account_id, id FROM (
		SELECT account_id, id, row_number() OVER (PARTITION BY account_id ORDER BY at DESC, id DESC) AS n FROM inbox) told WHERE n = ?`, keptUnread+1)
	if err != nil {
		return fmt.Errorf("what was read: %w", err)
	}
	inbox := &notifications.Service{DB: s.DB, Now: s.reports.Now}
	for _, row := range rows {
		if _, err := inbox.MarkRead(ctx, row.AccountID, row.ID); err != nil {
			return fmt.Errorf("what was read: %w", err)
		}
	}
	return nil
}
