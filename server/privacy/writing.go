package privacy

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
)

// welcomed is SQL that is true where the account wa has told its age and its last word on the notice in force is yes.
const welcomed = `(wa.age_band IS NOT NULL AND coalesce((SELECT wc.given AND wc.version = '` + NoticeVersion + `' FROM consents wc
  WHERE wc.account_id = wa.id AND wc.purpose = 'account' ORDER BY wc.at DESC, wc.id DESC LIMIT 1), false))`

// living finds the session with its account; without a row it has ended.
const living = `FROM sessions ws JOIN accounts wa ON wa.id = ws.account_id AND wa.deleted_at IS NULL
  WHERE ws.id = @session AND ws.account_id = @account AND ws.ended_at IS NULL`

// MayWriteSQL is true while the session @session of the account @account may write. It is for a use case that asks within
// its own statement; MayWrite tells the reason where it is false.
const MayWriteSQL = `EXISTS (SELECT ` + living + ` AND ` + welcomed + `)`

var mayWriteSQL = db.Numbered(`SELECT `+welcomed+` `+living, "session", "account")

// MayWrite tells, with one statement, why the session of the context may not write: it has ended since its access token was
// given out, or its account has not told its age and agreed to the notice in force (个人信息保护法 13–14, 31).
// Every write pays for this, so it goes to pgx directly.
func MayWrite(ctx context.Context, pool *pgxpool.Pool) error {
	s := identity.SessionOf(ctx)
	if s.Account == uuid.Nil {
		return fault.ErrUnauthenticated
	}
	welcomed := false
	err := pool.QueryRow(ctx, mayWriteSQL, s.ID, s.Account).Scan(&welcomed)
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
