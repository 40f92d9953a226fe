package reports

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
)

// Glance is what the first page tells of a community's reports.
type Glance struct {
	Recent      []api.ReportSummary // accepted ones, newest first
	Open, Fixed int                 // accepted and not fixed; confirmed or closed within 90 days
	Tasks       []api.HomeTask      // what waits for the caller
}

const (
	fixedWithin = 90 * 24 * time.Hour
	mostTasks   = 99 // as far as tasks are counted
)

// Glance gathers the newest public reports of a community, its figures, and what waits for the caller.
func (s *Service) Glance(ctx context.Context, standing communities.Standing, community uuid.UUID, limit int) (g Glance, err error) {
	recent, err := s.List(ctx, standing.Account, community, nil, nil, nil, limit, "")
	if err != nil {
		return g, err
	}
	g.Recent = recent.toAPI(ctx).Items
	now := s.Now()
	figures, err := db.Rows[struct{ Open, Fixed int }](ctx, s.DB, `
		SELECT count(*) FILTER (WHERE state NOT IN ('resolved', 'verified', 'closed')) AS open,
		  count(*) FILTER (WHERE coalesce(closed_at, verified_at) >= @since) AS fixed
		FROM reports WHERE community_id = @community AND state NOT IN ('submitted', 'rejected')`,
		map[string]any{"community": community, "since": now.Add(-fixedWithin)})
	if err != nil {
		return g, fmt.Errorf("count reports: %w", err)
	}
	g.Open, g.Fixed = figures[0].Open, figures[0].Fixed
	if standing.Account != uuid.Nil {
		g.Tasks, err = s.tasks(ctx, standing, now)
	}
	return g, err
}

// waiting is a sum over what waits in one way; Subject is set where it is a single report.
type waiting struct {
	Kind    api.HomeTaskKind
	Count   int
	Subject *uuid.UUID
	DueAt   *time.Time
}

// tasks are what waits for somebody, each report in one sum only: mine to confirm; of those that I look after the
// overdue ones, else those the committee has not accepted, else those given to me.
func (s *Service) tasks(ctx context.Context, standing communities.Standing, now time.Time) ([]api.HomeTask, error) {
	q := scopeOf(standing)
	rows, err := db.Rows[waiting](ctx, s.DB, `
		WITH work AS (
		  SELECT id, due_at, state, assignee_kind IN @kinds AND assignee_id IS NULL OR assignee_id = @account AND assignee_kind IN @own AS given
		  FROM reports r
		  WHERE community_id = @community
		    AND state IN ('submitted', 'accepted', 'assigned', 'in_progress', 'waiting_external', 'reopened')
		    AND (@all OR r.building_id IN @buildings OR assignee_kind IN @kinds AND assignee_id IS NULL
		      OR assignee_id = @account AND assignee_kind IN @own)
		), sorted AS (
		  SELECT 'report_confirm' AS kind, 1 AS rank, id, NULL::timestamptz AS due_at FROM reports
		  WHERE reporter_id = @account AND community_id = @community AND state = 'resolved'
		  UNION ALL
		  SELECT CASE WHEN due_at < @now THEN 'report_overdue' WHEN state = 'submitted' AND @manages THEN 'report_accept' ELSE 'report_work' END,
		    CASE WHEN due_at < @now THEN 2 WHEN state = 'submitted' AND @manages THEN 3 ELSE 4 END, id, due_at
		  FROM work WHERE due_at < @now OR state = 'submitted' AND @manages OR given
		)
		SELECT kind, least(count(*), @most) AS count, CASE WHEN count(*) = 1 THEN (array_agg(id))[1] END AS subject, min(due_at) AS due_at
		FROM sorted GROUP BY kind, rank ORDER BY rank`, map[string]any{
		"community": standing.Community, "account": standing.Account, "now": now, "most": mostTasks, "all": q.All,
		"manages": communities.Can(standing, api.PermissionReportManage), "buildings": q.Buildings, "own": q.Own, "kinds": q.Kinds,
	})
	if err != nil {
		return nil, fmt.Errorf("sum what waits: %w", err)
	}
	tasks := make([]api.HomeTask, len(rows))
	for i, w := range rows {
		tasks[i] = api.HomeTask{Kind: w.Kind, Count: w.Count, SubjectID: w.Subject, DueAt: w.DueAt}
	}
	return tasks, nil
}
