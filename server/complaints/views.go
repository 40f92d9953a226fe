package complaints

import (
	"context"

	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/identity"
)

// mostTasks is as far as what waits is counted.
const mostTasks = 99

// See gives a complaint to who may see it. What one may not see does not exist.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (full, error) {
	c, err := complaintOf(ctx, s.DB, id)
	if err != nil {
		return full{}, err
	}
	return look(ctx, s.DB, c, actor, s.Now())
}

// look gathers what belongs to a complaint, as far as the caller may see it.
func look(ctx context.Context, tx *gorm.DB, c Complaint, actor uuid.UUID, now time.Time) (f full, err error) {
	s, err := seatsOf(ctx, tx, actor, now)
	if err != nil {
		return full{}, err
	}
	f = full{Complaint: c, Facts: s.facts(c, now), Now: now}
	if !f.Facts.Sees() {
		return full{}, ErrNotFound
	}
	if c.CommunityID != nil {
		names, err := communities.NamesOf(ctx, tx, []uuid.UUID{*c.CommunityID})
		if err != nil {
			return full{}, err
		}
		f.Community = names[*c.CommunityID]
	}
	if c.Named && c.ComplainantID != nil && f.Facts.Seated() {
		names, err := identity.NamesOf(ctx, tx, []uuid.UUID{*c.ComplainantID})
		if err != nil {
			return full{}, err
		}
		f.Name = names[*c.ComplainantID]
	}
	return f, nil
}

// page is a list with the mark of where it goes on.
type page struct {
	rows  []Complaint
	names map[uuid.UUID]string // of communities
	next  *string
	now   time.Time
}

// Mine lists what somebody complained about, newest first.
func (s *Service) Mine(ctx context.Context, actor uuid.UUID, limit int, after *string) (p page, err error) {
	seen, err := markOf(after, top)
	if err != nil {
		return p, err
	}
	rows, err := mineBefore(ctx, s.DB, actor, seen, limit+1)
	if err != nil {
		return p, err
	}
	return s.page(ctx, rows, limit, func(c Complaint) mark { return mark{c.LodgedAt, c.ID} })
}

// Queue lists what waits for an answer where somebody answers or watches, what is due first on top.
func (s *Service) Queue(ctx context.Context, actor uuid.UUID, limit int, after *string) (p page, err error) {
	seen, err := markOf(after, bottom)
	if err != nil {
		return p, err
	}
	now := s.Now()
	at, err := seatsOf(ctx, s.DB, actor, now)
	if err != nil || at.none() {
		return page{now: now}, err
	}
	rows, err := openAfter(ctx, s.DB, at, seen, limit+1, now)
	if err != nil {
		return p, err
	}
	return s.page(ctx, rows, limit, func(c Complaint) mark { return mark{c.DueAt, c.ID} })
}

// page cuts rows that were read one beyond the limit, and names their communities.
func (s *Service) page(ctx context.Context, rows []Complaint, limit int, end func(Complaint) mark) (p page, err error) {
	p = page{rows: rows, now: s.Now()}
	if len(rows) > limit {
		p.rows = rows[:limit]
		next := end(rows[limit-1]).text()
		p.next = &next
	}
	var ids []uuid.UUID
	for _, c := range p.rows {
		if c.CommunityID != nil {
			ids = append(ids, *c.CommunityID)
		}
	}
	p.names, err = communities.NamesOf(ctx, s.DB, ids)
	return p, err
}

// Tasks are what waits for somebody's answer, in all communities: the overdue ones first.
func (s *Service) Tasks(ctx context.Context, actor uuid.UUID) ([]api.HomeTask, error) {
	now := s.Now()
	at, err := seatsOf(ctx, s.DB, actor, now)
	if err != nil || at.none() {
		return nil, err
	}
	sums, err := sumOpen(ctx, s.DB, at, mostTasks, now)
	if err != nil {
		return nil, err
	}
	tasks := make([]api.HomeTask, len(sums))
	for i, w := range sums {
		tasks[i] = api.HomeTask{Kind: w.Kind, Count: w.Count, SubjectID: w.Subject, DueAt: w.DueAt}
	}
	return tasks, nil
}
