package projects

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/proposals"
)

// summaryRow is a project as lists show it.
type summaryRow struct {
	Project
	Records     int
	Estimate    int64
	Percent     *int
	CoverID     *uuid.UUID
	CoverWidth  *int
	CoverHeight *int
}

func (r summaryRow) toAPI(ctx context.Context) api.ProjectSummary {
	s := api.ProjectSummary{ID: r.ID, Number: Number(r.Number), Title: r.Title, Area: r.Area, AreaName: proposals.AreaName(ctx, r.Area), Path: r.Path,
		Stage: r.Stage, Since: r.Since, StartedAt: r.StartedAt, Estimate: r.Estimate, Percent: r.Percent, Records: r.Records}
	if r.CoverID != nil {
		s.Cover = &api.Picture{ID: *r.CoverID, Width: *r.CoverWidth, Height: *r.CoverHeight}
	}
	return s
}

const summarySQL = `
SELECT p.*, w.id AS cover_id, w.width AS cover_width, w.height AS cover_height,
  (SELECT count(*) FROM project_records r WHERE r.project_id = p.id AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id)) AS records,
  coalesce((SELECT CAST(r.body ->> 'estimate' AS bigint) FROM project_records r WHERE r.project_id = p.id AND r.type = 'funding_plan'
    AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id) LIMIT 1), p.light_budget, 0) AS estimate,
  (SELECT CAST(r.body ->> 'percent' AS integer) FROM project_records r WHERE r.project_id = p.id AND r.type = 'progress'
    AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id) ORDER BY r.occurred_at DESC, r.id DESC LIMIT 1) AS percent
FROM projects p LEFT JOIN LATERAL (` + coverSQL + `) w ON true `

// listProjects is a page of a community's projects from behind the last one seen, the newest first.
func listProjects(ctx context.Context, tx *gorm.DB, community uuid.UUID, stage api.ProjectStage, seen uuid.UUID, limit int) ([]summaryRow, error) {
	where := `WHERE p.community_id = @community`
	if stage != "" {
		where += ` AND p.stage = @stage`
	}
	if seen != uuid.Nil {
		where += ` AND (p.started_at, p.id) < (SELECT x.started_at, x.id FROM projects x WHERE x.id = @seen AND x.community_id = @community)`
	}
	rows, err := db.Rows[summaryRow](ctx, tx, summarySQL+where+` ORDER BY p.started_at DESC, p.id DESC LIMIT @limit`,
		map[string]any{"community": community, "stage": string(stage), "seen": seen, "limit": limit})
	if err != nil {
		return nil, fmt.Errorf("list projects: %w", err)
	}
	return rows, nil
}
