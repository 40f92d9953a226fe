package disclosures

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
)

const photoJSON = `jsonb_build_object('id', w.id, 'width', w.width, 'height', w.height, 'audience', `

const rowSQL = `
SELECT d.*, c.name AS community, c.division_name AS committee, c.kind, k.id AS correction_id,
  coalesce((SELECT jsonb_agg(jsonb_build_object('side', l.side, 'item', l.item, 'amount', l.amount) ORDER BY l.position)
    FROM disclosure_lines l WHERE l.disclosure_id = d.id), '[]') AS lines,
  coalesce((SELECT jsonb_agg(` + photoJSON + `p.audience) ORDER BY p.position)
    FROM disclosure_photos p JOIN media w ON w.id = p.media_id WHERE p.disclosure_id = d.id), '[]') AS photos,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', b.id, 'posted_on', b.posted_on, 'place', b.place, 'photo', ` + photoJSON + `'public')) ORDER BY b.at, b.id)
    FROM disclosure_postings b JOIN media w ON w.id = b.media_id WHERE b.disclosure_id = d.id), '[]') AS postings,
  (SELECT count(*) FROM (SELECT FROM disclosure_questions q WHERE q.disclosure_id = d.id AND q.answer IS NULL LIMIT 99) asked) AS waiting
FROM disclosures d JOIN communities c ON c.id = d.community_id LEFT JOIN disclosures k ON k.corrects_id = d.id `

// load gives a disclosure with what stands around it; not found is a fault.
func load(ctx context.Context, tx *gorm.DB, id uuid.UUID) (row, error) {
	rows, err := gorm.G[row](tx).Raw(rowSQL+`WHERE d.id = ?`, id).Find(ctx)
	if err != nil {
		return row{}, fmt.Errorf("load a disclosure: %w", err)
	}
	if len(rows) == 0 {
		return row{}, ErrNotFound
	}
	return rows[0], nil
}

// lock keeps others from correcting, checking or posting a disclosure until the transaction ends.
func lock(ctx context.Context, tx *gorm.DB, id uuid.UUID) (row, error) {
	if err := gorm.G[any](tx).Exec(ctx, `SELECT FROM disclosures WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
		return row{}, fmt.Errorf("lock a disclosure: %w", err)
	}
	return load(ctx, tx, id)
}

// insert adds a disclosure with its lines, unless its id is there already; then made is false.
func insert(ctx context.Context, tx *gorm.DB, d *Disclosure, lines []Line) (made bool, err error) {
	result := gorm.WithResult()
	err = gorm.G[Disclosure](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, d)
	if err != nil || result.RowsAffected == 0 {
		return false, err
	}
	type lineRow struct {
		DisclosureID uuid.UUID
		Position     int
		Side         api.DisclosureSide
		Item         string
		Amount       int64
	}
	rows := make([]lineRow, len(lines))
	for i, l := range lines {
		rows[i] = lineRow{d.ID, i, l.Side, l.Item, l.Amount}
	}
	if len(rows) == 0 {
		return true, nil
	}
	if err := tx.WithContext(ctx).Table("disclosure_lines").Create(&rows).Error; err != nil {
		return false, fmt.Errorf("lines of a disclosure: %w", err)
	}
	return true, nil
}

// picture gives a disclosure its photos.
func picture(ctx context.Context, tx *gorm.DB, id uuid.UUID, photos []api.DisclosurePhotoDraft) error {
	for i, p := range photos {
		err := gorm.G[any](tx).Exec(ctx, `INSERT INTO disclosure_photos (disclosure_id, position, media_id, audience) VALUES (?, ?, ?, ?)`, id, i, p.ID, p.Audience)
		if err != nil {
			return fmt.Errorf("photos of a disclosure: %w", err)
		}
	}
	return nil
}

// written counts what somebody laid open since a moment.
func written(ctx context.Context, tx *gorm.DB, author uuid.UUID, since time.Time) (int64, error) {
	return gorm.G[Disclosure](tx).Where("author_id = ? AND published_at > ?", author, since).Count(ctx, "id")
}

const listSQL = `
SELECT d.*, left(d.text, 80) AS lead, c.kind, k.id IS NOT NULL AS corrected, m.lines, m.income, m.expense, q.answered, q.asking,
  (SELECT count(*) FROM disclosure_postings b WHERE b.disclosure_id = d.id) AS postings
FROM disclosures d JOIN communities c ON c.id = d.community_id LEFT JOIN disclosures k ON k.corrects_id = d.id
CROSS JOIN LATERAL (SELECT count(*) AS lines, coalesce(sum(amount) FILTER (WHERE side = 'income'), 0) AS income,
  coalesce(sum(amount) FILTER (WHERE side = 'expense'), 0) AS expense FROM disclosure_lines l WHERE l.disclosure_id = d.id) m
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE answer IS NOT NULL) AS answered, count(*) FILTER (WHERE answer IS NULL) AS asking
  FROM (SELECT answer FROM disclosure_questions o WHERE o.disclosure_id = d.id LIMIT 99) few) q
WHERE d.community_id = @community AND `

// list is a page of a shelf from behind the last one seen, the newest first.
func list(ctx context.Context, tx *gorm.DB, community uuid.UUID, shelf api.DisclosureShelf, category api.DisclosureCategoryCode,
	seen uuid.UUID, limit int, now time.Time) ([]listed, error) {
	condition := `d.until > @now AND d.published_at > @since`
	if shelf == api.DisclosureShelfPast {
		condition = `d.until <= @now`
	}
	if category != "" {
		condition += ` AND d.category = @category`
	}
	if seen != uuid.Nil {
		condition += ` AND (d.published_at, d.id) < (SELECT x.published_at, x.id FROM disclosures x WHERE x.id = @seen AND x.community_id = @community)`
	}
	rows, err := gorm.G[listed](tx).Raw(listSQL+condition+` ORDER BY d.published_at DESC, d.id DESC LIMIT @limit`, map[string]any{
		"community": community, "now": now, "since": now.AddDate(0, 0, -displayDays-2), "category": string(category), "seen": seen, "limit": limit,
	}).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("list disclosures: %w", err)
	}
	return rows, nil
}
