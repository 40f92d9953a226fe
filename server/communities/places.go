package communities

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
)

// divisionOut is a division as its list shows it.
type divisionOut struct {
	Code, Name  string
	Level       api.DivisionLevel
	CommunityID *uuid.UUID
}

// Divisions lists the children of a division by code; the provinces for none.
func (s *Service) Divisions(ctx context.Context, parent string, p page) ([]divisionOut, error) {
	where, args := "d.parent_id IS NULL", map[string]any{"after": p.after, "limit": p.limit + 1}
	if parent != "" {
		above, err := one[struct{ ID uuid.UUID }](ctx, s.DB, ErrNoDivision, "SELECT id FROM divisions WHERE code = @code AND valid_to IS NULL",
			map[string]any{"code": parent})
		if err != nil {
			return nil, err
		}
		where, args["parent"] = "d.parent_id = @parent ", above.ID
	}
	return db.Rows[divisionOut](ctx, s.DB, `
		SELECT d.code, d.name, d.level, c.id AS community_id FROM divisions d LEFT JOIN communities c ON c.division_id = d.id
		WHERE d.valid_to IS NULL AND `+where+` AND d.code > @after ORDER BY d.code LIMIT @limit`, args)
}

// Communities lists those in use by code, found by a part of their name (or of their town's or county's) and
// by the division they lie in.
func (s *Service) Communities(ctx context.Context, q, division string, p page) ([]Community, error) {
	where, args := []string{"code > @after "}, map[string]any{"after": p.after, "limit": p.limit + 1}
	if q = strings.ToLower(strings.TrimSpace(q)); q != "" {
		where = append(where, "grams @> CAST(@grams AS text[])")
		args["grams"] = db.TextArray(searchGrams(q))
	}
	if division != "" {
		where = append(where, "code >= @division AND code < @beyond ")
		args["division"], args["beyond"] = division, division+":" // the sign after 9
	}
	return db.Rows[Community](ctx, s.DB, `SELECT id, division_id, code, name, kind, path, demo, phone, lat, lon, plan_media_id, banner_media_id, opened_at
		FROM communities WHERE `+strings.Join(where, " AND ")+` ORDER BY code LIMIT @limit`, args)
}

// searchGrams are the longest grams of a query: its pairs, or its only character.
func searchGrams(q string) []string {
	runes := []rune(q)
	if len(runes) == 1 {
		return []string{q}
	}
	var pairs []string
	for i := 1; i < len(runes); i++ {
		pairs = append(pairs, string(runes[i-1:i+1]))
	}
	return pairs
}

// Community is one community.
func (s *Service) Community(ctx context.Context, id uuid.UUID) (Community, error) {
	return CommunityOf(ctx, s.DB, id)
}

// Buildings lists a community's buildings by place.
func (s *Service) Buildings(ctx context.Context, community uuid.UUID, p page) ([]building, error) {
	if _, err := CommunityOf(ctx, s.DB, community); err != nil {
		return nil, err
	}
	after, err := p.id()
	if err != nil {
		return nil, err
	}
	return db.Rows[building](ctx, s.DB, buildingSQL+`WHERE b.community_id = @community
		AND (CAST(@after AS uuid) IS NULL OR (b.place_key, b.id) > (SELECT x.place_key, x.id FROM buildings x WHERE x.id = @after AND x.community_id = @community))
		ORDER BY b.place_key, b.id LIMIT @limit`, map[string]any{"community": community, "after": after, "limit": p.limit + 1})
}

// Standing is the actor's own standing now, with the name of the building.
func (s *Service) Standing(ctx context.Context, actor, community uuid.UUID) (Standing, string, error) {
	standing, err := StandingOf(ctx, s.DB, community, actor, s.Now())
	if err != nil || standing.Building == uuid.Nil {
		return standing, "", err
	}
	b, err := loadBuilding(ctx, s.DB, community, standing.Building)
	return standing, strings.TrimSpace(b.Estate + " " + b.Name), err
}

// Update changes what the chair keeps about a community. Pictures must be the chair's own uploads; they become public.
func (s *Service) Update(ctx context.Context, actor, id uuid.UUID, d api.CommunityChange) (c Community, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if _, err := allowed(ctx, tx, id, actor, now, api.PermissionCommunityManage); err != nil {
			return err
		}
		old, err := CommunityOf(ctx, tx, id)
		if err != nil {
			return err
		}
		changes, fresh := changed(old, d)
		if len(changes) == 0 {
			c = old
			return nil
		}
		if len(fresh) > 0 {
			if s.AttachPublic == nil {
				return fmt.Errorf("update a community: no photos here")
			}
			if err := s.AttachPublic(ctx, tx, actor, fresh, id); err != nil {
				return err
			}
		}
		if _, err := gorm.G[Community](tx).Where("id = ?", id).Set(changes...).Update(ctx); err != nil {
			return err
		}
		if c, err = CommunityOf(ctx, tx, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: id, Actor: actor, Action: "community.update", Subject: id})
	})
	return c, err
}

// changed are the columns that a change sets, and the photos that are new to the community.
func changed(c Community, d api.CommunityChange) (changes []clause.Assigner, fresh []uuid.UUID) {
	if d.Phone != nil {
		changes = append(changes, set("phone", *d.Phone))
	}
	if d.Centre != nil {
		changes = append(changes, set("lat", d.Centre.Lat), set("lon", d.Centre.Lon))
	}
	for _, picture := range []struct {
		column   string
		old, now *uuid.UUID
	}{{"plan_media_id", c.PlanMediaID, d.PlanMediaID}, {"banner_media_id", c.BannerMediaID, d.BannerMediaID}} {
		if picture.now == nil || (picture.old != nil && *picture.old == *picture.now) {
			continue
		}
		changes, fresh = append(changes, set(picture.column, *picture.now)), append(fresh, *picture.now)
	}
	return changes, fresh
}
