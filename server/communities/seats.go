package communities

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"

	"wugong/server/db"
)

// Seat is a role held where it counts: a role of the town stands once for each of its communities, one of the platform
// once, without a community (uuid.Nil).
type Seat struct {
	Role      api.Role
	Community uuid.UUID
}

// SeatsOf gives where an account holds one of the roles at a moment, in all communities and in one statement. Roles that
// follow from living somewhere are not among them.
func SeatsOf(ctx context.Context, tx *gorm.DB, account uuid.UUID, at time.Time, roles ...api.Role) ([]Seat, error) {
	rows, err := db.Rows[struct {
		Role        api.Role
		CommunityID uuid.NullUUID
	}](ctx, tx, `SELECT DISTINCT g.role, c.id AS community_id FROM role_grants g
		LEFT JOIN communities c ON g.community_id = c.id OR g.division_id = ANY (c.ancestors)
		WHERE g.account_id = @account AND g.role IN @roles AND g.valid_from <= @at AND (g.valid_to IS NULL OR g.valid_to > @at)`,
		map[string]any{"account": account, "roles": roles, "at": at})
	if err != nil {
		return nil, fmt.Errorf("seats: %w", err)
	}
	seats := make([]Seat, len(rows))
	for i, r := range rows {
		seats[i] = Seat{r.Role, r.CommunityID.UUID}
	}
	return seats, nil
}

// PlatformHolders gives the accounts that administer the platform at a moment.
func PlatformHolders(ctx context.Context, tx *gorm.DB, at time.Time) ([]uuid.UUID, error) {
	rows, err := db.Rows[struct{ AccountID uuid.UUID }](ctx, tx, `SELECT DISTINCT account_id FROM role_grants
		WHERE role = 'platform_admin' AND valid_from <= @at AND (valid_to IS NULL OR valid_to > @at) ORDER BY 1`, map[string]any{"at": at})
	if err != nil {
		return nil, fmt.Errorf("holders of the platform: %w", err)
	}
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.AccountID
	}
	return ids, nil
}

// NamesOf gives the names of communities, in one statement. Unknown ids are missing from the map.
func NamesOf(ctx context.Context, tx *gorm.DB, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	names := make(map[uuid.UUID]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	rows, err := db.Rows[struct {
		ID   uuid.UUID
		Name string
	}](ctx, tx, "SELECT id, name FROM communities WHERE id IN ?", ids)
	if err != nil {
		return nil, fmt.Errorf("names of communities: %w", err)
	}
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	return names, nil
}
