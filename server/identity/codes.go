package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"math/big"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/server/db"
)

// SendCode makes a code for a number and sends it. Nothing here looks at accounts, so the answer cannot tell
// whether the number is known. The code is answered too; only the demo may show it.
func (s *Service) SendCode(ctx context.Context, phone string) (code string, err error) {
	phone, err = NormalPhone(phone)
	if err != nil {
		return "", err
	}
	if !s.canSend() {
		return "", ErrNoSMS
	}
	now := s.Now()
	if err := s.countAddress(ctx, "code", codesAnHour, now); err != nil {
		return "", err
	}
	if code, err = newCode(); err != nil {
		return "", err
	}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		row, err := lockCode(ctx, tx, s.Keys.HashPhone(phone), now)
		if err != nil {
			return err
		}
		if err := maySend(row, now); err != nil {
			return err
		}
		return saveCode(ctx, tx, nextCode(row, s.Keys.hashCode(phone, code), now))
	})
	if err != nil {
		return "", err
	}
	if err := s.SMS.SendCode(ctx, phone, code); err != nil {
		return "", ErrSMSFailed.Because(err)
	}
	return code, nil
}

// canSend: the log shows codes in the demo only.
func (s *Service) canSend() bool {
	_, log := s.SMS.(LogSMS)
	return s.SMS != nil && (!log || s.Demo)
}

// useCode counts one try and tells whether the code is right; a right one is used up. The try is counted by one
// statement, so that many at once cannot have more than five. refused must not undo the transaction.
func (s *Service) useCode(ctx context.Context, tx *gorm.DB, phone, code string, now time.Time) (refused, err error) {
	hash := s.Keys.HashPhone(phone)
	rows, err := db.Rows[codeRow](ctx, tx, `
		UPDATE sign_in_codes SET tries = tries + 1
		WHERE phone_hash = ? AND code_hash IS NOT NULL AND tries < ? AND expires_at > ?
		RETURNING code_hash, tries`, hash, codeTries, now)
	if err != nil {
		return nil, fmt.Errorf("count a try: %w", err)
	}
	if len(rows) == 0 {
		row, err := gorm.G[codeRow](tx).Where("phone_hash = ?", hash).Take(ctx)
		if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, err
		}
		return noTry(row, now), nil
	}
	if subtle.ConstantTimeCompare(rows[0].CodeHash, s.Keys.hashCode(phone, code)) != 1 {
		return wrongTry(rows[0].Tries), nil
	}
	return nil, db.Exec(ctx, tx, `UPDATE sign_in_codes SET code_hash = NULL WHERE phone_hash = ?`, hash)
}

// countAddress counts what an address does in this hour, and refuses what is too much. It is a statement of its
// own, outside any transaction: many people may share an address. (GORM takes bytes right behind a parenthesis for a
// list, so a hash never stands first.)
func (s *Service) countAddress(ctx context.Context, kind string, most int, now time.Time) error {
	hour := now.UTC().Truncate(time.Hour)
	rows, err := db.Rows[struct{ Count int }](ctx, s.DB, `
		INSERT INTO sign_in_addresses (kind, address_hash, hour, count) VALUES (?, ?, ?, 1)
		ON CONFLICT (address_hash, kind, hour) DO UPDATE SET count = least(sign_in_addresses.count, 1000000) + 1
		RETURNING count`, kind, s.Keys.hashAddress(addressOf(ctx)), hour)
	if err != nil {
		return fmt.Errorf("count an address: %w", err)
	}
	if rows[0].Count > most {
		return ErrTooMany.Retry(hour.Add(time.Hour).Sub(now).Truncate(time.Second) + time.Second)
	}
	return nil
}

// lockCode holds a number's row, so that two requests at once send one code.
func lockCode(ctx context.Context, tx *gorm.DB, hash []byte, now time.Time) (codeRow, error) {
	none := codeRow{PhoneHash: hash, ExpiresAt: now, Day: chinaDay(now)}
	nothing := clause.OnConflict{Columns: []clause.Column{{Name: "phone_hash"}}, DoNothing: true}
	if err := gorm.G[codeRow](tx, nothing).Create(ctx, &none); err != nil {
		return codeRow{}, fmt.Errorf("make the row of a code: %w", err)
	}
	return gorm.G[codeRow](tx, clause.Locking{Strength: "UPDATE"}).Where("phone_hash = ?", hash).Take(ctx)
}

func saveCode(ctx context.Context, tx *gorm.DB, row codeRow) error {
	return db.Exec(ctx, tx, `
		UPDATE sign_in_codes SET code_hash = ?, tries = ?, sent_at = ?, expires_at = ?, day = ?, sent_today = ?
		WHERE phone_hash = ?`,
		row.CodeHash, row.Tries, row.SentAt, row.ExpiresAt, row.Day, row.SentToday, row.PhoneHash)
}

func newCode() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%06d", n), nil
}
