package privacy

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/identity"
)

// TellAge keeps what somebody says of their age. Under 14 there is no account: it is deleted as Delete does, and kept is
// false. The log holds that an age was told, not which.
func (s *Service) TellAge(ctx context.Context, account uuid.UUID, band api.AgeBand) (kept bool, err error) {
	if !mayHold(band) {
		return false, s.remove(ctx, account)
	}
	now := s.Now().UTC().Truncate(time.Microsecond)
	return true, s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.HoldAlone(ctx, tx, account); err != nil {
			return err
		}
		changed, err := identity.TellAge(ctx, tx, account, band, now)
		if err != nil || !changed {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Actor: account, Action: "age.tell", Subject: account})
	})
}
