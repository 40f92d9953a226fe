// Package identity knows people by their phone. Who wants to sign in gets a code of six digits: it is good for five
// minutes and five tries, the next can be asked for after a minute, ten a day for a number, and each network
// address has limits of its own. The answer is the same whether the number is known or not. A sign-in opens a
// session on one device: an access token of 15 minutes, and a refresh token that changes at each use. The one
// before is honoured for a minute; shown later, it is a copy, and the session ends. Signing out ends the session,
// or all of the person's. Phones are stored sealed, codes and tokens as hashes; none of them is ever logged.
package identity

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/fault"
)

// Service is sign-in and the person's own account.
type Service struct {
	DB         *gorm.DB
	Now        func() time.Time
	Keys       Keys
	SMS        SMS  // nil: no gateway, nobody can sign in
	Demo       bool // answers carry the code; LogSMS works
	Secure     bool // residents come by TLS
	DemoPeople func(context.Context) ([]api.DemoPerson, error)
	// Agreed tells whether an account has agreed to the privacy notice in force. nil: nobody is asked.
	Agreed func(ctx context.Context, tx *gorm.DB, account uuid.UUID) (bool, error)
}

// Me is the account of the caller.
func (s *Service) Me(ctx context.Context, account uuid.UUID) (Account, error) {
	return accountOfSession(ctx, s.DB, account)
}

// welcome tells whether an account is still to be asked for its age or for its consent to the notice in force.
func (s *Service) welcome(ctx context.Context, tx *gorm.DB, a Account) (bool, error) {
	if s.Agreed == nil {
		return false, nil
	}
	if a.AgeBand == nil {
		return true, nil
	}
	agreed, err := s.Agreed(ctx, tx, a.ID)
	return !agreed, err
}

// Admit refuses what an account wants to write as long as it has not told its age and agreed to the notice in
// force (个人信息保护法 13–14, 31).
func (s *Service) Admit(ctx context.Context, tx *gorm.DB, account uuid.UUID) error {
	if s.Agreed == nil {
		return nil
	}
	a, err := accountOfSession(ctx, tx, account)
	if err != nil {
		return err
	}
	asked, err := s.welcome(ctx, tx, a)
	if err == nil && asked {
		return ErrWelcome
	}
	return err
}

// Change gives the caller another name or language; nil leaves it as it is.
func (s *Service) Change(ctx context.Context, account uuid.UUID, name *string, language *api.Language) (a Account, err error) {
	var changes []clause.Assigner
	if name != nil {
		line, err := fault.Line("display_name", *name)
		if err != nil {
			return Account{}, err
		}
		changes = append(changes, clause.Assignment{Column: clause.Column{Name: "display_name"}, Value: line})
	}
	if language != nil {
		changes = append(changes, clause.Assignment{Column: clause.Column{Name: "language"}, Value: string(*language)})
	}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := Hold(ctx, tx, account); err != nil {
			return err
		}
		if name != nil { // the language alone may be changed before anything else
			if err := s.Admit(ctx, tx, account); err != nil {
				return err
			}
		}
		if len(changes) > 0 {
			if _, err := gorm.G[Account](tx).Where("id = ?", account).Set(changes...).Update(ctx); err != nil {
				return err
			}
		}
		a, err = accountOfSession(ctx, tx, account)
		return err
	})
	return a, err
}

// People are those of the demo; without demo there is no such page.
func (s *Service) People(ctx context.Context) ([]api.DemoPerson, error) {
	if s.DemoPeople == nil {
		return nil, fault.ErrNotFound
	}
	return s.DemoPeople(ctx)
}
