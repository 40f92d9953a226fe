package proposals

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

// check is something whose words wait to be looked at.
type check struct {
	ProposalID uuid.UUID
	OpinionID  *uuid.UUID
	Held       bool
	Flags      int
	Reasons    []api.ModerationReason `gorm:"serializer:json"`
	Notes      []string               `gorm:"serializer:json"`
	At         time.Time
	Title      string
	Text       string
}

func (c check) subject() uuid.UUID {
	if c.OpinionID != nil {
		return *c.OpinionID
	}
	return c.ProposalID
}

// waitsSQL is what is held, and what was flagged, in a community; what is hidden or withdrawn waits for nobody.
const waitsSQL = ` FROM (
  SELECT proposal_id, id AS opinion_id, true AS held, 0 AS flags, CAST('[]' AS jsonb) AS reasons, CAST('[]' AS jsonb) AS notes, at
  FROM proposal_opinions WHERE community_id = @community AND state = 'held'
  UNION ALL
  SELECT proposal_id, opinion_id, false, count(*), jsonb_agg(DISTINCT reason), jsonb_agg(DISTINCT note) FILTER (WHERE note <> ''), min(at)
  FROM content_flags WHERE community_id = @community AND settled_at IS NULL GROUP BY proposal_id, opinion_id
) w JOIN proposals p ON p.id = w.proposal_id LEFT JOIN proposal_opinions o ON o.id = w.opinion_id
WHERE ` + listed + ` AND (o.id IS NULL OR o.state <> 'hidden')`

// Checks gives what waits to be looked at in a community, the oldest first, to those who moderate and those who watch them.
func (s *Service) Checks(ctx context.Context, actor, community uuid.UUID, limit int, after *string) (api.ModerationPage, error) {
	none := api.ModerationPage{Items: []api.ModerationItem{}}
	seen, err := markOf(after)
	if err != nil {
		return none, err
	}
	now := s.Now()
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, now)
	if err != nil {
		return none, err
	}
	if !looksAfter(standing) {
		return none, fault.ErrForbidden
	}
	rows, err := db.Rows[check](ctx, s.DB, `SELECT w.proposal_id, w.opinion_id, w.held, w.flags, w.reasons, coalesce(w.notes, '[]') AS notes, w.at,
		  p.title, coalesce(o.text, p.text) AS text`+waitsSQL+`
		AND (w.at, coalesce(w.opinion_id, w.proposal_id)) > (@at, @seen) ORDER BY w.at, coalesce(w.opinion_id, w.proposal_id) LIMIT @limit`,
		map[string]any{"community": community, "at": time.UnixMicro(seen.value).UTC(), "seen": seen.id, "limit": limit + 1})
	if err != nil {
		return none, fmt.Errorf("list what waits to be looked at: %w", err)
	}
	page := none
	if len(rows) > limit {
		rows = rows[:limit]
		last := rows[limit-1]
		next := mark{id: last.subject(), value: last.At.UnixMicro()}.text()
		page.Next = &next
	}
	opinions, err := s.checkedOpinions(ctx, rows, standing)
	for _, c := range rows {
		notes := c.Notes
		page.Items = append(page.Items, api.ModerationItem{ProposalID: c.ProposalID, Opinion: opinions[api.Value(c.OpinionID)], Title: c.Title,
			Text: c.Text, Held: c.Held, Flags: c.Flags, Reasons: c.Reasons, Notes: &notes, At: c.At})
	}
	return page, err
}

// checkedOpinions shows the opinions of a page of the queue, in two statements.
func (s *Service) checkedOpinions(ctx context.Context, rows []check, standing communities.Standing) (map[uuid.UUID]*api.Opinion, error) {
	var ids, of []uuid.UUID
	flags := map[uuid.UUID]int{}
	for _, c := range rows {
		if c.OpinionID != nil {
			ids, of = append(ids, *c.OpinionID), append(of, c.ProposalID)
			flags[*c.OpinionID] = c.Flags
		}
	}
	shown := map[uuid.UUID]*api.Opinion{}
	if len(ids) == 0 {
		return shown, nil
	}
	proposals, err := gorm.G[Proposal](s.DB).Where("id = ANY (CAST(? AS uuid[]))", db.UUIDArray(of)).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("proposals of opinions: %w", err)
	}
	list, err := db.Rows[shownOpinion](ctx, s.DB, `SELECT o.*, CASE WHEN o.named THEN w.display_name ELSE '' END AS name, '[]' AS answers
		FROM proposal_opinions o LEFT JOIN accounts w ON w.id = o.author_id WHERE o.id = ANY (CAST(? AS uuid[]))`, db.UUIDArray(ids))
	if err != nil {
		return nil, fmt.Errorf("opinions that wait: %w", err)
	}
	byID := make(map[uuid.UUID]Proposal, len(proposals))
	for _, p := range proposals {
		byID[p.ID] = p
	}
	for _, o := range list {
		p := byID[o.ProposalID]
		f := factsOf(p, standing)
		item := o.toAPI(p, f, standing.Account)
		t := thing{Proposal: p, opinion: &o.Opinion}
		item.Acts = Judgements(t.judged(f, standing.Account, flags[o.ID]))
		shown[o.ID] = &item
	}
	return shown, nil
}

// checkTask is the sum of what waits for somebody who moderates; none where nothing does.
func (s *Service) checkTask(ctx context.Context, standing communities.Standing) ([]api.HomeTask, error) {
	if !communities.Can(standing, api.PermissionContentModerate) {
		return nil, nil
	}
	rows, err := db.Rows[struct{ N int }](ctx, s.DB, `SELECT count(*) AS n FROM (SELECT`+waitsSQL+`
		AND coalesce(o.author_id, CASE WHEN o.id IS NULL THEN p.author_id END) IS DISTINCT FROM @actor LIMIT @most) q`,
		map[string]any{"community": standing.Community, "actor": standing.Account, "most": mostTasks})
	if err != nil {
		return nil, fmt.Errorf("count what waits to be looked at: %w", err)
	}
	if rows[0].N == 0 {
		return nil, nil
	}
	return []api.HomeTask{{Kind: api.HomeTaskKindContentCheck, Count: rows[0].N}}, nil
}
