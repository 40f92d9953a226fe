package proposals

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// full is a proposal with what its page shows around it.
type full struct {
	Proposal
	Community   string
	Name        string // of the author, where the author wished so
	Persons     int
	Households  int
	SaidFor     int
	SaidAgainst int
	SaidConcern int
	Supported   bool
	Teen        bool       // the caller
	Into        *link      `gorm:"serializer:json"`
	From        []link     `gorm:"serializer:json"`
	Photos      []picture  `gorm:"serializer:json"`
	Steps       []stepLine `gorm:"serializer:json"`
	Opinions    opinions   `gorm:"-"`
	Flags       int
	Facts       Facts     `gorm:"-"`
	Sight       Sight     `gorm:"-"`
	Actor       uuid.UUID `gorm:"-"`
	Now         time.Time `gorm:"-"`
}

// link is another proposal that this one is tied to; its title is empty where it is hidden.
type link struct {
	ID     uuid.UUID `json:"id"`
	Number int64     `json:"number"`
	Title  string    `json:"title"`
}

type picture struct {
	ID     uuid.UUID `json:"id"`
	Width  int       `json:"width"`
	Height int       `json:"height"`
}

// stepLine is an event with the proposal that it names.
type stepLine struct {
	Act      api.ProposalAct   `json:"act"`
	At       time.Time         `json:"at"`
	Party    api.ProposalParty `json:"party"`
	ActorID  *uuid.UUID        `json:"actor_id"`
	Note     string            `json:"note"`
	ReportID *uuid.UUID        `json:"report_id"`
	Persons  *int              `json:"persons"`
	Other    *link             `json:"other"`
}

const linkJSON = `jsonb_build_object('id', o.id, 'number', o.number, 'title', CASE WHEN o.hidden_at IS NULL AND o.state <> 'withdrawn' THEN o.title ELSE '' END)`

// fullSQL is a proposal with all that belongs to it but the opinions, in one snapshot.
const fullSQL = `
SELECT p.*, h.name AS community, CASE WHEN p.named THEN a.display_name ELSE '' END AS name, ` + supportColumns + `,
  c.said_for + coalesce(d.said_for, 0) AS said_for, c.said_against + coalesce(d.said_against, 0) AS said_against,
  c.said_concern + coalesce(d.said_concern, 0) AS said_concern,
  EXISTS (SELECT FROM accounts t WHERE t.id = @actor AND t.age_band = 'teen') AS teen,
  (SELECT ` + linkJSON + ` FROM proposals o WHERE o.id = p.merged_into) AS into,
  (SELECT coalesce(jsonb_agg(` + linkJSON + ` ORDER BY o.number), '[]') FROM proposals o WHERE o.merged_into = p.id) AS "from",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'width', w.width, 'height', w.height) ORDER BY f.position), '[]')
    FROM proposal_photos f JOIN media w ON w.id = f.media_id WHERE f.proposal_id = p.id) AS photos,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('act', e.act, 'at', e.at, 'party', e.party, 'actor_id', e.actor_id, 'note', e.note,
      'report_id', e.report_id, 'persons', e.persons, 'other', CASE WHEN o.id IS NOT NULL THEN ` + linkJSON + ` END) ORDER BY e.at, e.id), '[]')
    FROM proposal_events e LEFT JOIN proposals o ON o.id = e.other_id WHERE e.proposal_id = p.id) AS steps,
  (SELECT count(*) FROM content_flags g WHERE g.proposal_id = p.id AND g.opinion_id IS NULL AND g.settled_at IS NULL) AS flags
FROM proposals p` + countsJoin + `
JOIN communities h ON h.id = p.community_id
LEFT JOIN accounts a ON a.id = p.author_id
WHERE p.id = @id`

// factsOf gathers what the rules need to know about a proposal and somebody with a standing in its community.
func factsOf(p Proposal, s communities.Standing) Facts {
	return Facts{
		State: p.State, Hidden: p.HiddenAt != nil, Orphan: p.AuthorID == nil, Author: is(p.AuthorID, s.Account),
		Replies: communities.Can(s, api.PermissionProposalReply), Moderates: communities.Can(s, api.PermissionContentModerate),
		Watches: communities.Can(s, api.PermissionContentWatch), Member: s.Member, Verified: s.Verified,
		Comments: communities.Can(s, api.PermissionProposalComment),
	}
}

// alone tells whether somebody of the committee is the only one.
func alone(ctx context.Context, tx *gorm.DB, f Facts, s communities.Standing, now time.Time) (bool, error) {
	if !f.Author || !f.Replies {
		return false, nil
	}
	all, err := communities.HoldersOf(ctx, tx, s.Community, now, committee...)
	return !slices.ContainsFunc(all, func(id uuid.UUID) bool { return id != s.Account }), err
}

// See gives a proposal as somebody may see it. What one may not see does not exist.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (full, error) {
	return s.look(ctx, s.DB, id, actor, s.Now())
}

// look gathers what belongs to a proposal, as far as the caller may see it.
func (s *Service) look(ctx context.Context, tx *gorm.DB, id, actor uuid.UUID, now time.Time) (f full, err error) {
	found, err := db.Rows[full](ctx, tx, fullSQL, map[string]any{"id": id, "actor": actor})
	if err != nil {
		return f, fmt.Errorf("read a proposal: %w", err)
	}
	if len(found) == 0 {
		return f, ErrNotFound
	}
	f = found[0]
	standing, err := communities.StandingOf(ctx, tx, f.CommunityID, actor, now)
	if err != nil {
		return f, err
	}
	f.Facts, f.Actor, f.Now = factsOf(f.Proposal, standing), actor, now
	f.Facts.Heads, f.Facts.Teen = len(f.From) > 0, f.Teen
	if f.Facts.Alone, err = alone(ctx, tx, f.Facts, standing, now); err != nil {
		return f, err
	}
	if f.Sight = SightOf(f.Facts); f.Sight == Nothing {
		return full{}, ErrNotFound
	}
	if f.Sight != Shell {
		f.Opinions, err = opinionsOf(ctx, tx, f.Proposal, f.Facts, actor, firstOpinions, uuid.Nil)
	}
	return f, err
}

// List gives a community's proposals as everybody sees them.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, w wish, after *string) (p page, err error) {
	if w.seen, err = markOf(after); err != nil {
		return p, err
	}
	limit := w.limit
	w.limit++
	lines, err := listOf(ctx, s.DB, community, actor, w)
	if err == nil && len(lines) == 0 { // rows have a community
		_, err = communities.CommunityOf(ctx, s.DB, community)
	}
	return s.page(lines, actor, limit, orders[w.order].value), err
}

// Mine gives what somebody proposed, newest first.
func (s *Service) Mine(ctx context.Context, actor uuid.UUID, limit int, after *string) (p page, err error) {
	seen, err := markOf(after)
	if err != nil {
		return p, err
	}
	lines, err := mineAfter(ctx, s.DB, actor, seen, limit+1)
	return s.page(lines, actor, limit, nil), err
}

// Queue gives what waits for the committee's reply, what is due first on top.
func (s *Service) Queue(ctx context.Context, actor, community uuid.UUID, limit int, after *string) (p page, err error) {
	seen, err := markOf(after)
	if err != nil {
		return p, err
	}
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, s.Now())
	if err != nil {
		return p, err
	}
	if !communities.Can(standing, api.PermissionProposalReply) && !communities.Can(standing, api.PermissionContentWatch) {
		return p, fault.ErrForbidden
	}
	lines, err := listOf(ctx, s.DB, community, actor, wish{order: api.ProposalOrderWaiting, limit: limit + 1, seen: seen})
	return s.page(lines, actor, limit, micros), err
}

// page cuts lines that were read one beyond the limit, and marks where the list goes on.
func (s *Service) page(lines []line, actor uuid.UUID, limit int, value func(line) int64) page {
	p := page{lines: lines, actor: actor, now: s.Now()}
	if len(lines) > limit {
		p.lines = lines[:limit]
		last := mark{id: lines[limit-1].ID}
		if value != nil {
			last.value = value(lines[limit-1])
		}
		p.next = last.text()
	}
	return p
}

// waiting is a sum over what waits in one way; Subject is set where it is a single proposal.
type waiting struct {
	Kind    api.HomeTaskKind
	Count   int
	Subject *uuid.UUID
	DueAt   *time.Time
}

// mostTasks is as far as tasks are counted.
const mostTasks = 99

// Tasks are what waits for the committee's reply in a community, for somebody who replies.
func (s *Service) Tasks(ctx context.Context, standing communities.Standing) ([]api.HomeTask, error) {
	check, err := s.checkTask(ctx, standing)
	if err != nil || !communities.Can(standing, api.PermissionProposalReply) {
		return check, err
	}
	sums, err := tasksOf(ctx, s.DB, standing.Community, standing.Account, mostTasks, s.Now())
	tasks := make([]api.HomeTask, len(sums))
	for i, w := range sums {
		tasks[i] = api.HomeTask{Kind: w.Kind, Count: w.Count, SubjectID: w.Subject, DueAt: w.DueAt}
	}
	return append(tasks, check...), err
}
