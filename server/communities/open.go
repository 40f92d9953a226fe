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
)

// place is a community's spot in the division tree.
type place struct {
	DivisionID uuid.UUID
	Code, Name string
	Kind       api.CommunityKind
	Names, IDs string // of the four divisions above, as JSON and as an array
}

const placeSQL = `
SELECT d.id AS division_id, d.code, d.name, d.kind,
  CAST(jsonb_build_array(p.name, c.name, a.name, t.name) AS text) AS names,
  CAST(ARRAY[p.id, c.id, a.id, t.id] AS text) AS ids
FROM divisions d JOIN divisions t ON t.id = d.parent_id JOIN divisions a ON a.id = t.parent_id
JOIN divisions c ON c.id = a.parent_id JOIN divisions p ON p.id = c.parent_id
WHERE d.level = 'community' AND d.valid_to IS NULL AND `

// OpenCommunity takes a community of the division tree into use, by its 12-digit code. One that is in use
// already is given as it is.
func OpenCommunity(ctx context.Context, tx *gorm.DB, code string, demo bool, now time.Time) (Community, error) {
	found, err := db.Rows[place](ctx, tx, placeSQL+"d.code = ?", code)
	if err != nil {
		return Community{}, fmt.Errorf("open a community: %w", err)
	}
	if len(found) == 0 {
		return Community{}, ErrNoDivision
	}
	p := found[0]
	id, err := uuid.NewV7()
	if err != nil {
		return Community{}, err
	}
	columns := p.columns()
	columns["id"], columns["demo"], columns["now"] = id, demo, now
	err = db.Exec(ctx, tx, `
		INSERT INTO communities (id, division_id, division_name, code, name, kind, path, ancestors, grams, demo, opened_at)
		VALUES (@id, @division, @division_name, @code, @name, @kind, CAST(@path AS jsonb), CAST(@ancestors AS uuid[]),
		  CAST(@grams AS text[]), @demo, @now) ON CONFLICT DO NOTHING`, columns)
	if err != nil {
		return Community{}, fmt.Errorf("open a community: %w", err)
	}
	c, err := gorm.G[Community](tx).Where("code = ?", code).Take(ctx)
	if err != nil || c.ID != id {
		return c, err
	}
	return c, audit.Record(ctx, tx, audit.Entry{Community: c.ID, Action: "community.open", Subject: c.ID})
}

func (p place) columns() map[string]any {
	return map[string]any{
		"division": p.DivisionID, "division_name": p.Name, "code": p.Code, "name": ShortName(p.Name, p.Kind), "kind": p.Kind,
		"path": p.Names, "ancestors": p.IDs, "grams": db.TextArray(p.grams()),
	}
}

// grams are what the community is found by: its own name and those of its town and county.
func (p place) grams() []string {
	var names []string
	_ = json.Unmarshal([]byte(p.Names), &names) // written by PostgreSQL a moment ago
	if len(names) == 4 {
		names = names[2:]
	}
	return Grams(append(names, p.Name, ShortName(p.Name, p.Kind))...)
}

// followDivisions brings the communities in use up to the tree after an import: names, kinds, paths, and the
// division of a code that ended and came again.
func followDivisions(ctx context.Context, tx *gorm.DB) error {
	places, err := db.Rows[place](ctx, tx, placeSQL+`EXISTS (SELECT FROM communities u WHERE u.code = d.code AND
		(u.division_id, u.kind, u.path, u.ancestors, u.division_name) IS DISTINCT FROM
		(d.id, d.kind, jsonb_build_array(p.name, c.name, a.name, t.name), ARRAY[p.id, c.id, a.id, t.id], d.name))`)
	if err != nil {
		return err
	}
	for _, p := range places {
		err := db.Exec(ctx, tx, `
			UPDATE communities SET division_id = @division, division_name = @division_name, name = @name, kind = @kind,
			  path = CAST(@path AS jsonb), ancestors = CAST(@ancestors AS uuid[]), grams = CAST(@grams AS text[])
			WHERE code = @code`, p.columns())
		if err != nil {
			return err
		}
	}
	return nil
}

// First is a role that the platform itself gives, from the command line.
type First struct {
	Account   uuid.UUID
	Role      api.Role
	Code      string    // of a community, or of a division for the town and above; "" for the platform
	Building  uuid.UUID // for a building head
	ValidFrom time.Time
	ValidTo   *time.Time
}

// GrantFirst gives a role without anybody above: how a community gets its first chair, a town its officer. A
// role that the account holds in that scope already stays as it is. It is recorded as an act of the platform.
func GrantFirst(ctx context.Context, tx *gorm.DB, g First, now time.Time) error {
	row := RoleGrant{AccountID: g.Account, Role: g.Role, ValidFrom: g.ValidFrom, ValidTo: g.ValidTo, CreatedAt: now}
	if g.Building != uuid.Nil {
		row.BuildingID = &g.Building
	}
	if err := row.scope(ctx, tx, g.Code); err != nil {
		return err
	}
	held, err := overlapping(ctx, tx, row)
	if err != nil || held {
		return err
	}
	if row.ID, err = uuid.NewV7(); err != nil {
		return err
	}
	if err := gorm.G[RoleGrant](tx).Create(ctx, &row); err != nil {
		return fmt.Errorf("grant a role: %w", err)
	}
	e := audit.Entry{Action: "role.grant", Subject: row.ID, Detail: map[string]any{"role": string(g.Role), "account": g.Account.String()}}
	if row.CommunityID != nil {
		e.Community = *row.CommunityID
	}
	return audit.Record(ctx, tx, e)
}

// scope finds what the code of a first grant means for its role.
func (g *RoleGrant) scope(ctx context.Context, tx *gorm.DB, code string) error {
	switch g.Role {
	case api.RolePlatformAdmin:
		return nil
	case api.RoleTownOfficer, api.RoleSupervisor:
		found, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `SELECT id FROM divisions WHERE code = ? AND valid_to IS NULL AND level <> 'community'`, code)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNoDivision
		}
		g.DivisionID = &found[0].ID
		return nil
	case api.RoleResident, api.RoleResidentUnverified, api.RoleHouseholdRep:
		return ErrRoleNotGrantable // they follow from the register
	}
	c, err := gorm.G[Community](tx).Where("code = ?", code).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return ErrNoCommunity
	}
	g.CommunityID = &c.ID
	return err
}
