package proposals

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/reports"
)

// Somebody of the committee, who also proposed much, and a proposal that everybody talks about.
var (
	busy   = uuid.MustParse("00000000-0000-4000-8000-000000000001")
	talked = uuid.MustParse("00000000-0000-4000-8000-000000000002")
)

// around adds what lies around the proposals of a province: their counts and supporters, an author of many, opinions, flags,
// and reports.
func around(exec func(sql string, args ...any)) {
	exec(`INSERT INTO accounts (id, phone_hash, phone_sealed, created_at) VALUES ($1, decode(repeat('01', 32), 'hex'), decode(repeat('01', 40), 'hex'), now())`, busy)
	exec(`INSERT INTO role_grants (id, account_id, role, community_id, valid_from, valid_to, granted_by, created_at)
		SELECT gen_random_uuid(), $1, 'committee_chair', id, now() - interval '1 day', now() + interval '1 year', $1, now() FROM communities WHERE number = 1`, busy)
	exec(`UPDATE proposals SET author_id = $1, text = '请修一修' WHERE number % 20 = 0`, busy)
	exec(`INSERT INTO proposal_counts (proposal_id, community_id, persons, households) SELECT id, community_id, number % 97, number % 97 / 2 FROM proposals`)
	exec(`INSERT INTO proposal_supports (proposal_id, account_id, household_id, at)
		SELECT p.id, CASE WHEN i = 0 THEN CAST($1 AS uuid) ELSE gen_random_uuid() END, gen_random_uuid(), now() FROM proposals p, generate_series(0, 1) i
		WHERE p.number % 4 = 0`, busy)
	exec(`INSERT INTO proposal_opinions (id, proposal_id, community_id, party, named, stance, text, state, at)
		SELECT gen_random_uuid(), p.id, p.community_id, 'resident', false, 'for', '早该修了', CASE WHEN p.number % 200 = 0 THEN 'held' ELSE 'shown' END, now()
		FROM proposals p WHERE p.number % 2 = 0`)
	exec(`INSERT INTO proposals (id, community_id, party, named, title, text, area, dimensions, place_words, source, state, proposed_at, due_at)
		SELECT $1, id, 'resident', false, '大家都在说', '修一修', 'G3', '{}', '', 'online', 'open', now(), now() + interval '7 days' FROM communities WHERE number = 1`, talked)
	exec(`INSERT INTO proposal_counts (proposal_id, community_id) SELECT id, community_id FROM proposals WHERE id = $1`, talked)
	exec(`INSERT INTO proposal_opinions (id, proposal_id, community_id, party, named, stance, text, state, at)
		SELECT gen_random_uuid(), $1, id, 'resident', false, 'against', '先等等', 'shown', now() - i * interval '1 second' FROM communities, generate_series(1, 5000) i
		WHERE number = 1`, talked)
	exec(`INSERT INTO content_flags (id, community_id, proposal_id, reason, note, at, settled_at)
		SELECT gen_random_uuid(), community_id, id, 'insult', '', now() - interval '1 day', CASE WHEN number % 1000 = 0 THEN NULL ELSE now() END
		FROM proposals WHERE number % 5 = 0`)
	exec(`INSERT INTO reports (id, community_id, reporter_id, class, text, place_words, state, photo_audience, filed_at)
		SELECT gen_random_uuid(), p.community_id, gen_random_uuid(), '0102', '', '门口', 'accepted', 'public', p.proposed_at - (p.number % 900) * interval '1 day'
		FROM proposals p WHERE p.number % 4 = 1`)
}

// node is a step of a plan, as PostgreSQL tells it.
type node struct {
	Kind    string  `json:"Node Type"`
	Table   string  `json:"Relation Name"`
	Rows    float64 `json:"Actual Rows"`
	Loops   float64 `json:"Actual Loops"`
	Removed float64 `json:"Rows Removed by Filter"`
	Plans   []node  `json:"Plans"`
}

// walk visits a step and all below it.
func (n node) walk(visit func(node)) {
	visit(n)
	for _, below := range n.Plans {
		below.walk(visit)
	}
}

// planOf runs a statement again and tells how.
func planOf(t *testing.T, d *db.DB, s db.Statement) (node, string) {
	t.Helper()
	var text string
	if err := d.Pool.QueryRow(t.Context(), "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, FORMAT JSON) "+s.SQL, s.Args...).Scan(&text); err != nil {
		t.Fatalf("%s: %v", s.SQL, err)
	}
	var plans []struct{ Plan node }
	if err := json.Unmarshal([]byte(text), &plans); err != nil {
		t.Fatal(err)
	}
	return plans[0].Plan, text
}

// large are the tables that no page may go through from end to end.
var large = []string{"proposals", "proposal_counts", "proposal_grams", "proposal_supports", "proposal_opinions", "content_flags", "reports", "communities"}

// listsGoThroughIndexes lets every list be read as the app does, and asks PostgreSQL how it ran each statement: none goes
// through a large table, and none takes up more rows than a few pages have, for a sort or for anything else.
func listsGoThroughIndexes(t *testing.T, d *db.DB, c communities.Community) {
	t.Helper()
	now := time.Now().UTC()
	s := &Service{DB: d.Gorm, Now: func() time.Time { return now }, Reports: &reports.Service{DB: d.Gorm}}
	open, area := api.ProposalStateOpen, api.ProgrammeAreaCode("G3")
	lists := map[string]func(ctx context.Context, after *string) (next *string, err error){
		"opinions": func(ctx context.Context, after *string) (*string, error) {
			p, err := s.Opinions(ctx, busy, talked, 30, after)
			return p.Next, err
		},
		"moderation": func(ctx context.Context, after *string) (*string, error) {
			p, err := s.Checks(ctx, busy, c.ID, 30, after)
			return p.Next, err
		},
		"queue": func(ctx context.Context, after *string) (*string, error) {
			p, err := s.Queue(ctx, busy, c.ID, 30, after)
			return api.Maybe(p.next), err
		},
		"mine": func(ctx context.Context, after *string) (*string, error) {
			p, err := s.Mine(ctx, busy, 30, after)
			return api.Maybe(p.next), err
		},
		"similar": func(ctx context.Context, _ *string) (*string, error) {
			_, err := s.Similar(ctx, busy, c.ID, "3号楼加装电梯")
			return nil, err
		},
		"clusters": func(ctx context.Context, _ *string) (*string, error) {
			_, err := s.Clusters(ctx, busy, c.ID)
			return nil, err
		},
		"a proposal": func(ctx context.Context, _ *string) (*string, error) {
			_, err := s.See(ctx, busy, talked)
			return nil, err
		},
	}
	for name, w := range map[string]wish{
		"newest": {order: api.ProposalOrderNewest}, "wanted": {order: api.ProposalOrderWanted}, "waiting": {order: api.ProposalOrderWaiting},
		"by state": {order: api.ProposalOrderNewest, state: &open}, "by area": {order: api.ProposalOrderNewest, area: &area},
		"wanted of an area": {order: api.ProposalOrderWanted, area: &area},
	} {
		w.limit = 30
		lists[name] = func(ctx context.Context, after *string) (*string, error) {
			p, err := s.List(ctx, busy, c.ID, w, after)
			return api.Maybe(p.next), err
		}
	}
	for name, list := range lists {
		var after *string
		for page := range 2 {
			ctx, log := db.WithLog(t.Context())
			next, err := list(ctx, after)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, sent := range log.Statements() {
				looked(t, d, fmt.Sprintf("%s, page %d", name, page+1), sent, name)
			}
			if after = next; next == nil {
				break
			}
		}
	}
}

// most is how many rows a step of a list may take up; a list of similar ones counts whatever shares a gram, in one community.
func most(list string) float64 {
	if list == "similar" {
		return 1000
	}
	return 600
}

// inMemory are the steps by which the grams of a row that was found are compared: they read nothing.
var inMemory = []string{"SetOp", "Append", "Subquery Scan", "ProjectSet", "Result"}

func looked(t *testing.T, d *db.DB, where string, s db.Statement, list string) {
	t.Helper()
	if !strings.HasPrefix(strings.TrimSpace(s.SQL), "SELECT") && !strings.HasPrefix(strings.TrimSpace(s.SQL), "WITH") {
		return
	}
	plan, text := planOf(t, d, s)
	plan.walk(func(n node) {
		if n.Kind == "Seq Scan" && slices.Contains(large, n.Table) {
			t.Errorf("%s goes through all of %s:\n%s", where, n.Table, text)
		}
		if took := (n.Rows + n.Removed) * n.Loops; took > most(list) && !slices.Contains(inMemory, n.Kind) {
			t.Errorf("%s: %s %s takes up %.0f rows:\n%s", where, n.Kind, n.Table, took, text)
		}
	})
}
