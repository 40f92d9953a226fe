package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
)

// AgeBand is what an account has told of its age, and "" where it has not been asked. It is asked, not proven; votes and
// seats are for api.AgeBandAdult (未成年人网络保护条例; no birth date is ever kept). Of an account that is gone the
// session has ended.
func AgeBand(ctx context.Context, tx *gorm.DB, account uuid.UUID) (api.AgeBand, error) {
	a, err := accountOfSession(ctx, tx, account)
	if err != nil || a.AgeBand == nil {
		return "", err
	}
	return *a.AgeBand, nil
}

// TellAge keeps the band an account has told, teen or adult, and the day of it in China. The same band again changes
// nothing, and changed is false.
func TellAge(ctx context.Context, tx *gorm.DB, account uuid.UUID, band api.AgeBand, now time.Time) (changed bool, err error) {
	result := gorm.WithResult()
	err = gorm.G[any](tx, result).Exec(ctx, `UPDATE accounts SET age_band = @band, age_told = @day
		WHERE id = @account AND deleted_at IS NULL AND age_band IS DISTINCT FROM @band`,
		map[string]any{"account": account, "band": band, "day": chinaDay(now)})
	if err != nil {
		return false, fmt.Errorf("keep an age band: %w", err)
	}
	return result.RowsAffected > 0, nil
}
