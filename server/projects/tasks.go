package projects

import (
	"context"
	"fmt"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
)

// mostTasks is how far tasks are counted.
const mostTasks = 99

const tasksSQL = `
SELECT CASE WHEN @manages THEN (SELECT count(*) FROM (SELECT FROM project_records r WHERE r.community_id = @community AND r.type = 'objection'
    AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id)
    AND NOT EXISTS (SELECT FROM project_records q JOIN project_records a ON a.id = q.about_id WHERE q.type = 'objection_reply' AND a.root_id = r.root_id) LIMIT @most) o) ELSE 0 END AS objections,
  CASE WHEN @manages THEN (SELECT count(*) FROM (SELECT FROM project_contributions c WHERE c.community_id = @community AND c.state IN ('declared', 'disputed')
    AND c.declared_by IS DISTINCT FROM @account AND c.paper_witnesses + (SELECT count(*) FROM project_witnesses w WHERE w.contribution_id = c.id) >= @asked LIMIT @most) g) ELSE 0 END AS gifts,
  CASE WHEN @manages THEN (SELECT count(*) FROM (SELECT FROM project_funds f WHERE f.community_id = @community AND f.approved_at IS NULL AND f.recorded_by IS DISTINCT FROM @account
    AND (@chair OR EXISTS (SELECT FROM role_grants g WHERE g.account_id = f.recorded_by AND g.community_id = f.community_id AND g.role = 'committee_chair'
      AND g.valid_from <= @now AND (g.valid_to IS NULL OR g.valid_to > @now))) LIMIT @most) a) ELSE 0 END AS approvals,
  CASE WHEN @countersigns THEN (SELECT count(*) FROM (SELECT FROM project_funds f WHERE f.community_id = @community AND f.approved_at IS NOT NULL AND f.countersigned_at IS NULL
    AND f.recorded_by IS DISTINCT FROM @account AND f.approved_by IS DISTINCT FROM @account LIMIT @most) s) ELSE 0 END AS countersigns`

// Tasks are what waits for somebody on the first page: objections, contributions seen by two, entries to approve or to
// countersign. One statement, and none for who has no such office.
func (s *Service) Tasks(ctx context.Context, standing communities.Standing) ([]api.HomeTask, error) {
	w := whoOf(standing)
	if !w.Manages && !w.Countersign {
		return nil, nil
	}
	row, err := db.Row[struct{ Objections, Gifts, Approvals, Countersigns int }](ctx, s.DB, tasksSQL, map[string]any{"community": standing.Community,
		"account": standing.Account, "manages": w.Manages, "chair": w.Overrides, "countersigns": w.Countersign, "asked": witnessesAsked, "most": mostTasks, "now": s.now()})
	if err != nil {
		return nil, fmt.Errorf("tasks of projects: %w", err)
	}
	tasks := []api.HomeTask{}
	for _, t := range []api.HomeTask{{Kind: api.HomeTaskKindProjectObjection, Count: row.Objections}, {Kind: api.HomeTaskKindContributionConfirm, Count: row.Gifts},
		{Kind: api.HomeTaskKindFundApprove, Count: row.Approvals}, {Kind: api.HomeTaskKindFundCountersign, Count: row.Countersigns}} {
		if t.Count > 0 {
			tasks = append(tasks, t)
		}
	}
	return tasks, nil
}
