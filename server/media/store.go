package media

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/server/identity"
)

// recordOf loads a photo's row; ErrNoPhoto if there is none.
func recordOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Record, error) {
	r, err := gorm.G[Record](tx).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Record{}, ErrNoPhoto
	}
	return r, err
}

// insert adds a row, unless the id is there already. An account that is being deleted gets none: either the deletion
// finds the row, or the upload is refused and its objects are left to the sweep.
func insert(ctx context.Context, tx *gorm.DB, r *Record) (made bool, err error) {
	err = tx.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, r.UploaderID); err != nil {
			return err
		}
		result := gorm.WithResult()
		err := gorm.G[Record](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, r)
		made = result.RowsAffected == 1
		return err
	})
	return err == nil && made, err
}

// attach gives an audience to those of the photos that are the uploader's and free, and says how many they were.
func attach(ctx context.Context, tx *gorm.DB, uploader uuid.UUID, ids []uuid.UUID, a Audience) (int, error) {
	return gorm.G[Record](tx).
		Where("id IN ? AND uploader_id = ? AND level = ?", ids, uploader, Unattached).
		Set(clause.Assignment{Column: clause.Column{Name: "level"}, Value: a.Level},
			clause.Assignment{Column: clause.Column{Name: "community_id"}, Value: a.Community},
			clause.Assignment{Column: clause.Column{Name: "persons"}, Value: persons(a.Persons)},
			clause.Assignment{Column: clause.Column{Name: "offices"}, Value: offices(a.Offices)}).
		Update(ctx)
}

// setAudience changes the audience of attached photos of one community, and says how many they were.
func setAudience(ctx context.Context, tx *gorm.DB, ids []uuid.UUID, a Audience) (int, error) {
	return gorm.G[Record](tx).
		Where("id IN ? AND community_id = ?", ids, a.Community).
		Set(clause.Assignment{Column: clause.Column{Name: "level"}, Value: a.Level},
			clause.Assignment{Column: clause.Column{Name: "persons"}, Value: persons(a.Persons)},
			clause.Assignment{Column: clause.Column{Name: "offices"}, Value: offices(a.Offices)}).
		Update(ctx)
}

// removeForgotten deletes up to limit rows that were never attached since before, and answers their keys.
// A row that is being attached at this moment is waited for and then spared.
func removeForgotten(ctx context.Context, tx *gorm.DB, before time.Time, limit int) ([]string, error) {
	var keys []string
	err := tx.WithContext(ctx).Raw(`DELETE FROM media WHERE level = 'unattached' AND id IN (
		SELECT id FROM media WHERE level = 'unattached' AND created_at < ? ORDER BY created_at LIMIT ?) RETURNING object_key`,
		before, limit).Scan(&keys).Error
	return keys, err
}

// knownKeys says which of the keys have a row.
func knownKeys(ctx context.Context, tx *gorm.DB, keys []string) (map[string]bool, error) {
	var found []string
	err := tx.WithContext(ctx).Raw(`SELECT object_key FROM media WHERE object_key IN ?`, keys).Scan(&found).Error
	known := make(map[string]bool, len(found))
	for _, k := range found {
		known[k] = true
	}
	return known, err
}
