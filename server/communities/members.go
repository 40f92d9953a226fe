package communities

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// membershipRow is a membership with the names around it.
type membershipRow struct {
	Membership
	CommunityName    string
	Estate, Building *string
	HouseholdID      *uuid.UUID
	PhoneSealed      []byte
}

const membershipSQL = `
SELECT m.*, c.name AS community_name, e.name AS estate, b.name AS building, p.household_id, a.phone_sealed
FROM memberships m JOIN communities c ON c.id = m.community_id JOIN accounts a ON a.id = m.account_id
LEFT JOIN buildings b ON b.id = m.building_id LEFT JOIN estates e ON e.id = b.estate_id
LEFT JOIN persons p ON p.id = m.person_id `

func membershipOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (membershipRow, error) {
	return one[membershipRow](ctx, tx, ErrNoMembership, membershipSQL+"WHERE m.id = @id", map[string]any{"id": id})
}

// MyMemberships are the actor's own, newest first; of those that ended only the newest are shown.
func (s *Service) MyMemberships(ctx context.Context, actor uuid.UUID) ([]membershipRow, error) {
	return db.Rows[membershipRow](ctx, s.DB, membershipSQL+`WHERE m.account_id = @actor
		ORDER BY m.state IN ('requested', 'verified') DESC, m.requested_at DESC, m.id LIMIT 100`, map[string]any{"actor": actor})
}

// Members lists memberships for those who verify, newest first: of the whole community or of their buildings.
// What is looked for is part of the name or the place, or the end of the phone.
func (s *Service) Members(ctx context.Context, actor, community uuid.UUID, state *api.MembershipState, p page) ([]membershipRow, error) {
	standing, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionMembersVerify)
	if err != nil {
		return nil, err
	}
	after, err := p.id()
	if err != nil {
		return nil, err
	}
	buildings, all := BuildingsFor(standing, api.PermissionMembersVerify)
	where := "WHERE m.community_id = @community "
	if state != nil {
		where += "AND m.state = @state "
	}
	words, found := searchWords(p.q), []uuid.UUID(nil)
	if len(words) > 0 {
		where += membersFound
	}
	if phoneTail(p.q) {
		if found, err = s.tails(ctx, community, state, p.q); err != nil {
			return nil, err
		}
	}
	rows, err := db.Rows[membershipRow](ctx, s.DB, membershipSQL+where+`
		  AND (@all OR m.building_id = ANY (CAST(@buildings AS uuid[])))
		  AND (CAST(@after AS uuid) IS NULL OR (m.requested_at, m.id) < (SELECT x.requested_at, x.id FROM memberships x WHERE x.id = @after AND x.community_id = @community))
		ORDER BY m.requested_at DESC, m.id DESC LIMIT @limit`, map[string]any{
		"community": community, "state": state, "all": all, "buildings": db.UUIDArray(buildings), "after": after, "limit": p.limit + 1,
		"words": db.TextArray(words), "tails": db.UUIDArray(found),
	})
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	return rows, nil
}

// candidate is a person of the register whom a request may be about.
type candidate struct {
	MembershipID, PersonID, HouseholdID uuid.UUID
	Name, Estate, Building              string
	Entrance, Door                      string
	PhoneMatches                        bool
}

// candidates finds for each request up to ten persons without an account: behind the same door, with the same
// phone, or of the same name, the likeliest first. One statement serves a whole page.
func candidates(ctx context.Context, tx *gorm.DB, s Standing, requests []uuid.UUID) (map[uuid.UUID][]candidate, error) {
	found := map[uuid.UUID][]candidate{}
	if len(requests) == 0 {
		return found, nil
	}
	buildings, all := BuildingsFor(s, api.PermissionMembersVerify)
	rows, err := db.Rows[candidate](ctx, tx, candidatesSQL, map[string]any{
		"requests": db.UUIDArray(requests), "all": all, "buildings": db.UUIDArray(buildings),
	})
	if err != nil {
		return nil, fmt.Errorf("candidates: %w", err)
	}
	for _, c := range rows {
		found[c.MembershipID] = append(found[c.MembershipID], c)
	}
	return found, nil
}

const candidatesSQL = `
SELECT m.id AS membership_id, x.* FROM memberships m JOIN accounts a ON a.id = m.account_id
CROSS JOIN LATERAL (
  SELECT p.id AS person_id, p.household_id, p.name, e.name AS estate, b.name AS building, h.entrance, h.door,
    coalesce(p.phone_hash = a.phone_hash, false) AS phone_matches
  FROM (SELECT id FROM persons WHERE community_id = m.community_id AND name = m.name AND valid_to IS NULL
    UNION SELECT id FROM persons WHERE community_id = m.community_id AND phone_hash = a.phone_hash AND valid_to IS NULL
    UNION SELECT q.id FROM households d JOIN persons q ON q.household_id = d.id AND q.valid_to IS NULL
      WHERE d.building_id = m.building_id AND d.door = m.door AND (m.entrance = '' OR d.entrance IN ('', m.entrance))) AS likely
  JOIN persons p ON p.id = likely.id JOIN households h ON h.id = p.household_id
  JOIN buildings b ON b.id = h.building_id JOIN estates e ON e.id = b.estate_id
  WHERE (@all OR h.building_id = ANY (CAST(@buildings AS uuid[])))
    AND NOT EXISTS (SELECT FROM memberships v WHERE v.person_id = p.id AND v.state = 'verified')
  ORDER BY coalesce(p.phone_hash = a.phone_hash, false) DESC, coalesce(h.building_id = m.building_id AND h.door = m.door, false) DESC,
    (p.name = m.name) DESC, h.place_key, p.name
  LIMIT 10) x
WHERE m.id = ANY (CAST(@requests AS uuid[])) AND m.state = 'requested'`
