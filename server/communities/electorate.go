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

// Electorate says of whom a roll is made: a place, a register or a body.
type Electorate struct {
	Community      uuid.UUID
	Kind           api.ElectorateKind
	Estate         uuid.UUID   // uuid.Nil: the whole community, or the building; in a village an estate is a villagers' group
	Building       uuid.UUID   // uuid.Nil: the whole community, or the estate
	Entrance       *string     // nil: the whole building; "" is the entrance of a building that has only one
	Body           uuid.UUID   // members
	Without        uuid.UUID   // affected: the applicant's unit, whose owners do not vote (Civil Code 279)
	Also           []uuid.UUID // affected: units outside the building whose owners prove an effect (司法解释 art. 11)
	IncludeParking bool        // owners, affected: parking counts, as the notice says
}

// VoterPlace is where a voter is counted, for turnout by building and door. A body's member who is in no register has none.
type VoterPlace struct {
	Building     uuid.UUID
	BuildingName string // with its estate
	Entrance     string // empty where the building has only one
	Door         string
}

// Voter is one line of a roll. The same voter has the same ID in each roll of a community.
type Voter struct {
	ID      uuid.UUID     // of the person, the household or the body's member; made of the key for a head
	Kind    api.VoterKind // what ID is
	Key     string        // head: its owners' ids sorted bytewise and joined by "+", or "developer"; else the id
	Name    string        // the person's or member's name, a household's place, the owners' names; empty for the developer
	Unknown bool          // a head of which the register knows the unit and not the owner: it counts, and nobody casts online
	Place   VoterPlace    // a head's: of its first unit
	Area    int64         // 0.01 m², all units of a head together; 0 where area does not count
	Units   []Unit        // heads only, by place
	Casters []Caster      // who may cast for it; none: on paper only
}

// Unit is a line of the owners' register as of the moment of a roll, as wugong recount reads it.
type Unit struct {
	ID              uuid.UUID
	Label           string // the place in words
	Area            int64  // 0.01 m²
	Kind            api.UnitKind
	Owners          []string // ids; the unit's own id where the owner is not known; none where the developer holds it
	HeldByDeveloper bool
	Voter           string // the co-owner named to vote, if any
}

// Caster is somebody who may cast for a voter: a person of the register or an owner. Account is whose it was at the moment of
// the roll, uuid.Nil for nobody's: it is for notices. Who casts is found anew when they do, with MayCast or CastsAs.
type Caster struct {
	Person   uuid.UUID
	Owner    uuid.UUID
	Account  uuid.UUID
	Capacity api.VoterCapacity
}

// MayCast is SQL that is true where the account @account is the caster c, a row with person_id and owner_id: as the verified
// member linked to that person, or as that owner, by the same confirmed phone or by the person that the owner is.
const MayCast = `(EXISTS (SELECT FROM memberships ms WHERE ms.person_id = c.person_id AND ms.account_id = @account AND ms.state = 'verified')
  OR EXISTS (SELECT FROM owners ow WHERE ow.id = c.owner_id AND (ow.phone_hash = (SELECT ac.phone_hash FROM accounts ac WHERE ac.id = @account)
    OR EXISTS (SELECT FROM memberships ms WHERE ms.person_id = ow.person_id AND ms.account_id = @account AND ms.state = 'verified'))))`

// CastsAs gives the person of the register and the owners that an account is in a community now, as MayCast tells. An owner
// need not live there nor have joined.
func CastsAs(ctx context.Context, tx *gorm.DB, community, account uuid.UUID) (persons, owners []uuid.UUID, err error) {
	rows, err := db.Rows[struct{ PersonID, OwnerID uuid.NullUUID }](ctx, tx, `
		SELECT m.person_id, NULL AS owner_id FROM memberships m WHERE m.account_id = @account AND m.community_id = @community AND m.state = 'verified'
		UNION SELECT NULL, o.id FROM owners o JOIN accounts a ON a.id = @account AND a.phone_hash = o.phone_hash WHERE o.community_id = @community
		UNION SELECT NULL, o.id FROM owners o JOIN memberships m ON m.person_id = o.person_id AND m.account_id = @account AND m.state = 'verified'
		WHERE o.community_id = @community ORDER BY 1, 2`, map[string]any{"account": account, "community": community})
	if err != nil {
		return nil, nil, fmt.Errorf("whom an account casts for: %w", err)
	}
	for _, row := range rows {
		if row.PersonID.Valid {
			persons = append(persons, row.PersonID.UUID)
		} else {
			owners = append(owners, row.OwnerID.UUID)
		}
	}
	return persons, owners, nil
}

// VotersOf copies the register as of a moment, in a fixed order, with one statement whatever its size. Persons are those of
// age in the register, with an account or without; a household is one in which somebody of age lives, and its representative
// casts; heads are distinct sets of owners (司法解释 2020 art. 9), the developer being one, and a unit without a known owner
// one of its own, so that nothing is left out of the whole. A roll may come out empty, or without area: that is the caller's
// matter. ErrNoUnit where the applicant's unit is not in the register.
func VotersOf(ctx context.Context, tx *gorm.DB, e Electorate, at time.Time) ([]Voter, error) {
	switch e.Kind {
	case api.ElectorateKindAdults:
		return e.people(ctx, tx, adultsSQL, api.VoterKindPerson, api.VoterCapacitySelf, at)
	case api.ElectorateKindHouseholds:
		return e.people(ctx, tx, householdVotersSQL, api.VoterKindHousehold, api.VoterCapacityRepresentative, at)
	case api.ElectorateKindMembers:
		return e.people(ctx, tx, membersSQL, api.VoterKindMember, api.VoterCapacitySelf, at)
	case api.ElectorateKindOwners, api.ElectorateKindAffected:
		return e.heads(ctx, tx, at)
	}
	return nil, fmt.Errorf("an electorate of %q", e.Kind)
}

func (e Electorate) args(at time.Time) map[string]any {
	return map[string]any{"community": e.Community, "estate": uuid.NullUUID{UUID: e.Estate, Valid: e.Estate != uuid.Nil}, "building": uuid.NullUUID{UUID: e.Building, Valid: e.Building != uuid.Nil}, "entrance": e.Entrance,
		"body": e.Body, "also": db.UUIDArray(append(e.Also, e.Without)), "parking": e.IncludeParking, "at": at}
}

// RollRow is a voter with one who may cast for it. GORM reads embedded rows only where their name is public.
type RollRow struct {
	ID                               uuid.UUID
	Name                             string
	BuildingID                       uuid.NullUUID
	Estate, Building, Entrance, Door string
	PersonID, OwnerID                uuid.NullUUID
	ByPerson, ByPhone                uuid.NullUUID // accounts: of the linked person, with the owner's phone
}

func (r RollRow) place() VoterPlace {
	p := VoterPlace{Building: r.BuildingID.UUID, Entrance: r.Entrance, Door: r.Door}
	if r.BuildingID.Valid {
		p.BuildingName = spaced(r.Estate, r.Building)
	}
	return p
}

// casters are who of the row may cast: one for each account that it is, at least one.
func (r RollRow) casters(as api.VoterCapacity) []Caster {
	if !r.PersonID.Valid && !r.OwnerID.Valid {
		return nil
	}
	c := Caster{Person: r.PersonID.UUID, Owner: r.OwnerID.UUID, Account: r.ByPerson.UUID, Capacity: as}
	if !r.ByPhone.Valid || r.ByPhone == r.ByPerson {
		return []Caster{c}
	}
	other := c
	other.Account = r.ByPhone.UUID
	if !r.ByPerson.Valid {
		return []Caster{other}
	}
	return []Caster{c, other}
}

func (e Electorate) people(ctx context.Context, tx *gorm.DB, sql string, kind api.VoterKind, as api.VoterCapacity, at time.Time) ([]Voter, error) {
	rows, err := db.Rows[RollRow](ctx, tx, sql, e.args(at))
	if err != nil {
		return nil, fmt.Errorf("a roll of %s: %w", e.Kind, err)
	}
	voters := make([]Voter, len(rows))
	for i, r := range rows {
		voters[i] = Voter{ID: r.ID, Kind: kind, Key: r.ID.String(), Name: r.Name, Place: r.place(), Casters: r.casters(as)}
		if kind == api.VoterKindHousehold {
			voters[i].Name = spaced(r.Estate, r.Building, r.Entrance, r.Door)
		}
	}
	return voters, nil
}

const inPlace = `
  AND (CAST(@estate AS uuid) IS NULL OR b.estate_id = @estate) AND (CAST(@building AS uuid) IS NULL OR h.building_id = @building) AND (CAST(@entrance AS text) IS NULL OR h.entrance = @entrance)`

const voterPlaceSQL = `h.building_id, e.name AS estate, b.name AS building, h.entrance, h.door`

const adultsSQL = `
SELECT p.id, p.name, ` + voterPlaceSQL + `, p.id AS person_id, m.account_id AS by_person
FROM persons p JOIN households h ON h.id = p.household_id JOIN buildings b ON b.id = h.building_id JOIN estates e ON e.id = b.estate_id
LEFT JOIN memberships m ON m.person_id = p.id AND m.state = 'verified'
WHERE p.community_id = @community AND p.adult AND p.valid_from <= @at AND (p.valid_to IS NULL OR p.valid_to > @at)` + inPlace + `
ORDER BY h.place_key, h.id, p.name, p.id`

const householdVotersSQL = `
SELECT h.id, ` + voterPlaceSQL + `, p.id AS person_id, m.account_id AS by_person
FROM households h JOIN buildings b ON b.id = h.building_id JOIN estates e ON e.id = b.estate_id
LEFT JOIN household_representatives t ON t.household_id = h.id AND t.valid_from <= @at AND (t.valid_to IS NULL OR t.valid_to > @at)
LEFT JOIN persons p ON p.id = t.person_id AND p.adult
LEFT JOIN memberships m ON m.person_id = p.id AND m.state = 'verified'
WHERE h.community_id = @community` + inPlace + `
  AND EXISTS (SELECT FROM persons a WHERE a.household_id = h.id AND a.adult AND a.valid_from <= @at AND (a.valid_to IS NULL OR a.valid_to > @at))
ORDER BY h.place_key, h.id`

const membersSQL = `
SELECT q.id, q.name, h.building_id, coalesce(e.name, '') AS estate, coalesce(b.name, '') AS building, coalesce(h.entrance, '') AS entrance,
  coalesce(h.door, '') AS door, q.person_id, q.owner_id, m.account_id AS by_person, a.id AS by_phone
FROM body_members q
LEFT JOIN owners o ON o.id = q.owner_id
LEFT JOIN accounts a ON a.phone_hash = o.phone_hash
LEFT JOIN persons p ON p.id = coalesce(q.person_id, o.person_id)
LEFT JOIN memberships m ON m.person_id = p.id AND m.state = 'verified'
LEFT JOIN households h ON h.id = p.household_id LEFT JOIN buildings b ON b.id = h.building_id LEFT JOIN estates e ON e.id = b.estate_id
WHERE q.community_id = @community AND q.body_id = @body AND q.valid_from <= @at AND (q.valid_to IS NULL OR q.valid_to > @at)
ORDER BY array_position(ARRAY['chair', 'vice_chair', 'committee', 'representative', 'member'], q.seat), q.name, q.id`
