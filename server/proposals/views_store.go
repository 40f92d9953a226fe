package proposals

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// countsJoin sums what is folded and what is not yet, in one snapshot.
const countsJoin = ` JOIN proposal_counts c ON c.proposal_id = p.id
	LEFT JOIN LATERAL (SELECT sum(persons) AS persons, sum(households) AS households, sum(said_for) AS said_for,
	  sum(said_against) AS said_against, sum(said_concern) AS said_concern FROM proposal_deltas WHERE proposal_id = p.id) d ON true`

const supportColumns = `c.persons + coalesce(d.persons, 0) AS persons, c.households + coalesce(d.households, 0) AS households,
	(EXISTS (SELECT FROM proposal_supports s WHERE s.proposal_id = p.id AND s.account_id = @actor AND s.withdrawn_at IS NULL)
	  OR EXISTS (SELECT FROM proposals m JOIN proposal_supports s ON s.proposal_id = m.id AND s.account_id = @actor AND s.withdrawn_at IS NULL
	    WHERE m.merged_into = p.id)) AS supported`

// pageColumns are what a list takes of proposals "p" themselves.
const pageColumns = `p.id, p.number, p.author_id, p.title, left(p.text, 61) AS text, p.area, p.state, p.proposed_at, p.due_at`

// linesSQL shows the proposals of a page that a statement finds, in an order, with the mark of @actor. The page is found
// first, and what is around it is read for its rows alone and at once: left to choose, PostgreSQL gathers it for the whole
// community.
func linesSQL(page, by string) string {
	return `
WITH p AS MATERIALIZED (` + page + `), ids AS MATERIALIZED (SELECT ARRAY(SELECT id FROM p) AS ids)
SELECT p.*, cover.media_id, cover.width, cover.height, c.persons + coalesce(d.persons, 0), c.households + coalesce(d.households, 0),
  c.said_for + c.said_against + c.said_concern + coalesce(d.said, 0), own.of IS NOT NULL
FROM p JOIN proposal_counts c ON c.proposal_id = p.id
LEFT JOIN (SELECT proposal_id, sum(persons) AS persons, sum(households) AS households, sum(said_for + said_against + said_concern) AS said
  FROM proposal_deltas WHERE proposal_id = ANY (CAST((SELECT ids FROM ids) AS uuid[])) GROUP BY proposal_id) d ON d.proposal_id = p.id
LEFT JOIN (SELECT DISTINCT ON (f.proposal_id) f.proposal_id, f.media_id, w.width, w.height FROM proposal_photos f JOIN media w ON w.id = f.media_id
  WHERE f.proposal_id = ANY (CAST((SELECT ids FROM ids) AS uuid[])) ORDER BY f.proposal_id, f.position) cover ON cover.proposal_id = p.id
LEFT JOIN (SELECT DISTINCT m.of FROM (SELECT id, id AS of FROM p
    UNION ALL SELECT id, merged_into FROM proposals WHERE merged_into = ANY (CAST((SELECT ids FROM ids) AS uuid[]))) m
  JOIN proposal_supports s ON s.proposal_id = m.id AND s.account_id = @actor AND s.withdrawn_at IS NULL) own ON own.of = p.id
ORDER BY ` + by
}

// askLines reads what linesSQL shows.
func askLines(ctx context.Context, tx *gorm.DB, sql string, args map[string]any) ([]line, error) {
	return db.Ask(ctx, tx, sql, args, func(l *line) []any {
		return []any{&l.ID, &l.Number, &l.AuthorID, &l.Title, &l.Text, &l.Area, &l.State, &l.ProposedAt, &l.DueAt, &l.Wanted,
			&l.CoverID, &l.Width, &l.Height, &l.Persons, &l.Households, &l.Opinions, &l.Supported}
	})
}

// listed is the condition for what everybody finds in lists, counts and searches.
const listed = `p.hidden_at IS NULL AND p.state <> 'withdrawn'`

// mark is where a list goes on: behind a proposal and, in an order by something else than time, behind its value.
type mark struct {
	id    uuid.UUID
	value int64
}

func (m mark) text() string {
	return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint64(append(make([]byte, 0, 24), m.id[:]...), uint64(m.value)))
}

// latest is the end of the year 9999 in microseconds: no mark is behind it.
const latest = 253402300799_999999

// markOf reads it; uuid.Nil for none.
func markOf(text *string) (m mark, err error) {
	if text == nil || *text == "" {
		return m, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(*text)
	if err != nil || len(b) != 24 {
		return m, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	copy(m.id[:], b)
	m.value = int64(binary.BigEndian.Uint64(b[16:]))
	if m.value < 0 || m.value > latest {
		return mark{}, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return m, nil
}

// order is a way to sort: its SQL, where it is found and what it is called on the page, the condition for what is behind a
// mark, and the value of a line.
type order struct {
	from, more, by, page, behind string
	where                        string // unless a state was asked for
	value                        func(line) int64
}

func micros(l line) int64 { return l.DueAt.UnixMicro() }

// orders are the lists of a community. The place in the order of time is looked up by id, so that a mark does not give away
// the minute of a proposal.
var orders = map[api.ProposalOrder]order{
	api.ProposalOrderNewest: {
		from: `proposals p`, more: `, 0 AS wanted`, by: `p.proposed_at DESC, p.id DESC`, value: func(line) int64 { return 0 },
		behind: `(p.proposed_at, p.id) < (SELECT s.proposed_at, s.id FROM proposals s WHERE s.id = @seen AND s.community_id = @community)`,
	},
	api.ProposalOrderWanted: {
		from: `proposal_counts c JOIN proposals p ON p.id = c.proposal_id`, more: `, c.persons AS wanted`,
		by: `c.persons DESC, c.proposal_id DESC`, page: `p.wanted DESC, p.id DESC`, behind: `(c.persons, c.proposal_id) < (CAST(@value AS bigint), @seen)`,
		where: `p.state IN ('open', 'accepted')`, value: func(l line) int64 { return int64(l.Wanted) },
	},
	api.ProposalOrderWaiting: {from: `proposals p`, more: `, 0 AS wanted`, by: `p.due_at, p.id`, behind: `(p.due_at, p.id) > (@due, @seen)`,
		where: `p.state = 'open'`, value: micros},
}

// wish is what a list is asked for.
type wish struct {
	order api.ProposalOrder
	state *api.ProposalState
	area  *api.ProgrammeAreaCode
	limit int
	seen  mark
}

// listSQL is the statement of a list of what everybody may see of a community, with its arguments.
func listSQL(community, actor uuid.UUID, w wish) (string, map[string]any) {
	o, of := orders[w.order], `p`
	if w.order == api.ProposalOrderWanted {
		of = `c`
	}
	sql := `SELECT ` + pageColumns + o.more + ` FROM ` + o.from + ` WHERE ` + of + `.community_id = @community AND ` + listed
	args := map[string]any{"community": community, "actor": actor, "limit": w.limit, "seen": w.seen.id, "value": w.seen.value,
		"due": time.UnixMicro(w.seen.value).UTC()}
	switch {
	case w.state != nil:
		sql, args["state"] = sql+` AND p.state = @state`, *w.state
	case o.where != "":
		sql += ` AND ` + o.where
	}
	if w.area != nil {
		sql, args["area"] = sql+` AND p.area = @area`, *w.area
	}
	if w.seen.id != uuid.Nil {
		sql += ` AND ` + o.behind
	}
	return linesSQL(sql+` ORDER BY `+o.by+` LIMIT @limit`, cmp.Or(o.page, o.by)), args
}

// listOf lists what everybody may see of a community.
func listOf(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, w wish) ([]line, error) {
	sql, args := listSQL(community, actor, w)
	rows, err := askLines(ctx, tx, sql, args)
	if err != nil {
		return nil, fmt.Errorf("list proposals: %w", err)
	}
	return rows, nil
}

// mineSQL is the statement of the list of what somebody proposed, newest first.
func mineSQL(author uuid.UUID, seen mark, limit int) (string, map[string]any) {
	sql := `SELECT ` + pageColumns + `, 0 AS wanted FROM proposals p WHERE p.author_id = @actor`
	if seen.id != uuid.Nil {
		sql += ` AND (p.proposed_at, p.id) < (SELECT s.proposed_at, s.id FROM proposals s WHERE s.id = @seen AND s.author_id = @actor)`
	}
	const by = `p.proposed_at DESC, p.id DESC`
	return linesSQL(sql+` ORDER BY `+by+` LIMIT @limit`, by), map[string]any{"actor": author, "seen": seen.id, "limit": limit}
}

// mineAfter lists what somebody proposed.
func mineAfter(ctx context.Context, tx *gorm.DB, author uuid.UUID, seen mark, limit int) ([]line, error) {
	sql, args := mineSQL(author, seen, limit)
	return askLines(ctx, tx, sql, args)
}

// tasksOf sums what waits for the committee's reply, the overdue first; not what somebody proposed alone can answer.
func tasksOf(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, most int, now time.Time) ([]waiting, error) {
	rows, err := db.Rows[waiting](ctx, tx, `
		SELECT kind, least(count(*), @most) AS count, CASE WHEN count(*) = 1 THEN (array_agg(id))[1] END AS subject, min(due_at) AS due_at
		FROM (SELECT CASE WHEN due_at < @now THEN 'proposal_overdue' ELSE 'proposal_reply' END AS kind, id, due_at FROM proposals
		  WHERE community_id = @community AND state = 'open' AND hidden_at IS NULL AND author_id IS DISTINCT FROM @actor
		  ORDER BY due_at, id LIMIT @rows) w
		GROUP BY kind ORDER BY kind`, map[string]any{"community": community, "actor": actor, "now": now, "most": most, "rows": 2 * most})
	if err != nil {
		return nil, fmt.Errorf("sum what waits for a reply: %w", err)
	}
	return rows, nil
}
