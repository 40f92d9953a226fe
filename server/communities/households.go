package communities

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
)

// householdSummary is a line of the list of households.
type householdSummary struct {
	ID, BuildingID                   uuid.UUID
	Estate, Building, Entrance, Door string
	Persons, Adults                  int
	Representative                   *string
}

// Households lists the register by place, for those who may read it: all, or their buildings. q are words, each part of
// the place or of a person's name.
func (s *Service) Households(ctx context.Context, actor, community uuid.UUID, building *uuid.UUID, q string, p page) ([]householdSummary, error) {
	standing, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionRegisterRead)
	if err != nil {
		return nil, err
	}
	after, err := p.id()
	if err != nil {
		return nil, err
	}
	buildings, all := BuildingsFor(standing, api.PermissionRegisterRead)
	where := ""
	if building != nil {
		where += "AND h.building_id = @building "
	}
	words := searchWords(q)
	if len(words) > 0 {
		where += householdsFound
	}
	return db.Rows[householdSummary](ctx, s.DB, `
		SELECT h.id, h.building_id, e.name AS estate, b.name AS building, h.entrance, h.door, r.name AS representative,
		  coalesce(n.persons, 0) AS persons, coalesce(n.adults, 0) AS adults
		FROM households h JOIN buildings b ON b.id = h.building_id JOIN estates e ON e.id = b.estate_id
		LEFT JOIN LATERAL (SELECT count(*) AS persons, count(*) FILTER (WHERE p.adult) AS adults FROM persons p
		  WHERE p.household_id = h.id AND p.valid_to IS NULL) n ON true
		LEFT JOIN household_representatives t ON t.household_id = h.id AND t.valid_to IS NULL
		LEFT JOIN persons r ON r.id = t.person_id
		WHERE h.community_id = @community AND (@all OR h.building_id = ANY (CAST(@buildings AS uuid[]))) `+where+`
		  AND (CAST(@after AS uuid) IS NULL OR (h.place_key, h.id) > (SELECT x.place_key, x.id FROM households x WHERE x.id = @after AND x.community_id = @community))
		ORDER BY h.place_key, h.id LIMIT @limit`, map[string]any{
		"community": community, "all": all, "buildings": db.UUIDArray(buildings), "building": building, "words": db.TextArray(words),
		"after": after, "limit": p.limit + 1,
	})
}

type personFact struct {
	ID                            uuid.UUID
	Name                          string
	Adult, Linked, Representative bool
}

type unitFact struct {
	ID   uuid.UUID
	Name string
	Area int64
}

// householdDetail is a household with its persons and units.
type householdDetail struct {
	household
	persons []personFact
	units   []unitFact
}

// Household is one household, for those who may read it and for its own members.
func (s *Service) Household(ctx context.Context, actor, id uuid.UUID) (d householdDetail, err error) {
	if d.household, err = loadHousehold(ctx, s.DB, id); err != nil {
		return d, err
	}
	standing, err := StandingOf(ctx, s.DB, d.CommunityID, actor, s.Now())
	if err != nil {
		return d, err
	}
	if !CanIn(standing, d.BuildingID, api.PermissionRegisterRead) && !(standing.Verified && standing.Household == id) {
		return d, ErrNoHousehold
	}
	return d, d.fill(ctx, s.DB)
}

func (d *householdDetail) fill(ctx context.Context, tx *gorm.DB) (err error) {
	d.persons, err = db.Rows[personFact](ctx, tx, `
		SELECT p.id, p.name, p.adult,
		  EXISTS (SELECT FROM memberships m WHERE m.person_id = p.id AND m.state = 'verified') AS linked,
		  EXISTS (SELECT FROM household_representatives r WHERE r.person_id = p.id AND r.valid_to IS NULL) AS representative
		FROM persons p WHERE p.household_id = ? AND p.valid_to IS NULL ORDER BY p.adult DESC, p.name`, d.ID)
	if err != nil {
		return fmt.Errorf("persons of a household: %w", err)
	}
	d.units, err = db.Rows[unitFact](ctx, tx, `
		SELECT u.id, u.name, o.area FROM units u JOIN holdings o ON o.unit_id = u.id AND o.valid_to IS NULL
		WHERE u.building_id = ? AND u.entrance = ? AND u.door = ? ORDER BY u.name`, d.BuildingID, d.Entrance, d.Door)
	return err
}

// SetRepresentative names the adult who represents a household from now on. The committee may, and the
// building head for the building's households.
func (s *Service) SetRepresentative(ctx context.Context, actor, id, personID uuid.UUID) (d householdDetail, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if d.household, err = loadHousehold(ctx, tx, id); err != nil {
			return err
		}
		standing, err := StandingOf(ctx, tx, d.CommunityID, actor, now)
		if err != nil {
			return err
		}
		switch {
		case CanIn(standing, d.BuildingID, api.PermissionMembersVerify):
		case standing.Verified && standing.Household == id:
			return fault.ErrForbidden
		default:
			return ErrNoHousehold
		}
		if err := represent(ctx, tx, actor, d.household, personID, now); err != nil {
			return err
		}
		return d.fill(ctx, tx)
	})
	return d, err
}

// represent ends one term and begins the next at the same moment, while the household is held.
func represent(ctx context.Context, tx *gorm.DB, actor uuid.UUID, h household, personID uuid.UUID, now time.Time) error {
	if err := lockHousehold(ctx, tx, h.ID); err != nil {
		return err
	}
	p, err := takePerson(ctx, tx, h.CommunityID, personID)
	switch {
	case err != nil:
		return err
	case p.HouseholdID != h.ID:
		return ErrNoPerson
	case !p.Adult:
		return ErrMinor
	}
	type term struct {
		PersonID  uuid.UUID
		ValidFrom time.Time
	}
	current, err := db.Rows[term](ctx, tx, "SELECT person_id, valid_from FROM household_representatives WHERE household_id = ? AND valid_to IS NULL", h.ID)
	if err != nil {
		return err
	}
	if len(current) > 0 {
		if current[0].PersonID == personID {
			return nil
		}
		now = later(now, current[0].ValidFrom)
	}
	next, err := uuid.NewV7()
	if err != nil {
		return err
	}
	args := map[string]any{"id": next, "community": h.CommunityID, "household": h.ID, "person": personID, "actor": actor, "now": now}
	for _, sql := range []string{
		`UPDATE household_representatives SET valid_to = @now WHERE household_id = @household AND valid_to IS NULL`,
		`INSERT INTO household_representatives (id, community_id, household_id, person_id, appointed_by, valid_from)
		VALUES (@id, @community, @household, @person, @actor, @now)`,
	} {
		if err := db.Exec(ctx, tx, sql, args); err != nil {
			return err
		}
	}
	return audit.Record(ctx, tx, audit.Entry{Community: h.CommunityID, Actor: actor, Action: "household.represent", Subject: h.ID,
		Detail: map[string]any{"person": personID.String()}})
}

// AddPerson puts a person into the register. The same id again gives the same person.
func (s *Service) AddPerson(ctx context.Context, actor, householdID uuid.UUID, d api.PersonDraft) (f personFact, made bool, err error) {
	p := person{ID: d.ID, HouseholdID: householdID, Adult: d.Adult, CreatedBy: actor}
	if p.Name, err = fault.Line("name", d.Name); err != nil {
		return f, false, err
	}
	if d.Phone != nil {
		phone, err := identity.NormalPhone(*d.Phone)
		if err != nil {
			return f, false, err
		}
		p.PhoneHash = s.Keys.HashPhone(phone)
	}
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		h, err := loadHousehold(ctx, tx, householdID)
		if err != nil {
			return err
		}
		standing, err := StandingOf(ctx, tx, h.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if !Can(standing, api.PermissionRegisterManage) {
			if CanIn(standing, h.BuildingID, api.PermissionRegisterRead) || standing.Verified && standing.Household == h.ID {
				return fault.ErrForbidden
			}
			return ErrNoHousehold
		}
		p.CommunityID, p.ValidFrom = h.CommunityID, now
		if made, err = insertPerson(ctx, tx, &p); err != nil {
			return err
		}
		if !made {
			return p.same(ctx, tx)
		}
		return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: actor, Action: "person.add", Subject: p.ID})
	})
	return personFact{ID: p.ID, Name: p.Name, Adult: p.Adult}, made, err
}

// same tells why a person could not be inserted; nil where it is the same request again.
func (p *person) same(ctx context.Context, tx *gorm.DB) error {
	old, err := gorm.G[person](tx).Where("id = ?", p.ID).Find(ctx)
	switch {
	case err != nil:
		return err
	case len(old) == 0:
		return ErrPersonExists
	case old[0].CreatedBy != p.CreatedBy || old[0].HouseholdID != p.HouseholdID:
		return fault.ErrIDTaken
	}
	*p = old[0]
	return nil
}
