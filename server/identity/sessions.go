package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// Grant is what a device gets at sign-in and at each refresh.
type Grant struct {
	Access  string
	Refresh string
	Account Account
}

// SignIn opens a session for the owner of a number who knows its code, and makes the account at the first time.
func (s *Service) SignIn(ctx context.Context, phone, code string) (g Grant, err error) {
	phone, err = NormalPhone(phone)
	if err != nil {
		return Grant{}, err
	}
	now := s.Now()
	if err := s.countAddress(ctx, "try", triesAnHour, now); err != nil {
		return Grant{}, err
	}
	var refused error
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if refused, err = s.useCode(ctx, tx, phone, code, now); err != nil || refused != nil {
			return err // a refused try stays counted
		}
		account, err := EnsureAccount(ctx, tx, s.Keys, phone, "", now)
		if err != nil {
			return err
		}
		session := Session{Account: account.ID}
		if session.ID, err = openSession(ctx, tx, account.ID, now); err != nil {
			return err
		}
		g, err = s.grant(ctx, tx, session, account, now)
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return Grant{}, err
	}
	return g, nil
}

// Refresh takes a refresh token and gives the next, with a new access token.
func (s *Service) Refresh(ctx context.Context, token string) (g Grant, err error) {
	now := s.Now()
	hash := sha256.Sum256([]byte(token))
	var refused error
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		row, found, err := lockToken(ctx, tx, hash[:])
		if err != nil {
			return err
		}
		next := refuse
		if found {
			next = turnOf(row, now)
		}
		switch next {
		case refuse:
			refused = ErrRefresh
			return nil
		case endFamily:
			slog.WarnContext(ctx, "a used refresh token came back; its session ends", "session", row.SessionID)
			refused = ErrRefresh // and the end of the family is kept
			return endSessions(ctx, tx, "id = ?", row.SessionID, now)
		case rotate:
			if err := db.Exec(ctx, tx, `UPDATE refresh_tokens SET used_at = ? WHERE hash = ?`, now, hash[:]); err != nil {
				return err
			}
		}
		account, err := AccountOf(ctx, tx, row.AccountID)
		if err != nil {
			return err
		}
		g, err = s.grant(ctx, tx, Session{ID: row.SessionID, Account: row.AccountID}, account, now)
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return Grant{}, err
	}
	return g, nil
}

// SignOut ends the session of the caller.
func (s *Service) SignOut(ctx context.Context, session Session) error {
	return endSessions(ctx, s.DB, "id = ?", session.ID, s.Now())
}

// SignOutEverywhere ends all sessions of the caller.
func (s *Service) SignOutEverywhere(ctx context.Context, account uuid.UUID) error {
	return endSessions(ctx, s.DB, "account_id = ?", account, s.Now())
}

func (s *Service) grant(ctx context.Context, tx *gorm.DB, session Session, account Account, now time.Time) (Grant, error) {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails: the runtime ends the program instead
	refresh := base64.RawURLEncoding.EncodeToString(random)
	hash := sha256.Sum256([]byte(refresh))
	err := db.Exec(ctx, tx, `
		INSERT INTO refresh_tokens (session_id, hash, created_at, expires_at) VALUES (?, ?, ?, ?)`,
		session.ID, hash[:], now, now.Add(refreshLife))
	if err != nil {
		return Grant{}, fmt.Errorf("keep a refresh token: %w", err)
	}
	access, err := s.Keys.signAccess(session, now)
	return Grant{Access: access, Refresh: refresh, Account: account}, err
}

func openSession(ctx context.Context, tx *gorm.DB, account uuid.UUID, now time.Time) (uuid.UUID, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, err
	}
	err = db.Exec(ctx, tx, `INSERT INTO sessions (id, account_id, created_at) VALUES (?, ?, ?)`, id, account, now)
	if err != nil {
		return uuid.Nil, fmt.Errorf("open a session: %w", err)
	}
	return id, nil
}

// endSessions ends those that match and still live. which is one of our own conditions, never a user's text.
func endSessions(ctx context.Context, tx *gorm.DB, which string, id uuid.UUID, now time.Time) error {
	err := db.Exec(ctx, tx, `UPDATE sessions SET ended_at = greatest(?, created_at) WHERE ended_at IS NULL AND `+which, now, id)
	if err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

// lockToken holds a token with its session, so that two uses at once are one rotation and one sibling, and a
// sign-out in between is seen.
func lockToken(ctx context.Context, tx *gorm.DB, hash []byte) (row tokenRow, found bool, err error) {
	rows, err := db.Rows[tokenRow](ctx, tx, `
		SELECT t.session_id, s.account_id, t.expires_at, t.used_at, s.ended_at
		FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
		WHERE t.hash = ? FOR UPDATE`, hash)
	if err != nil {
		return tokenRow{}, false, fmt.Errorf("look for a refresh token: %w", err)
	}
	if len(rows) == 0 {
		return tokenRow{}, false, nil
	}
	return rows[0], true, nil
}
