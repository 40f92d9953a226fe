package conventions

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/communities"
	"wugong/server/fault"
)

const onDesk = `WHERE v.community_id = @community AND (v.state IN ('collecting', 'drafting', 'review', 'draft_publicity', 'voting', 'adopted', 'published',
  'correction_ordered') OR v.filing_due_at IS NOT NULL AND v.filed_on IS NULL)`

// waiting is a version with what waits for somebody.
type waiting struct {
	row
	due []api.ConventionDue
	at  *time.Time
}

// waitingFor gives versions with what waits for somebody, with two statements however many they are.
func waitingFor(ctx context.Context, tx *gorm.DB, standing communities.Standing, condition string, args map[string]any, now time.Time) ([]waiting, error) {
	rows, err := versions(ctx, tx, condition, args)
	if err != nil {
		return nil, err
	}
	var votes []uuid.UUID
	for _, r := range rows {
		if r.State == api.ConventionStateVoting {
			votes = append(votes, *r.BallotID)
		}
	}
	decisions, err := ballots.DecisionsOf(ctx, tx, votes, now)
	if err != nil {
		return nil, err
	}
	all := make([]waiting, len(rows))
	for i, r := range rows {
		f := r.facts(now, can(standing))
		if r.State == api.ConventionStateVoting {
			d := decisions[*r.BallotID]
			f.voted(&d)
		}
		all[i] = waiting{row: r, due: Due(f, r.Working)}
		switch {
		case slices.Contains(all[i].due, api.ConventionDueFilingSend):
			all[i].at = r.FilingDueAt
		case slices.Contains(all[i].due, api.ConventionDueReviewParty), slices.Contains(all[i].due, api.ConventionDueReviewTown):
			all[i].at = r.Until
		}
	}
	return all, nil
}

// Due is what waits for somebody in a version. working: a new one is on its way.
func Due(f Facts, working bool) []api.ConventionDue {
	all := []api.ConventionDue{}
	add := func(d api.ConventionDue, is bool) {
		if is {
			all = append(all, d)
		}
	}
	writes := f.Can(api.PermissionConventionWrite)
	add(api.ConventionDueStep, writes && Ready(f))
	add(api.ConventionDueAnswer, writes && f.Waiting > 0 && Works(f.State))
	add(api.ConventionDueReviewParty, CanReview(api.ConventionOfficeParty, f) == nil && !f.PartyFit)
	add(api.ConventionDueReviewTown, CanReview(api.ConventionOfficeTown, f) == nil && !f.TownFit)
	add(api.ConventionDueFilingSend, writes && CanFile(api.ConventionFilingDeedSend, f.Filing, f.Now) == nil)
	add(api.ConventionDueFilingAccept, f.Can(api.PermissionConventionTown) && CanFile(api.ConventionFilingDeedAccept, f.Filing, f.Now) == nil)
	add(api.ConventionDueCorrect, writes && f.State == api.ConventionStateCorrectionOrdered && !working)
	return all
}

// Desk lists what is on its way and what is to be filed, what waits longest first.
func (s *Service) Desk(ctx context.Context, actor, community uuid.UUID, limit int, after string) (p api.ConventionDeskPage, err error) {
	tx, now := s.DB.WithContext(ctx), s.now()
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err != nil {
		return p, err
	}
	if !works(standing) {
		return p, fault.ErrForbidden
	}
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	condition := onDesk
	if seen != uuid.Nil {
		condition += ` AND (v.since, v.id) > (SELECT x.since, x.id FROM convention_versions x WHERE x.id = @seen)`
	}
	rows, err := waitingFor(ctx, tx, standing, condition+` ORDER BY v.since, v.id LIMIT @limit`,
		map[string]any{"community": community, "seen": seen, "limit": limit + 1}, now)
	if err != nil {
		return p, err
	}
	p.Items = []api.ConventionDeskItem{}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	for _, r := range rows {
		p.Items = append(p.Items, api.ConventionDeskItem{ConventionID: r.ConventionID, Kind: r.ConventionKind, Title: r.Title, Version: r.summary(now),
			Waiting: r.Waiting, Due: r.due, DueAt: r.at})
	}
	return p, nil
}

const mostTasks = 99

// Tasks are what waits for somebody, for Home.
func (s *Service) Tasks(ctx context.Context, standing communities.Standing) ([]api.HomeTask, error) {
	if !works(standing) {
		return nil, nil
	}
	now := s.now()
	rows, err := waitingFor(ctx, s.DB.WithContext(ctx), standing, onDesk+` ORDER BY v.since, v.id LIMIT @limit`,
		map[string]any{"community": standing.Community, "limit": mostTasks}, now)
	if err != nil {
		return nil, err
	}
	var tasks []api.HomeTask
	for _, of := range []struct {
		kind api.HomeTaskKind
		due  []api.ConventionDue
	}{
		{api.HomeTaskKindConventionCorrect, []api.ConventionDue{api.ConventionDueCorrect}},
		{api.HomeTaskKindConventionReview, []api.ConventionDue{api.ConventionDueReviewParty, api.ConventionDueReviewTown}},
		{api.HomeTaskKindConventionFiling, []api.ConventionDue{api.ConventionDueFilingAccept}},
		{api.HomeTaskKindConventionFile, []api.ConventionDue{api.ConventionDueFilingSend}},
		{api.HomeTaskKindConventionAnswer, []api.ConventionDue{api.ConventionDueAnswer}},
		{api.HomeTaskKindConventionStep, []api.ConventionDue{api.ConventionDueStep}},
	} {
		if t, any := task(of.kind, of.due, rows); any {
			tasks = append(tasks, t)
		}
	}
	return tasks, nil
}

// task sums up what waits of a kind; opinions are counted one by one.
func task(kind api.HomeTaskKind, due []api.ConventionDue, rows []waiting) (t api.HomeTask, any bool) {
	t.Kind = kind
	of := 0
	for _, r := range rows {
		if !slices.ContainsFunc(due, func(d api.ConventionDue) bool { return slices.Contains(r.due, d) }) {
			continue
		}
		of++
		n := 1
		if kind == api.HomeTaskKindConventionAnswer {
			n = r.Waiting
		}
		t.Count = min(t.Count+n, mostTasks)
		t.SubjectID = &r.ID
		if r.at != nil && (t.DueAt == nil || r.at.Before(*t.DueAt)) {
			t.DueAt = r.at
		}
	}
	if of != 1 {
		t.SubjectID = nil
	}
	return t, of > 0
}
