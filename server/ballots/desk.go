package ballots

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

const soon = 3 * 24 * time.Hour

// deskSQL adds to listed votes what is due. Participation is added up only where a vote closes soon.
const deskSQL = `
SELECT b.*, c.kind AS place_kind, r.outcome, m.chair_by IS NOT NULL AND m.supervision_by IS NOT NULL AS confirmed, l.count, l.area,
  (SELECT count(*) FROM ballot_options o WHERE o.ballot_id = b.id) AS choices,
  EXISTS (SELECT FROM ballot_objections o WHERE o.ballot_id = b.id AND o.answered_at IS NULL AND o.about = 'result') AS result_open,
  (SELECT min(o.due_at) FROM ballot_objections o WHERE o.ballot_id = b.id AND o.answered_at IS NULL) AS objections_due,
  EXISTS (SELECT FROM print_runs p WHERE p.ballot_id = b.id) AS printed,
  EXISTS (SELECT FROM ballot_reconciliations x WHERE x.ballot_id = b.id) AS reconciled,
  EXISTS (SELECT FROM ballot_papers p LEFT JOIN paper_batches k ON k.id = p.batch_id
    WHERE p.ballot_id = b.id AND p.state = 'returned' AND k.settled_at IS NULL) AS unkeyed,
  CASE WHEN b.closes_at BETWEEN @now AND @soon THEN (SELECT count(*) FROM ballot_votes v WHERE v.ballot_id = b.id) ELSE 0 END AS people,
  CASE WHEN b.closes_at BETWEEN @now AND @soon THEN (SELECT coalesce(sum(y.area), 0) FROM ballot_votes v
    JOIN ballot_roll y ON y.ballot_id = v.ballot_id AND y.voter_id = v.voter_id WHERE v.ballot_id = b.id) ELSE 0 END AS area_in
FROM ballots b JOIN communities c ON c.id = b.community_id
LEFT JOIN ballot_results r ON r.ballot_id = b.id
LEFT JOIN ballot_minutes m ON m.ballot_id = b.id
LEFT JOIN ballot_rolls l ON l.ballot_id = b.id AND l.version = b.roll_version
WHERE b.community_id = @community AND b.cancelled_at IS NULL AND (b.created_at, b.id) < (@at, @id)
  AND (b.done_at IS NULL OR b.publicity_until IS NULL OR b.publicity_until > @now
    OR EXISTS (SELECT FROM ballot_objections o WHERE o.ballot_id = b.id AND o.answered_at IS NULL))
ORDER BY b.created_at DESC, b.id DESC LIMIT @limit`

// due is what has to be done with a vote now, and until when the first of it.
func (e entry) due(now time.Time) (all []api.BallotDue, at *time.Time) {
	all = []api.BallotDue{}
	add := func(d api.BallotDue, by *time.Time) {
		all = append(all, d)
		if by != nil && (at == nil || by.Before(*at)) {
			at = by
		}
	}
	state := StateOf(e.dates(), now)
	if state == api.BallotStateDraft && e.OpensAt != nil && e.ClosesAt != nil {
		add(api.BallotDueGiveNotice, nil)
	}
	if state == api.BallotStateOpen && e.ClosesAt.Sub(now) <= soon && !e.quorate() {
		add(api.BallotDueQuorum, e.ClosesAt)
	}
	if e.Unkeyed && (state == api.BallotStateOpen || state == api.BallotStateCounting) {
		add(api.BallotDuePaper, new(e.ClosesAt.AddDate(0, 0, keyingDays)))
	}
	if state == api.BallotStateCounting && e.Printed && !e.Reconciled {
		add(api.BallotDueReconcile, new(e.ClosesAt.AddDate(0, 0, keyingDays)))
	}
	if state == api.BallotStateProvisional {
		add(api.BallotDueMinutes, nil)
	}
	if e.ObjectionsDue != nil {
		add(api.BallotDueObjections, e.ObjectionsDue)
	}
	return all, at
}

// quorate tells whether enough have taken part so far.
func (e entry) quorate() bool {
	q := e.Rule.Quorum
	return (q.People == nil || q.People.Reached(e.People, int64(api.Value(e.Count)))) && (q.Area == nil || q.Area.Reached(e.AreaIn, api.Value(e.Area)))
}

func (s *Service) desk(ctx context.Context, tx *gorm.DB, community uuid.UUID, from mark, limit int, now time.Time) ([]entry, error) {
	rows, err := db.Rows[entry](ctx, tx, deskSQL, map[string]any{"community": community, "now": now, "soon": now.Add(soon), "at": from.at, "id": from.id,
		"limit": limit})
	if err != nil {
		return nil, fmt.Errorf("what is due of votes: %w", err)
	}
	return rows, nil
}

// Desk lists drafts and votes that are not over, newest first, with what is due of each.
func (s *Service) Desk(ctx context.Context, actor, community uuid.UUID, limit int, after *string) (p api.BallotDeskPage, err error) {
	now, tx := s.now(), s.DB.WithContext(ctx)
	standing, err := reader(ctx, tx, community, actor, now, false)
	if err != nil {
		return p, err
	}
	if !communities.Can(standing, api.PermissionBallotManage) && !communities.Can(standing, api.PermissionBallotConfirm) {
		return p, fault.ErrForbidden
	}
	from, err := markOf(after, highest)
	if err != nil {
		return p, err
	}
	rows, err := s.desk(ctx, tx, community, from, limit+1, now)
	if err != nil {
		return p, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark{rows[limit-1].CreatedAt, rows[limit-1].ID}.cursor()
	}
	if err := addMine(ctx, tx, actor, rows); err != nil {
		return p, err
	}
	p.Items = []api.BallotDeskItem{}
	for _, e := range rows {
		due, at := e.due(now)
		p.Items = append(p.Items, api.BallotDeskItem{Ballot: e.toAPI(ctx, now), Due: due, DueAt: at})
	}
	return p, nil
}

// glanced bounds how many votes are looked at for the first page; 99 stands for more.
const glanced = 99

const waitingSQL = `
SELECT b.id, b.closes_at FROM ballots b WHERE b.community_id = @community AND b.done_at IS NULL AND b.opens_at <= @now AND b.closes_at > @now
  AND EXISTS (SELECT FROM (` + castersSQL + `) c LEFT JOIN ballot_votes v ON v.ballot_id = c.ballot_id AND v.voter_id = c.voter_id
    WHERE c.ballot_id = b.id AND v.voter_id IS NULL)
ORDER BY b.closes_at, b.id LIMIT 99`

// Tasks are what waits for somebody: votes to cast, and for the committee what is due, in two statements.
func (s *Service) Tasks(ctx context.Context, standing communities.Standing) ([]api.HomeTask, error) {
	tasks, now, tx := []api.HomeTask{}, s.now(), s.DB.WithContext(ctx)
	if standing.Account == uuid.Nil {
		return tasks, nil
	}
	mine, err := db.Rows[struct {
		ID       uuid.UUID
		ClosesAt time.Time
	}](ctx, tx, waitingSQL, map[string]any{"community": standing.Community, "account": standing.Account, "now": now})
	if err != nil {
		return nil, fmt.Errorf("votes that wait: %w", err)
	}
	if len(mine) > 0 {
		t := api.HomeTask{Kind: api.HomeTaskKindVoteCast, Count: len(mine), DueAt: &mine[0].ClosesAt}
		if len(mine) == 1 {
			t.SubjectID = &mine[0].ID
		}
		tasks = append(tasks, t)
	}
	if !communities.Can(standing, api.PermissionBallotManage) && !communities.Can(standing, api.PermissionBallotConfirm) {
		return tasks, nil
	}
	rows, err := s.desk(ctx, tx, standing.Community, highest, glanced, now)
	if err != nil {
		return nil, err
	}
	return append(tasks, dueTasks(rows, communities.Can(standing, api.PermissionBallotManage), now)...), nil
}

// dueTasks sums up what is due; who only confirms is told of minutes.
func dueTasks(rows []entry, manages bool, now time.Time) []api.HomeTask {
	kinds := map[api.BallotDue]api.HomeTaskKind{api.BallotDueQuorum: api.HomeTaskKindVoteQuorum, api.BallotDuePaper: api.HomeTaskKindVotePaper,
		api.BallotDueReconcile: api.HomeTaskKindVotePaper, api.BallotDueObjections: api.HomeTaskKindVoteObjection, api.BallotDueMinutes: api.HomeTaskKindVoteMinutes}
	order := []api.HomeTaskKind{api.HomeTaskKindVoteObjection, api.HomeTaskKindVoteQuorum, api.HomeTaskKindVotePaper, api.HomeTaskKindVoteMinutes}
	found := map[api.HomeTaskKind]*api.HomeTask{}
	for _, e := range rows {
		due, at := e.due(now)
		for _, d := range due {
			kind, task := kinds[d], found[kinds[d]]
			switch {
			case kind == "" || !manages && kind != api.HomeTaskKindVoteMinutes:
			case task == nil:
				found[kind] = &api.HomeTask{Kind: kind, Count: 1, SubjectID: new(e.ID), DueAt: at}
			case task.SubjectID == nil || *task.SubjectID != e.ID:
				task.Count, task.SubjectID = task.Count+1, nil
				if at != nil && (task.DueAt == nil || at.Before(*task.DueAt)) {
					task.DueAt = at
				}
			}
		}
	}
	tasks := []api.HomeTask{}
	for _, kind := range order {
		if found[kind] != nil {
			tasks = append(tasks, *found[kind])
		}
	}
	return tasks
}
