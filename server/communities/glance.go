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

// Glance is what the first page tells of a community and of the caller's place in it.
type Glance struct {
	Community   *api.Community // nil where there is none to show
	Standing    Standing       // empty for a guest
	Shown       *api.Standing  // the same for the app; nil for a guest
	Memberships []api.Membership
	Requests    int // waiting for the caller's word, up to 99
}

// mostRequests is as far as waiting requests are counted.
const mostRequests = 99

// Glance gathers the caller's memberships and one community: the one asked for, else the caller's own, else the
// one of the demo. An unknown community is not found.
func (s *Service) Glance(ctx context.Context, actor, community uuid.UUID) (g Glance, err error) {
	now := s.Now()
	g.Memberships = []api.Membership{}
	if actor != uuid.Nil {
		rows, err := s.MyMemberships(ctx, actor)
		if err != nil {
			return g, err
		}
		g.Memberships = each(rows, membershipRow.toAPI)
	}
	if community == uuid.Nil {
		if community, err = nearest(ctx, s.DB, actor, now); err != nil || community == uuid.Nil {
			return g, err
		}
	}
	c, err := CommunityOf(ctx, s.DB, community)
	if err != nil {
		return g, err
	}
	shown := c.toAPI()
	g.Community = &shown
	if actor == uuid.Nil {
		return g, nil
	}
	standing, building, err := s.Standing(ctx, actor, community)
	if err != nil {
		return g, err
	}
	mine := standing.toAPI(building)
	g.Standing, g.Shown = standing, &mine
	if Can(standing, api.PermissionMembersVerify) {
		g.Requests, err = requests(ctx, s.DB, standing)
	}
	return g, err
}

// nearest is the community that concerns somebody most: where they live, else where they hold a role, else the demo's.
func nearest(ctx context.Context, tx *gorm.DB, actor uuid.UUID, at time.Time) (uuid.UUID, error) {
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `
		SELECT id FROM (
		  (SELECT community_id AS id, 1 AS rank FROM memberships WHERE account_id = @actor AND state IN ('requested', 'verified')
		    ORDER BY state = 'verified' DESC, requested_at LIMIT 1)
		  UNION ALL
		  (SELECT community_id, 2 FROM role_grants WHERE account_id = @actor AND community_id IS NOT NULL
		    AND valid_from <= @at AND (valid_to IS NULL OR valid_to > @at) ORDER BY valid_from LIMIT 1)
		  UNION ALL
		  (SELECT c.id, 3 FROM role_grants g JOIN communities c ON g.division_id = ANY (c.ancestors)
		    WHERE g.account_id = @actor AND g.valid_from <= @at AND (g.valid_to IS NULL OR g.valid_to > @at) ORDER BY c.code LIMIT 1)
		  UNION ALL
		  (SELECT id, 4 FROM communities WHERE demo ORDER BY code LIMIT 1)) AS near
		ORDER BY rank LIMIT 1`, map[string]any{"actor": actor, "at": at})
	if err != nil {
		return uuid.Nil, fmt.Errorf("find the nearest community: %w", err)
	}
	if len(rows) == 0 {
		return uuid.Nil, nil
	}
	return rows[0].ID, nil
}

// requests counts the memberships that wait for the word of somebody who verifies; never their own.
func requests(ctx context.Context, tx *gorm.DB, s Standing) (int, error) {
	buildings, all := BuildingsFor(s, api.PermissionMembersVerify)
	rows, err := db.Rows[struct{ N int }](ctx, tx, `
		SELECT count(*) AS n FROM (SELECT FROM memberships
		  WHERE community_id = @community AND state = 'requested' AND account_id <> @actor
		    AND (@all OR building_id = ANY (CAST(@buildings AS uuid[]))) LIMIT @most) AS waiting`, map[string]any{
		"community": s.Community, "actor": s.Account, "all": all, "buildings": db.UUIDArray(buildings), "most": mostRequests,
	})
	if err != nil {
		return 0, fmt.Errorf("count requests: %w", err)
	}
	return rows[0].N, nil
}
