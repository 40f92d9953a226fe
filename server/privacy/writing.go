package privacy

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"wugong/server/fault"
	"wugong/server/identity"
)

// mayWriteSQL finds the session that lives, with what its account has said; without a row it has ended.
const mayWriteSQL = `
SELECT a.age_band IS NOT NULL AND coalesce((SELECT c.given AND c.version = $3 FROM consents c
  WHERE c.account_id = a.id AND c.purpose = 'account' ORDER BY c.at DESC, c.id DESC LIMIT 1), false)
FROM sessions s JOIN accounts a ON a.id = s.account_id AND a.deleted_at IS NULL
WHERE s.id = $1 AND s.account_id = $2 AND s.ended_at IS NULL`

// MayWrite tells, with one statement, why the session of the context may not write: it has ended since its access token was
// given out, or its account has not told its age and agreed to the notice in force (个人信息保护法 13–14, 31).
// Every write pays for this, so it goes to pgx directly.
func MayWrite(ctx context.Context, pool *pgxpool.Pool) error {
	s := identity.SessionOf(ctx)
	if s.Account == uuid.Nil {
		return fault.ErrUnauthenticated
	}
	welcomed := false
	err := pool.QueryRow(ctx, mayWriteSQL, s.ID, s.Account, NoticeVersion).Scan(&welcomed)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return identity.ErrSessionEnded
	case err != nil:
		return fmt.Errorf("may somebody write: %w", err)
	case !welcomed:
		return identity.ErrWelcome
	}
	return nil
}
