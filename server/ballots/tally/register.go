package tally

import (
	"slices"
	"strings"
)

// Developer is the person who holds all units the developer has not sold or not handed over
// (建筑物区分所有权司法解释 art. 9).
const Developer = "developer"

// UnitKind is what a unit is used as.
type UnitKind string

// Parking is a separately registered space: an exclusive part that counts, unless the notice excludes
// it (Ningbo does, others do not).
const Parking UnitKind = "parking"

// UnitKinds are all kinds; an empty one is a dwelling.
var UnitKinds = []UnitKind{"", "dwelling", "shop", Parking, "other"}

// Unit is one line of the register: a private unit with its owners.
type Unit struct {
	ID              string   // may be empty, otherwise once only
	Area            int64    // 0.01 m²
	Owners          []string // ids; a set
	HeldByDeveloper bool     // unsold or not handed over; then without owners
	Kind            UnitKind
	Voter           string // the co-owner they have named to vote, if any
}

// person is one distinct set of owners with all its units.
type person struct {
	area   int64
	owners []string
	named  []string // co-owners named to vote; empty: any of them
	first  *Vote
	second []*Vote // different choices of other co-owners
}

// register is all persons.
type register struct {
	index   map[string]int32 // by id
	persons []person
	total   Amount
}

// find returns a person by id, or nil.
func (r *register) find(id string) *person {
	if i, ok := r.index[id]; ok {
		return &r.persons[i]
	}
	return nil
}

const maxArea = 1 << 53 // 0.01 m²: 90,000 km², and every JSON reader keeps it exact

// readRegister makes persons of units: the same set of owners is one, whatever number of units it has,
// and their areas add up (Civil Code art. 278, 司法解释 arts. 8 and 9).
func readRegister(units []Unit, includeParking bool) (register, error) {
	r := register{index: make(map[string]int32, len(units)), persons: make([]person, 0, len(units))}
	seen := make(map[string]struct{}, len(units))
	known := 0
	for i, u := range units {
		id, owners, err := u.person(i)
		if err != nil {
			return r, err
		}
		if seen[u.ID] = struct{}{}; u.ID != "" && len(seen) == known {
			return r, unusable(at("register", i, "unit"), "%q stands in the register twice", u.ID)
		}
		known = len(seen)
		if u.Kind == Parking && !includeParking {
			continue
		}
		p := r.find(id)
		if p == nil {
			r.index[id] = int32(len(r.persons))
			r.persons = append(r.persons, person{owners: owners})
			p = &r.persons[len(r.persons)-1]
			r.total.People++
		}
		if p.area += u.Area; p.area > maxArea || r.total.Area+u.Area > maxArea {
			return r, unusable(at("register", i, "area"), "the areas add up to more than can be")
		}
		r.total.Area += u.Area
		if u.Voter != "" && !slices.Contains(p.named, u.Voter) {
			p.named = append(p.named, u.Voter)
		}
	}
	return r, nil
}

// person names whom a unit belongs to: its owners' ids sorted bytewise and joined by "+".
func (u Unit) person(i int) (id string, owners []string, err error) {
	switch {
	case u.Area < 0 || u.Area > maxArea:
		return "", nil, unusable(at("register", i, "area"), "must be from 0 to %d, not %d", int64(maxArea), u.Area)
	case !slices.Contains(UnitKinds, u.Kind):
		return "", nil, unusable(at("register", i, "kind"), "%q is no kind of unit", string(u.Kind))
	case u.HeldByDeveloper && len(u.Owners) > 0:
		return "", nil, unusable(at("register", i, "owners"), "a unit held by the developer has no other owners")
	case !u.HeldByDeveloper && len(u.Owners) == 0:
		return "", nil, unusable(at("register", i, "owners"), "a unit needs an owner or held_by_developer")
	case u.Voter != "" && !slices.Contains(u.Owners, u.Voter):
		return "", nil, unusable(at("register", i, "voter"), "%q does not own this unit", u.Voter)
	case u.HeldByDeveloper:
		return Developer, nil, nil
	}
	for _, o := range u.Owners {
		if o == "" || o == Developer || strings.Contains(o, "+") {
			return "", nil, unusable(at("register", i, "owners"), "%q cannot be an owner's id: it must not be empty, contain + or be developer", o)
		}
	}
	if len(u.Owners) == 1 {
		return u.Owners[0], u.Owners, nil
	}
	owners = slices.Clone(u.Owners)
	slices.Sort(owners)
	owners = slices.Compact(owners)
	return strings.Join(owners, "+"), owners, nil
}
