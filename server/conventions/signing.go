package conventions

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/media"
)

// Sign signs a version for the caller's household, or takes the signature back; then nothing of it stays. Neither stands in the
// log, so that nobody can tell who did not sign.
func (s *Service) Sign(ctx context.Context, actor, id uuid.UUID, on bool) (out api.ConventionVersion, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		v, err := shareVersion(ctx, tx, id)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, v.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if !signs(standing) {
			return fault.ErrForbidden
		}
		if !Adopted(v.State) {
			return ErrNotNow
		}
		sql := `DELETE FROM convention_signatures WHERE version_id = ? AND household_id = ?`
		if on {
			sql = `INSERT INTO convention_signatures (version_id, household_id, channel) VALUES (?, ?, 'app') ON CONFLICT DO NOTHING`
		}
		if err := db.Exec(ctx, tx, sql, id, standing.Household); err != nil {
			return fmt.Errorf("sign: %w", err)
		}
		out, err = s.version(ctx, tx, id, standing, nil, now)
		return err
	})
	return out, err
}

// signs tells whether somebody signs for a household: an adult who is verified in it.
func signs(s communities.Standing) bool { return s.Verified && s.Adult && s.Household != uuid.Nil }

// EnterSignatures enters households that signed on paper, by who looks after them. One that has signed changes nothing.
func (s *Service) EnterSignatures(ctx context.Context, actor, id uuid.UUID, households []uuid.UUID) (out api.ConventionVersion, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		v, err := shareVersion(ctx, tx, id)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, v.CommunityID, actor, now)
		if err != nil {
			return err
		}
		buildings, all := communities.BuildingsFor(standing, api.PermissionConventionSigns)
		if !all && len(buildings) == 0 {
			return fault.ErrForbidden
		}
		if !Adopted(v.State) {
			return ErrNotNow
		}
		n, err := db.Row[struct{ N int }](ctx, tx, `WITH theirs AS (SELECT id FROM households WHERE community_id = @community AND id IN @households
			AND (@all OR building_id = ANY (CAST(@buildings AS uuid[])))),
			signed AS (INSERT INTO convention_signatures (version_id, household_id, channel) SELECT CAST(@version AS uuid), id, 'paper' FROM theirs ON CONFLICT DO NOTHING)
			SELECT count(*) AS n FROM theirs`, map[string]any{"community": v.CommunityID, "households": households, "all": all,
			"buildings": db.UUIDArray(buildings), "version": id})
		if err != nil {
			return fmt.Errorf("signatures on paper: %w", err)
		}
		if n.N != len(households) {
			return ErrHousehold.On("household_ids", ErrHousehold.Code)
		}
		if err := s.noted(ctx, tx, v.Version, actor, "signatures", map[string]any{"count": n.N}); err != nil {
			return err
		}
		out, err = s.version(ctx, tx, id, standing, nil, now)
		return err
	})
	return out, err
}

// posted is the row of a photo on a board.
type posted struct {
	ID, VersionID uuid.UUID
	PosterID      *uuid.UUID
}

// Post shows by a photo that the present stage of a version hangs on a board. Sent again it changes nothing, and made is false.
func (s *Service) Post(ctx context.Context, actor, id uuid.UUID, d api.BoardPostingDraft) (out api.ConventionVersion, made bool, err error) {
	place, err := fault.Line("place", d.Place)
	if err != nil {
		return out, false, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		v, standing, err := s.acting(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		if !communities.Can(standing, api.PermissionConventionWrite) {
			return fault.ErrForbidden
		}
		old, err := db.Rows[posted](ctx, tx, `SELECT id, version_id, poster_id FROM convention_postings WHERE id = ?`, d.ID)
		if err != nil {
			return fmt.Errorf("a photo of the board: %w", err)
		}
		switch {
		case len(old) == 0:
			if err := s.hang(ctx, tx, v, actor, d, place, now); err != nil {
				return err
			}
			made = true
		case old[0].VersionID != id || old[0].PosterID == nil || *old[0].PosterID != actor:
			return fault.ErrIDTaken
		}
		out, err = s.version(ctx, tx, id, standing, nil, now)
		return err
	})
	return out, made && err == nil, err
}

func (s *Service) hang(ctx context.Context, tx *gorm.DB, v row, actor uuid.UUID, d api.BoardPostingDraft, place string, now time.Time) error {
	if err := CanPost(v.facts(now, nil)); err != nil {
		return err
	}
	if err := CheckPostedOn(china.Day(d.PostedOn.Time), v.CountedFrom, now); err != nil {
		return err
	}
	if err := media.AttachPublic(ctx, tx, actor, []uuid.UUID{d.PhotoID}, v.CommunityID); err != nil {
		return err
	}
	err := db.Exec(ctx, tx, `INSERT INTO convention_postings (id, version_id, stage, media_id, posted_on, place, poster_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ID, v.ID, v.State, d.PhotoID, d.PostedOn.Time, place, actor, now)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.ErrIDTaken
	}
	if err != nil {
		return fmt.Errorf("a photo of the board: %w", err)
	}
	return s.noted(ctx, tx, v.Version, actor, "post", map[string]any{"posting": d.ID, "photo": d.PhotoID, "stage": v.State})
}

// picture gives a version the photos of how it was adopted.
func picture(ctx context.Context, tx *gorm.DB, version uuid.UUID, photos []uuid.UUID) error {
	for i, p := range photos {
		err := db.Exec(ctx, tx, `INSERT INTO convention_photos (version_id, position, media_id) VALUES (?, ?, ?)`, version, i, p)
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return media.ErrInUse
		}
		if err != nil {
			return fmt.Errorf("photos of a convention: %w", err)
		}
	}
	return nil
}
