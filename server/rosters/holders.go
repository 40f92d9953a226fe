package rosters

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// holding checks the names of those who take turns, and that their households are of the community.
func holding(ctx context.Context, tx *gorm.DB, community uuid.UUID, asked []api.DutyHolder) ([]api.DutyHolder, error) {
	holders, ids := make([]api.DutyHolder, len(asked)), []uuid.UUID{}
	known := map[uuid.UUID]bool{}
	for i, h := range asked {
		name, err := fault.Line(fmt.Sprintf("holders.%d.name", i), h.Name)
		if err != nil {
			return nil, err
		}
		holders[i] = api.DutyHolder{Name: name, HouseholdID: h.HouseholdID}
		if h.HouseholdID != nil && !known[*h.HouseholdID] {
			known[*h.HouseholdID] = true
			ids = append(ids, *h.HouseholdID)
		}
	}
	n, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM households WHERE community_id = ? AND id = ANY (CAST(? AS uuid[]))`, community, db.UUIDArray(ids))
	if err == nil && n.N != len(ids) {
		err = ErrHousehold.On("holders", ErrHousehold.Code)
	}
	return holders, err
}

// fill gives each day to the next in turn.
func fill(ctx context.Context, tx *gorm.DB, roster, community uuid.UUID, days []time.Time, holders []api.DutyHolder) error {
	type turn struct {
		ID, RosterID, CommunityID uuid.UUID
		OnDate                    string
		HouseholdID               *uuid.UUID
		Name                      string
	}
	turns := make([]turn, len(days))
	for i, day := range days {
		h := holders[i%len(holders)]
		turns[i] = turn{uuid.New(), roster, community, day.Format(time.DateOnly), h.HouseholdID, h.Name}
	}
	if err := tx.WithContext(ctx).Table("duty_turns").Create(&turns).Error; err != nil {
		return fmt.Errorf("turns of a roster: %w", err)
	}
	return nil
}
