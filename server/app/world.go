package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"wugong/server/db"
	"wugong/server/db/private"
	"wugong/server/identity"
	"wugong/server/media"
)

// openWorld opens what the settings name, and what the server brings itself where they name nothing:
// a private PostgreSQL and a folder of photos. The database is migrated first.
func openWorld(ctx context.Context, config Config) (_ Config, w World, closeAll func(), err error) {
	var closers []func()
	closeAll = func() {
		for i := len(closers) - 1; i >= 0; i-- {
			closers[i]()
		}
	}
	defer func() {
		if err != nil {
			closeAll()
		}
	}()
	if err = os.MkdirAll(config.Data, 0o755); err != nil {
		return config, w, closeAll, fmt.Errorf("WUGONG_DATA: %w", err)
	}
	if config.DatabaseURL == "" {
		cluster, err := private.Start(ctx, config.Data, private.Options{})
		if err != nil {
			return config, w, closeAll, err
		}
		closers = append(closers, func() {
			stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
			defer cancel()
			if err := cluster.Stop(stop); err != nil {
				slog.Error("the private PostgreSQL did not stop cleanly", "error", err)
			}
		})
		config.DatabaseURL = cluster.URL(private.Database)
	}
	if err = db.Migrate(ctx, config.DatabaseURL); err != nil {
		return config, w, closeAll, err
	}
	if w.DB, err = db.Open(ctx, config.DatabaseURL, db.AppRole, config.DatabaseConns); err != nil {
		return config, w, closeAll, err
	}
	closers = append(closers, w.DB.Close)
	if w.Keys, err = openKeys(ctx, config, w.DB); err != nil {
		return config, w, closeAll, err
	}
	if w.Bucket, err = openBucket(config); err != nil {
		return config, w, closeAll, err
	}
	w.SMS = openSMS(config)
	w.Now = func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }
	return config, w, closeAll, nil
}

func openBucket(config Config) (media.Bucket, error) {
	if config.S3Endpoint == "" {
		return media.NewDisk(filepath.Join(config.Data, "photos"))
	}
	return media.NewS3(media.S3Settings{Endpoint: config.S3Endpoint, Bucket: config.S3Bucket, AccessKey: config.S3AccessKey,
		SecretKey: config.S3SecretKey, Region: config.S3Region, TLS: config.S3TLS})
}

// openSMS: a gateway where one is set; in the demo the log; else nobody, and the sign-in says so.
func openSMS(config Config) identity.SMS {
	switch {
	case config.SMSURL != "":
		return identity.NewGateway(config.SMSURL, config.SMSToken)
	case config.Demo:
		return identity.LogSMS{}
	}
	return nil
}

// loopback turns an address to listen on into one to ask at.
func loopback(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

func settingsHelp() string {
	var b strings.Builder
	fields, _ := env.GetFieldParams(&Config{})
	for _, f := range fields {
		fmt.Fprintf(&b, "  %-24s %s\n", f.Key, f.DefaultValue)
	}
	return b.String()
}
