package projects

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// placed is a project with the names around it.
type placed struct {
	Project
	Community       string
	Kind            api.CommunityKind
	OriginNumber    *int64
	OriginTitle     *string
	OriginCommunity *string
	CoverID         *uuid.UUID
	CoverWidth      *int
	CoverHeight     *int
}

const placedSQL = `
SELECT p.*, c.name AS community, c.kind, o.number AS origin_number, o.title AS origin_title, oc.name AS origin_community,
  w.id AS cover_id, w.width AS cover_width, w.height AS cover_height
FROM projects p JOIN communities c ON c.id = p.community_id
LEFT JOIN projects o ON o.id = p.reused_from LEFT JOIN communities oc ON oc.id = o.community_id
LEFT JOIN LATERAL (` + coverSQL + `) w ON true `

// coverSQL is the picture a project is known by: the newest one after the works, else the newest of any.
const coverSQL = `SELECT m.id, m.width, m.height FROM project_photos f JOIN media m ON m.id = f.media_id JOIN project_records r ON r.id = f.record_id
  WHERE r.project_id = p.id AND f.kind = 'picture' AND r.visibility = 'public' ORDER BY f.moment IS NOT DISTINCT FROM 'after' DESC, r.created_at DESC, f.position LIMIT 1`

// projectOf loads a project; not found is a fault.
func projectOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (placed, error) {
	rows, err := db.Rows[placed](ctx, tx, placedSQL+`WHERE p.id = ?`, id)
	if err != nil {
		return placed{}, fmt.Errorf("load a project: %w", err)
	}
	if len(rows) == 0 {
		return placed{}, ErrNotFound
	}
	return rows[0], nil
}

// lockProject keeps others from moving a project, and from adding to its money, until the transaction ends.
func lockProject(ctx context.Context, tx *gorm.DB, id uuid.UUID) (placed, error) {
	if err := db.Exec(ctx, tx, `SELECT FROM projects WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
		return placed{}, fmt.Errorf("lock a project: %w", err)
	}
	return projectOf(ctx, tx, id)
}

// shareProject keeps a project from being moved until the transaction ends; others may do the same at once.
func shareProject(ctx context.Context, tx *gorm.DB, id uuid.UUID) (placed, error) {
	if err := db.Exec(ctx, tx, `SELECT FROM projects WHERE id = ? FOR SHARE`, id); err != nil {
		return placed{}, fmt.Errorf("hold a project: %w", err)
	}
	return projectOf(ctx, tx, id)
}

// insertProject adds a project, unless its id or its proposal is there already; then made is false.
func insertProject(ctx context.Context, tx *gorm.DB, p *Project) (made bool, err error) {
	result := gorm.WithResult()
	err = gorm.G[Project](tx, clause.OnConflict{DoNothing: true}, result).Create(ctx, p)
	return err == nil && result.RowsAffected == 1, err
}

// passedGate is a gate that was passed.
type passedGate struct {
	ProjectID uuid.UUID
	Gate      api.ProjectGate
	At        time.Time
	ActorID   *uuid.UUID
	Reason    string
	Missing   []Missing `gorm:"serializer:json"`
}

// TableName is project_gates.
func (passedGate) TableName() string { return "project_gates" }

func passedGates(ctx context.Context, tx *gorm.DB, project uuid.UUID) ([]passedGate, error) {
	rows, err := db.Rows[passedGate](ctx, tx, `SELECT * FROM project_gates WHERE project_id = ? ORDER BY gate`, project)
	if err != nil {
		return nil, fmt.Errorf("gates of a project: %w", err)
	}
	return rows, nil
}

// recordRow is a record with what stands around it.
type recordRow struct {
	Record
	SupersededBy *uuid.UUID
	Cited        int
	Signed       int  // in the app
	SignedByMe   bool // by the asker's household
	TookPart     bool
	Photos       []pictured  `gorm:"serializer:json"`
	Shares       []api.Share `gorm:"serializer:json"`
}

const recordSQL = `
SELECT r.*, n.id AS superseded_by,
  (SELECT count(*) FROM project_records q JOIN project_records a ON a.id IN (q.about_id, q.also_id) WHERE a.root_id = r.root_id AND q.project_id = r.project_id) AS cited,
  (SELECT count(*) FROM project_signatures s WHERE s.record_id = r.id) AS signed,
  EXISTS (SELECT FROM project_signatures s WHERE s.record_id = r.id AND s.household_id = @household) AS signed_by_me,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'width', m.width, 'height', m.height, 'kind', f.kind, 'point_id', f.point_id, 'moment', f.moment) ORDER BY f.position)
    FROM project_photos f JOIN media m ON m.id = f.media_id WHERE f.record_id = r.id), '[]') AS photos,
  CASE r.type WHEN 'cost_share' THEN coalesce((SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('label', s.label, 'household_id', s.household_id,
    'area', s.area, 'weight', s.weight, 'amount', s.amount, 'mine', s.household_id = @household)) ORDER BY s.position)
    FROM project_shares s WHERE s.record_id = r.id AND (@inner OR s.household_id = @household)), '[]') ELSE '[]' END AS shares
FROM project_records r LEFT JOIN project_records n ON n.supersedes = r.id `

// asker is who records are loaded for.
type asker struct {
	account, household uuid.UUID
	who                Who
}

func (a asker) args(more map[string]any) map[string]any {
	args := map[string]any{"household": a.household, "inner": a.who.Staff(), "asker": a.account, "reads": a.who.Reads || a.who.Staff()}
	for k, v := range more {
		args[k] = v
	}
	return args
}

// visibleSQL is CanSee as a condition: it holds for a record r and an asker.
const visibleSQL = `(r.visibility = 'public' OR @inner OR r.author_id = @asker OR r.visibility = 'community' AND @reads
  OR r.visibility = 'parties' AND EXISTS (SELECT FROM project_shares s WHERE s.record_id = r.id AND s.household_id = @household))`

// recordOf loads a record that somebody may see; another one is not found.
func recordOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, a asker) (recordRow, error) {
	rows, err := db.Rows[recordRow](ctx, tx, recordSQL+`WHERE r.id = @id AND `+visibleSQL, a.args(map[string]any{"id": id}))
	if err != nil {
		return recordRow{}, fmt.Errorf("load a record: %w", err)
	}
	if len(rows) == 0 {
		return recordRow{}, ErrNoRecord
	}
	return rows[0], nil
}

// projectIDOf tells which project a record, contribution or entry belongs to.
func projectIDOf(ctx context.Context, tx *gorm.DB, table string, id uuid.UUID, missing error) (uuid.UUID, error) {
	rows, err := db.Rows[struct{ ProjectID uuid.UUID }](ctx, tx, `SELECT project_id FROM `+table+` WHERE id = ?`, id)
	if err != nil {
		return uuid.Nil, fmt.Errorf("find a project: %w", err)
	}
	if len(rows) == 0 {
		return uuid.Nil, missing
	}
	return rows[0].ProjectID, nil
}

// listRecords is a page of a project's records from behind the last one seen, the newest first.
func listRecords(ctx context.Context, tx *gorm.DB, project uuid.UUID, stage api.ProjectStage, t api.ProjectRecordType, seen uuid.UUID,
	limit int, a asker) ([]recordRow, error) {
	where := `WHERE r.project_id = @project AND ` + visibleSQL
	if stage != "" {
		where += ` AND r.stage = @stage`
	}
	if t != "" {
		where += ` AND r.type = @type`
	}
	if seen != uuid.Nil {
		where += ` AND (r.created_at, r.id) < (SELECT x.created_at, x.id FROM project_records x WHERE x.id = @seen AND x.project_id = @project)`
	}
	rows, err := db.Rows[recordRow](ctx, tx, recordSQL+where+` ORDER BY r.created_at DESC, r.id DESC LIMIT @limit`, a.args(map[string]any{
		"project": project, "stage": string(stage), "type": string(t), "seen": seen, "limit": limit}))
	if err != nil {
		return nil, fmt.Errorf("list records: %w", err)
	}
	return rows, nil
}

// insertRecord adds a record, unless its id is there already or another one took the place; then made is false.
func insertRecord(ctx context.Context, tx *gorm.DB, r *Record) (made bool, err error) {
	result := gorm.WithResult()
	err = gorm.G[Record](tx, clause.OnConflict{DoNothing: true}, result).Create(ctx, r)
	return err == nil && result.RowsAffected == 1, err
}

// addPhotos ties photos to what they show.
func addPhotos(ctx context.Context, tx *gorm.DB, photos []photo) error {
	if len(photos) == 0 {
		return nil
	}
	if err := gorm.G[photo](tx).CreateInBatches(ctx, &photos, len(photos)); err != nil {
		return fmt.Errorf("photos of a project: %w", err)
	}
	return nil
}

// written counts what somebody added to projects since a moment.
func written(ctx context.Context, tx *gorm.DB, account uuid.UUID, since time.Time) (int64, error) {
	row, err := db.Row[struct{ N int64 }](ctx, tx, `SELECT (SELECT count(*) FROM project_records WHERE author_id = @account AND created_at > @since)
		+ (SELECT count(*) FROM project_contributions WHERE declared_by = @account AND declared_at > @since) AS n`,
		map[string]any{"account": account, "since": since})
	return row.N, err
}

func mark(id uuid.UUID) *string {
	text := base64.RawURLEncoding.EncodeToString(id[:])
	return &text
}

// readMark says where a list goes on; uuid.Nil for its beginning.
func readMark(text *string) (uuid.UUID, error) {
	if text == nil {
		return uuid.Nil, nil
	}
	mark, err := base64.RawURLEncoding.DecodeString(*text)
	if err != nil || len(mark) != 16 {
		return uuid.Nil, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return uuid.UUID(mark), nil
}
