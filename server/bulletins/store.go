package bulletins

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
)

const rowSQL = `
SELECT b.*, left(b.text, 80) AS lead, c.name AS community, c.division_name AS committee, k.id AS correction_id, k.publish_at AS correction_at,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', e.name || ' ' || g.name) ORDER BY g.place_key, g.id)
    FROM bulletin_buildings m JOIN buildings g ON g.id = m.building_id JOIN estates e ON e.id = g.estate_id
    WHERE m.bulletin_id = b.id), '[]') AS buildings
FROM bulletins b JOIN communities c ON c.id = b.community_id
LEFT JOIN bulletins k ON k.corrects_id = b.id AND k.withdrawn_at IS NULL `

// load gives a notice with what stands around it; not found is a fault.
func load(ctx context.Context, tx *gorm.DB, id uuid.UUID) (row, error) {
	rows, err := db.Rows[row](ctx, tx, rowSQL+`WHERE b.id = ?`, id)
	if err != nil {
		return row{}, fmt.Errorf("load a notice: %w", err)
	}
	if len(rows) == 0 {
		return row{}, ErrNotFound
	}
	return rows[0], nil
}

// lock keeps others from changing, announcing, withdrawing or correcting a notice until the transaction ends.
func lock(ctx context.Context, tx *gorm.DB, id uuid.UUID) (row, error) {
	if err := db.Exec(ctx, tx, `SELECT FROM bulletins WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
		return row{}, fmt.Errorf("lock a notice: %w", err)
	}
	return load(ctx, tx, id)
}

// insert adds a notice unless its id is there already; then made is false.
func insert(ctx context.Context, tx *gorm.DB, b *Bulletin) (made bool, err error) {
	result := gorm.WithResult()
	err = gorm.G[Bulletin](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, b)
	return err == nil && result.RowsAffected == 1, err
}

// house gives a notice its buildings instead of those it had. One of another community is a fault.
func (b Bulletin) house(ctx context.Context, tx *gorm.DB, buildings []uuid.UUID) error {
	if err := db.Exec(ctx, tx, `DELETE FROM bulletin_buildings WHERE bulletin_id = ?`, b.ID); err != nil {
		return fmt.Errorf("empty the buildings of a notice: %w", err)
	}
	if len(buildings) == 0 {
		return nil
	}
	result := gorm.WithResult()
	err := gorm.G[any](tx, result).Exec(ctx, `INSERT INTO bulletin_buildings (bulletin_id, building_id, community_id)
		SELECT @id, g.id, g.community_id FROM buildings g WHERE g.community_id = @community AND g.id IN @buildings`,
		map[string]any{"id": b.ID, "community": b.CommunityID, "buildings": buildings})
	if err != nil {
		return fmt.Errorf("buildings of a notice: %w", err)
	}
	if result.RowsAffected != int64(len(buildings)) {
		return communities.ErrNoBuilding.On("building_ids", api.ProblemCodeBuildingNotFound)
	}
	return nil
}

// save writes what an edit changed.
func save(ctx context.Context, tx *gorm.DB, b Bulletin) error {
	return db.Exec(ctx, tx, `UPDATE bulletins SET title = @title, text = @text, audience = @audience, urgent = @urgent,
		publish_at = @publish, until = @until, version = @version WHERE id = @id`, map[string]any{"id": b.ID, "title": b.Title,
		"text": b.Text, "audience": b.Audience, "urgent": b.Urgent, "publish": b.PublishAt, "until": b.Until, "version": b.Version})
}

// written counts what somebody wrote since a moment.
func written(ctx context.Context, tx *gorm.DB, author uuid.UUID, since time.Time) (int64, error) {
	return gorm.G[Bulletin](tx).Where("author_id = ? AND created_at > ?", author, since).Count(ctx, "id")
}

// sight says which notices of a community somebody may read; what Facts and CanSee say of one, it says of a list.
type sight struct {
	members, all, property bool
	buildings              []uuid.UUID
}

func sightOf(s communities.Standing) sight {
	v := sight{members: communities.Can(s, api.PermissionBulletinRead), property: s.Has(api.RolePropertyCompany)}
	v.buildings, v.all = communities.BuildingsFor(s, api.PermissionBulletinWatch)
	if s.Verified {
		v.buildings = append(v.buildings, s.Building)
	}
	return v
}

// where is the condition for what is published and meant for them.
func (v sight) where(args map[string]any) string {
	conditions := []string{`b.audience = 'public'`}
	if v.members {
		conditions = append(conditions, `b.audience = 'members'`)
	}
	if v.property {
		conditions = append(conditions, `b.issuer = 'property_company'`)
	}
	switch {
	case v.all:
		conditions = append(conditions, `b.audience = 'buildings'`)
	case len(v.buildings) > 0:
		args["buildings"] = v.buildings
		conditions = append(conditions, `EXISTS (SELECT FROM bulletin_buildings m WHERE m.bulletin_id = b.id AND m.building_id IN @buildings)`)
	}
	return `b.publish_at <= @now AND (b.withdrawn_at IS NULL OR b.withdrawn_at >= b.publish_at) AND (` + strings.Join(conditions, " OR ") + `)`
}

// glanced is what of the board still holds: without what was withdrawn or corrected.
const glanced api.BulletinShelf = "glanced"

// list is a page of a shelf from behind the last one seen.
func list(ctx context.Context, tx *gorm.DB, community uuid.UUID, shelf api.BulletinShelf, s communities.Standing, seen uuid.UUID, limit int, now time.Time) ([]row, error) {
	args := map[string]any{"community": community, "now": now, "since": now.Add(-longestShown), "seen": seen, "limit": limit}
	key, up, condition := `b.publish_at, b.id`, false, ""
	switch shelf {
	case api.BulletinShelfPlanned:
		up = true
		condition = `b.publish_at > @now AND b.withdrawn_at IS NULL` + officeOf(s).where(args)
	case api.BulletinShelfPast:
		condition = sightOf(s).where(args) + ` AND b.until <= @now`
	default:
		key = `b.on_top, ` + key
		condition = sightOf(s).where(args) + ` AND b.until > @now AND b.publish_at > @since`
		if shelf == glanced {
			condition += ` AND b.withdrawn_at IS NULL AND (k.publish_at IS NULL OR k.publish_at > @now)`
		}
	}
	compare, order := `<`, strings.ReplaceAll(key, ",", " DESC,")+" DESC"
	if up {
		compare, order = `>`, key
	}
	if seen != uuid.Nil {
		condition += ` AND (` + key + `) ` + compare + ` (SELECT ` + strings.ReplaceAll(key, "b.", "x.") + ` FROM bulletins x WHERE x.id = @seen AND x.community_id = @community)`
	}
	rows, err := db.Rows[row](ctx, tx, rowSQL+`WHERE b.community_id = @community AND `+condition+` ORDER BY `+order+` LIMIT @limit`, args)
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	return rows, nil
}

// where is the condition for what somebody of this office may still change or withdraw.
func (o Office) where(args map[string]any) string {
	if o.Committee {
		return ""
	}
	conditions := []string{`false`}
	if o.Property {
		conditions = append(conditions, `b.issuer = 'property_company'`)
	}
	if len(o.Buildings) > 0 {
		args["buildings"] = o.Buildings
		conditions = append(conditions, `b.issuer = 'building_head' AND NOT EXISTS (SELECT FROM bulletin_buildings m WHERE m.bulletin_id = b.id AND m.building_id NOT IN @buildings)`)
	}
	return ` AND (` + strings.Join(conditions, " OR ") + `)`
}
