package evaluations

import (
	"context"
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
	"wugong/server/media"
)

// Rectification is what was found wanting, who puts it right and by when.
type Rectification struct {
	ID, CommunityID                   uuid.UUID
	EvaluationID, ProjectID, AuthorID *uuid.UUID
	Finding, Owner                    string
	DueOn, OpenedAt                   time.Time
	ClosedAt                          *time.Time
	ClosedBy                          *uuid.UUID
	Note                              *string
	PhotoID                           *uuid.UUID
	Evaluation                        *string // the title of the survey
	Width, Height                     int
}

func (r Rectification) toAPI(manages bool, now time.Time) api.Rectification {
	shown := api.Rectification{ID: r.ID, CommunityID: r.CommunityID, EvaluationID: r.EvaluationID, Evaluation: r.Evaluation, ProjectID: r.ProjectID,
		Finding: r.Finding, Owner: r.Owner, DueOn: openapitypes.Date{Time: r.DueOn}, State: RectificationStateOf(r.ClosedAt != nil, r.DueOn, now),
		OpenedAt: r.OpenedAt, ClosedAt: r.ClosedAt, Note: r.Note, MayClose: manages && r.ClosedAt == nil}
	if r.PhotoID != nil {
		shown.Photo = &api.Photo{ID: *r.PhotoID, Width: r.Width, Height: r.Height, Kind: api.PhotoKindAfter}
	}
	return shown
}

const rectifiedSQL = `SELECT r.id, r.community_id, r.evaluation_id, r.project_id, r.author_id, r.finding, r.owner, r.due_on, r.opened_at, r.closed_at,
  r.closed_by, r.note, r.photo_id, e.title AS evaluation, coalesce(w.width, 0) AS width, coalesce(w.height, 0) AS height
FROM rectifications r LEFT JOIN evaluations e ON e.id = r.evaluation_id LEFT JOIN media w ON w.id = r.photo_id `

func rectified(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Rectification, error) {
	rows, err := db.Rows[Rectification](ctx, tx, rectifiedSQL+`WHERE r.id = ?`, id)
	if err != nil {
		return Rectification{}, fmt.Errorf("load a rectification: %w", err)
	}
	if len(rows) == 0 {
		return Rectification{}, ErrNoRectified
	}
	return rows[0], nil
}

// Rectifications are those of a community, or after one survey: open ones by their date, then those closed.
func (s *Service) Rectifications(ctx context.Context, actor, community uuid.UUID, evaluation *uuid.UUID, limit int, after string) (p api.RectificationPage, err error) {
	now := s.now()
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, now)
	if err != nil {
		return p, err
	}
	condition := `WHERE r.community_id = @community`
	if evaluation != nil {
		condition += ` AND r.evaluation_id = @evaluation`
	}
	if seen != uuid.Nil {
		condition += ` AND (r.closed_at IS NOT NULL, r.due_on, r.id) > (SELECT x.closed_at IS NOT NULL, x.due_on, x.id FROM rectifications x
			WHERE x.id = @seen AND x.community_id = @community)`
	}
	rows, err := db.Rows[Rectification](ctx, s.DB, rectifiedSQL+condition+` ORDER BY (r.closed_at IS NOT NULL), r.due_on, r.id LIMIT @limit`,
		map[string]any{"community": community, "evaluation": evaluation, "seen": seen, "limit": limit + 1})
	if err != nil {
		return p, fmt.Errorf("list rectifications: %w", err)
	}
	p.Items, p.MayOpen = []api.Rectification{}, communities.Can(standing, api.PermissionEvaluationManage)
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	for _, r := range rows {
		p.Items = append(p.Items, r.toAPI(p.MayOpen, now))
	}
	return p, nil
}

// Promise opens a rectification. Sent again by the same person it gives that of the first time, and made is false.
func (s *Service) Promise(ctx context.Context, actor, community uuid.UUID, d api.RectificationDraft) (shown api.Rectification, made bool, err error) {
	finding, err := fault.Text("finding", d.Finding)
	if err == nil && len([]rune(finding)) < 2 {
		err = fault.ErrText.On("finding", api.ProblemCodeInvalidText)
	}
	if err != nil {
		return shown, false, err
	}
	owner, err := fault.Line("owner", d.Owner)
	if err != nil {
		return shown, false, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := allowed(ctx, tx, community, actor, now, api.PermissionEvaluationManage); err != nil {
			return err
		}
		if _, err := rectified(ctx, tx, d.ID); errors.Is(err, ErrNoRectified) {
			if err := CheckDue(d.DueOn.Time, now); err != nil {
				return err
			}
			if made, err = promise(ctx, tx, actor, community, d, finding, owner, now); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		r, err := rectified(ctx, tx, d.ID)
		if err == nil && (r.AuthorID == nil || *r.AuthorID != actor || r.CommunityID != community) {
			err = fault.ErrIDTaken
		}
		shown = r.toAPI(true, now)
		return err
	})
	return shown, made && err == nil, err
}

func promise(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, d api.RectificationDraft, finding, owner string, now time.Time) (made bool, err error) {
	if err := communities.CheckProject(ctx, tx, d.ProjectID, community); err != nil {
		return false, err
	}
	if d.EvaluationID != nil {
		r, _, err := load(ctx, tx, *d.EvaluationID, actor, now)
		if err != nil {
			return false, err
		}
		if r.CommunityID != community {
			return false, ErrNotFound
		}
		if r.ProjectID != nil {
			d.ProjectID = r.ProjectID // what was found after a project's survey is put right for the project
		}
	}
	today, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM rectifications WHERE author_id = ? AND opened_at > ?`, actor, now.Add(-24*time.Hour))
	if err != nil || today.N >= perDay {
		return false, orTooMany(err)
	}
	n, err := affected(ctx, tx, `INSERT INTO rectifications (id, community_id, evaluation_id, project_id, author_id, finding, owner, due_on, opened_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`, d.ID, community, d.EvaluationID, d.ProjectID, actor, finding, owner,
		d.DueOn.Format(time.DateOnly), now)
	if err != nil || n == 0 {
		return false, err
	}
	return true, audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "rectification.open", Subject: d.ID,
		Detail: map[string]any{"evaluation": d.EvaluationID, "due": d.DueOn.Format(time.DateOnly)}})
}

// Close says what was done, with a photo for everybody. Sent again by the same person it changes nothing.
func (s *Service) Close(ctx context.Context, actor, id uuid.UUID, c api.RectificationClosing) (shown api.Rectification, err error) {
	note, err := fault.Text("note", c.Note)
	if err == nil && len([]rune(note)) < 2 {
		err = fault.ErrText.On("note", api.ProblemCodeInvalidText)
	}
	if err != nil {
		return shown, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := db.Exec(ctx, tx, `SELECT FROM rectifications WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
			return err
		}
		r, err := rectified(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := allowed(ctx, tx, r.CommunityID, actor, now, api.PermissionEvaluationManage); err != nil {
			return err
		}
		if r.ClosedAt != nil {
			if r.ClosedBy == nil || *r.ClosedBy != actor || *r.PhotoID != c.PhotoID {
				return ErrRectified
			}
			shown = r.toAPI(true, now)
			return nil
		}
		if err := media.AttachPublic(ctx, tx, actor, []uuid.UUID{c.PhotoID}, r.CommunityID); err != nil {
			return err
		}
		err = db.Exec(ctx, tx, `UPDATE rectifications SET closed_at = ?, closed_by = ?, note = ?, photo_id = ? WHERE id = ?`, now, actor, note, c.PhotoID, id)
		if err != nil {
			return err
		}
		if r, err = rectified(ctx, tx, id); err != nil {
			return err
		}
		shown = r.toAPI(true, now)
		return audit.Record(ctx, tx, audit.Entry{Community: r.CommunityID, Actor: actor, Action: "rectification.close", Subject: id,
			Detail: map[string]any{"photo": c.PhotoID, "late": RectificationStateOf(false, r.DueOn, now) == api.RectificationStateOverdue}})
	})
	return shown, err
}
