package communities

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
)

// RecordUnit says what a unit is and whose from now on; what was before stays, so no roll changes. The holding that was looked
// at must still be that of now: ErrUnitChanged. The same again, sent twice, is one change.
func (s *Service) RecordUnit(ctx context.Context, actor, id uuid.UUID, r api.UnitRecord) (d unitDetail, err error) {
	newcomers, err := s.newOwners(r.Owners)
	if err != nil {
		return d, err
	}
	if err := checkOwners(r); err != nil {
		return d, err
	}
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if d.unitRow, err = loadUnit(ctx, tx, id); err != nil {
			return err
		}
		standing, err := StandingOf(ctx, tx, d.CommunityID, actor, now)
		switch {
		case err != nil:
			return err
		case !Can(standing, api.PermissionOwnerRegisterRead):
			return ErrNoUnit
		case !Can(standing, api.PermissionOwnerRegisterManage):
			return fault.ErrForbidden
		}
		if err := record(ctx, tx, actor, &d, r, newcomers, now); err != nil {
			return err
		}
		return d.fill(ctx, tx)
	})
	return d, err
}

// checkOwners tells whether somebody holds the unit, and who may be named for it.
func checkOwners(r api.UnitRecord) error {
	seen := map[uuid.UUID]bool{}
	for _, o := range r.Owners {
		if seen[o.ID] {
			return ErrUnitOwners.On("owners", api.ProblemCodeUnitOwners)
		}
		seen[o.ID] = true
	}
	if r.HeldByDeveloper == (len(r.Owners) > 0) {
		return ErrUnitOwners.On("owners", api.ProblemCodeUnitOwners)
	}
	if r.VoterID != nil && !seen[*r.VoterID] {
		return ErrUnitOwners.On("voter_id", api.ProblemCodeUnitOwners)
	}
	return nil
}

// newOwners are those that a record names, with clean names and hashed phones.
func (s *Service) newOwners(named []api.OwnerNamed) (fresh []stagedOwner, err error) {
	for _, o := range named {
		if o.Name == nil {
			continue
		}
		n := stagedOwner{ID: o.ID}
		if n.Name, err = fault.Line("name", *o.Name); err != nil {
			return nil, err
		}
		if n.Kind = ownerKind(n.Name); o.Kind != nil {
			n.Kind = *o.Kind
		}
		if o.Phone != nil {
			phone, err := identity.NormalPhone(*o.Phone)
			if err != nil {
				return nil, err
			}
			n.Phone = hex.EncodeToString(s.Keys.HashPhone(phone))
		}
		fresh = append(fresh, n)
	}
	return fresh, nil
}

const holdingOwnersSQL = "SELECT owner_id FROM holding_owners WHERE holding_id = ? ORDER BY owner_id"

// record ends one holding and begins the next at the same moment, while the community's register is held.
func record(ctx context.Context, tx *gorm.DB, actor uuid.UUID, d *unitDetail, r api.UnitRecord, fresh []stagedOwner, now time.Time) (err error) {
	args := map[string]any{"community": d.CommunityID, "actor": actor, "now": now}
	if _, err := steps(ctx, tx, args, lockRegister); err != nil {
		return err
	}
	if d.unitRow, err = loadUnit(ctx, tx, d.ID); err != nil { // as whoever held the register left it
		return err
	}
	same, err := d.is(ctx, tx, r)
	switch {
	case err != nil || same:
		return err
	case d.HoldingID != r.HoldingID:
		return ErrUnitChanged
	}
	if err := insertOwners(ctx, tx, args, fresh); err != nil {
		return err
	}
	ids := make([]uuid.UUID, len(r.Owners))
	for i, o := range r.Owners {
		ids[i] = o.ID
	}
	next, err := uuid.NewV7()
	if err != nil {
		return err
	}
	owners, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	for key, value := range map[string]any{"id": next, "unit": d.ID, "old": d.HoldingID, "kind": r.Kind, "area": r.Area, "developer": r.HeldByDeveloper,
		"voter": r.VoterID, "owners": string(owners)} {
		args[key] = value
	}
	rows, err := steps(ctx, tx, args, `DROP TABLE IF EXISTS holding_changes`, changeUnit, endHoldings, addHoldings, holdThese)
	if err != nil {
		return err
	}
	if rows[4] != len(ids) {
		return ErrNoOwner
	}
	if d.unitRow, err = loadUnit(ctx, tx, d.ID); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: d.CommunityID, Actor: actor, Action: "unit.record", Subject: d.ID,
		Detail: map[string]any{"area": r.Area, "kind": string(r.Kind), "owners": len(ids), "developer": r.HeldByDeveloper}})
}

// is tells whether the unit is what the record says already.
func (d *unitDetail) is(ctx context.Context, tx *gorm.DB, r api.UnitRecord) (bool, error) {
	rows, err := db.Rows[struct{ OwnerID uuid.UUID }](ctx, tx, holdingOwnersSQL, d.HoldingID)
	if err != nil {
		return false, err
	}
	if len(rows) != len(r.Owners) || d.Kind != r.Kind || d.Area != r.Area || d.HeldByDeveloper != r.HeldByDeveloper {
		return false, nil
	}
	for _, row := range rows {
		if !slices.ContainsFunc(r.Owners, func(o api.OwnerNamed) bool { return o.ID == row.OwnerID }) {
			return false, nil
		}
	}
	return (d.VoterID == nil) == (r.VoterID == nil) && (d.VoterID == nil || *d.VoterID == *r.VoterID), nil
}

const changeUnit = `
CREATE TEMP TABLE holding_changes ON COMMIT DROP AS
SELECT CAST(@id AS uuid) AS id, CAST(@unit AS uuid) AS unit_id, CAST(@old AS uuid) AS old_id, CAST(@kind AS text) AS kind, CAST(@area AS bigint) AS area,
  CAST(@developer AS boolean) AS held_by_developer, CAST(@voter AS uuid) AS voter_id`

const holdThese = `
INSERT INTO holding_owners (holding_id, community_id, owner_id)
SELECT CAST(@id AS uuid), o.community_id, o.id FROM owners o
WHERE o.community_id = @community AND o.id IN (SELECT CAST(x AS uuid) FROM jsonb_array_elements_text(CAST(@owners AS jsonb)) AS x)`

// insertOwners puts new owners into the register; one whom an earlier record has put there stays as they are. Another of that
// name and phone is there already: ErrOwnerExists.
func insertOwners(ctx context.Context, tx *gorm.DB, args map[string]any, fresh []stagedOwner) error {
	if len(fresh) == 0 {
		return nil
	}
	data, err := json.Marshal(fresh)
	if err != nil {
		return err
	}
	args = map[string]any{"fresh": string(data), "community": args["community"], "actor": args["actor"], "now": args["now"]}
	if _, err := steps(ctx, tx, args, addFresh); err != nil {
		return err
	}
	there, err := one[struct{ N int }](ctx, tx, nil, `SELECT count(*) AS n FROM jsonb_to_recordset(CAST(@fresh AS jsonb)) AS r (id uuid)
		JOIN owners n ON n.id = r.id AND n.community_id = @community`, map[string]any{"fresh": string(data), "community": args["community"]})
	if err == nil && there.N != len(fresh) {
		return ErrOwnerExists
	}
	return err
}

const addFresh = `
INSERT INTO owners (id, community_id, kind, name, phone_hash, created_by, created_at)
SELECT r.id, CAST(@community AS uuid), r.kind, r.name, decode(nullif(r.phone, ''), 'hex'), CAST(@actor AS uuid), CAST(@now AS timestamptz)
FROM jsonb_to_recordset(CAST(@fresh AS jsonb)) AS r (id uuid, kind text, name text, phone text) ON CONFLICT DO NOTHING`
