package proposals

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/db/dbtest"
)

// matters are what the proposals of the province are about; the last stands in one of a hundred.
var matters = []string{"东门路灯不亮", "路灯太暗", "楼道堆物", "电动车充电棚", "小花园种树", "文化广场铺砖", "垃圾分类点太远", "健身器材太旧", "门口积水",
	"硬化巷道", "老人食堂", "儿童乐园", "停车位不够", "外墙渗水", "管道更换", "宠物管理", "安静夜晚", "公交改线", "电梯维修", "3号楼加装电梯"}

const (
	provinceCommunities, ownProposals, provinceProposals = 951, 10_000, 200_000
)

// province is a database of 200,000 proposals, of which one community has 10,000 and each of 950 others two hundred.
func province(t *testing.T) (*db.DB, communities.Community) {
	t.Helper()
	ctx, url := t.Context(), dbtest.URL(t)
	owner, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(ctx)
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := owner.Exec(ctx, sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	exec(`SET session_replication_role = replica`) // no foreign keys while it is filled
	exec(`DROP INDEX proposal_grams_grams`)
	exec(`INSERT INTO communities (id, division_id, code, name, division_name, kind, path, ancestors, grams, demo, opened_at)
		SELECT gen_random_uuid(), gen_random_uuid(), lpad(i::text, 12, '0'), '社区' || i, '社区' || i, 'urban', '[]',
		  array_fill(gen_random_uuid(), ARRAY[4]), '{}', false, now() FROM generate_series(1, $1) i`, provinceCommunities)
	exec(`CREATE TEMP TABLE texts (number int, n int, title text, grams text[])`)
	rows := make([][]any, 0, provinceCommunities*len(matters))
	for number := 1; number <= provinceCommunities; number++ {
		for n, matter := range matters {
			rows = append(rows, []any{number, n, matter, gramsOf(number, matter, "")})
		}
	}
	if _, err := owner.CopyFrom(ctx, pgx.Identifier{"texts"}, []string{"number", "n", "title", "grams"}, pgx.CopyFromRows(rows)); err != nil {
		t.Fatal(err)
	}
	exec(`INSERT INTO proposals (id, community_id, party, named, title, text, area, dimensions, place_words, source, state, proposed_at, due_at)
		SELECT gen_random_uuid(), c.id, 'resident', false, x.title, '', 'G3', '{}', '', 'online', 'open',
		  now() - i * interval '1 minute', now() - i * interval '1 minute' + interval '7 days'
		FROM (SELECT i, CASE WHEN i <= $1 THEN 1 ELSE 2 + i % ($2 - 1) END AS number,
		    CASE WHEN i % 100 = 0 THEN $3 - 1 ELSE i / 3 % ($3 - 1) END AS n FROM generate_series(1, $4) i) s
		JOIN communities c ON c.number = s.number JOIN texts x ON x.number = s.number AND x.n = s.n`,
		ownProposals, provinceCommunities, len(matters), provinceProposals)
	exec(`INSERT INTO proposal_grams (proposal_id, community_id, proposed_at, grams)
		SELECT p.id, p.community_id, p.proposed_at, x.grams FROM proposals p JOIN communities c ON c.id = p.community_id
		JOIN texts x ON x.number = c.number AND x.title = p.title`)
	around(exec)
	exec(`CREATE INDEX proposal_grams_grams ON proposal_grams USING gin (grams) WITH (fastupdate = off)`)
	exec(`ANALYZE`)
	d, err := db.Open(ctx, url, db.AppRole, 4)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	c, err := gorm.G[communities.Community](d.Gorm).Where("number = 1").Take(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return d, c
}

func explained(t *testing.T, d *db.DB, sql string, args map[string]any) string {
	t.Helper()
	plan, err := db.Rows[struct {
		Line string `gorm:"column:QUERY PLAN"`
	}](t.Context(), d.Gorm, "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) "+sql, args)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range plan {
		lines = append(lines, p.Line)
	}
	return strings.Join(lines, "\n")
}

func TestASearchGoesThroughTheIndexInAProvince(t *testing.T) {
	if testing.Short() {
		t.Skip("200,000 proposals take seconds")
	}
	began := time.Now()
	d, c := province(t)
	t.Logf("%d proposals in %d communities, %d of them in one, made in %.1f s", provinceProposals, provinceCommunities, ownProposals, time.Since(began).Seconds())
	if took := time.Since(began); took > 90*time.Second {
		t.Errorf("filling took %s", took)
	}
	for _, query := range []string{"电梯", "加装电梯", "路灯"} {
		for name, plan := range map[string]string{
			"search":  explained(t, d, matchingSQL, filter{}.args(c.ID, wanted(c.Number, query))),
			"similar": explained(t, d, sharingSQL, filter{}.args(c.ID, prefixed(c.Number, telling(query)))),
		} {
			if strings.Contains(plan, "Seq Scan") || !strings.Contains(plan, "proposal_grams_grams") {
				t.Errorf("%s for %s:\n%s", name, query, plan)
			}
		}
		var slowest, similar time.Duration
		var found int
		for range 5 {
			from := time.Now()
			ids, err := matching(t.Context(), d.Gorm, c, query, filter{})
			if err != nil {
				t.Fatal(err)
			}
			slowest, found = max(slowest, time.Since(from)), len(ids)
			from = time.Now()
			if _, err := sharing(t.Context(), d.Gorm, c, query); err != nil {
				t.Fatal(err)
			}
			similar = max(similar, time.Since(from))
		}
		t.Logf("%s: %d found; the slowest of five %.1f ms, similar ones %.1f ms", query, found, ms(slowest), ms(similar))
		if found == 0 || found > mostCandidates {
			t.Errorf("%s finds %d", query, found)
		}
		if slowest > time.Second || similar > time.Second {
			t.Errorf("%s takes %s and %s", query, slowest, similar)
		}
	}
	hostile(t, d, c)
	listsGoThroughIndexes(t, d, c)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// hostile are things that people type to break a search: each finds nothing or something, quickly.
func hostile(t *testing.T, d *db.DB, c communities.Community) {
	t.Helper()
	for _, query := range []string{"'; DROP TABLE proposals; --", `%_\`, "%", "梯", "a", strings.Repeat("a", 40), strings.Repeat("路", 40), "😀🏮",
		"\u202e梯电", "\x00电梯", "{电梯}", `"电梯",NULL`, "NULL", "$1 @grams ?", "\xff\xfe", strings.Repeat("电梯路灯", 50), strings.Repeat("\u0301", 200), "  "} {
		from := time.Now()
		_, err := matching(t.Context(), d.Gorm, c, query, filter{})
		if err == nil {
			_, err = sharing(t.Context(), d.Gorm, c, query)
		}
		if took := time.Since(from); err != nil || took > time.Second {
			t.Errorf("%q: %s, %v", query, took, err)
		}
	}
	ids, err := matching(t.Context(), d.Gorm, c, "梯", filter{})
	if err != nil || len(ids) != mostCandidates {
		t.Errorf("one character finds %d, %v", len(ids), err)
	}
	rows, err := db.Row[struct{ N int }](context.WithoutCancel(t.Context()), d.Gorm, `SELECT count(*) AS n FROM proposals`)
	if err != nil || rows.N != provinceProposals+1 { // and the one that everybody talks about
		t.Errorf("%s proposals are left, %v", fmt.Sprint(rows.N), err)
	}
	if ids, err := matching(t.Context(), d.Gorm, communities.Community{ID: uuid.New(), Number: c.Number}, "路灯", filter{}); err != nil || len(ids) > 0 {
		t.Errorf("another community finds %d, %v", len(ids), err)
	}
}
