package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// electors are on the roll of each ballot of the bench; the first ballot is the one in which everybody votes at once.
const (
	ballotsSeeded = 101
	electors      = 40_000 // of the first one; the others share as many
)

// voting measures casting: 64 clients in one ballot, and 16 spread over a hundred, beside pgbench's insert with two foreign
// keys in the same round.
func (p plan) voting(ctx context.Context, out io.Writer) error {
	dir, err := os.MkdirTemp("", "wugong-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL's user passes
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	alone(ctx)
	pg, err := launch(nil, self, "postgres", filepath.Join(dir, "postgres"))
	if err != nil {
		return err
	}
	defer pg.stop()
	say("filling a database with %d voters", 2*electors)
	s, err := p.open(ctx, pg.where, filepath.Join(dir, "votes"), "votes", small)
	if err != nil {
		return err
	}
	defer s.close()
	if err := roll(ctx, s.url); err != nil {
		return err
	}
	one, spread, limits := []turn{}, []turn{}, []float64{}
	next := [2]int{}
	for round := range p.rounds + 1 { // the first one warms up
		say("round %d of %d", round, p.rounds)
		limit, err := pgbench(ctx, s.url, dir, p.turn)
		if err != nil {
			return err
		}
		a, err := s.stand.casting(&next[0], 0).run(ctx, 64, p.turn)
		if err != nil {
			return err
		}
		b, err := s.stand.casting(&next[1], 1).run(ctx, 16, p.turn)
		if err != nil {
			return err
		}
		next[0], next[1] = next[0]+a.answers+64, next[1]+b.answers+16
		if round > 0 {
			limits, one, spread = append(limits, limit), append(one, a), append(spread, b)
		}
	}
	return votingTable(out, limits, one, spread)
}

func votingTable(out io.Writer, limits []float64, one, spread []turn) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "what\tmust\tmeasured\tpgbench\tserver\tp99")
	for _, l := range []struct {
		name, must string
		turns      []turn
	}{{"cast a vote, 64 clients in one ballot", "≥ 0.40, p99 ≤ 100 ms", one}, {"cast a vote, 16 clients over a hundred ballots", "", spread}} {
		n := len(l.turns)
		fmt.Fprintf(w, "%s\t%s\t%.2f\t%.0f/s\t%.0f/s\t%.0f ms\n", l.name, l.must,
			middle(n, func(i int) float64 { return l.turns[i].rate() / limits[i] }), middle(n, func(i int) float64 { return limits[i] }),
			middle(n, func(i int) float64 { return l.turns[i].rate() }), middle(n, func(i int) float64 { return ms(l.turns[i].at(0.99)) }))
	}
	return w.Flush()
}

// casting casts for one voter after the other: of the first ballot, or of the others in turn. Each vote is another row.
func (s *stand) casting(from *int, spread int) asks {
	first := *from
	return func(i int) (ask, bool) {
		n := first + i
		if n >= electors {
			return ask{}, false
		}
		ballot := 0
		if spread > 0 {
			ballot = 1 + n%(ballotsSeeded-1)
		}
		nonce := uuid.New()
		body, _ := json.Marshal(map[string]string{"mark": "yes", "nonce": fmt.Sprintf("%x", nonce[:])}) // strings marshal
		return ask{method: http.MethodPut, url: fmt.Sprintf("%s/ballots/%s/votes/%s", s.server, of("ballot", ballot), of("elector", spread*electors+n)),
			token: s.tokens[n%people], kind: "application/json", body: body}, true
	}
}

// roll writes the ballots with their rolls and who casts, and what pgbench inserts into.
func roll(ctx context.Context, url string) error {
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	rule := `{"basis":"bench","quorum":{},"agree":{"People":{"Num":1,"Den":2,"Inclusive":false}},"agree_base":"participating"}`
	id := func(kind, n string) string { // as of does
		return fmt.Sprintf("CAST(overlay(overlay(md5('%s' || %s) PLACING '8' FROM 13) PLACING '8' FROM 17) AS uuid)", kind, n)
	}
	for _, sql := range []string{
		`INSERT INTO ballots (id, community_id, kind, matter, rule, legal_effect, local_rule, title, text, electorate, also_unit_ids, invalid_participates,
		   silence, include_parking, opens_at, closes_at, created_at, notice_at, roll_version)
		 SELECT ` + id("ballot", "i") + `, ` + id("community", "1") + `, 'decision', 'other', '` + rule + `', 'recorded', '', 'bench', 'bench', 'adults', '{}', true,
		   'absent', true, now() - interval '1 day', now() + interval '1 day', now() - interval '9 days', now() - interval '8 days', 1
		 FROM generate_series(0, ` + strconv.Itoa(ballotsSeeded-1) + `) i`,
		`INSERT INTO ballot_roll (ballot_id, voter_id, position, kind, key, name, building, entrance, door, area, units)
		 SELECT CASE WHEN n < ` + strconv.Itoa(electors) + ` THEN ` + id("ballot", "0") + ` ELSE ` + id("ballot", fmt.Sprintf("(1 + (n - %d) %% %d)", electors, ballotsSeeded-1)) + ` END,
		   ` + id("elector", "n") + `, n, 'person', 'k' || n, '居民', '', '', '', 0, '[]' FROM generate_series(0, ` + strconv.Itoa(2*electors-1) + `) n`,
		`INSERT INTO ballot_casters (ballot_id, voter_id, person_id, account_id, capacity, named)
		 SELECT ballot_id, voter_id, voter_id, ` + id("account", "(position % "+strconv.Itoa(electors)+" % "+strconv.Itoa(people)+")") + `, 'self', false FROM ballot_roll`,
		`CREATE TABLE bench_roll (id bigint PRIMARY KEY, name text)`,
		`INSERT INTO bench_roll SELECT n, '居民' FROM generate_series(1, 100000) n`,
		`CREATE TABLE bench_votes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, voter bigint NOT NULL REFERENCES bench_roll (id),
		   account uuid NOT NULL REFERENCES accounts (id), mark text NOT NULL, receipt bytea NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
		`VACUUM ANALYZE`,
	} {
		if _, err := c.Exec(ctx, sql); err != nil {
			return fmt.Errorf("the roll: %w", err)
		}
	}
	return nil
}

var tps = regexp.MustCompile(`tps = ([0-9.]+)`)

// pgbench inserts votes with two foreign keys from 64 clients, and gives how many a second.
func pgbench(ctx context.Context, url, dir string, long time.Duration) (float64, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if err != nil || len(found) == 0 {
		return 0, fmt.Errorf("pgbench is not there: install PostgreSQL's server package")
	}
	script := filepath.Join(dir, "votes.sql")
	text := fmt.Sprintf("\\set voter random(1, 100000)\nINSERT INTO bench_votes (voter, account, mark, receipt) VALUES (:voter, '%s', 'yes', decode('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex'));\n", of("account", 0))
	if err := os.WriteFile(script, []byte(text), 0o644); err != nil {
		return 0, err
	}
	seconds := strconv.Itoa(max(int(long.Seconds()), 1))
	cmd := pinned(runtime.NumCPU()-1, found[len(found)-1], "-n", "-M", "prepared", "-c", "64", "-j", "1", "-T", seconds, "-f", script, url)
	said, err := cmd.CombinedOutput()
	m := tps.FindSubmatch(said)
	if err != nil || m == nil {
		return 0, fmt.Errorf("pgbench: %w: %s", err, said)
	}
	return strconv.ParseFloat(string(m[1]), 64)
}
