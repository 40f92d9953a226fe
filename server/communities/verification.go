package communities

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/notifications"
)

// revealsPerHour bounds how many numbers one person looks at.
const revealsPerHour = 30

// sees tells whether the permission reaches this request: everywhere, or in the building it names.
func (m Membership) sees(s Standing, a Action) bool {
	building := uuid.Nil
	if m.BuildingID != nil {
		building = *m.BuildingID
	}
	return CanIn(s, building, a)
}

// deciding loads a request for somebody who may decide it. Nobody decides their own.
func deciding(ctx context.Context, tx *gorm.DB, actor, id uuid.UUID, now time.Time) (m Membership, s Standing, err error) {
	if m, err = takeMembership(ctx, tx, id); err != nil {
		return m, s, err
	}
	if s, err = StandingOf(ctx, tx, m.CommunityID, actor, now); err != nil {
		return m, s, err
	}
	switch {
	case m.AccountID == actor:
		return m, s, fault.ErrForbidden
	case !m.sees(s, api.PermissionMembersVerify):
		return m, s, ErrNoMembership
	}
	return m, s, nil
}

// Verify says who of the register a member is: a person that stands there, or a new one behind a door. One
// who verifies for a building only links to households of that building.
func (s *Service) Verify(ctx context.Context, actor, id uuid.UUID, v api.Verification) (row membershipRow, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		m, standing, err := deciding(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		if m.State != api.MembershipStateRequested {
			if again := m.State == api.MembershipStateVerified && v.PersonID != nil && *m.PersonID == *v.PersonID; !again {
				return ErrDecided
			}
			row, err = membershipOf(ctx, tx, id)
			return err
		}
		p, err := meant(ctx, tx, actor, standing, v, now)
		if err != nil {
			return err
		}
		if err := link(ctx, tx, m, p, actor, now); err != nil {
			return err
		}
		if row, err = membershipOf(ctx, tx, id); err != nil {
			return err
		}
		return decided(ctx, tx, row, actor, api.NoticeKindJoinVerified, map[string]any{"person": p.ID.String()})
	})
	return row, err
}

// meant finds or makes the person of the register that a verification names.
func meant(ctx context.Context, tx *gorm.DB, actor uuid.UUID, s Standing, v api.Verification, now time.Time) (person, error) {
	if (v.PersonID == nil) == (v.NewPerson == nil) {
		return person{}, fault.ErrInvalid.On("person_id", api.ProblemCodeInvalidRequest)
	}
	if v.NewPerson != nil {
		return newcomer(ctx, tx, actor, s, *v.NewPerson, now)
	}
	p, err := takePerson(ctx, tx, s.Community, *v.PersonID)
	if err != nil {
		return p, err
	}
	h, err := loadHousehold(ctx, tx, p.HouseholdID)
	if err != nil {
		return p, err
	}
	if !CanIn(s, h.BuildingID, api.PermissionMembersVerify) {
		return p, ErrNoPerson
	}
	return p, nil
}

// newcomer makes a person in the household behind a door, and the household if the register lacks it. A person
// of that name who is in it already is meant.
func newcomer(ctx context.Context, tx *gorm.DB, actor uuid.UUID, s Standing, n api.NewPerson, now time.Time) (p person, err error) {
	name, err := fault.Line("name", n.Name)
	if err != nil {
		return p, err
	}
	b, err := loadBuilding(ctx, tx, s.Community, n.BuildingID)
	if err != nil {
		return p, err
	}
	if !CanIn(s, b.ID, api.PermissionMembersVerify) {
		return p, ErrNoBuilding
	}
	household, err := ensureHousehold(ctx, tx, b, n.Entrance, n.Door)
	if err != nil {
		return p, err
	}
	p = person{CommunityID: s.Community, HouseholdID: household, Name: name, Adult: n.Adult, CreatedBy: actor, ValidFrom: now}
	if p.ID, err = uuid.NewV7(); err != nil {
		return p, err
	}
	if _, err := insertPerson(ctx, tx, &p); err != nil {
		return p, err
	}
	found, err := gorm.G[person](tx).Where("household_id = ? AND name = ? AND valid_to IS NULL", household, name).Take(ctx)
	if err != nil {
		return p, err
	}
	return takePerson(ctx, tx, s.Community, found.ID)
}

// insertPerson answers false where somebody of that id, or of that name in the household, is there already.
func insertPerson(ctx context.Context, tx *gorm.DB, p *person) (bool, error) {
	result := gorm.WithResult()
	err := gorm.G[person](tx, clause.OnConflict{DoNothing: true}, result).Create(ctx, p)
	return result.RowsAffected == 1, err
}

// ensureHousehold finds the household behind a door or makes it.
func ensureHousehold(ctx context.Context, tx *gorm.DB, b building, entrance *string, door string) (uuid.UUID, error) {
	door, err := fault.Line("door", door)
	if err != nil {
		return uuid.Nil, err
	}
	in := ""
	if entrance != nil && *entrance != "" {
		if in, err = fault.Line("entrance", *entrance); err != nil {
			return uuid.Nil, err
		}
	}
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, err
	}
	args := map[string]any{"id": id, "community": b.CommunityID, "building": b.ID, "entrance": in, "door": door,
		"key": placeKey(b.Estate, b.Name, in, door)}
	for _, sql := range []string{
		`INSERT INTO entrances (building_id, name, community_id) VALUES (@building, @entrance, @community) ON CONFLICT DO NOTHING`,
		`INSERT INTO households (id, community_id, building_id, entrance, door, place_key)
		VALUES (@id, @community, @building, @entrance, @door, @key) ON CONFLICT DO NOTHING`,
	} {
		if err := db.Exec(ctx, tx, sql, args); err != nil {
			return uuid.Nil, err
		}
	}
	found, err := one[struct{ ID uuid.UUID }](ctx, tx, ErrNoHousehold,
		`SELECT id FROM households WHERE building_id = @building AND entrance = @entrance AND door = @door`, args)
	return found.ID, err
}

// link makes the request a membership of that person. The person's row is held, so two who verify at once
// cannot both link it.
func link(ctx context.Context, tx *gorm.DB, m Membership, p person, actor uuid.UUID, now time.Time) error {
	linked, err := gorm.G[Membership](tx).Where("person_id = ? AND state = ?", p.ID, api.MembershipStateVerified).Count(ctx, "id")
	if err != nil {
		return err
	}
	if linked > 0 {
		return ErrPersonLinked
	}
	n, err := gorm.G[Membership](tx).Where("id = ? AND state = ?", m.ID, api.MembershipStateRequested).Set(
		set("state", api.MembershipStateVerified), set("person_id", p.ID), set("decided_at", later(now, m.RequestedAt)),
		set("decided_by", actor)).Update(ctx)
	if err == nil && n == 0 {
		return ErrDecided
	}
	return err
}

// Refuse turns a request down, with a reason that the person reads.
func (s *Service) Refuse(ctx context.Context, actor, id uuid.UUID, reason string) (row membershipRow, err error) {
	if reason, err = fault.Line("reason", reason); err != nil {
		return row, err
	}
	if len([]rune(reason)) < 2 {
		return row, fault.ErrText.On("reason", api.ProblemCodeInvalidText)
	}
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		m, _, err := deciding(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		n, err := gorm.G[Membership](tx).Where("id = ? AND state = ?", id, api.MembershipStateRequested).Set(
			set("state", api.MembershipStateRefused), set("refusal", reason), set("decided_at", later(now, m.RequestedAt)),
			set("decided_by", actor)).Update(ctx)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrDecided
		}
		if row, err = membershipOf(ctx, tx, id); err != nil {
			return err
		}
		return decided(ctx, tx, row, actor, api.NoticeKindJoinRefused, nil)
	})
	return row, err
}

// decided records a decision and tells the person.
func decided(ctx context.Context, tx *gorm.DB, m membershipRow, actor uuid.UUID, kind api.NoticeKind, detail map[string]any) error {
	args := map[string]string{"community": m.CommunityName}
	action := "membership.verify"
	if kind == api.NoticeKindJoinRefused {
		args["reason"], action = *m.Refusal, "membership.refuse"
	}
	err := notifications.Queue(ctx, tx, notifications.Notice{To: []uuid.UUID{m.AccountID}, Kind: kind, At: *m.DecidedAt,
		Community: m.CommunityID, Subject: m.ID, Link: "/me", Args: args})
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: m.CommunityID, Actor: actor, Action: action, Subject: m.ID, Detail: detail})
}

// RevealPhone shows a member's number to the committee. Each look is recorded and counted.
func (s *Service) RevealPhone(ctx context.Context, actor, id uuid.UUID) (phone string, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		m, err := gorm.G[Membership](tx).Where("id = ?", id).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return ErrNoMembership
		}
		if err != nil {
			return err
		}
		standing, err := StandingOf(ctx, tx, m.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if !Can(standing, api.PermissionPhoneReveal) {
			if m.sees(standing, api.PermissionMembersVerify) || m.AccountID == actor {
				return fault.ErrForbidden
			}
			return ErrNoMembership
		}
		if !slices.Contains([]api.MembershipState{api.MembershipStateRequested, api.MembershipStateVerified}, m.State) {
			return ErrNoMembership
		}
		if err := countReveal(ctx, tx, actor, m.CommunityID, now); err != nil {
			return err
		}
		account, err := identity.AccountOf(ctx, tx, m.AccountID)
		if err != nil {
			return err
		}
		if phone, err = s.Keys.OpenPhone(account.PhoneSealed); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: m.CommunityID, Actor: actor, Action: "membership.reveal_phone", Subject: id})
	})
	return phone, err
}

func countReveal(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, now time.Time) error {
	if err := db.Exec(ctx, tx, "SELECT pg_advisory_xact_lock(hashtextextended(?, 7736206))", "reveal "+actor.String()); err != nil {
		return err
	}
	row, err := one[struct{ N int }](ctx, tx, nil, "SELECT count(*) AS n FROM phone_looks WHERE account_id = @actor AND at > @since",
		map[string]any{"actor": actor, "since": now.Add(-time.Hour)})
	if err != nil {
		return err
	}
	if row.N >= revealsPerHour {
		return ErrTooMany.Retry(time.Hour)
	}
	return db.Exec(ctx, tx, "INSERT INTO phone_looks (account_id, community_id, at) VALUES (?, ?, ?)", actor, community, now)
}
