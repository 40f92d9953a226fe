package ballots

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/media"
)

// enterMinutes writes down, or confirms, the signed minutes or the number of the official platform. When chair and
// supervision have both said so, the result is no longer provisional and is shown for objections.
func (s *Service) enterMinutes(ctx context.Context, tx *gorm.DB, w whole, actor uuid.UUID, m api.BallotMove, now time.Time) error {
	if err := s.writeMinutes(ctx, tx, w, actor, m); err != nil {
		return err
	}
	column := "supervision"
	if w.facts.Office.Chair && !w.facts.ChairSaid {
		column = "chair"
	}
	if w.about.ChairBy != nil && *w.about.ChairBy == actor || w.about.WatchBy != nil && *w.about.WatchBy == actor {
		return ErrMinutesSame
	}
	err := db.Exec(ctx, tx, `UPDATE ballot_minutes SET `+column+`_by = ?, `+column+`_at = ? WHERE ballot_id = ?`, actor, now, w.ID)
	if err != nil {
		return fmt.Errorf("minutes: %w", err)
	}
	if err := s.noted(ctx, tx, w.Ballot, actor, "minutes", map[string]any{"as": column}); err != nil {
		return err
	}
	if w.about.ChairBy == nil && w.about.WatchBy == nil {
		return nil
	}
	return s.publish(ctx, tx, w.Ballot, now)
}

// writeMinutes keeps the words of who is first; the second may add nothing, and what they say otherwise is not lost: it is
// refused, so that both look at the same.
func (s *Service) writeMinutes(ctx context.Context, tx *gorm.DB, w whole, actor uuid.UUID, m api.BallotMove) (err error) {
	if w.about.Minutes != nil {
		if m.Minutes != nil && *m.Minutes != *w.about.Minutes || m.OfficialNumber != nil && *m.OfficialNumber != *w.about.Official {
			return ErrChanged.On("minutes", ErrChanged.Code)
		}
		return nil
	}
	text, number, photos := "", "", ids{}
	if m.Minutes != nil {
		if text, err = fault.Text("minutes", *m.Minutes); err != nil {
			return err
		}
	}
	if m.OfficialNumber != nil {
		if number, err = fault.Line("official_number", *m.OfficialNumber); err != nil {
			return err
		}
	}
	if text == "" && number == "" {
		return ErrMinutes.On("minutes", ErrMinutes.Code)
	}
	if m.PhotoIds != nil {
		photos = *m.PhotoIds
	}
	if err := media.Attach(ctx, tx, actor, photos, staff(w.CommunityID)); err != nil {
		return err
	}
	column := "supervision"
	if w.facts.Office.Chair {
		column = "chair"
	}
	return db.Exec(ctx, tx, `INSERT INTO ballot_minutes (ballot_id, text, official_number, media_ids, `+column+`_by, `+column+`_at)
		VALUES (?, ?, ?, CAST(? AS uuid[]), ?, ?)`, w.ID, text, number, photos, actor, w.now)
}

// staff is who sees what was signed: committee and supervision.
func staff(community uuid.UUID) media.Audience {
	return media.Audience{Community: community, Level: media.Staff}
}

// publish begins the time in which the result can be objected to.
func (s *Service) publish(ctx context.Context, tx *gorm.DB, b Ballot, now time.Time) error {
	until := PublicityUntil(b.Rule.PublicityDays, now)
	if err := db.Exec(ctx, tx, `UPDATE ballots SET publicity_from = ?, publicity_until = ? WHERE id = ?`, now, until, b.ID); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if err := db.Enqueue(ctx, tx, TellArgs{Ballot: b.ID, News: api.NoticeKindBallotFinal}, until.Add(time.Second)); err != nil {
		return err
	}
	return s.noted(ctx, tx, b, uuid.Nil, "publish", map[string]any{"until": until})
}
