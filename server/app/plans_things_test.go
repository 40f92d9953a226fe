package app_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/db"
	"wugong/server/evaluations"
	"wugong/server/places"
	"wugong/server/rosters"
)

// crowd is a hundred of each in the own community and 8,000 in another.
var crowd = []string{
	`INSERT INTO assets (id, community_id, kind, name, place, custodian, since) SELECT gen_random_uuid(), c, 'lamp', '路灯', '东门', '物业', now() - i * interval '1 minute'
		FROM (VALUES (CAST(@own AS uuid), 100), (CAST(@foreign AS uuid), 8000)) x(c, n) CROSS JOIN LATERAL generate_series(1, n) i`,
	`INSERT INTO rosters (id, community_id, title, area, starts_on, ends_on, holders, made_at) SELECT gen_random_uuid(), c, '轮值', '扫地', current_date - i % 300, current_date - i % 300 + 90, 3, now()
		FROM (VALUES (CAST(@own AS uuid), 100), (CAST(@foreign AS uuid), 8000)) x(c, n) CROSS JOIN LATERAL generate_series(1, n) i`,
	`INSERT INTO duty_turns (id, roster_id, community_id, on_date, name) SELECT gen_random_uuid(), r.id, r.community_id, r.starts_on + d, '志愿者' FROM rosters r CROSS JOIN generate_series(0, 20, 10) d`,
	`INSERT INTO evaluations (id, community_id, title, unit, paper, opens_at, closes_at, counts_at, eligible) SELECT gen_random_uuid(), c, '满意吗', 'household', true,
		now() - i * interval '1 hour', now() - i * interval '1 hour' + interval '8 days', now() - i * interval '1 hour' + interval '11 days', 90
		FROM (VALUES (CAST(@own AS uuid), 100), (CAST(@foreign AS uuid), 8000)) x(c, n) CROSS JOIN LATERAL generate_series(1, n) i`,
	`INSERT INTO evaluation_boxes (evaluation_id, box, counts) SELECT id, b, array_fill(0, ARRAY[42]) FROM evaluations CROSS JOIN generate_series(0, 3) b`,
	`INSERT INTO evaluation_takers (evaluation_id, subject_id) SELECT id, gen_random_uuid() FROM evaluations CROSS JOIN generate_series(0, 3)`,
	`INSERT INTO evaluation_batches (id, evaluation_id, amount) SELECT gen_random_uuid(), id, 3 FROM evaluations`,
	`INSERT INTO rectifications (id, community_id, finding, owner, due_on, opened_at) SELECT gen_random_uuid(), c, '灯不亮', '物业', current_date + i % 60, now()
		FROM (VALUES (CAST(@own AS uuid), 100), (CAST(@foreign AS uuid), 8000)) x(c, n) CROSS JOIN LATERAL generate_series(1, n) i`,
	`ANALYZE assets, rosters, duty_turns, evaluations, evaluation_boxes, evaluation_takers, evaluation_batches, rectifications`,
}

var crowded = []string{"assets", "rosters", "duty_turns", "evaluations", "evaluation_boxes", "evaluation_takers", "evaluation_batches", "rectifications"}

// step is a node of a plan, as PostgreSQL tells it.
type step struct {
	Kind  string  `json:"Node Type"`
	Table string  `json:"Relation Name"`
	Rows  float64 `json:"Actual Rows"`
	Loops float64 `json:"Actual Loops"`
	Plans []step  `json:"Plans"`
}

// each gives a step and all below it.
func (s step) each(visit func(step)) {
	visit(s)
	for _, below := range s.Plans {
		below.each(visit)
	}
}

// No page of surveys, of what is kept or of turns goes through a table, or takes up more than its community has in two pages.
func TestPagesOfThingsReadOnlyTheirCommunity(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	for _, sql := range crowd {
		args := []any{map[string]any{"own": a.World.Own, "foreign": a.World.Foreign}}
		if !strings.Contains(sql, "@") {
			args = nil
		}
		if err := db.Exec(t.Context(), a.DB.Gorm, sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	now, who, own := a.Now, a.Person(t, "committee").Account, a.World.Own
	kept, turns := places.Service{DB: a.DB.Gorm, Now: now}, rosters.Service{DB: a.DB.Gorm, Now: now}
	surveys := evaluations.Service{DB: a.DB.Gorm, Now: now}
	today := now().UTC().Truncate(24 * time.Hour)
	value := func(next *string, err error) (string, error) {
		if next == nil {
			return "", err
		}
		return *next, err
	}
	for name, page := range map[string]func(ctx context.Context, after string) (string, error){
		"assets": func(ctx context.Context, after string) (string, error) {
			p, err := kept.List(ctx, who, own, nil, 30, after)
			return value(p.Next, err)
		},
		"assets of a project": func(ctx context.Context, after string) (string, error) {
			project := uuid.New()
			p, err := kept.List(ctx, who, own, &project, 30, after)
			return value(p.Next, err)
		},
		"rosters": func(ctx context.Context, after string) (string, error) {
			p, err := turns.List(ctx, who, own, 30, after)
			return value(p.Next, err)
		},
		"turns": func(ctx context.Context, _ string) (string, error) {
			_, err := turns.Turns(ctx, who, own, today, today.AddDate(0, 0, 3), nil)
			return "", err
		},
		"surveys": func(ctx context.Context, after string) (string, error) {
			p, err := surveys.List(ctx, who, own, nil, 30, after)
			return value(p.Next, err)
		},
		"rectifications": func(ctx context.Context, after string) (string, error) {
			p, err := surveys.Rectifications(ctx, who, own, nil, 30, after)
			return value(p.Next, err)
		},
	} {
		after := ""
		for n := range 2 {
			ctx, log := db.WithLog(t.Context())
			next, err := page(ctx, after)
			if err != nil {
				t.Fatalf("%s, page %d: %v", name, n+1, err)
			}
			for _, s := range log.Statements() {
				small(t, a, name, s)
			}
			if after = next; after == "" {
				break
			}
		}
	}
}

// small runs a statement again and tells where it goes through a table or takes up too much.
func small(t *testing.T, a *apptest.App, name string, s db.Statement) {
	t.Helper()
	var text string
	if err := a.DB.Pool.QueryRow(t.Context(), "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, FORMAT JSON) "+s.SQL, s.Args...).Scan(&text); err != nil {
		t.Fatalf("%s: %s: %v", name, s.SQL, err)
	}
	var plans []struct{ Plan step }
	if err := json.Unmarshal([]byte(text), &plans); err != nil {
		t.Fatal(err)
	}
	plans[0].Plan.each(func(n step) {
		if slices.Contains(crowded, n.Table) && (n.Kind == "Seq Scan" || n.Rows*n.Loops > 400) {
			t.Errorf("%s: %s of %s, %.0f rows in %.0f loops\n%s", name, n.Kind, n.Table, n.Rows, n.Loops, text)
		}
	})
}
