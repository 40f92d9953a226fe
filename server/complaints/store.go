package complaints

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/db"
	"wugong/server/fault"
)

// complaintOf loads a complaint; not found is a fault.
func complaintOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, options ...clause.Expression) (Complaint, error) {
	c, err := gorm.G[Complaint](tx, options...).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, ErrNotFound
	}
	return c, err
}

// lockComplaint loads a complaint that nobody else can change until the transaction ends.
func lockComplaint(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Complaint, error) {
	return complaintOf(ctx, tx, id, clause.Locking{Strength: "NO KEY UPDATE"})
}

// insertComplaint adds a complaint, unless its id is there already; then made is false.
func insertComplaint(ctx context.Context, tx *gorm.DB, c *Complaint) (made bool, err error) {
	result := gorm.WithResult()
	err = gorm.G[Complaint](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, c)
	if err != nil || result.RowsAffected == 0 {
		return false, err
	}
	*c, err = complaintOf(ctx, tx, c.ID)
	return err == nil, err
}

// save writes what a step changed of a complaint that is locked.
func save(ctx context.Context, tx *gorm.DB, c Complaint) error {
	set := func(column string, value any) clause.Assigner {
		return clause.Assignment{Column: clause.Column{Name: column}, Value: value}
	}
	_, err := gorm.G[Complaint](tx).Where("id = ?", c.ID).Set(
		set("complainant_id", c.ComplainantID), set("named", c.Named), set("text", c.Text), set("state", c.State),
		set("desk", c.Desk), set("first_desk", c.FirstDesk), set("due_at", c.DueAt),
		set("answer", c.Answer), set("answered_at", c.AnsweredAt), set("answered_by", c.AnsweredBy),
		set("again", c.Again), set("again_at", c.AgainAt),
		set("second", c.Second), set("second_at", c.SecondAt), set("second_by", c.SecondBy),
	).Update(ctx)
	return err
}

// countToday keeps somebody from lodging in two places at once, and tells how many they lodged since the day began.
func countToday(ctx context.Context, tx *gorm.DB, account uuid.UUID, now time.Time) (int, error) {
	if err := db.Exec(ctx, tx, "SELECT pg_advisory_xact_lock(hashtextextended(?, 7736207))", account.String()); err != nil {
		return 0, err
	}
	rows, err := db.Rows[struct{ N int }](ctx, tx, "SELECT count(*) AS n FROM complaints WHERE complainant_id = ? AND lodged_at >= ?", account, china.Midnight(now))
	if err != nil {
		return 0, fmt.Errorf("count complaints: %w", err)
	}
	return rows[0].N, nil
}

// mineBefore lists somebody's complaints, newest first, from below the last one seen.
func mineBefore(ctx context.Context, tx *gorm.DB, account uuid.UUID, seen mark, limit int) ([]Complaint, error) {
	return gorm.G[Complaint](tx).Where("complainant_id = ? AND (lodged_at, id) < (?, ?)", account, seen.at, seen.id).
		Order("lodged_at DESC, id DESC").Limit(limit).Find(ctx)
}

// openSQL is what waits at the seats of somebody; it repeats Facts.Place, and Facts.Sees for who watches.
const openSQL = ` FROM complaints WHERE state = 'received' AND complainant_id IS DISTINCT FROM @actor
  AND NOT (topic = 'staff' AND coalesce(community_id = ANY (CAST(@offices AS uuid[])), false))
  AND NOT (topic = 'town_staff' AND coalesce(community_id = ANY (CAST(@towns AS uuid[])), false))
  AND (topic = 'staff' AND community_id = ANY (CAST(@watched AS uuid[]))
    OR (again_at IS NULL OR answered_by <> @actor OR desk = 'platform')
    AND (desk = 'committee' AND community_id = ANY (CAST(@chairs AS uuid[]))
      OR (desk = 'town' OR desk = 'committee' AND due_at < @now) AND community_id = ANY (CAST(@towns AS uuid[]))
      OR desk = 'platform' AND @platform))`

// openAfter lists what waits at some seats, what is due first on top, from behind the last one seen.
func openAfter(ctx context.Context, tx *gorm.DB, s seats, seen mark, limit int, now time.Time) ([]Complaint, error) {
	args := s.args(now)
	args["at"], args["id"], args["limit"] = seen.at, seen.id, limit
	return db.Rows[Complaint](ctx, tx, `SELECT *`+openSQL+` AND (due_at, id) > (@at, @id) ORDER BY due_at, id LIMIT @limit`, args)
}

// waiting is a sum over what waits; Subject is set where it is a single one.
type waiting struct {
	Kind    api.HomeTaskKind
	Count   int
	Subject *uuid.UUID
	DueAt   *time.Time
}

func sumOpen(ctx context.Context, tx *gorm.DB, s seats, most int, now time.Time) ([]waiting, error) {
	args := s.args(now)
	args["watched"], args["most"] = db.UUIDArray(nil), most // who only watches answers nothing
	return db.Rows[waiting](ctx, tx, `SELECT kind, least(count(*), @most) AS count, CASE WHEN count(*) = 1 THEN (array_agg(id))[1] END AS subject,
		min(due_at) AS due_at FROM (SELECT id, due_at, CASE WHEN due_at < @now THEN 'complaint_overdue' ELSE 'complaint_answer' END AS kind`+
		openSQL+`) AS open GROUP BY kind ORDER BY kind DESC`, args)
}

// mark is where a page of a list ends.
type mark struct {
	at time.Time
	id uuid.UUID
}

var (
	top    = mark{time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), uuid.Max} // above every row
	bottom = mark{time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), uuid.Nil}
)

func (m mark) text() string {
	b := binary.BigEndian.AppendUint64(nil, uint64(m.at.UnixMicro()))
	return base64.RawURLEncoding.EncodeToString(append(b, m.id[:]...))
}

// markOf reads a mark; without one a list begins at start.
func markOf(text *string, start mark) (mark, error) {
	if text == nil {
		return start, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(*text)
	if err == nil && len(b) == 24 {
		at := time.UnixMicro(int64(binary.BigEndian.Uint64(b))).UTC()
		if at.Year() >= 2000 && !at.After(top.at) {
			return mark{at, uuid.UUID(b[8:])}, nil
		}
	}
	return mark{}, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
}
