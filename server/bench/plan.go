package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// plan is what a run does.
type plan struct {
	server string
	rounds int
	turn   time.Duration
	only   string
}

// line is what a row has shown: one entry for each round.
type line struct {
	row
	limits, products []turn
}

// measure sets everything up, takes the turns, and prints the table.
func (p plan) measure(ctx context.Context, out io.Writer) error {
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
	say("filling two databases, of %d and of %d proposals", small.all, large.all)
	s, err := p.open(ctx, pg.where, filepath.Join(dir, "large"), "large", large)
	if err != nil {
		return err
	}
	defer s.close()
	l, err := launch(nil, self, "limit", s.url)
	if err != nil {
		return err
	}
	defer l.stop()
	s.stand.limit = l.where
	lines, err := p.rows(ctx, &s.stand)
	if err != nil {
		return err
	}
	used, _ := s.process.memory() // none where the machine does not tell
	extra, err := p.beside(ctx, s, pg.where, dir)
	if err != nil {
		return err
	}
	return print(out, lines, append(extra, fmt.Sprintf("memory of the server until then, photo jobs apart\t≤ 120 MiB\t%.0f MiB\t\t\t", used)))
}

// site is a server on a database of its own.
type site struct {
	stand   stand
	process *process
	url     string
}

func (s site) close() { s.process.stop() }

func (p plan) open(ctx context.Context, cluster, dir, name string, n size) (s site, err error) {
	if err = os.MkdirAll(dir, 0o755); err != nil {
		return s, err
	}
	url, tokens, err := province(ctx, cluster, name, dir, n)
	if err != nil {
		return s, err
	}
	s.url = url
	if s.process, err = p.serve(url, dir); err != nil {
		return s, err
	}
	s.stand = stand{server: s.process.where, tokens: tokens}
	return s, nil
}

// rows takes the turns of all rows: in every round each row's limit and product, now the one and now the other first.
func (p plan) rows(ctx context.Context, s *stand) ([]line, error) {
	var lines []line
	for _, r := range rows {
		if strings.Contains(r.name, p.only) {
			lines = append(lines, line{row: r})
		}
	}
	for round := range p.rounds + 1 { // the first one warms up
		say("round %d of %d", round, p.rounds)
		for i := range lines {
			l := &lines[i]
			long := p.turn
			if round == 0 {
				long = 300 * time.Millisecond
			}
			var at [2]turn
			for half := range 2 {
				which := (half + round) % 2
				next := []func(*stand) asks{l.row.limit, l.row.product}[which](s)
				t, err := next.run(ctx, l.clients, long)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", l.name, err)
				}
				at[which] = t
				s.pairs, s.filed = s.pairs+t.answers, s.filed+which*t.answers
			}
			if round > 0 {
				l.limits, l.products = append(l.limits, at[0]), append(l.products, at[1])
			}
		}
	}
	return lines, nil
}

// middle is the median of a figure of some rounds.
func middle(n int, figure func(round int) float64) float64 {
	all := make([]float64, n)
	for i := range all {
		all[i] = figure(i)
	}
	slices.Sort(all)
	if n == 0 {
		return 0
	}
	return all[n/2]
}

func print(out io.Writer, lines []line, extra []string) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "what\tmust\tmeasured\tlimit\tserver\tp99 · bytes, limit and server")
	for _, l := range lines {
		n := len(l.limits)
		fmt.Fprintf(w, "%s, %d clients\t%s\t%.2f\t%.0f/s\t%.0f/s\t%.0f ms · %d, %d\n", l.name, l.clients, l.must,
			middle(n, func(i int) float64 { return l.products[i].rate() / l.limits[i].rate() }),
			middle(n, func(i int) float64 { return l.limits[i].rate() }), middle(n, func(i int) float64 { return l.products[i].rate() }),
			middle(n, func(i int) float64 { return ms(l.products[i].at(0.99)) }), l.limits[0].bytes, l.products[0].bytes)
	}
	for _, e := range extra {
		fmt.Fprintln(w, e)
	}
	return w.Flush()
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "· "+format+"\n", args...) }
