package notifications

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

func insertNotices(ctx context.Context, tx *gorm.DB, n Notice, ids, accounts []uuid.UUID, args string) error {
	return db.Exec(ctx, tx, `
		INSERT INTO inbox (id, account_id, kind, community_id, subject_id, link, args, at)
		SELECT r.id, r.account_id, @kind, @community, @subject, @link, CAST(@args AS jsonb), coalesce(CAST(@at AS timestamptz), now())
		FROM unnest(CAST(@ids AS uuid[]), CAST(@accounts AS uuid[])) AS r (id, account_id)`,
		map[string]any{
			"ids": db.UUIDArray(ids), "accounts": db.UUIDArray(accounts), "kind": string(n.Kind), "subject": n.Subject,
			"community": uuid.NullUUID{UUID: n.Community, Valid: n.Community != uuid.Nil}, "link": n.Link, "args": args,
			"at": sql.NullTime{Time: n.At, Valid: !n.At.IsZero()},
		})
}

// insertFor inserts from a query. Its arguments have other names than the notice's own.
func insertFor(ctx context.Context, tx *gorm.DB, n Notice, words, query string, args map[string]any) error {
	all := map[string]any{
		"kind": string(n.Kind), "subject": n.Subject, "link": n.Link, "args": words,
		"community": uuid.NullUUID{UUID: n.Community, Valid: n.Community != uuid.Nil},
		"at":        sql.NullTime{Time: n.At, Valid: !n.At.IsZero()},
	}
	for name, value := range args {
		if _, taken := all[name]; taken {
			return fmt.Errorf("argument %q twice", name)
		}
		all[name] = value
	}
	return db.Exec(ctx, tx, `
		INSERT INTO inbox (id, account_id, kind, community_id, subject_id, link, args, at)
		SELECT gen_random_uuid(), r.account_id, @kind, @community, @subject, @link, CAST(@args AS jsonb), coalesce(CAST(@at AS timestamptz), now())
		FROM (`+query+`) AS r`, all)
}

// pageBefore lists an account's notices, newest first, from below the last one seen.
func pageBefore(ctx context.Context, tx *gorm.DB, account uuid.UUID, seen place, limit int) ([]item, error) {
	found, err := gorm.G[item](tx).
		Where("account_id = ? AND (at, id) < (?, ?)", account, seen.at, seen.id).
		Order("at DESC, id DESC").Limit(limit).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the inbox: %w", err)
	}
	return found, nil
}

func newestUnread(ctx context.Context, tx *gorm.DB, account, board uuid.UUID, limit int) ([]item, error) {
	found, err := gorm.G[item](tx).
		Where("account_id = ? AND read_at IS NULL AND NOT (kind LIKE 'bulletin%' AND coalesce(community_id = ?, false))", account, board).
		Order("at DESC, id DESC").Limit(limit).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the unread: %w", err)
	}
	return found, nil
}

// unread counts an account's unread notices, no further than it is shown.
func unread(ctx context.Context, tx *gorm.DB, account uuid.UUID) (int, error) {
	rows, err := db.Rows[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM (SELECT FROM inbox WHERE account_id = ? AND read_at IS NULL LIMIT ?) AS waiting`,
		account, mostUnread)
	if err != nil {
		return 0, fmt.Errorf("count the unread: %w", err)
	}
	return rows[0].N, nil
}

// markRead marks an account's notices up to one of its own; of another's notice nothing happens.
func markRead(ctx context.Context, tx *gorm.DB, account, upTo uuid.UUID, now time.Time) error {
	return db.Exec(ctx, tx, `
		UPDATE inbox SET read_at = @now
		WHERE account_id = @account AND read_at IS NULL
		  AND (at, id) <= (SELECT last.at, last.id FROM inbox AS last WHERE last.id = @last AND last.account_id = @account)`,
		map[string]any{"now": now, "account": account, "last": upTo})
}
