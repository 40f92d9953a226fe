// Package rosters keeps who looks after something when (轮值表). The committee makes a roster: a place and what is to be done
// there, weekdays, and households or volunteers in their turn, for a year at most. The community reads it. A household is
// reminded the day before. It says itself whether its turn was done, or the committee does, from its day on until fourteen
// days after. Nothing is counted up: no points, no ranking, no honours; a turn that nobody marked is just that.
package rosters

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
)

// Service holds what the use cases need.
type Service struct {
	DB  *gorm.DB
	Now func() time.Time
}

// Roster says who looks after something. Turns and Done are those until today.
type Roster struct {
	ID, CommunityID     uuid.UUID
	ProjectID, AuthorID *uuid.UUID
	Title, Area         string
	StartsOn, EndsOn    time.Time
	Holders             int
	Turns, Done         int
}

func (r Roster) toAPI(may bool, now time.Time) api.Roster {
	return api.Roster{ID: r.ID, CommunityID: r.CommunityID, ProjectID: r.ProjectID, Title: r.Title, Area: r.Area,
		StartsOn: openapitypes.Date{Time: r.StartsOn}, EndsOn: openapitypes.Date{Time: r.EndsOn}, Holders: r.Holders, Turns: r.Turns, Done: r.Done,
		MayChange: may && r.EndsOn.After(dateOf(now))}
}

const rosterSQL = `SELECT r.id, r.community_id, r.project_id, r.author_id, r.title, r.area, r.starts_on, r.ends_on, r.holders, t.turns, t.done
FROM rosters r CROSS JOIN LATERAL (SELECT count(*) AS turns, count(*) FILTER (WHERE d.done) AS done FROM duty_turns d
  WHERE d.roster_id = r.id AND d.on_date <= CAST(@today AS date)) t `

func rosters(ctx context.Context, tx *gorm.DB, condition string, args map[string]any, now time.Time) ([]Roster, error) {
	args["today"] = dateOf(now).Format(time.DateOnly)
	rows, err := db.Rows[Roster](ctx, tx, rosterSQL+condition, args)
	if err != nil {
		return nil, fmt.Errorf("rosters: %w", err)
	}
	return rows, nil
}

func rosterOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, now time.Time) (Roster, error) {
	rows, err := rosters(ctx, tx, `WHERE r.id = @id`, map[string]any{"id": id}, now)
	if err == nil && len(rows) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Roster{}, err
	}
	return rows[0], nil
}

// reading gives the standing of somebody who reads a community's rosters.
func reading(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, now time.Time) (communities.Standing, error) {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err == nil && !communities.Can(standing, api.PermissionDutyRead) {
		err = fault.ErrForbidden
	}
	return standing, err
}

// List is a page of a community's rosters, the one that lasts longest first.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, limit int, after string) (p api.RosterPage, err error) {
	now := s.Now()
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	standing, err := reading(ctx, s.DB, community, actor, now)
	if err != nil {
		return p, err
	}
	condition := `WHERE r.community_id = @community`
	if seen != uuid.Nil {
		condition += ` AND (r.ends_on, r.id) < (SELECT x.ends_on, x.id FROM rosters x WHERE x.id = @seen AND x.community_id = @community)`
	}
	rows, err := rosters(ctx, s.DB, condition+` ORDER BY r.ends_on DESC, r.id DESC LIMIT @limit`,
		map[string]any{"community": community, "seen": seen, "limit": limit + 1}, now)
	if err != nil {
		return p, err
	}
	p.Items, p.MayAdd = []api.Roster{}, communities.Can(standing, api.PermissionDutyManage)
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	for _, r := range rows {
		p.Items = append(p.Items, r.toAPI(p.MayAdd, now))
	}
	return p, nil
}

// Create makes a roster with all its turns. Sent again by the same person it gives that of the first time.
func (s *Service) Create(ctx context.Context, actor, community uuid.UUID, d api.RosterDraft) (shown api.Roster, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := managing(ctx, tx, community, actor, now); err != nil {
			return err
		}
		if _, err := rosterOf(ctx, tx, d.ID, now); errors.Is(err, ErrNotFound) {
			if made, err = create(ctx, tx, actor, community, d, now); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		r, err := rosterOf(ctx, tx, d.ID, now)
		if err == nil && (r.AuthorID == nil || *r.AuthorID != actor || r.CommunityID != community) {
			err = fault.ErrIDTaken
		}
		shown = r.toAPI(true, now)
		return err
	})
	return shown, made && err == nil, err
}

func create(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, d api.RosterDraft, now time.Time) (made bool, err error) {
	title, err := fault.Line("title", d.Title)
	if err != nil {
		return false, err
	}
	area, err := fault.Line("area", d.Area)
	if err != nil {
		return false, err
	}
	days, err := Days(d.StartsOn.Time, d.EndsOn.Time, d.Weekdays, now)
	if err != nil {
		return false, err
	}
	holders, err := holding(ctx, tx, community, d.Holders)
	if err != nil {
		return false, err
	}
	today, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM rosters WHERE author_id = ? AND made_at > ?`, actor, now.Add(-24*time.Hour))
	if err != nil {
		return false, err
	}
	if today.N >= perDay {
		return false, ErrTooMany.Retry(24 * time.Hour)
	}
	if err := communities.CheckProject(ctx, tx, d.ProjectID, community); err != nil {
		return false, err
	}
	done := tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Exec(`INSERT INTO rosters (id, community_id, project_id, author_id, title, area, starts_on, ends_on, holders, made_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`, d.ID, community, d.ProjectID, actor, title, area,
		d.StartsOn.Format(time.DateOnly), d.EndsOn.Format(time.DateOnly), len(holders), now)
	if done.Error != nil || done.RowsAffected == 0 {
		return false, done.Error
	}
	if err := fill(ctx, tx, d.ID, community, days, holders); err != nil {
		return false, err
	}
	return true, audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "roster.make", Subject: d.ID,
		Detail: map[string]any{"turns": len(days), "holders": len(holders), "project": d.ProjectID}})
}

// End ends a roster today: turns after today that nobody marked are gone.
func (s *Service) End(ctx context.Context, actor, id uuid.UUID) (shown api.Roster, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := db.Exec(ctx, tx, `SELECT FROM rosters WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
			return err
		}
		r, err := rosterOf(ctx, tx, id, now)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, r.CommunityID, actor, now)
		if err != nil {
			return err
		}
		today := dateOf(now)
		switch {
		case !communities.Can(standing, api.PermissionDutyRead):
			return ErrNotFound
		case !communities.Can(standing, api.PermissionDutyManage):
			return fault.ErrForbidden
		case !r.EndsOn.After(today):
			return ErrEnded
		}
		day := today.Format(time.DateOnly)
		if err := db.Exec(ctx, tx, `DELETE FROM duty_turns WHERE roster_id = ? AND on_date > CAST(? AS date)`, id, day); err != nil {
			return err
		}
		err = db.Exec(ctx, tx, `UPDATE rosters SET ends_on = greatest(CAST(? AS date), starts_on) WHERE id = ?`, day, id)
		if err != nil {
			return err
		}
		if r, err = rosterOf(ctx, tx, id, now); err != nil {
			return err
		}
		shown = r.toAPI(true, now)
		return audit.Record(ctx, tx, audit.Entry{Community: r.CommunityID, Actor: actor, Action: "roster.end", Subject: id})
	})
	return shown, err
}

// CoveredTo gives the last day until which a project's rosters cover it from today on; the zero time where they do not.
func CoveredTo(ctx context.Context, tx *gorm.DB, project uuid.UUID, now time.Time) (time.Time, error) {
	rows, err := db.Rows[struct{ StartsOn, EndsOn time.Time }](ctx, tx, `SELECT starts_on, ends_on FROM rosters
		WHERE project_id = ? AND ends_on >= CAST(? AS date) ORDER BY starts_on, ends_on`, project, dateOf(now).Format(time.DateOnly))
	if err != nil {
		return time.Time{}, fmt.Errorf("rosters of a project: %w", err)
	}
	spans := make([]Span, len(rows))
	for i, r := range rows {
		spans[i] = Span{r.StartsOn, r.EndsOn}
	}
	return Reach(spans, now), nil
}

func (s *Service) write(ctx context.Context, actor uuid.UUID, do func(tx *gorm.DB, now time.Time) error) error {
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		return do(tx, s.Now().UTC().Truncate(time.Microsecond))
	})
}

func managing(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, now time.Time) error {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err == nil && !communities.Can(standing, api.PermissionDutyManage) {
		err = fault.ErrForbidden
	}
	return err
}

func mark(id uuid.UUID) *string {
	text := base64.RawURLEncoding.EncodeToString(id[:])
	return &text
}

// readMark says where a list goes on; uuid.Nil for its beginning.
func readMark(text string) (uuid.UUID, error) {
	if text == "" {
		return uuid.Nil, nil
	}
	mark, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(mark) != 16 {
		return uuid.Nil, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return uuid.UUID(mark), nil
}
