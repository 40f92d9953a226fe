// Command throwaway runs a throwaway PostgreSQL for as long as it runs itself and
// prints its address: the one cluster that scripts/test shares among all packages.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"

	"wugong/server/db/private"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	cluster, err := private.Start(ctx, "", private.Options{Throwaway: true})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, cluster.URL("postgres"))
	<-ctx.Done()
	return cluster.Stop(context.Background())
}
