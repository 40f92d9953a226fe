package communities

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"

	"wugong/server/db"
)

// developerKey is the head that holds all units which the developer has not sold or not handed over (司法解释 2020 art. 9).
const developerKey = "developer"

// holdingRow is a unit as of a moment with one of its owners. Units follow each other by place, their owners by id.
type holdingRow struct {
	RollRow         // ID and Name are the unit's, the others the owner's
	Area            int64
	Kind            api.UnitKind
	HeldByDeveloper bool
	VoterID         uuid.NullUUID
	Owner           *string
	OwnerKind       *api.OwnerKind
}

// holdingsSQL: what is meant by @also is in whatever its place and kind.
const holdingsSQL = `
SELECT h.id, h.name, ` + voterPlaceSQL + `, o.area, o.kind, o.held_by_developer, o.voter_id, w.owner_id, n.person_id, n.name AS owner,
  n.kind AS owner_kind, m.account_id AS by_person, a.id AS by_phone
FROM units h JOIN buildings b ON b.id = h.building_id JOIN estates e ON e.id = b.estate_id
JOIN holdings o ON o.unit_id = h.id AND o.valid_from <= @at AND (o.valid_to IS NULL OR o.valid_to > @at)
LEFT JOIN holding_owners w ON w.holding_id = o.id
LEFT JOIN owners n ON n.id = w.owner_id
LEFT JOIN accounts a ON a.phone_hash = n.phone_hash
LEFT JOIN memberships m ON m.person_id = n.person_id AND m.state = 'verified'
WHERE h.community_id = @community AND (h.id = ANY (CAST(@also AS uuid[])) OR (@parking OR o.kind <> 'parking')` + inPlace + `)
ORDER BY h.place_key, h.name, h.id, w.owner_id`

// heads makes the roll of owners: the same set of owners is one voter, whatever number of units it has.
func (e Electorate) heads(ctx context.Context, tx *gorm.DB, at time.Time) ([]Voter, error) {
	rows, err := db.Rows[holdingRow](ctx, tx, holdingsSQL, e.args(at))
	if err != nil {
		return nil, fmt.Errorf("a roll of %s: %w", e.Kind, err)
	}
	roll := headRoll{community: e.Community, at: map[string]int{}}
	applicant := ""
	for len(rows) > 0 {
		n := slices.IndexFunc(rows, func(r holdingRow) bool { return r.ID != rows[0].ID })
		if n < 0 {
			n = len(rows)
		}
		if key := roll.add(rows[:n]); rows[0].ID == e.Without {
			applicant = key
		}
		rows = rows[n:]
	}
	if e.Kind != api.ElectorateKindAffected || e.Without == uuid.Nil {
		return roll.finish(), nil
	}
	if applicant == "" {
		return nil, ErrNoUnit
	}
	return slices.DeleteFunc(roll.finish(), func(v Voter) bool { return v.Key == applicant }), nil
}

// headRoll gathers heads in the order of their first units.
type headRoll struct {
	community uuid.UUID
	voters    []Voter
	at        map[string]int // index by key
	all       [][]Caster     // of each voter, if none was named
	named     [][]Caster     // whom the co-owners have named
}

// add puts a unit to its head and tells the head's key. rows are the unit's, one for each owner and account.
func (r *headRoll) add(rows []holdingRow) string {
	unit, names, casters, named := read(rows)
	key := headKey(unit)
	i, known := r.at[key]
	if !known {
		i = len(r.voters)
		r.at[key] = i
		r.voters = append(r.voters, Voter{ID: uuid.NewSHA1(r.community, []byte("head "+key)), Kind: api.VoterKindHead, Key: key,
			Name: strings.Join(names, "、"), Unknown: !unit.HeldByDeveloper && len(names) == 0, Place: rows[0].place()})
		r.all, r.named = append(r.all, casters), append(r.named, nil)
	}
	r.voters[i].Area += unit.Area
	r.voters[i].Units = append(r.voters[i].Units, unit)
	r.named[i] = append(r.named[i], named...)
	return key
}

// headKey is one distinct set of owners, as voting.md writes it: ids sorted bytewise and joined by "+".
func headKey(u Unit) string {
	if u.HeldByDeveloper {
		return developerKey
	}
	return strings.Join(u.Owners, "+")
}

// read makes a unit of its rows, with its owners' names and who may cast.
func read(rows []holdingRow) (unit Unit, names []string, all, named []Caster) {
	first := rows[0]
	unit = Unit{ID: first.ID, Label: first.label(), Area: first.Area, Kind: first.Kind, HeldByDeveloper: first.HeldByDeveloper}
	if first.VoterID.Valid {
		unit.Voter = first.VoterID.UUID.String()
	}
	for _, r := range rows {
		if !r.OwnerID.Valid {
			continue
		}
		unit.Owners, names = append(unit.Owners, r.OwnerID.UUID.String()), append(names, *r.Owner)
	}
	for _, r := range rows {
		as := api.VoterCapacitySelf
		switch {
		case !r.OwnerID.Valid:
			continue
		case *r.OwnerKind == api.OwnerKindCompany:
			as = api.VoterCapacityRepresentative
		case len(unit.Owners) > 1:
			as = api.VoterCapacityCoOwner
		}
		casters := r.casters(as)
		all = append(all, casters...)
		if r.OwnerID == first.VoterID {
			named = append(named, casters...)
		}
	}
	slices.Sort(unit.Owners)
	if len(unit.Owners) == 0 && !unit.HeldByDeveloper {
		unit.Owners = []string{unit.ID.String()}
	}
	return unit, names, all, named
}

// label is a unit's place in words, with its name where that is not its door.
func (r holdingRow) label() string {
	name := r.Name
	if name == r.Door {
		name = ""
	}
	return spaced(r.Estate, r.Building, r.Entrance, r.Door, name)
}

// finish says who casts for each head: whom its co-owners have named for one of its units, else any of them.
func (r *headRoll) finish() []Voter {
	for i := range r.voters {
		r.voters[i].Casters = r.all[i]
		if len(r.named[i]) > 0 {
			r.voters[i].Casters = distinct(r.named[i])
		}
	}
	return r.voters
}

func distinct(all []Caster) (once []Caster) {
	for _, c := range all {
		if !slices.Contains(once, c) {
			once = append(once, c)
		}
	}
	return once
}

// spaced joins what is not empty with spaces.
func spaced(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")
}
