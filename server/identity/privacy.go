package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"

	"wugong/server/db"
)

// Hold keeps an account from being deleted until the transaction ends, so that nothing is written for somebody who
// has just left. It belongs before all other locks. Of an account that is gone the session has ended.
func Hold(ctx context.Context, tx *gorm.DB, account uuid.UUID) error {
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `SELECT id FROM accounts WHERE id = ? AND deleted_at IS NULL FOR SHARE`, account)
	if err != nil {
		return fmt.Errorf("hold an account: %w", err)
	}
	if len(rows) == 0 {
		return ErrSessionEnded
	}
	return nil
}

// HoldAlone keeps an account from being deleted or written for by anybody else until the transaction ends, so that the
// same word said twice at once is one. Of an account that is gone the session has ended.
func HoldAlone(ctx context.Context, tx *gorm.DB, account uuid.UUID) error {
	open, err := Close(ctx, tx, account)
	if err == nil && !open {
		return ErrSessionEnded
	}
	return err
}

// Close waits for what the account is writing and keeps it from writing more until the transaction ends; open is
// false where it was deleted before.
func Close(ctx context.Context, tx *gorm.DB, account uuid.UUID) (open bool, err error) {
	rows, err := db.Rows[struct{ Open bool }](ctx, tx, `SELECT deleted_at IS NULL AS open FROM accounts WHERE id = ? FOR NO KEY UPDATE`, account)
	if err != nil {
		return false, fmt.Errorf("close an account: %w", err)
	}
	return len(rows) == 1 && rows[0].Open, nil
}

// Export is what is kept of an account itself.
type Export struct {
	ID          uuid.UUID    `json:"id"`
	Phone       string       `json:"phone"`
	DisplayName string       `json:"display_name"`
	Language    api.Language `json:"language"`
	AgeBand     *api.AgeBand `json:"age_band,omitempty"`
	AgeTold     string       `json:"age_told,omitempty"`
	CreatedAt   time.Time    `json:"created_at"`
	SignIns     []signIn     `json:"sign_ins"`
}

type signIn struct {
	CreatedAt time.Time  `json:"created_at"`
	EndedAt   *time.Time `json:"ended_at,omitempty"`
}

// ExportOf gives the account with its whole phone number, and when it signed in.
func (s *Service) ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	a, err := accountOfSession(ctx, tx, account)
	if err != nil {
		return nil, err
	}
	phone, err := s.Keys.OpenPhone(a.PhoneSealed)
	if err != nil {
		return nil, err
	}
	e := Export{ID: a.ID, Phone: phone, DisplayName: a.DisplayName, Language: a.Language, AgeBand: a.AgeBand, CreatedAt: a.CreatedAt}
	if a.AgeTold != nil {
		e.AgeTold = a.AgeTold.Format(time.DateOnly)
	}
	e.SignIns, err = db.Rows[signIn](ctx, tx, `SELECT created_at, ended_at FROM sessions WHERE account_id = ? ORDER BY created_at, id`, account)
	return e, err
}

// Forget removes phone, name, sessions and codes of an account. What stays is a number that others point at.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, now time.Time) error {
	args := map[string]any{"account": account, "now": now}
	for _, sql := range []string{
		`DELETE FROM sign_in_codes WHERE phone_hash = (SELECT phone_hash FROM accounts WHERE id = @account)`,
		`DELETE FROM sessions WHERE account_id = @account`,
		`UPDATE accounts SET phone_hash = NULL, phone_sealed = NULL, display_name = '', age_band = NULL, age_told = NULL,
		   deleted_at = greatest(created_at, CAST(@now AS timestamptz))
		 WHERE id = @account AND deleted_at IS NULL`,
	} {
		if err := db.Exec(ctx, tx, sql, args); err != nil {
			return fmt.Errorf("forget an account: %w", err)
		}
	}
	return nil
}

// SignedOutCookie removes the refresh cookie.
func (a API) SignedOutCookie() *string { return a.cookie("") }
