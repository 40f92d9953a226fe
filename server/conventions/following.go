package conventions

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/china"
)

// takeEffect lets a published version hold, and ends the one before: both in one instant.
func (s *Service) takeEffect(ctx context.Context, tx *gorm.DB, v Version, now time.Time) error {
	mine, theirs := takeEffect, supersede
	if v.Kind == api.ConventionVersionKindRepeal {
		mine, theirs = end, end
	}
	old, found, err := standingOf(ctx, tx, v.ConventionID)
	if err != nil {
		return err
	}
	if found {
		if err := s.follow(ctx, tx, old.Version, theirs, v.EffectiveOn, now); err != nil {
			return err
		}
	}
	var ended *time.Time
	if mine == end {
		ended = v.EffectiveOn
	}
	return s.follow(ctx, tx, v, mine, ended, now)
}

// follow moves a version on by what follows by itself.
func (s *Service) follow(ctx context.Context, tx *gorm.DB, v Version, a Act, ended *time.Time, now time.Time) error {
	to, ok := Follow(a, v.State)
	if !ok {
		return fmt.Errorf("%s does not follow on %s", a, v.State)
	}
	if to == v.State {
		return nil
	}
	from := v.State
	v.State, v.Since, v.Until = to, now, nil
	if ended != nil {
		v.EndedOn = ended
	}
	if err := staged(ctx, tx, v, from, nil, nil, nil, now); err != nil {
		return err
	}
	return saveVersion(ctx, tx, v, now)
}

// effective lets a version hold whose day has come.
func (s *Service) effective(ctx context.Context, tx *gorm.DB, v row, now time.Time) error {
	if v.State != api.ConventionStatePublished || china.Day(*v.EffectiveOn).After(china.Midnight(now)) {
		return nil
	}
	return s.takeEffect(ctx, tx, v.Version, now)
}
