package proposals

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
)

// index lets a proposal be found, or, where it is hidden or withdrawn, no longer. It belongs into every transaction that
// makes a proposal or changes one of these.
func index(ctx context.Context, tx *gorm.DB, p Proposal) error {
	if p.away() {
		if err := db.Exec(ctx, tx, `DELETE FROM proposal_grams WHERE proposal_id = ?`, p.ID); err != nil {
			return fmt.Errorf("take a proposal from the search: %w", err)
		}
		return nil
	}
	c, err := communities.CommunityOf(ctx, tx, p.CommunityID)
	if err != nil {
		return err
	}
	err = db.Exec(ctx, tx, `INSERT INTO proposal_grams (proposal_id, community_id, proposed_at, grams)
		VALUES (@id, @community, @at, CAST(@grams AS text[])) ON CONFLICT (proposal_id) DO UPDATE SET grams = excluded.grams`, map[string]any{
		"id": p.ID, "community": p.CommunityID, "at": p.ProposedAt, "grams": db.TextArray(gramsOf(c.Number, p.Title, p.Text))})
	if err != nil {
		return fmt.Errorf("let a proposal be found: %w", err)
	}
	return nil
}

// away tells whether a proposal is to be found nowhere.
func (p Proposal) away() bool { return p.HiddenAt != nil || p.State == api.ProposalStateWithdrawn }

// filter narrows what is looked for.
type filter struct {
	State *api.ProposalState
	Area  *api.ProgrammeAreaCode
}

// matchingSQL: the newest proposals that have all of some grams, by the index of grams alone; only then their rows.
const matchingSQL = `
WITH found AS MATERIALIZED (SELECT proposal_id FROM proposal_grams WHERE grams @> CAST(@grams AS text[]) ORDER BY proposed_at DESC LIMIT @most)
SELECT p.id, p.title, p.text FROM found f JOIN proposals p ON p.id = f.proposal_id
WHERE p.community_id = @community AND p.hidden_at IS NULL AND p.state <> 'withdrawn'
  AND (CAST(@state AS text) IS NULL OR p.state = @state) AND (CAST(@area AS text) IS NULL OR p.area = @area)
ORDER BY p.proposed_at DESC, p.id DESC`

// sharingSQL: the proposals that share the most of some grams, the newest of equals first. What was merged leads to what it
// was merged into.
const sharingSQL = `
WITH found AS MATERIALIZED (SELECT proposal_id FROM proposal_grams WHERE grams && CAST(@grams AS text[])
  ORDER BY cardinality(ARRAY(SELECT unnest(grams) INTERSECT SELECT unnest(CAST(@grams AS text[])))) DESC, proposed_at DESC LIMIT @most)
SELECT coalesce(into_.id, p.id) AS id, p.title, p.text FROM found f JOIN proposals p ON p.id = f.proposal_id
LEFT JOIN proposals into_ ON into_.id = p.merged_into
WHERE p.community_id = @community AND p.hidden_at IS NULL AND p.state <> 'withdrawn' AND into_.hidden_at IS NULL
ORDER BY p.proposed_at DESC, p.id DESC`

func (f filter) args(community uuid.UUID, grams []string) map[string]any {
	return map[string]any{"community": community, "grams": db.TextArray(grams), "most": mostCandidates, "state": f.State, "area": f.Area}
}

// matching gives the ids of what a search finds in a community, the nearest first. A query without a letter or a figure
// finds nothing.
func matching(ctx context.Context, tx *gorm.DB, c communities.Community, query string, f filter) ([]uuid.UUID, error) {
	grams := wanted(c.Number, query)
	if len(grams) == 0 {
		return nil, nil
	}
	rows, err := db.Rows[candidate](ctx, tx, matchingSQL, f.args(c.ID, grams))
	if err != nil {
		return nil, fmt.Errorf("search proposals: %w", err)
	}
	return rankSearch(query, rows), nil
}

// sharing gives the ids of the proposals that are most like words being written, five at most.
func sharing(ctx context.Context, tx *gorm.DB, c communities.Community, text string) ([]uuid.UUID, error) {
	grams := prefixed(c.Number, telling(text))
	if len(grams) == 0 {
		return nil, nil
	}
	rows, err := db.Rows[candidate](ctx, tx, sharingSQL, filter{}.args(c.ID, grams))
	if err != nil {
		return nil, fmt.Errorf("look for similar proposals: %w", err)
	}
	return rankSimilar(text, rows), nil
}

// Search gives the proposals of a community that have the words of a query, the nearest first: one page.
func (s *Service) Search(ctx context.Context, actor, community uuid.UUID, query string, f filter, limit int) (page, error) {
	c, err := communities.CommunityOf(ctx, s.DB, community)
	if err != nil {
		return page{}, err
	}
	ids, err := matching(ctx, s.DB, c, query, f)
	if err != nil {
		return page{}, err
	}
	return s.lines(ctx, actor, ids[:min(len(ids), limit)])
}

// Similar gives the proposals of a community that are like words being written, five at most.
func (s *Service) Similar(ctx context.Context, actor, community uuid.UUID, text string) (page, error) {
	c, err := communities.CommunityOf(ctx, s.DB, community)
	if err != nil {
		return page{}, err
	}
	ids, err := sharing(ctx, s.DB, c, text)
	if err != nil {
		return page{}, err
	}
	return s.lines(ctx, actor, ids)
}

// lines gives proposals in the order of their ids; what is not listed is left out.
func (s *Service) lines(ctx context.Context, actor uuid.UUID, ids []uuid.UUID) (page, error) {
	p := page{actor: actor, now: s.Now()}
	if len(ids) == 0 {
		return p, nil
	}
	rows, err := askLines(ctx, s.DB, linesSQL(`SELECT `+pageColumns+`, 0 AS wanted FROM proposals p
		WHERE p.id = ANY (CAST(@ids AS uuid[])) AND `+listed, `array_position(CAST(@ids AS uuid[]), p.id)`), map[string]any{"ids": db.UUIDArray(ids), "actor": actor})
	if err != nil {
		return p, fmt.Errorf("list what was found: %w", err)
	}
	p.lines = rows
	return p, nil
}
