package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/words"
)

// EnsureAccount gives the account of a normal phone number and makes it where there is none; then name is its
// display name, which may be empty. An account that exists keeps its name.
func EnsureAccount(ctx context.Context, tx *gorm.DB, keys Keys, phone, name string, now time.Time) (Account, error) {
	hash := keys.HashPhone(phone)
	found, err := gorm.G[Account](tx).Where("phone_hash = ?", hash).Take(ctx)
	if err == nil || !errors.Is(err, gorm.ErrRecordNotFound) {
		return found, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Account{}, err
	}
	made := Account{
		ID: id, PhoneHash: hash, PhoneSealed: keys.SealPhone(phone), DisplayName: name,
		Language: words.Lang(ctx), CreatedAt: now, Made: true,
	}
	result := gorm.WithResult()
	nothing := clause.OnConflict{Columns: []clause.Column{{Name: "phone_hash"}}, DoNothing: true}
	if err := gorm.G[Account](tx, nothing, result).Create(ctx, &made); err != nil {
		return Account{}, fmt.Errorf("make an account: %w", err)
	}
	if result.RowsAffected == 1 {
		return made, nil
	}
	return gorm.G[Account](tx).Where("phone_hash = ?", hash).Take(ctx)
}

// AccountOf is one account; not found, or deleted, is a fault.
func AccountOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Account, error) {
	found, err := gorm.G[Account](tx).Where("id = ? AND deleted_at IS NULL", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Account{}, fault.ErrNotFound
	}
	return found, err
}

// NamesOf gives the display names of accounts, in one statement. Unknown ids are missing from the map.
func NamesOf(ctx context.Context, tx *gorm.DB, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	names := make(map[uuid.UUID]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	rows, err := db.Rows[struct {
		ID          uuid.UUID
		DisplayName string
	}](ctx, tx, "SELECT id, display_name FROM accounts WHERE id IN ?", ids)
	for _, row := range rows {
		names[row.ID] = row.DisplayName
	}
	return names, err
}

// StillLives checks that the session of the context was not ended since its access token was given out. Every
// write asks this; reads may live on for the minutes of the token.
func StillLives(ctx context.Context, tx *gorm.DB) error {
	s := SessionOf(ctx)
	if s.Account == uuid.Nil {
		return fault.ErrUnauthenticated
	}
	rows, err := db.Rows[struct{ Lives bool }](ctx, tx, `SELECT EXISTS (SELECT FROM sessions WHERE id = ? AND account_id = ? AND ended_at IS NULL) AS lives`,
		s.ID, s.Account)
	if err != nil {
		return fmt.Errorf("look for the session: %w", err)
	}
	if !rows[0].Lives {
		return ErrSessionEnded
	}
	return nil
}

// accountOfSession is the account a token speaks for; where it is gone, so is the session.
func accountOfSession(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Account, error) {
	a, err := AccountOf(ctx, tx, id)
	if errors.Is(err, fault.ErrNotFound) {
		return Account{}, ErrSessionEnded
	}
	return a, err
}
