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
	"wugong/server/notifications"
)

// ErrOffice is the answer to who wants to leave the platform in office.
var ErrOffice = fault.New(fault.Conflict, api.ProblemCodeOfficeHeld)

// Export is what is kept of somebody in communities: requests to join, the person of the register, offices, units and seats.
type Export struct {
	Memberships []exportedMembership `json:"memberships"`
	Register    []exportedPerson     `json:"register"`
	Roles       []exportedRole       `json:"roles"`
	Units       []exportedUnit       `json:"units"`
	Bodies      []exportedSeat       `json:"bodies"`
}

type exportedMembership struct {
	ID          uuid.UUID           `json:"id"`
	Community   string              `json:"community"`
	State       api.MembershipState `json:"state"`
	Name        string              `json:"name"`
	Building    *string             `json:"building,omitempty"`
	Entrance    string              `json:"entrance,omitempty"`
	Door        string              `json:"door"`
	Refusal     *string             `json:"refusal,omitempty"`
	RequestedAt time.Time           `json:"requested_at"`
	DecidedAt   *time.Time          `json:"decided_at,omitempty"`
	LeftAt      *time.Time          `json:"left_at,omitempty"`
}

type exportedPerson struct {
	ID             uuid.UUID `json:"id"`
	Community      string    `json:"community"`
	Name           string    `json:"name"`
	Adult          bool      `json:"adult"`
	PhoneKnown     bool      `json:"phone_known"`
	Building       string    `json:"building"`
	Entrance       string    `json:"entrance,omitempty"`
	Door           string    `json:"door"`
	Representative bool      `json:"representative"`
}

type exportedRole struct {
	ID        uuid.UUID  `json:"id"`
	Role      api.Role   `json:"role"`
	Community *string    `json:"community,omitempty"`
	Building  *string    `json:"building,omitempty"`
	ValidFrom time.Time  `json:"valid_from"`
	ValidTo   *time.Time `json:"valid_to,omitempty"`
}

type exportedUnit struct {
	ID        uuid.UUID    `json:"id"`
	Community string       `json:"community"`
	Owner     string       `json:"owner"`
	Building  string       `json:"building"`
	Entrance  string       `json:"entrance,omitempty"`
	Door      string       `json:"door"`
	Name      string       `json:"name"`
	Kind      api.UnitKind `json:"kind"`
	Area      int64        `json:"area"` // 0.01 m²
	ValidFrom time.Time    `json:"valid_from"`
	ValidTo   *time.Time   `json:"valid_to,omitempty"`
}

type exportedSeat struct {
	ID        uuid.UUID    `json:"id"`
	Body      string       `json:"body"`
	Community string       `json:"community"`
	Name      string       `json:"name"`
	Seat      api.BodySeat `json:"seat"`
	Woman     bool         `json:"woman"`
	Kin       bool         `json:"kin"`
	ValidFrom time.Time    `json:"valid_from"`
	ValidTo   *time.Time   `json:"valid_to,omitempty"`
}

// mineSQL are the owners and the persons of the register that @account is.
const mineSQL = `WITH persons_of AS (SELECT person_id AS id FROM memberships WHERE account_id = @account AND state = 'verified'),
  owners_of AS (SELECT o.id FROM owners o JOIN accounts a ON a.id = @account AND a.phone_hash = o.phone_hash
    UNION SELECT o.id FROM owners o JOIN persons_of p ON p.id = o.person_id) `

// exportRegister adds what the owners' register and the bodies say of an account.
func (e *Export) exportRegister(ctx context.Context, tx *gorm.DB, args map[string]any) (err error) {
	if e.Units, err = db.Rows[exportedUnit](ctx, tx, mineSQL+`
		SELECT u.id, c.name AS community, n.name AS owner, b.name AS building, u.entrance, u.door, u.name, o.kind, o.area, o.valid_from, o.valid_to
		FROM owners_of w JOIN owners n ON n.id = w.id JOIN holding_owners k ON k.owner_id = w.id JOIN holdings o ON o.id = k.holding_id
		JOIN units u ON u.id = o.unit_id JOIN communities c ON c.id = u.community_id JOIN buildings b ON b.id = u.building_id
		ORDER BY o.valid_from, u.id`, args); err != nil {
		return fmt.Errorf("export units: %w", err)
	}
	if e.Bodies, err = db.Rows[exportedSeat](ctx, tx, mineSQL+`
		SELECT q.id, o.name AS body, c.name AS community, q.name, q.seat, q.woman, q.kin, q.valid_from, q.valid_to
		FROM body_members q JOIN bodies o ON o.id = q.body_id JOIN communities c ON c.id = o.community_id
		WHERE q.person_id IN (SELECT id FROM persons_of) OR q.owner_id IN (SELECT id FROM owners_of) ORDER BY q.valid_from, q.id`, args); err != nil {
		return fmt.Errorf("export seats: %w", err)
	}
	return nil
}

// ExportOf gives what is kept of an account here, and nothing of those who share its household.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	e := Export{}
	args := map[string]any{"account": account}
	var err error
	if e.Memberships, err = db.Rows[exportedMembership](ctx, tx, `
		SELECT m.id, c.name AS community, m.state, m.name, b.name AS building, m.entrance, m.door, m.refusal, m.requested_at, m.decided_at, m.left_at
		FROM memberships m JOIN communities c ON c.id = m.community_id LEFT JOIN buildings b ON b.id = m.building_id
		WHERE m.account_id = @account ORDER BY m.requested_at, m.id`, args); err != nil {
		return nil, fmt.Errorf("export memberships: %w", err)
	}
	if e.Register, err = db.Rows[exportedPerson](ctx, tx, `
		SELECT p.id, c.name AS community, p.name, p.adult, p.phone_hash IS NOT NULL AS phone_known, b.name AS building, h.entrance, h.door,
		  EXISTS (SELECT FROM household_representatives r WHERE r.person_id = p.id AND r.valid_to IS NULL) AS representative
		FROM memberships m JOIN persons p ON p.id = m.person_id JOIN communities c ON c.id = p.community_id
		JOIN households h ON h.id = p.household_id JOIN buildings b ON b.id = h.building_id
		WHERE m.account_id = @account AND m.state = 'verified' ORDER BY m.requested_at, m.id`, args); err != nil {
		return nil, fmt.Errorf("export the register: %w", err)
	}
	if e.Roles, err = db.Rows[exportedRole](ctx, tx, `
		SELECT g.id, g.role, coalesce(c.name, d.name) AS community, b.name AS building, g.valid_from, g.valid_to
		FROM role_grants g LEFT JOIN communities c ON c.id = g.community_id LEFT JOIN divisions d ON d.id = g.division_id
		LEFT JOIN buildings b ON b.id = g.building_id
		WHERE g.account_id = @account ORDER BY g.valid_from, g.id`, args); err != nil {
		return nil, fmt.Errorf("export roles: %w", err)
	}
	err = e.exportRegister(ctx, tx, args)
	return e, err
}

// Forget takes an account out of all communities: memberships are left and lose name, door and the person of the
// register; the registers, which are the committee's, lose the phone. It belongs before identity forgets the phone.
// Who holds an office now, or will, ends it first.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, now time.Time) error {
	rows, err := db.Rows[Membership](ctx, tx, `SELECT * FROM memberships WHERE account_id = ? ORDER BY id FOR UPDATE`, account)
	if err != nil {
		return fmt.Errorf("lock memberships: %w", err)
	}
	if err := lockAccountRoles(ctx, tx, account); err != nil {
		return err
	}
	held, err := gorm.G[RoleGrant](tx).Where("account_id = ? AND (valid_to IS NULL OR valid_to > ?)", account, now).Count(ctx, "id")
	if err != nil {
		return fmt.Errorf("look for offices: %w", err)
	}
	if held > 0 {
		return ErrOffice
	}
	asked := make([]uuid.UUID, len(rows))
	for i, m := range rows {
		asked[i] = m.ID
		if m.State != api.MembershipStateRequested && m.State != api.MembershipStateVerified {
			continue
		}
		entry := audit.Entry{Community: m.CommunityID, Actor: account, Action: "membership.leave", Subject: m.ID, Detail: map[string]any{"from": string(m.State)}}
		if err := audit.Record(ctx, tx, entry); err != nil {
			return err
		}
	}
	for _, sql := range forgetSQL {
		if err := db.Exec(ctx, tx, sql, map[string]any{"account": account, "now": now}); err != nil {
			return fmt.Errorf("forget memberships: %w", err)
		}
	}
	return notifications.ForgetRequests(ctx, tx, asked)
}

// forgetSQL: a membership that was refused stays refused, without the words that were said.
var forgetSQL = []string{
	`UPDATE memberships SET name = '—', building_id = NULL, entrance = '', door = '—', invitation_id = NULL, person_id = NULL,
	   refusal = CASE WHEN state = 'refused' THEN '——' END,
	   left_at = CASE WHEN state = 'refused' THEN NULL ELSE coalesce(left_at, greatest(requested_at, CAST(@now AS timestamptz))) END,
	   state = CASE WHEN state = 'refused' THEN state ELSE 'left' END
	 WHERE account_id = @account`,
	`UPDATE persons SET phone_hash = NULL WHERE phone_hash = (SELECT phone_hash FROM accounts WHERE id = @account)`,
	`UPDATE owners SET phone_hash = NULL WHERE phone_hash = (SELECT phone_hash FROM accounts WHERE id = @account)`,
	`DELETE FROM phone_looks WHERE account_id = @account`,
}
