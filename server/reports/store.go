package reports

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"

	"wugong/server/db"
)

// reportOf loads a report; not found is a fault.
func reportOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, options ...clause.Expression) (Report, error) {
	r, err := gorm.G[Report](tx, options...).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, ErrNotFound
	}
	return r, err
}

// lockReport loads a report that nobody else can move until the transaction ends.
func lockReport(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Report, error) {
	return reportOf(ctx, tx, id, clause.Locking{Strength: "NO KEY UPDATE"})
}

// insertReport adds a report, unless its id is there already; then made is false.
func insertReport(ctx context.Context, tx *gorm.DB, r *Report) (made bool, err error) {
	result := gorm.WithResult()
	err = gorm.G[Report](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, r)
	if err != nil || result.RowsAffected == 0 {
		return false, err
	}
	fresh, err := reportOf(ctx, tx, r.ID)
	*r = fresh
	return err == nil, err
}

// saveMove writes what a step changed, unless somebody else moved the report first.
func saveMove(ctx context.Context, tx *gorm.DB, r Report, from api.ReportState) error {
	set := func(column string, value any) clause.Assigner {
		return clause.Assignment{Column: clause.Column{Name: column}, Value: value}
	}
	n, err := gorm.G[Report](tx).Where("id = ? AND state = ?", r.ID, from).Set(
		set("state", r.State), set("headline", r.Headline), set("photo_audience", r.PhotoAudience),
		set("reject_reason", r.RejectReason), set("assignee_kind", r.AssigneeKind), set("assignee_name", r.AssigneeName),
		set("assignee_id", r.AssigneeID), set("case_number", r.CaseNumber), set("objected", r.Objected),
		set("reopened", r.Reopened), set("confirmed", r.Confirmed), set("resolved_at", r.ResolvedAt),
		set("resolved_by", r.ResolvedBy), set("verified_at", r.VerifiedAt), set("closed_at", r.ClosedAt),
		set("due_at", r.DueAt), set("work_due_at", r.WorkDueAt), set("work_left", r.WorkLeft),
	).Update(ctx)
	if err == nil && n == 0 {
		return ErrChanged
	}
	return err
}

// record adds a line to a report's timeline.
func record(ctx context.Context, tx *gorm.DB, e event) (err error) {
	if e.ID, err = uuid.NewV7(); err != nil {
		return err
	}
	return gorm.G[event](tx).Create(ctx, &e)
}

// addPhotos ties photos to a report, behind those of the same kind that are there.
func addPhotos(ctx context.Context, tx *gorm.DB, report uuid.UUID, kind api.PhotoKind, ids []uuid.UUID, behind int) error {
	photos := make([]photo, len(ids))
	for i, id := range ids {
		photos[i] = photo{MediaID: id, ReportID: report, Kind: kind, Position: behind + i}
	}
	return gorm.G[photo](tx).CreateInBatches(ctx, &photos, len(photos))
}

// photosOf gives the photos of some reports in one statement, in their order.
func photosOf(ctx context.Context, tx *gorm.DB, reports ...uuid.UUID) ([]shown, error) {
	if len(reports) == 0 {
		return nil, nil
	}
	return db.Rows[shown](ctx, tx, `
		SELECT p.media_id, p.report_id, p.kind, p.position, m.width, m.height
		FROM report_photos p JOIN media m ON m.id = p.media_id
		WHERE p.report_id IN ? ORDER BY p.report_id, p.kind DESC, p.position`, reports)
}

// eventsOf is the timeline of a report.
func eventsOf(ctx context.Context, tx *gorm.DB, report uuid.UUID) ([]event, error) {
	return gorm.G[event](tx).Where("report_id = ?", report).Order("at, id").Find(ctx)
}

const lineColumns = `r.id, r.number, r.reporter_id, r.class, r.headline, r.state, r.photo_audience AS audience, r.assignee_kind,
	r.lat, r.lon, r.spot_x, r.spot_y, r.place_words, r.accuracy, r.filed_at, r.closed_at, r.due_at`

// publicAfter lists what everybody may see of a community, newest first, from behind the last one seen. The place in
// the order is looked up by id, so that the mark of a page does not give away the minute of a report.
func publicAfter(ctx context.Context, tx *gorm.DB, community uuid.UUID, state *api.ReportState, class *string, asset *uuid.UUID, seen uuid.UUID, limit int) ([]line, error) {
	sql := `SELECT ` + lineColumns + ` FROM reports r
		WHERE r.community_id = @community AND r.state NOT IN ('submitted', 'rejected')`
	args := map[string]any{"community": community, "seen": seen, "limit": limit}
	if state != nil {
		sql, args["state"] = sql+` AND r.state = @state`, *state
	}
	if asset != nil {
		sql, args["asset"] = sql+` AND r.asset_id = @asset`, *asset
	}
	if class != nil {
		sql, args["class"] = sql+` AND r.class = @class`, *class
	}
	if seen != uuid.Nil {
		sql += ` AND (r.filed_at, r.id) < (SELECT s.filed_at, s.id FROM reports s WHERE s.id = @seen AND s.community_id = @community)`
	}
	return db.Rows[line](ctx, tx, sql+` ORDER BY r.filed_at DESC, r.id DESC LIMIT @limit`, args)
}

// mineAfter lists what somebody filed, newest first.
func mineAfter(ctx context.Context, tx *gorm.DB, reporter, seen uuid.UUID, limit int) ([]line, error) {
	sql := `SELECT ` + lineColumns + ` FROM reports r WHERE r.reporter_id = @reporter`
	if seen != uuid.Nil {
		sql += ` AND (r.filed_at, r.id) < (SELECT s.filed_at, s.id FROM reports s WHERE s.id = @seen AND s.reporter_id = @reporter)`
	}
	return db.Rows[line](ctx, tx, sql+` ORDER BY r.filed_at DESC, r.id DESC LIMIT @limit`,
		map[string]any{"reporter": reporter, "seen": seen, "limit": limit})
}

// scope says which of the waiting reports somebody works on.
type scope struct {
	All       bool
	Buildings []uuid.UUID
	Account   uuid.UUID
	Own       []api.AssigneeKind // kinds of work given to the account itself that still are its own
	Kinds     []api.AssigneeKind // kinds of work given to a body that the account belongs to
}

// never stands in the order of the queue for what has no date.
var never = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// inQueue is the condition for what waits in a community within a scope.
func inQueue(s scope) string {
	waits := `r.community_id = @community
		AND r.state IN ('submitted', 'accepted', 'assigned', 'in_progress', 'waiting_external', 'reopened')`
	if s.All {
		return waits
	}
	return waits + ` AND (r.assignee_id = @account AND r.assignee_kind IN @own OR r.building_id IN @buildings OR (r.assignee_id IS NULL AND r.assignee_kind IN @kinds))`
}

// queueAfter lists what waits in a community, what is due first on top.
func queueAfter(ctx context.Context, tx *gorm.DB, community uuid.UUID, s scope, seenDue time.Time, seen uuid.UUID, limit int) ([]line, error) {
	sql := `SELECT ` + lineColumns + ` FROM reports r WHERE ` + inQueue(s)
	due := `coalesce(r.due_at, timestamptz '9999-12-31 00:00:00+00')`
	if seen != uuid.Nil {
		sql += ` AND (` + due + `, r.id) > (@due, @seen)`
	}
	rows, err := db.Rows[line](ctx, tx, sql+` ORDER BY `+due+`, r.id LIMIT @limit`, map[string]any{
		"community": community, "account": s.Account, "buildings": s.Buildings, "own": s.Own, "kinds": s.Kinds,
		"due": seenDue, "seen": seen, "limit": limit,
	})
	if err != nil {
		return nil, fmt.Errorf("list what waits: %w", err)
	}
	return rows, nil
}

// queueCounts counts what waits in a community, each report once.
func queueCounts(ctx context.Context, tx *gorm.DB, community uuid.UUID, s scope, now time.Time) (*api.QueueCounts, error) {
	rows, err := db.Rows[api.QueueCounts](ctx, tx, `
		SELECT count(*) FILTER (WHERE late) AS overdue,
		  count(*) FILTER (WHERE NOT late AND state = 'submitted') AS submitted,
		  count(*) FILTER (WHERE NOT late AND state <> 'submitted') AS going
		FROM (SELECT r.state, coalesce(r.due_at < @now, false) AS late FROM reports r WHERE `+inQueue(s)+`) q`, map[string]any{
		"community": community, "account": s.Account, "buildings": s.Buildings, "own": s.Own, "kinds": s.Kinds, "now": now,
	})
	if err != nil {
		return nil, fmt.Errorf("count what waits: %w", err)
	}
	return &rows[0], nil
}

// ripe gives some reports that are to be closed by the clock.
func ripe(ctx context.Context, tx *gorm.DB, now time.Time, limit int) ([]uuid.UUID, error) {
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `
		(SELECT id FROM reports WHERE state = 'resolved' AND resolved_at < @silent LIMIT @limit)
		UNION ALL
		(SELECT id FROM reports WHERE state = 'verified' AND verified_at <= @confirmed LIMIT @limit)`,
		map[string]any{"silent": now.Add(-closesAfter), "confirmed": now.Add(-verifiedFor), "limit": limit})
	ids := make([]uuid.UUID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	return ids, err
}
