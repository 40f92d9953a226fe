package communities

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

const pageSize = 30

// page is what a list was asked for.
type page struct {
	limit int
	after string
	q     string // what is looked for; empty for all
}

// looking is the same page of what has q.
func (p page) looking(q *string) page {
	p.q = strings.TrimSpace(api.Value(q))
	return p
}

func pageOf(limit *int, after *string) page {
	p := page{limit: pageSize}
	if limit != nil && *limit > 0 && *limit <= 100 {
		p.limit = *limit
	}
	if after != nil {
		p.after = *after
	}
	return p
}

// id reads the cursor of a list that pages by id; NULL for the first page.
func (p page) id() (uuid.NullUUID, error) {
	if p.after == "" {
		return uuid.NullUUID{}, nil
	}
	id, err := uuid.Parse(p.after)
	if err != nil {
		return uuid.NullUUID{}, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return uuid.NullUUID{UUID: id, Valid: true}, nil
}

// cut ends a page and names the next one; rows were read one beyond the limit.
func cut[T any](rows []T, p page, cursor func(T) string) ([]T, *string) {
	if len(rows) <= p.limit {
		return rows, nil
	}
	rows = rows[:p.limit]
	next := cursor(rows[len(rows)-1])
	return rows, &next
}

// one gives the only row of a query, and missing where there is none.
func one[T any](ctx context.Context, tx *gorm.DB, missing error, sql string, args map[string]any) (T, error) {
	rows, err := db.Rows[T](ctx, tx, sql, args)
	if err != nil {
		return *new(T), err
	}
	if len(rows) == 0 {
		return *new(T), missing
	}
	return rows[0], nil
}

const buildingSQL = `
SELECT b.id, b.community_id, b.estate_id, e.name AS estate, b.name, (SELECT CAST(coalesce(jsonb_agg(n.name ORDER BY n.name), '[]') AS text)
  FROM entrances n WHERE n.building_id = b.id AND n.name <> '') AS entrances
FROM buildings b JOIN estates e ON e.id = b.estate_id `

func loadBuilding(ctx context.Context, tx *gorm.DB, community, id uuid.UUID) (building, error) {
	return one[building](ctx, tx, ErrNoBuilding, buildingSQL+"WHERE b.id = @id AND b.community_id = @community",
		map[string]any{"id": id, "community": community})
}

const householdSQL = `
SELECT h.id, h.community_id, h.building_id, e.name AS estate, b.name AS building, h.entrance, h.door
FROM households h JOIN buildings b ON b.id = h.building_id JOIN estates e ON e.id = b.estate_id `

func loadHousehold(ctx context.Context, tx *gorm.DB, id uuid.UUID) (household, error) {
	return one[household](ctx, tx, ErrNoHousehold, householdSQL+"WHERE h.id = @id", map[string]any{"id": id})
}

// lockHousehold makes those who change a household wait for each other.
func lockHousehold(ctx context.Context, tx *gorm.DB, id uuid.UUID) error {
	return db.Exec(ctx, tx, "SELECT FROM households WHERE id = ? FOR NO KEY UPDATE", id)
}

// takeMembership loads a membership and keeps others from changing it.
func takeMembership(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Membership, error) {
	m, err := gorm.G[Membership](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, ErrNoMembership
	}
	return m, err
}

// takePerson loads a person of the register as of now and keeps others from linking it meanwhile.
func takePerson(ctx context.Context, tx *gorm.DB, community, id uuid.UUID) (person, error) {
	p, err := gorm.G[person](tx, clause.Locking{Strength: "NO KEY UPDATE"}).
		Where("id = ? AND community_id = ? AND valid_to IS NULL", id, community).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, ErrNoPerson
	}
	return p, err
}

// overlapping tells whether the account holds the role in that scope during part of that term.
func overlapping(ctx context.Context, tx *gorm.DB, g RoleGrant) (bool, error) {
	held, err := one[struct{ Held bool }](ctx, tx, nil, `
		SELECT EXISTS (SELECT FROM role_grants WHERE account_id = @account AND role = @role
		  AND coalesce(building_id, community_id, division_id, account_id) = @scope
		  AND tstzrange(valid_from, valid_to) && tstzrange(CAST(@from AS timestamptz), CAST(@to AS timestamptz))) AS held`,
		map[string]any{"account": g.AccountID, "role": g.Role, "scope": g.scopeID(), "from": g.ValidFrom, "to": g.ValidTo})
	if err != nil {
		return false, fmt.Errorf("look for a role: %w", err)
	}
	return held.Held, nil
}

func (g RoleGrant) scopeID() uuid.UUID {
	for _, id := range []*uuid.UUID{g.BuildingID, g.CommunityID, g.DivisionID} {
		if id != nil {
			return *id
		}
	}
	return g.AccountID
}

// lockAccountRoles makes those who give one person roles wait for each other.
func lockAccountRoles(ctx context.Context, tx *gorm.DB, account uuid.UUID) error {
	return db.Exec(ctx, tx, "SELECT pg_advisory_xact_lock(hashtextextended(?, 7736205))", "roles "+account.String())
}
