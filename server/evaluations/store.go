package evaluations

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
)

const rowSQL = `
SELECT e.id, e.community_id, e.project_id, e.building_id, e.author_id, e.title, e.text, e.unit, e.paper, e.opens_at, e.closes_at, e.counts_at,
  e.eligible, e.note, e.counted_at, to_json(e.counts) AS counts, e.unkeyed, c.name AS community, c.kind, coalesce(s.name || ' ' || b.name, '') AS building,
  coalesce((SELECT sum(x.n) FROM evaluation_boxes o CROSS JOIN LATERAL unnest(o.counts[1:6]) x(n) WHERE o.evaluation_id = e.id), 0) AS sum,
  coalesce((SELECT sum(t.amount) FROM evaluation_batches t WHERE t.evaluation_id = e.id AND t.counted), 0) AS papers,
  EXISTS (SELECT FROM evaluation_takers t WHERE t.evaluation_id = e.id
    AND t.subject_id = CASE e.unit WHEN 'person' THEN CAST(@person AS uuid) ELSE CAST(@household AS uuid) END) AS answered
FROM evaluations e JOIN communities c ON c.id = e.community_id LEFT JOIN buildings b ON b.id = e.building_id LEFT JOIN estates s ON s.id = b.estate_id `

// load gives a survey with what somebody is in its community; not found is a fault.
func load(ctx context.Context, tx *gorm.DB, id, actor uuid.UUID, now time.Time) (r row, s communities.Standing, err error) {
	of, err := db.Rows[struct{ CommunityID uuid.UUID }](ctx, tx, `SELECT community_id FROM evaluations WHERE id = ?`, id)
	if err == nil && len(of) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return r, s, err
	}
	if s, err = communities.StandingOf(ctx, tx, of[0].CommunityID, actor, now); err != nil {
		return r, s, err
	}
	r, err = db.Row[row](ctx, tx, rowSQL+`WHERE e.id = @id`, map[string]any{"id": id, "person": s.Person, "household": s.Household})
	if err != nil {
		err = fmt.Errorf("load a survey: %w", err)
	}
	return r, s, err
}

// list is a page of a community's surveys from behind the last one seen, the newest first.
func list(ctx context.Context, tx *gorm.DB, s communities.Standing, project *uuid.UUID, seen uuid.UUID, limit int) ([]row, error) {
	condition := `WHERE e.community_id = @community`
	if project != nil {
		condition += ` AND e.project_id = @project`
	}
	if seen != uuid.Nil {
		condition += ` AND (e.opens_at, e.id) < (SELECT x.opens_at, x.id FROM evaluations x WHERE x.id = @seen AND x.community_id = @community)`
	}
	rows, err := db.Rows[row](ctx, tx, rowSQL+condition+` ORDER BY e.opens_at DESC, e.id DESC LIMIT @limit`, map[string]any{
		"community": s.Community, "project": project, "seen": seen, "limit": limit, "person": s.Person, "household": s.Household})
	if err != nil {
		return nil, fmt.Errorf("list surveys: %w", err)
	}
	return rows, nil
}

// insert adds a survey and its empty boxes, unless its id is there already; then made is false.
func insert(ctx context.Context, tx *gorm.DB, e Evaluation) (made bool, err error) {
	n, err := affected(ctx, tx, `INSERT INTO evaluations (id, community_id, project_id, building_id, author_id, title, text, unit, paper, opens_at,
		closes_at, counts_at, eligible) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`, e.ID, e.CommunityID, e.ProjectID,
		e.BuildingID, e.AuthorID, e.Title, e.Text, e.Unit, e.Paper, e.OpensAt, e.ClosesAt, e.CountsAt, e.Eligible)
	if err != nil || n == 0 {
		return false, err
	}
	return true, db.Exec(ctx, tx, `INSERT INTO evaluation_boxes (evaluation_id, box, counts)
		SELECT ?, n, array_fill(0, ARRAY[42]) FROM generate_series(0, ?) n`, e.ID, boxes-1)
}

// affected runs a statement and tells how many rows it met.
func affected(ctx context.Context, tx *gorm.DB, sql string, args ...any) (int, error) {
	done := tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Exec(sql, args...)
	return int(done.RowsAffected), done.Error
}

// inCommunity refuses a building of another community.
func inCommunity(ctx context.Context, tx *gorm.DB, e Evaluation) error {
	if e.BuildingID == nil {
		return nil
	}
	n, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM buildings WHERE id = ? AND community_id = ?`, *e.BuildingID, e.CommunityID)
	if err == nil && n.N == 0 {
		err = ErrBuilding.On("building_id", ErrBuilding.Code)
	}
	return err
}

// opened counts the surveys that somebody opened since a moment.
func opened(ctx context.Context, tx *gorm.DB, author uuid.UUID, since time.Time) (int, error) {
	n, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM evaluations WHERE author_id = ? AND opens_at > ?`, author, since)
	return n.N, err
}

// hold keeps a survey from being counted until the transaction ends; those who answer at once do not wait for one another.
func hold(ctx context.Context, tx *gorm.DB, id uuid.UUID) error {
	return db.Exec(ctx, tx, `SELECT FROM evaluations WHERE id = ? FOR SHARE`, id)
}

// take marks that households or persons have answered, and tells how many of them had not.
func take(ctx context.Context, tx *gorm.DB, id uuid.UUID, subjects []uuid.UUID) (int, error) {
	return affected(ctx, tx, `INSERT INTO evaluation_takers (evaluation_id, subject_id)
		SELECT ?, s FROM unnest(CAST(? AS uuid[])) s ORDER BY s ON CONFLICT DO NOTHING`, id, db.UUIDArray(subjects))
}

const boxes = 16 // so that many who answer at once seldom wait for one another

// drop adds sheets to a box drawn by lot: counts rise, words go among the words.
func drop(ctx context.Context, tx *gorm.DB, id uuid.UUID, sheets []api.EvaluationSheet) error {
	counts, words := make([]int, len(Measures)*grades), []string{}
	for _, s := range sheets {
		Add(counts, s)
		if s.Words != nil {
			words = append(words, *s.Words)
		}
	}
	n, err := affected(ctx, tx, `UPDATE evaluation_boxes b SET
		counts = (SELECT array_agg(x.c + x.d ORDER BY x.i) FROM ROWS FROM (unnest(b.counts), unnest(CAST(@counts AS int[]))) WITH ORDINALITY x(c, d, i)),
		words = (SELECT coalesce(array_agg(w ORDER BY w COLLATE "C"), '{}') FROM unnest(b.words || CAST(@words AS text[])) w)
		WHERE b.evaluation_id = @id AND b.box = @box`,
		map[string]any{"id": id, "box": rand.IntN(boxes), "counts": intArray(counts), "words": db.TextArray(words)})
	if err == nil && n == 0 {
		err = ErrEnded
	}
	return err
}

func intArray(all []int) string {
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = fmt.Sprint(n)
	}
	return db.TextArray(texts)
}

func setNote(ctx context.Context, tx *gorm.DB, id uuid.UUID, text string) error {
	return db.Exec(ctx, tx, `UPDATE evaluations SET note = ? WHERE id = ?`, text, id)
}

// takers are those of some who have answered.
func takers(ctx context.Context, tx *gorm.DB, id uuid.UUID, of []uuid.UUID) (map[uuid.UUID]bool, error) {
	rows, err := db.Rows[struct{ SubjectID uuid.UUID }](ctx, tx, `SELECT subject_id FROM evaluation_takers WHERE evaluation_id = ?
		AND subject_id = ANY (CAST(? AS uuid[]))`, id, db.UUIDArray(of))
	if err != nil {
		return nil, fmt.Errorf("who has answered: %w", err)
	}
	answered := make(map[uuid.UUID]bool, len(rows))
	for _, r := range rows {
		answered[r.SubjectID] = true
	}
	return answered, nil
}

const batchSQL = `SELECT id, evaluation_id, keyed_by, checked_by, amount, tries, to_json(subjects) AS subjects, sheets, counted FROM evaluation_batches `

func batches(ctx context.Context, tx *gorm.DB, condition string, args ...any) ([]Batch, error) {
	rows, err := db.Rows[Batch](ctx, tx, batchSQL+condition, args...)
	if err != nil {
		return nil, fmt.Errorf("batches of papers: %w", err)
	}
	return rows, nil
}

// insertBatch adds a batch, unless its id is there already; then made is false.
func insertBatch(ctx context.Context, tx *gorm.DB, b Batch) (made bool, err error) {
	sheets, err := json.Marshal(b.Sheets)
	if err != nil {
		return false, err
	}
	n, err := affected(ctx, tx, `INSERT INTO evaluation_batches (id, evaluation_id, keyed_by, amount, subjects, sheets)
		VALUES (?, ?, ?, ?, CAST(? AS uuid[]), CAST(? AS jsonb)) ON CONFLICT (id) DO NOTHING`,
		b.ID, b.EvaluationID, b.KeyedBy, b.Amount, db.UUIDArray(sorted(b.Subjects)), string(sheets))
	return n == 1, err
}

// rekey replaces what was keyed first; the tries begin anew.
func rekey(ctx context.Context, tx *gorm.DB, b Batch) error {
	sheets, err := json.Marshal(b.Sheets)
	if err != nil {
		return err
	}
	return db.Exec(ctx, tx, `UPDATE evaluation_batches SET amount = ?, subjects = CAST(? AS uuid[]), sheets = CAST(? AS jsonb), tries = 0 WHERE id = ?`,
		b.Amount, db.UUIDArray(sorted(b.Subjects)), string(sheets), b.ID)
}

// sorted gives ids in an order that says nothing.
func sorted(ids []uuid.UUID) []uuid.UUID {
	return slices.SortedFunc(slices.Values(ids), func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
}
