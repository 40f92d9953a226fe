package ballots

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// ballotOf loads a vote; not found is a fault.
func ballotOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, options ...clause.Expression) (Ballot, error) {
	b, err := gorm.G[Ballot](tx, options...).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return b, ErrNotFound
	}
	return b, err
}

// lockBallot loads a vote that nobody else changes until the transaction ends. Casting does not wait for it.
func lockBallot(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Ballot, error) {
	return ballotOf(ctx, tx, id, clause.Locking{Strength: "NO KEY UPDATE"})
}

// insertBallot adds a draft, unless its id is there already; then made is false.
func insertBallot(ctx context.Context, tx *gorm.DB, b *Ballot) (made bool, err error) {
	b.Lot = ids{}
	result := gorm.WithResult()
	err = gorm.G[Ballot](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, b)
	return err == nil && result.RowsAffected == 1, err
}

// saveDraft writes a draft that is locked.
func saveDraft(ctx context.Context, tx *gorm.DB, b Ballot) error {
	_, err := gorm.G[Ballot](tx).Where("id = ? AND notice_at IS NULL", b.ID).Select("*").Omit("id", "number", "community_id", "created_by", "created_at").Updates(ctx, b)
	if err != nil {
		return fmt.Errorf("change a draft: %w", err)
	}
	return nil
}

func optionsOf(ctx context.Context, tx *gorm.DB, ballot uuid.UUID) ([]Option, error) {
	return gorm.G[Option](tx).Where("ballot_id = ?", ballot).Order("position").Find(ctx)
}
