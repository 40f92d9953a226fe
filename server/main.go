// Wugong is one program: the server with the app inside, and the commands an operator needs.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"wugong/server/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout); err != nil {
		var told interface{ ExitCode() int }
		if errors.As(err, &told) { // the sentences stand there already
			os.Exit(told.ExitCode())
		}
		fmt.Fprintln(os.Stderr, "wugong:", err)
		os.Exit(1)
	}
}

// run is the whole program with its world passed in.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout io.Writer) error {
	return app.Command(getenv, stdin, stdout, args).ExecuteContext(ctx)
}
