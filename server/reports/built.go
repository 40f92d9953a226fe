package reports

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// Built is a report about something that a project built.
type Built struct {
	ID      uuid.UUID
	Number  int64
	FiledAt time.Time
	Asset   string // its name
}

// AboutBuilt gives the reports that everybody may read about what a project built, the newest fifty.
func AboutBuilt(ctx context.Context, tx *gorm.DB, project uuid.UUID) ([]Built, error) {
	rows, err := db.Rows[Built](ctx, tx, `SELECT r.id, r.number, r.filed_at, a.name AS asset FROM assets a JOIN reports r ON r.asset_id = a.id
		WHERE a.project_id = ? AND r.state NOT IN ('submitted', 'rejected') ORDER BY r.filed_at DESC, r.id DESC LIMIT 50`, project)
	if err != nil {
		return nil, fmt.Errorf("reports of what a project built: %w", err)
	}
	return rows, nil
}
