package communities

import (
	"context"
	"encoding/json"
	"errors"
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

// ChangeBody sets name, term and members from now on: who is not named any more leaves, who is new comes in and is told. The
// version that was looked at must still be that of now: ErrBodyChanged. The number of statements does not depend on the members.
func (s *Service) ChangeBody(ctx context.Context, actor, id uuid.UUID, c api.BodyChange) (d bodyDetail, err error) {
	name, err := fault.Line("name", c.Name)
	if err != nil {
		return d, err
	}
	for i := range c.Members {
		if c.Members[i].Name, err = fault.Line("members", c.Members[i].Name); err != nil {
			return d, err
		}
	}
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if d.body, err = loadBody(ctx, tx, id); err != nil {
			return err
		}
		standing, err := StandingOf(ctx, tx, d.CommunityID, actor, now)
		switch {
		case err != nil:
			return err
		case !Can(standing, api.PermissionBodyRead):
			return ErrNoBody
		case !Can(standing, api.PermissionBodyManage):
			return fault.ErrForbidden
		}
		if err := d.seat(ctx, tx, actor, name, c, now); err != nil {
			return err
		}
		if d.body, err = loadBody(ctx, tx, id); err != nil {
			return err
		}
		return d.fill(ctx, tx, standing, now)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		err = ErrBodyExists.On("name", api.ProblemCodeBodyExists)
	}
	return d, err
}

// seat writes a change of a body that is held meanwhile.
func (d *bodyDetail) seat(ctx context.Context, tx *gorm.DB, actor uuid.UUID, name string, c api.BodyChange, now time.Time) error {
	var to *time.Time
	if c.TermTo != nil {
		to = &c.TermTo.Time
	}
	if err := checkBodyTerm(d.Kind, c.TermFrom.Time, to); err != nil {
		return err
	}
	if err := checkSeats(d.Kind, c.Members); err != nil {
		return err
	}
	members, err := json.Marshal(c.Members)
	if err != nil {
		return err
	}
	args := map[string]any{"body": d.ID, "community": d.CommunityID, "name": name, "from": c.TermFrom.Time, "to": to, "version": c.Version,
		"members": string(members), "actor": actor, "now": now}
	rows, err := steps(ctx, tx, args, changeBody)
	if err != nil {
		return err
	}
	if rows[0] == 0 {
		return ErrBodyChanged
	}
	if rows, err = steps(ctx, tx, args, `DROP TABLE IF EXISTS body_rows`, stageMembers, dropUnknown, endMembers, updateMembers, addMembers); err != nil {
		return err
	}
	if rows[2] > 0 || rows[4]+rows[5] != len(c.Members) {
		return ErrBodyMember.On("members", api.ProblemCodeBodyMember)
	}
	if err := audit.Record(ctx, tx, audit.Entry{Community: d.CommunityID, Actor: actor, Action: "body.change", Subject: d.ID,
		Detail: map[string]any{"members": len(c.Members), "came": rows[5], "left": rows[3]}}); err != nil {
		return err
	}
	return d.tell(ctx, tx, name, now)
}

// checkSeats tells whether a body may have these members: seats that it has, one chair, nobody twice.
func checkSeats(kind api.BodyKind, members []api.BodySeating) error {
	bad := ErrBodyMember.On("members", api.ProblemCodeBodyMember)
	seen, chairs := map[uuid.UUID]bool{}, 0
	for _, m := range members {
		if !seatFits(kind, m.Seat) || m.PersonID != nil && m.OwnerID != nil {
			return bad
		}
		if m.Seat == api.BodySeatChair {
			chairs++
		}
		for _, id := range []*uuid.UUID{&m.ID, m.PersonID, m.OwnerID} {
			if id == nil {
				continue
			}
			if seen[*id] {
				return bad
			}
			seen[*id] = true
		}
	}
	if chairs > 1 {
		return bad
	}
	return nil
}

// tell gives news to those who came in at this moment, as far as they have accounts.
func (d *bodyDetail) tell(ctx context.Context, tx *gorm.DB, name string, now time.Time) error {
	rows, err := db.Rows[struct{ AccountID uuid.UUID }](ctx, tx, `
		SELECT m.account_id FROM body_members q JOIN memberships m ON m.person_id = q.person_id AND m.state = 'verified'
		WHERE q.body_id = @body AND q.valid_from = @now AND q.valid_to IS NULL
		UNION SELECT a.id FROM body_members q JOIN owners n ON n.id = q.owner_id JOIN accounts a ON a.phone_hash = n.phone_hash
		WHERE q.body_id = @body AND q.valid_from = @now AND q.valid_to IS NULL ORDER BY 1`, map[string]any{"body": d.ID, "now": now})
	if err != nil {
		return fmt.Errorf("who came into a body: %w", err)
	}
	if len(rows) == 0 {
		return nil
	}
	community, err := CommunityOf(ctx, tx, d.CommunityID)
	if err != nil {
		return err
	}
	return notifications.Queue(ctx, tx, notifications.Notice{To: each(rows, func(r struct{ AccountID uuid.UUID }) uuid.UUID { return r.AccountID }),
		Kind: api.NoticeKindBodyJoined, At: now, Community: d.CommunityID, Subject: d.ID, Link: "/bodies/" + d.ID.String(),
		Args: map[string]string{"community": community.Name, "body": name}})
}

const changeBody = `
UPDATE bodies SET name = @name, term_from = CAST(@from AS date), term_to = CAST(@to AS date), version = version + 1 WHERE id = @body AND version = @version`

const stageMembers = `
CREATE TEMP TABLE body_rows ON COMMIT DROP AS
SELECT r.id, coalesce(p.name, n.name, r.name) AS name, r.seat, r.person_id, r.owner_id, coalesce(r.woman, false) AS woman, coalesce(r.kin, false) AS kin,
  r.person_id IS NOT NULL AND p.id IS NULL OR r.owner_id IS NOT NULL AND n.id IS NULL AS unknown
FROM jsonb_to_recordset(CAST(@members AS jsonb)) AS r (id uuid, name text, seat text, person_id uuid, owner_id uuid, woman boolean, kin boolean)
LEFT JOIN persons p ON p.id = r.person_id AND p.community_id = @community AND p.valid_to IS NULL
LEFT JOIN owners n ON n.id = r.owner_id AND n.community_id = @community`

// dropUnknown takes out who is in neither register; that it did so is the answer.
const dropUnknown = `DELETE FROM body_rows WHERE unknown`

const endMembers = `
UPDATE body_members q SET valid_to = greatest(q.valid_from, CAST(@now AS timestamptz))
WHERE q.body_id = @body AND q.valid_to IS NULL AND NOT EXISTS (SELECT FROM body_rows r WHERE r.id = q.id)`

const updateMembers = `
UPDATE body_members q SET name = r.name, seat = r.seat, person_id = r.person_id, owner_id = r.owner_id, woman = r.woman, kin = r.kin
FROM body_rows r WHERE q.id = r.id AND q.body_id = @body AND q.valid_to IS NULL`

const addMembers = `
INSERT INTO body_members (id, community_id, body_id, seat, name, person_id, owner_id, woman, kin, created_by, valid_from)
SELECT r.id, CAST(@community AS uuid), CAST(@body AS uuid), r.seat, r.name, r.person_id, r.owner_id, r.woman, r.kin, CAST(@actor AS uuid), CAST(@now AS timestamptz)
FROM body_rows r WHERE NOT EXISTS (SELECT FROM body_members q WHERE q.id = r.id)`
