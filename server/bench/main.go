// Command bench measures the server beside what the machine can do at most, and prints a table; it asserts nothing.
//
// Server, PostgreSQL and the limits – bare programs of Echo and pgx that answer with the same bytes – share the first core,
// the load comes from the last. Limit and server take turns within a round, and only what was measured within one round is
// compared: the table shows the median of the rounds' ratios. Everything listens on loopback, takes part of a province of
// 200,000 proposals, and ends after minutes.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"wugong/server/db/private"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run is the program; the two words that are not for people are the processes that it starts of itself.
func run(ctx context.Context, args []string, out io.Writer) error {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})))
	switch {
	case len(args) == 2 && args[0] == "postgres":
		return postgres(ctx, args[1], out)
	case len(args) == 2 && args[0] == "limit":
		return limit(ctx, args[1], out)
	}
	votes := len(args) > 0 && args[0] == "vote"
	if votes {
		args = args[1:]
	}
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	p := plan{}
	set.StringVar(&p.server, "server", "bin/wugong", "the server's program")
	set.IntVar(&p.rounds, "rounds", 3, "rounds, 1 to 9")
	set.DurationVar(&p.turn, "turn", 2*time.Second, "how long a turn takes, at most 10s")
	set.StringVar(&p.only, "only", "", "only the rows whose name has these words")
	if err := set.Parse(args); err != nil {
		return err
	}
	p.rounds, p.turn = min(max(p.rounds, 1), 9), min(max(p.turn, 100*time.Millisecond), 10*time.Second)
	if votes {
		return p.voting(ctx, out)
	}
	return p.measure(ctx, out)
}

// postgres runs a cluster that keeps what is written, in a folder, and prints its address.
func postgres(ctx context.Context, dir string, out io.Writer) error {
	cluster, err := private.Start(ctx, dir, private.Options{})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, cluster.URL(private.Database))
	<-ctx.Done()
	return cluster.Stop(context.WithoutCancel(ctx))
}
