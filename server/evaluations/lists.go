package evaluations

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// List is a page of a community's surveys, of one project where it is named.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, project *uuid.UUID, limit int, after string) (p api.EvaluationPage, err error) {
	now := s.now()
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, now)
	if err != nil {
		return p, err
	}
	rows, err := list(ctx, s.DB, standing, project, seen, limit+1)
	if err != nil {
		return p, err
	}
	p.Items, p.MayOpen = []api.EvaluationSummary{}, communities.Can(standing, api.PermissionEvaluationManage)
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	for _, r := range rows {
		p.Items = append(p.Items, r.summary(standing, now))
	}
	return p, nil
}

// Words are what people wrote, in the order of their characters.
func (s *Service) Words(ctx context.Context, actor, id uuid.UUID, limit int, after string) (p api.EvaluationWordsPage, err error) {
	now := s.now()
	r, standing, err := load(ctx, s.DB, id, actor, now)
	if err != nil {
		return p, err
	}
	if err := CanAct(api.EvaluationActReadWords, r.facts(standing), now); err != nil {
		return p, err
	}
	from := 0
	if after != "" {
		if from, err = strconv.Atoi(after); err != nil || from < 0 || from > 1_000_000 {
			return p, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
		}
	}
	p.Items = []string{}
	rows, err := db.Rows[struct{ Text string }](ctx, s.DB, `SELECT text FROM evaluation_words WHERE evaluation_id = ? AND position > ?
		ORDER BY position LIMIT ?`, id, from, limit+1)
	if err != nil {
		return p, fmt.Errorf("words of a survey: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		next := strconv.Itoa(from + limit)
		p.Next = &next
	}
	for _, w := range rows {
		p.Items = append(p.Items, w.Text)
	}
	return p, nil
}

const tasksSQL = `
SELECT 'evaluation_answer' AS kind, count(*) AS n, (array_agg(e.id ORDER BY e.closes_at, e.id))[1] AS subject_id, min(e.closes_at) AS due_at
FROM evaluations e WHERE @eligible AND e.community_id = @community AND e.counted_at IS NULL AND e.closes_at > @now
  AND (e.building_id IS NULL OR e.building_id = @building)
  AND NOT EXISTS (SELECT FROM evaluation_takers t WHERE t.evaluation_id = e.id AND t.subject_id = CASE e.unit WHEN 'person' THEN CAST(@person AS uuid) ELSE CAST(@household AS uuid) END)
UNION ALL
SELECT 'evaluation_paper', count(*), (array_agg(e.id ORDER BY e.counts_at, e.id))[1], min(e.counts_at)
FROM evaluations e JOIN evaluation_batches b ON b.evaluation_id = e.id AND NOT b.counted
WHERE @manages AND e.community_id = @community AND e.counted_at IS NULL AND e.counts_at > @now AND b.keyed_by IS DISTINCT FROM @account
UNION ALL
SELECT 'rectification_due', count(*), NULL, min((r.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' - interval '1 second')
FROM rectifications r WHERE @manages AND r.community_id = @community AND r.closed_at IS NULL AND r.due_on <= @soon`

// Tasks are what waits for somebody in their community: surveys to answer, papers to key for the second time, and what is to
// be put right within a week. It takes one statement.
func (s *Service) Tasks(ctx context.Context, standing communities.Standing) ([]api.HomeTask, error) {
	now := s.now()
	rows, err := db.Rows[struct {
		Kind      api.HomeTaskKind
		N         int
		SubjectID *uuid.UUID
		DueAt     *time.Time
	}](ctx, s.DB, tasksSQL, map[string]any{"community": standing.Community, "account": standing.Account, "person": standing.Person,
		"household": standing.Household, "building": standing.Building, "eligible": standing.Verified && standing.Adult,
		"manages": communities.Can(standing, api.PermissionEvaluationManage), "now": now, "soon": china.Midnight(now).AddDate(0, 0, 7).Format(time.DateOnly)})
	if err != nil {
		return nil, fmt.Errorf("tasks of surveys: %w", err)
	}
	tasks := []api.HomeTask{}
	for _, r := range rows {
		if r.N > 0 {
			tasks = append(tasks, api.HomeTask{Kind: r.Kind, Count: min(r.N, 99), SubjectID: r.SubjectID, DueAt: r.DueAt})
		}
	}
	return tasks, nil
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
