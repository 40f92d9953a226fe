package communities

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"

	"wugong/server/db"
)

// Grant is a role held, in one building or (uuid.Nil) in the whole community.
type Grant struct {
	Role     api.Role
	Building uuid.UUID
}

// Standing is what an account is in a community at a moment: all facts that decide what it may do. The zero
// values say no; a guest has a Standing with the community alone.
type Standing struct {
	Community, Account      uuid.UUID
	Person, Household       uuid.UUID // of the register, once verified
	Building                uuid.UUID // of the household, or the one named in the request
	Member, Verified, Adult bool
	Roles                   []Grant
}

// Has tells whether one of the roles is held anywhere in the community.
func (s Standing) Has(roles ...api.Role) bool {
	return slices.ContainsFunc(s.Roles, func(g Grant) bool { return slices.Contains(roles, g.Role) })
}

// HasIn tells whether one of the roles is held for a building: in it, or in the whole community.
func (s Standing) HasIn(building uuid.UUID, roles ...api.Role) bool {
	return slices.ContainsFunc(s.Roles, func(g Grant) bool {
		return slices.Contains(roles, g.Role) && (g.Building == uuid.Nil || g.Building == building)
	})
}

// Staff tells whether somebody sees what is for staff only: the committee and those who watch it.
func (s Standing) Staff() bool {
	return Can(s, api.PermissionReportManage) || Can(s, api.PermissionReportWatch)
}

// MemberFact is what follows from a membership.
type MemberFact struct {
	PersonID, HouseholdID, BuildingID uuid.NullUUID
	Verified, Adult, Representative   bool
}

// StandingOf gives an account's standing as of a moment. An unknown community is not found; a guest has none.
func StandingOf(ctx context.Context, tx *gorm.DB, community, account uuid.UUID, at time.Time) (Standing, error) {
	s := Standing{Community: community, Account: account}
	if account == uuid.Nil {
		_, err := CommunityOf(ctx, tx, community)
		return s, err
	}
	rows, err := db.Rows[struct {
		MemberFact
		Role          *api.Role
		RoleBuilding  uuid.NullUUID
		HasMembership bool
	}](ctx, tx, standingSQL, map[string]any{"community": community, "account": account, "at": at})
	if err != nil {
		return s, fmt.Errorf("standing: %w", err)
	}
	if len(rows) == 0 {
		return s, ErrNoCommunity
	}
	if rows[0].HasMembership {
		s.add(rows[0].MemberFact)
	}
	for _, row := range rows {
		if row.Role != nil {
			s.Roles = append(s.Roles, Grant{*row.Role, row.RoleBuilding.UUID})
		}
	}
	return s, nil
}

// add turns a membership into the roles that follow from it.
func (s *Standing) add(m MemberFact) {
	s.Member, s.Verified, s.Adult = true, m.Verified, m.Adult
	s.Person, s.Household, s.Building = m.PersonID.UUID, m.HouseholdID.UUID, m.BuildingID.UUID
	switch {
	case !m.Verified:
		s.Roles = append(s.Roles, Grant{Role: api.RoleResidentUnverified})
	case m.Representative && m.Adult:
		s.Roles = append(s.Roles, Grant{Role: api.RoleResident}, Grant{Role: api.RoleHouseholdRep})
	default:
		s.Roles = append(s.Roles, Grant{Role: api.RoleResident})
	}
}

// standingSQL: a row for the membership of the moment and each role of the moment, at least one if the
// community exists. A request counts from its date until it is decided, a link from then until leaving.
const standingSQL = `
SELECT m.id IS NOT NULL AS has_membership, coalesce(m.verified, false) AS verified, coalesce(p.adult, false) AS adult,
  p.id AS person_id, p.household_id, coalesce(h.building_id, m.building_id) AS building_id,
  EXISTS (SELECT FROM household_representatives r WHERE r.person_id = p.id
    AND r.valid_from <= @at AND (r.valid_to IS NULL OR r.valid_to > @at)) AS representative,
  g.role, g.building_id AS role_building
FROM communities c
LEFT JOIN LATERAL (
  SELECT id, building_id, person_id, person_id IS NOT NULL AND decided_at <= @at AS verified FROM memberships
  WHERE community_id = c.id AND account_id = @account AND requested_at <= @at
    AND (left_at IS NULL OR left_at > @at) AND (state <> 'refused' OR decided_at > @at)
  ORDER BY requested_at DESC LIMIT 1) m ON true
LEFT JOIN persons p ON p.id = m.person_id AND m.verified
LEFT JOIN households h ON h.id = p.household_id
LEFT JOIN role_grants g ON g.account_id = @account AND g.valid_from <= @at AND (g.valid_to IS NULL OR g.valid_to > @at)
  AND (g.community_id = c.id OR g.division_id = ANY (c.ancestors) OR g.role = 'platform_admin')
WHERE c.id = @community
ORDER BY g.role, g.building_id`

// HoldersOf gives the accounts that hold one of the roles in the community at a moment, wherever in it.
func HoldersOf(ctx context.Context, tx *gorm.DB, community uuid.UUID, at time.Time, roles ...api.Role) ([]uuid.UUID, error) {
	return holders(ctx, tx, community, uuid.Nil, at, roles)
}

// HoldersIn gives the accounts that hold one of the roles for a building: in it, or in the whole community.
func HoldersIn(ctx context.Context, tx *gorm.DB, community, building uuid.UUID, at time.Time, roles ...api.Role) ([]uuid.UUID, error) {
	return holders(ctx, tx, community, building, at, roles)
}

func holders(ctx context.Context, tx *gorm.DB, community, building uuid.UUID, at time.Time, roles []api.Role) ([]uuid.UUID, error) {
	if len(roles) == 0 {
		return nil, nil
	}
	rows, err := db.Rows[struct{ AccountID uuid.UUID }](ctx, tx, holdersSQL, map[string]any{
		"community": community, "building": uuid.NullUUID{UUID: building, Valid: building != uuid.Nil}, "at": at, "roles": roles,
	})
	if err != nil {
		return nil, fmt.Errorf("holders of a role: %w", err)
	}
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.AccountID
	}
	return ids, nil
}

const holdersSQL = `
SELECT g.account_id FROM communities c
JOIN role_grants g ON g.community_id = c.id OR g.division_id = ANY (c.ancestors) OR (g.role = 'platform_admin' AND g.community_id IS NULL)
WHERE c.id = @community AND g.role IN @roles AND g.valid_from <= @at AND (g.valid_to IS NULL OR g.valid_to > @at)
  AND (CAST(@building AS uuid) IS NULL OR g.building_id IS NULL OR g.building_id = @building)
UNION
SELECT m.account_id FROM memberships m
JOIN persons p ON p.id = m.person_id
LEFT JOIN households h ON h.id = p.household_id
WHERE m.community_id = @community AND m.decided_at <= @at AND (m.left_at IS NULL OR m.left_at > @at)
  AND (CAST(@building AS uuid) IS NULL OR h.building_id = @building)
  AND ('resident' IN @roles OR ('household_rep' IN @roles AND EXISTS (SELECT FROM household_representatives r
    WHERE r.person_id = p.id AND r.valid_from <= @at AND (r.valid_to IS NULL OR r.valid_to > @at))))
ORDER BY 1`
