package evaluations

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// OfProject is a survey about a project, for the gate behind evaluation and for the project's archive.
type OfProject struct {
	ID                uuid.UUID
	Title             string
	Unit              api.EvaluationUnit
	OpensAt, ClosesAt time.Time
	CountedAt         *time.Time
	Paper             bool
	Eligible          int
	Note              *string
	Counts            []int `gorm:"serializer:json"`
}

// Answers are those that were counted; none before.
func (o OfProject) Answers() int { return AnswersIn(o.Counts) }

// Results are what everybody reads: none before it was counted, and none of fewer than ten answers.
func (o OfProject) Results() []api.EvaluationResult {
	if o.CountedAt == nil || o.Answers() < Hidden {
		return []api.EvaluationResult{}
	}
	return ResultsOf(o.Counts)
}

// SurveysOf gives the surveys about a project, the newest first; at most fifty.
func SurveysOf(ctx context.Context, tx *gorm.DB, project uuid.UUID) ([]OfProject, error) {
	rows, err := db.Rows[OfProject](ctx, tx, `SELECT id, title, unit, opens_at, closes_at, counted_at, paper, eligible, note, to_json(counts) AS counts
		FROM evaluations WHERE project_id = ? ORDER BY opens_at DESC, id DESC LIMIT 50`, project)
	if err != nil {
		return nil, fmt.Errorf("surveys of a project: %w", err)
	}
	return rows, nil
}

// RectificationsOf gives what is or was put right for a project, the oldest first; at most two hundred.
func RectificationsOf(ctx context.Context, tx *gorm.DB, project uuid.UUID) ([]Rectification, error) {
	rows, err := db.Rows[Rectification](ctx, tx, rectifiedSQL+`WHERE r.project_id = ? ORDER BY r.opened_at, r.id LIMIT 200`, project)
	if err != nil {
		return nil, fmt.Errorf("rectifications of a project: %w", err)
	}
	return rows, nil
}

// Late tells whether something is still to be put right though its day is over.
func (r Rectification) Late(now time.Time) bool {
	return RectificationStateOf(r.ClosedAt != nil, r.DueOn, now) == api.RectificationStateOverdue
}

// Say gives it as everybody reads it.
func (r Rectification) Say(now time.Time) api.Rectification { return r.toAPI(false, now) }
