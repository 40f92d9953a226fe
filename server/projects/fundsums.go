package projects

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/db"
)

// Funds is a page of a project's money, the newest first, with the sums.
func (s *Service) Funds(ctx context.Context, actor, project uuid.UUID, limit int, after *string) (out api.FundPage, err error) {
	seen, err := readMark(after)
	if err != nil {
		return out, err
	}
	p, err := projectOf(ctx, s.DB, project)
	if err != nil {
		return out, err
	}
	now := s.now()
	a, _, err := askerOf(ctx, s.DB, p.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	where := `WHERE f.project_id = @project`
	if seen != uuid.Nil {
		where += ` AND f.seq < (SELECT x.seq FROM project_funds x WHERE x.id = @seen AND x.project_id = @project)`
	}
	rows, err := db.Rows[entryRow](ctx, s.DB, entrySQL+where+` ORDER BY f.seq DESC LIMIT @limit`,
		map[string]any{"project": project, "now": now, "seen": seen, "limit": limit + 1})
	if err != nil {
		return out, fmt.Errorf("list the money: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		out.Next = mark(rows[limit-1].ID)
	}
	out.Items = make([]api.FundEntry, len(rows))
	for i, e := range rows {
		out.Items[i] = e.toAPI(a, p.Stage)
	}
	out.MayRecord = new(CanRecordMoney(a.who, p.Stage) == nil)
	return out, s.fundSums(ctx, p, &out)
}

// fundSums adds the sums of a project's money, and the plan they are held against.
func (s *Service) fundSums(ctx context.Context, p placed, out *api.FundPage) error {
	figures, err := figuresOf(ctx, s.DB, p.Project)
	if err != nil {
		return err
	}
	out.Income, out.Expense, out.Balance, out.Estimate = figures.Income, figures.Expense, figures.Balance, figures.Estimate
	waiting, err := db.Row[struct{ N int }](ctx, s.DB, `SELECT count(*) AS n FROM project_funds WHERE project_id = ? AND (approved_at IS NULL OR countersigned_at IS NULL)`, p.ID)
	if err != nil {
		return err
	}
	out.Waiting = waiting.N
	if out.Sums, err = db.Rows[api.FundSum](ctx, s.DB, `SELECT f.side, f.source, f.kind, sum(f.amount) AS amount FROM project_funds f WHERE f.project_id = ? AND f.reverses IS NULL
		AND NOT EXISTS (SELECT FROM project_funds x WHERE x.reverses = f.id) GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2, 3`, p.ID); err != nil {
		return fmt.Errorf("sums of the money: %w", err)
	}
	out.Plan, err = db.Rows[api.PlanLine](ctx, s.DB, `SELECT l.source, nullif(l.fund, '') AS fund, l.amount FROM project_plan_lines l JOIN project_records r ON r.id = l.record_id
		WHERE r.project_id = ? AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id) ORDER BY l.position`, p.ID)
	if err != nil {
		return fmt.Errorf("lines of the plan: %w", err)
	}
	if out.Sums == nil {
		out.Sums = []api.FundSum{}
	}
	if out.Plan == nil {
		out.Plan = []api.PlanLine{}
	}
	return nil
}
