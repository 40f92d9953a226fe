package main

import (
	"context"
	"crypto/md5"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"wugong/server/db"
	"wugong/server/identity"
	"wugong/server/privacy"
)

const (
	people    = 64
	discussed = 50    // the newest proposals, with 40 opinions each
	photos    = 8_000 // uploaded and not used yet, for reports
)

// size is how many rows a database has: proposals and reports each, in our community and in the whole province.
type size struct{ own, all int }

var small, large = size{own: 100, all: 2_000}, size{own: 10_000, all: 200_000}

// of is the id of the i-th thing of a kind, as SQL makes it too.
func of(kind string, i int) uuid.UUID {
	id := uuid.UUID(md5.Sum(fmt.Appendf(nil, "%s%d", kind, i)))
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x0f|0x80
	return id
}

func secretFile(dir string) string { return filepath.Join(dir, "secret.key") }

// province fills a database of its own in the cluster, and gives its address and who is signed in there.
func province(ctx context.Context, cluster, name, dir string, n size) (url string, tokens []string, err error) {
	main, err := pgx.Connect(ctx, cluster)
	if err != nil {
		return "", nil, err
	}
	defer main.Close(context.WithoutCancel(ctx))
	if _, err = main.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", nil, err
	}
	config := main.Config().Copy()
	url = fmt.Sprintf("postgres://%s@/%s?host=%s&port=%d&sslmode=disable", config.User, name, config.Host, config.Port)
	if err = db.Migrate(ctx, url); err != nil {
		return "", nil, err
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	if err = os.WriteFile(secretFile(dir), []byte(hex.EncodeToString(secret)), 0o600); err != nil {
		return "", nil, err
	}
	keys, err := identity.NewKeys(secret)
	if err != nil {
		return "", nil, err
	}
	if err = fill(ctx, url, keys, n); err != nil {
		return "", nil, err
	}
	tokens, err = signIn(ctx, url, keys)
	return url, tokens, err
}

func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

func number(i int) string { return fmt.Sprintf("138%08d", i) }

// fill writes the rows without looking at foreign keys, and takes statistics at the end.
func fill(ctx context.Context, url string, keys identity.Keys, n size) error {
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	if _, err := c.Exec(ctx, "SET session_replication_role = replica"); err != nil {
		return err
	}
	for i := range people {
		_, err := c.Exec(ctx, `INSERT INTO accounts (id, phone_hash, phone_sealed, display_name, created_at, age_band, age_told)
			VALUES ($1, $2, $3, '居民', now(), 'adult', now())`, of("account", i), keys.HashPhone(number(i)), keys.SealPhone(number(i)))
		if err != nil {
			return fmt.Errorf("people: %w", err)
		}
	}
	communities := n.all/210 + 1
	for _, step := range seeding {
		args := map[string]any{"own": n.own, "all": n.all, "communities": communities, "people": people, "discussed": discussed, "photos": photos,
			"notice": privacy.NoticeVersion}
		var err error
		if strings.Contains(step.sql, "@") {
			_, err = c.Exec(ctx, step.sql, pgx.NamedArgs(args))
		} else {
			_, err = c.Exec(ctx, step.sql)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", step.what, err)
		}
	}
	_, err = c.Exec(ctx, "VACUUM ANALYZE")
	return err
}

// signIn gives everybody a token.
func signIn(ctx context.Context, url string, keys identity.Keys) (tokens []string, err error) {
	d, err := db.Open(ctx, url, db.AppRole, 2)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	s := &identity.Service{DB: d.Gorm, Now: now, Keys: keys, SMS: identity.LogSMS{}, Demo: true}
	for i := range people {
		from := identity.WithAddress(ctx, fmt.Sprintf("10.0.0.%d", i))
		code, err := s.SendCode(from, number(i))
		if err != nil {
			return nil, fmt.Errorf("code: %w", err)
		}
		grant, err := s.SignIn(from, number(i), code)
		if err != nil {
			return nil, fmt.Errorf("sign in: %w", err)
		}
		tokens = append(tokens, grant.Access)
	}
	return tokens, nil
}
