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

// unitRow is a unit as it is now, with where it is.
type unitRow struct {
	ID, CommunityID, BuildingID      uuid.UUID
	Estate, Building, Entrance, Door string
	Name                             string
	HoldingID                        uuid.UUID
	Kind                             api.UnitKind
	Area                             int64
	HeldByDeveloper                  bool
	VoterID                          *uuid.UUID
	ValidFrom                        time.Time
	Owners                           []string `gorm:"serializer:json"`
}

const unitSQL = `
SELECT u.id, u.community_id, u.building_id, e.name AS estate, b.name AS building, u.entrance, u.door, u.name, o.id AS holding_id, o.kind, o.area, o.held_by_developer,
  o.voter_id, o.valid_from, (SELECT CAST(coalesce(jsonb_agg(n.name ORDER BY n.name), '[]') AS text) FROM holding_owners w JOIN owners n ON n.id = w.owner_id
    WHERE w.holding_id = o.id) AS owners
FROM units u JOIN holdings o ON o.unit_id = u.id AND o.valid_to IS NULL JOIN buildings b ON b.id = u.building_id JOIN estates e ON e.id = b.estate_id `

// unitsFound keeps the units that have each of @words in their place or in an owner's name.
const unitsFound = `AND NOT EXISTS (SELECT FROM unnest(CAST(@words AS text[])) AS q (word)
	WHERE strpos(lower(concat_ws(' ', e.name, b.name, u.entrance, u.door, u.name)), q.word) = 0
	  AND NOT (q.word ~ '[^0-9]' AND strpos(lower(concat(b.name, u.entrance, u.door, ' ', b.name, u.door)), q.word) > 0)
	  AND NOT EXISTS (SELECT FROM holding_owners f JOIN owners g ON g.id = f.owner_id WHERE f.holding_id = o.id AND strpos(lower(g.name), q.word) > 0)) `

var ownedHow = map[api.UnitOwnership]string{
	api.UnitOwnershipDeveloper: "AND o.held_by_developer ",
	api.UnitOwnershipOwned:     "AND EXISTS (SELECT FROM holding_owners k WHERE k.holding_id = o.id) ",
	api.UnitOwnershipUnknown:   "AND NOT o.held_by_developer AND NOT EXISTS (SELECT FROM holding_owners k WHERE k.holding_id = o.id) ",
}

// Units lists the owners' register by place, for those who may read it. q are words, each part of the place or of an owner's
// name; how says of which units.
func (s *Service) Units(ctx context.Context, actor, community uuid.UUID, how api.UnitOwnership, p page) ([]unitRow, error) {
	if _, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionOwnerRegisterRead); err != nil {
		return nil, err
	}
	after, err := p.id()
	if err != nil {
		return nil, err
	}
	where, words := ownedHow[how], searchWords(p.q)
	args := map[string]any{"community": community, "after": after, "limit": p.limit + 1}
	if len(words) > 0 {
		where += unitsFound
		args["words"] = db.TextArray(words)
	}
	return db.Rows[unitRow](ctx, s.DB, unitSQL+`WHERE u.community_id = @community `+where+`
		AND (CAST(@after AS uuid) IS NULL OR (u.place_key, u.id) > (SELECT x.place_key, x.id FROM units x WHERE x.id = @after AND x.community_id = @community))
		ORDER BY u.place_key, u.id LIMIT @limit`, args)
}

// ownerFact is an owner as the register's readers see them.
type ownerFact struct {
	ID         uuid.UUID
	Name       string
	Kind       api.OwnerKind
	PhoneKnown bool
	Reached    bool // an account is this owner's
	Units      int
}

const ownerSQL = `
SELECT n.id, n.name, n.kind, n.phone_hash IS NOT NULL AS phone_known,
  EXISTS (SELECT FROM accounts a WHERE a.phone_hash = n.phone_hash) OR EXISTS (SELECT FROM memberships m WHERE m.person_id = n.person_id AND m.state = 'verified') AS reached,
  (SELECT count(*) FROM holding_owners w JOIN holdings o ON o.id = w.holding_id AND o.valid_to IS NULL WHERE w.owner_id = n.id) AS units
FROM owners n `

// Owners finds owners by a part of their name, twenty at most.
func (s *Service) Owners(ctx context.Context, actor, community uuid.UUID, q string) ([]ownerFact, error) {
	if _, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionOwnerRegisterRead); err != nil {
		return nil, err
	}
	return db.Rows[ownerFact](ctx, s.DB, ownerSQL+`WHERE n.community_id = @community AND strpos(lower(n.name), lower(@q)) > 0 ORDER BY n.name, n.id LIMIT 20`,
		map[string]any{"community": community, "q": q})
}

// holdingBefore is what a unit was.
type holdingBefore struct {
	ValidFrom, ValidTo time.Time
	Kind               api.UnitKind
	Area               int64
	HeldByDeveloper    bool
	Owners             []string `gorm:"serializer:json"`
}

// unitDetail is a unit with its owners, and what it was, the newest first.
type unitDetail struct {
	unitRow
	owners []ownerFact
	before []holdingBefore
}

// Unit is one unit, for those who read the owners' register.
func (s *Service) Unit(ctx context.Context, actor, id uuid.UUID) (d unitDetail, err error) {
	if d.unitRow, err = loadUnit(ctx, s.DB, id); err != nil {
		return d, err
	}
	standing, err := StandingOf(ctx, s.DB, d.CommunityID, actor, s.Now())
	if err != nil {
		return d, err
	}
	if !Can(standing, api.PermissionOwnerRegisterRead) {
		return d, ErrNoUnit
	}
	return d, d.fill(ctx, s.DB)
}

func loadUnit(ctx context.Context, tx *gorm.DB, id uuid.UUID) (unitRow, error) {
	return one[unitRow](ctx, tx, ErrNoUnit, unitSQL+"WHERE u.id = @id", map[string]any{"id": id})
}

func (d *unitDetail) fill(ctx context.Context, tx *gorm.DB) (err error) {
	if d.owners, err = db.Rows[ownerFact](ctx, tx, ownerSQL+`JOIN holding_owners k ON k.owner_id = n.id WHERE k.holding_id = ? ORDER BY n.name, n.id`, d.HoldingID); err != nil {
		return fmt.Errorf("owners of a unit: %w", err)
	}
	d.before, err = db.Rows[holdingBefore](ctx, tx, `
		SELECT o.valid_from, o.valid_to, o.kind, o.area, o.held_by_developer, (SELECT CAST(coalesce(jsonb_agg(n.name ORDER BY n.name), '[]') AS text)
		  FROM holding_owners w JOIN owners n ON n.id = w.owner_id WHERE w.holding_id = o.id) AS owners
		FROM holdings o WHERE o.unit_id = ? AND o.valid_to > o.valid_from ORDER BY o.valid_from DESC LIMIT 20`, d.ID)
	return err
}

// myUnit is a unit of one's own.
type myUnit struct {
	ID, CommunityID                  uuid.UUID
	CommunityName                    string
	Estate, Building, Entrance, Door string
	Name                             string
	Kind                             api.UnitKind
	Area                             int64
	CoOwners                         int
	Named                            bool // somebody is named to vote
	Mine                             bool // that is oneself
}

// myUnitsSQL: the owners that @account is, by phone or by person, and the units that are theirs now.
const myUnitsSQL = `
WITH me AS (SELECT o.id FROM owners o JOIN accounts a ON a.id = @account AND a.phone_hash = o.phone_hash
  UNION SELECT o.id FROM owners o JOIN memberships m ON m.person_id = o.person_id AND m.account_id = @account AND m.state = 'verified')
SELECT u.id, u.community_id, c.name AS community_name, e.name AS estate, b.name AS building, u.entrance, u.door, u.name, o.kind, o.area,
  (SELECT count(*) FROM holding_owners x WHERE x.holding_id = o.id AND x.owner_id NOT IN (SELECT id FROM me)) AS co_owners,
  o.voter_id IS NOT NULL AS named, coalesce(o.voter_id IN (SELECT id FROM me), false) AS mine
FROM holdings o JOIN units u ON u.id = o.unit_id JOIN communities c ON c.id = u.community_id
JOIN buildings b ON b.id = u.building_id JOIN estates e ON e.id = b.estate_id
WHERE o.valid_to IS NULL AND o.id IN (SELECT w.holding_id FROM holding_owners w JOIN me ON me.id = w.owner_id)
ORDER BY c.name, u.place_key, u.id LIMIT 100`

// MyUnits are the units of an account, wherever they are, a hundred at most.
func (s *Service) MyUnits(ctx context.Context, account uuid.UUID) ([]myUnit, error) {
	return db.Rows[myUnit](ctx, s.DB, myUnitsSQL, map[string]any{"account": account})
}

// Figures of the owners' register; areas in 0.01 m².
type Figures struct {
	Units, Heads, ParkingUnits, DeveloperUnits, UnknownUnits, ReachedHeads int
	Area, ParkingArea, DeveloperArea, UnknownArea                          int64
}

const figuresSQL = `
SELECT count(*) AS units, coalesce(sum(h.area), 0) AS area, count(DISTINCT h.head) AS heads, count(DISTINCT h.head) FILTER (WHERE h.reached) AS reached_heads,
  count(*) FILTER (WHERE h.kind = 'parking') AS parking_units, coalesce(sum(h.area) FILTER (WHERE h.kind = 'parking'), 0) AS parking_area,
  count(*) FILTER (WHERE h.held_by_developer) AS developer_units, coalesce(sum(h.area) FILTER (WHERE h.held_by_developer), 0) AS developer_area,
  count(*) FILTER (WHERE h.unknown) AS unknown_units, coalesce(sum(h.area) FILTER (WHERE h.unknown), 0) AS unknown_area
FROM (SELECT o.kind, o.area, o.held_by_developer, k.owners IS NULL AND NOT o.held_by_developer AS unknown, coalesce(k.reached, false) AS reached,
    CASE WHEN o.held_by_developer THEN 'developer' ELSE coalesce(k.owners, o.unit_id::text) END AS head
  FROM holdings o LEFT JOIN (
    SELECT w.holding_id, string_agg(w.owner_id::text, '+' ORDER BY w.owner_id) AS owners, bool_or(a.id IS NOT NULL OR m.id IS NOT NULL) AS reached
    FROM holding_owners w JOIN owners n ON n.id = w.owner_id LEFT JOIN accounts a ON a.phone_hash = n.phone_hash
    LEFT JOIN memberships m ON m.person_id = n.person_id AND m.state = 'verified' WHERE w.community_id = @community GROUP BY w.holding_id) k ON k.holding_id = o.id
  WHERE o.community_id = @community AND o.valid_to IS NULL) h`

// OwnerFigures are the sums of the owners' register as it is now, for those who may read it.
func (s *Service) OwnerFigures(ctx context.Context, actor, community uuid.UUID) (f Figures, err error) {
	if _, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionOwnerRegisterRead); err != nil {
		return f, err
	}
	return one[Figures](ctx, s.DB, nil, figuresSQL, map[string]any{"community": community})
}
