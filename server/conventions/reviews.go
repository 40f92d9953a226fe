package conventions

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// reviewed is the opinion of an office on a text.
type reviewed struct {
	ID, VersionID uuid.UUID
	Office        api.ConventionOffice
	Verdict       api.ConventionVerdict
	Revision      int
	Text          *string
	ByID          *uuid.UUID
	At            time.Time
}

func (r reviewed) toAPI() api.ConventionReview {
	return api.ConventionReview{ID: r.ID, Office: r.Office, Verdict: r.Verdict, Revision: r.Revision, Text: r.Text, At: r.At}
}

// Review notes the opinion of the party branch or the town on the text that was submitted. What they return goes back to
// drafting. Sent again by the same person it gives what the first time made.
func (s *Service) Review(ctx context.Context, actor, id uuid.UUID, d api.ConventionReviewDraft) (out api.ConventionVersion, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		v, standing, err := s.acting(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		old, err := db.Rows[reviewed](ctx, tx, `SELECT * FROM convention_reviews WHERE id = ?`, d.ID)
		if err != nil {
			return fmt.Errorf("a review: %w", err)
		}
		switch {
		case len(old) == 0:
			if err := s.review(ctx, tx, v, standing, d, now); err != nil {
				return err
			}
			made = true
		case old[0].VersionID != id || old[0].ByID == nil || *old[0].ByID != actor:
			return fault.ErrIDTaken
		}
		out, err = s.version(ctx, tx, id, standing, nil, now)
		return err
	})
	return out, made && err == nil, err
}

func (s *Service) review(ctx context.Context, tx *gorm.DB, r row, by communities.Standing, d api.ConventionReviewDraft, now time.Time) error {
	f := r.facts(now, can(by))
	if err := CanReview(d.Office, f); err != nil {
		return err
	}
	if d.Revision != r.Revision {
		return ErrChanged
	}
	if d.Verdict == api.ConventionVerdictReturn && d.Text == nil {
		return ErrReason.On("text", ErrReason.Code)
	}
	var text *string
	if d.Text != nil {
		said, err := plain("text", *d.Text, 2)
		if err != nil {
			return err
		}
		text = &said
	}
	made, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `INSERT INTO convention_reviews (id, version_id, office, verdict, revision, text, by_id, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING id`, d.ID, r.ID, d.Office, d.Verdict, d.Revision, text, by.Account, now)
	if err != nil {
		return fmt.Errorf("a review: %w", err)
	}
	if len(made) == 0 {
		return fault.ErrIDTaken
	}
	if err := s.noted(ctx, tx, r.Version, by.Account, "review", map[string]any{"office": d.Office, "verdict": d.Verdict, "revision": d.Revision}); err != nil {
		return err
	}
	args := map[string]string{"title": r.Title}
	if d.Verdict == api.ConventionVerdictFit {
		party, town := d.Office == api.ConventionOfficeParty || r.PartyFit, d.Office == api.ConventionOfficeTown || r.TownFit
		if party && town {
			return tell(ctx, tx, r.Version, api.NoticeKindConventionReady, args, now, api.RoleCommitteeChair, api.RoleCommitteeMember)
		}
		return nil
	}
	to, err := CanMove(returned, f)
	if err != nil {
		return err
	}
	v := r.Version
	v.State, v.Since, v.Until = to, now, nil
	if err := staged(ctx, tx, v, r.State, &by.Account, roleFor(by, offices[d.Office]), text, now); err != nil {
		return err
	}
	if err := saveVersion(ctx, tx, v, now); err != nil {
		return err
	}
	return tell(ctx, tx, v, api.NoticeKindConventionReturned, args, now, api.RoleCommitteeChair, api.RoleCommitteeMember)
}
