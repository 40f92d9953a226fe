package privacy

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/identity"
)

// consent is one word on one purpose. It is never changed.
type consent struct {
	ID        uuid.UUID          `json:"-"`
	AccountID uuid.UUID          `json:"-"`
	Purpose   api.ConsentPurpose `json:"purpose"`
	Version   string             `json:"version"`
	Given     bool               `json:"given"`
	At        time.Time          `json:"at"`
}

// TableName is consents.
func (consent) TableName() string { return "consents" }

// said gives all words of an account, in their order.
func said(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	all, err := gorm.G[consent](tx).Where("account_id = ?", account).Order("at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("export consents: %w", err)
	}
	return all, nil
}

// lastWords gives what holds: the last word on each purpose.
func lastWords(ctx context.Context, tx *gorm.DB, account uuid.UUID) ([]consent, error) {
	rows, err := db.Rows[consent](ctx, tx, `SELECT DISTINCT ON (purpose) * FROM consents WHERE account_id = ? ORDER BY purpose, at DESC, id DESC`, account)
	if err != nil {
		return nil, fmt.Errorf("read consents: %w", err)
	}
	return rows, nil
}

// Consents gives what holds for an account.
func (s *Service) Consents(ctx context.Context, account uuid.UUID) ([]consent, error) {
	return lastWords(ctx, s.DB, account)
}

// Say keeps a word on a purpose, for the notice in force, and gives what holds then. The same word again adds nothing.
func (s *Service) Say(ctx context.Context, account uuid.UUID, w api.ConsentWord) (all []consent, err error) {
	switch {
	case w.Given && w.Version != NoticeVersion:
		return nil, ErrNotice
	case !w.Given && w.Purpose == api.ConsentPurposeAccount:
		return nil, ErrNeeded
	}
	now := s.Now().UTC().Truncate(time.Microsecond)
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.HoldAlone(ctx, tx, account); err != nil {
			return err
		}
		if all, err = lastWords(ctx, tx, account); err != nil {
			return err
		}
		for _, c := range all {
			if c.Purpose == w.Purpose && c.Given == w.Given && (c.Version == w.Version || !w.Given) {
				return nil
			}
		}
		c := consent{AccountID: account, Purpose: w.Purpose, Version: NoticeVersion, Given: w.Given, At: now}
		if c.ID, err = uuid.NewV7(); err != nil {
			return err
		}
		if err := gorm.G[consent](tx).Create(ctx, &c); err != nil {
			return fmt.Errorf("keep a consent: %w", err)
		}
		if all, err = lastWords(ctx, tx, account); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Actor: account, Action: "consent.say", Subject: c.ID,
			Detail: map[string]any{"purpose": string(w.Purpose), "given": w.Given, "version": NoticeVersion}})
	})
	return all, err
}

// Agreed tells whether an account has agreed to the notice in force.
func Agreed(ctx context.Context, tx *gorm.DB, account uuid.UUID) (bool, error) {
	all, err := lastWords(ctx, tx, account)
	return agreed(all, NoticeVersion), err
}

// Exact tells whether the exact place of somebody's report may be kept. Who was never asked is asked by the phone each
// time; who withdrew is not located.
func Exact(ctx context.Context, tx *gorm.DB, account uuid.UUID) (bool, error) {
	all, err := lastWords(ctx, tx, account)
	for _, c := range all {
		if c.Purpose == api.ConsentPurposeLocation {
			return c.Given, err
		}
	}
	return err == nil, err
}
