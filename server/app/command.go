package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/demo"
	"wugong/server/identity"
)

const serveHelp = `Serves the API and the app. Without DATABASE_URL it runs a PostgreSQL of its own in WUGONG_DATA,
without WUGONG_S3_ENDPOINT it keeps photos there. Settings are environment variables:

`

// Command is the whole command line.
func Command(getenv func(string) string, stdin io.Reader, stdout io.Writer, args []string) *cobra.Command {
	root := &cobra.Command{Use: "wugong", Short: "Participation of residents in their community", SilenceUsage: true, SilenceErrors: true}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.AddCommand(
		serveCommand(getenv), migrateCommand(getenv), seedCommand(getenv), importCommand(getenv),
		auditCommand(getenv), adminCommand(getenv), healthCommand(getenv), recountCommand(), archiveCommand())
	return root
}

func serveCommand(getenv func(string) string) *cobra.Command {
	return &cobra.Command{Use: "serve", Short: "Serve the API and the app", Long: serveHelp + settingsHelp(), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return opened(cmd.Context(), getenv, func(ctx context.Context, config Config, w World) error {
				if config.Demo {
					if err := demo.Seed(ctx, demo.Into{DB: w.DB.Gorm, Keys: w.Keys, Bucket: w.Bucket, Now: w.Now}); err != nil {
						return fmt.Errorf("demo: %w", err)
					}
				}
				a, err := New(config, w)
				if err != nil {
					return err
				}
				return a.Serve(ctx, func(addr string) { greet(cmd.OutOrStdout(), config, addr) })
			})
		}}
}

func greet(out io.Writer, config Config, addr string) {
	fmt.Fprintf(out, "Wugong is ready: http://%s\n", addr)
	if !config.Demo {
		return
	}
	fmt.Fprintln(out, "Demo people (the code appears on the sign-in page):")
	for _, p := range demo.People() {
		fmt.Fprintf(out, "  %s  %s  %s\n", p.Phone, p.Name, p.Says)
	}
}

func migrateCommand(getenv func(string) string) *cobra.Command {
	return &cobra.Command{Use: "migrate", Short: "Bring the database to the newest schema", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return opened(cmd.Context(), getenv, func(context.Context, Config, World) error {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), "the database has the newest schema")
				return err
			})
		}}
}

func seedCommand(getenv func(string) string) *cobra.Command {
	seed := &cobra.Command{Use: "seed", Short: "Fill the database"}
	seed.AddCommand(&cobra.Command{Use: "demo", Short: "Two living communities with people and reports; safe to repeat", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return opened(cmd.Context(), getenv, func(ctx context.Context, _ Config, w World) error {
				if err := demo.Seed(ctx, demo.Into{DB: w.DB.Gorm, Keys: w.Keys, Bucket: w.Bucket, Now: w.Now}); err != nil {
					return err
				}
				_, err := fmt.Fprintln(cmd.OutOrStdout(), "the demo is there")
				return err
			})
		}})
	return seed
}

func importCommand(getenv func(string) string) *cobra.Command {
	parent := &cobra.Command{Use: "import", Short: "Import reference data"}
	var province string
	divisions := &cobra.Command{Use: "divisions FILE…", Short: "Division codes from the CSV files of npm's china-division; safe to repeat",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			return opened(cmd.Context(), getenv, func(ctx context.Context, _ Config, w World) error {
				began := time.Now()
				counts, err := communities.ImportDivisionFiles(ctx, w.DB, files, province, w.Now())
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s, in %s\n", counts, time.Since(began).Round(time.Millisecond))
				return err
			})
		}}
	divisions.Flags().StringVar(&province, "province", "", "only this province, by its two digits (Shaanxi: 61)")
	parent.AddCommand(divisions)
	return parent
}

func auditCommand(getenv func(string) string) *cobra.Command {
	parent := &cobra.Command{Use: "audit", Short: "The sealed log"}
	parent.AddCommand(&cobra.Command{Use: "verify", Short: "Check every chain and the entries not sealed yet", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return opened(cmd.Context(), getenv, func(ctx context.Context, _ Config, w World) error {
				report, err := audit.Verify(ctx, w.DB.Gorm)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(cmd.OutOrStdout(), report)
				return err
			})
		}})
	return parent
}

func healthCommand(getenv func(string) string) *cobra.Command {
	return &cobra.Command{Use: "healthcheck", Short: "Ask the running server whether it is ready", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			config, err := ReadConfig(getenv)
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), 3*time.Second)
			defer cancel()
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+loopback(config.Addr)+"/readyz", nil)
			if err != nil {
				return err
			}
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				return err
			}
			defer func() { _ = answer.Body.Close() }()
			if answer.StatusCode != http.StatusOK {
				return fmt.Errorf("not ready: %s", answer.Status)
			}
			return nil
		}}
}

// opened reads the settings, opens the world, runs f and closes everything again.
func opened(ctx context.Context, getenv func(string) string, f func(context.Context, Config, World) error) error {
	config, err := ReadConfig(getenv)
	if err != nil {
		return err
	}
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo})))
	config, world, closeWorld, err := openWorld(ctx, config)
	if err != nil {
		return err
	}
	defer closeWorld()
	return f(ctx, config, world)
}

func secretFile(config Config) string {
	if config.SecretFile != "" {
		return config.SecretFile
	}
	return filepath.Join(config.Data, "secret.key")
}

func openKeys(ctx context.Context, config Config, d *db.DB) (identity.Keys, error) {
	secret, err := identity.LoadSecret(secretFile(config))
	if err != nil {
		return identity.Keys{}, err
	}
	keys, err := identity.NewKeys(secret)
	if err != nil {
		return identity.Keys{}, err
	}
	return keys, identity.CheckFingerprint(ctx, d.Gorm, keys)
}
