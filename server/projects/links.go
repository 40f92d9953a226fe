package projects

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/db"
)

const linkSQL = `SELECT p.id, p.number, p.title, c.name AS community FROM projects p JOIN communities c ON c.id = p.community_id `

// ofReportSQL are the projects of the proposals that a report, once accepted, went into, and the one that built what it is about.
const ofReportSQL = linkSQL + `WHERE p.id IN (
  SELECT x.id FROM reports r JOIN proposal_reports t ON t.report_id = r.id JOIN proposals q ON q.id = t.proposal_id
    JOIN projects x ON x.proposal_id IN (q.id, q.merged_into) WHERE r.id = @report AND r.state NOT IN ('submitted', 'rejected')
  UNION SELECT a.project_id FROM reports r JOIN assets a ON a.id = r.asset_id WHERE r.id = @report AND r.state NOT IN ('submitted', 'rejected'))
ORDER BY p.started_at, p.id LIMIT 20`

// ofBallotSQL are the projects that a vote decides on: a record leans on it, or it came from their proposal and was noticed.
const ofBallotSQL = linkSQL + `WHERE p.id IN (
  SELECT r.project_id FROM project_records r WHERE r.ballot_id = @ballot AND r.visibility = 'public'
  UNION SELECT x.id FROM ballots b JOIN projects x ON x.proposal_id = b.proposal_id WHERE b.id = @ballot AND b.notice_at IS NOT NULL)
ORDER BY p.started_at, p.id LIMIT 20`

// Find gives the projects that a report or a vote leads to. What the public may not read leads nowhere.
func (s *Service) Find(ctx context.Context, report, ballot *uuid.UUID) (out api.ProjectLinks, err error) {
	out.Items = []api.ProjectLink{}
	for _, ask := range []struct {
		sql  string
		name string
		id   *uuid.UUID
	}{{ofReportSQL, "report", report}, {ofBallotSQL, "ballot", ballot}} {
		if ask.id == nil {
			continue
		}
		rows, err := db.Rows[struct {
			ID               uuid.UUID
			Number           int64
			Title, Community string
		}](ctx, s.DB, ask.sql, map[string]any{ask.name: *ask.id})
		if err != nil {
			return out, fmt.Errorf("projects of a %s: %w", ask.name, err)
		}
		for _, r := range rows {
			out.Items = append(out.Items, api.ProjectLink{ID: r.ID, Number: Number(r.Number), Title: r.Title, Community: &r.Community})
		}
	}
	return out, nil
}

// FindProjects serves GET /projects.
func (a API) FindProjects(ctx context.Context, req api.FindProjectsRequestObject) (api.FindProjectsResponseObject, error) {
	out, err := a.Service.Find(ctx, req.Params.Report, req.Params.Ballot)
	if err != nil {
		return nil, err
	}
	return api.FindProjects200JSONResponse(out), nil
}
