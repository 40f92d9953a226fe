package projects

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// Declare declares a contribution. Sent again by the same person it gives that of the first time, and made is false.
func (s *Service) Declare(ctx context.Context, actor, project uuid.UUID, d api.ContributionDraft) (out api.Contribution, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		p, err := shareProject(ctx, tx, project)
		if err != nil {
			return err
		}
		a, standing, err := askerOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		old, err := givenOf(ctx, tx, d.ID, a)
		if errors.Is(err, ErrNoContribution) {
			if made, err = declare(ctx, tx, p, a, standing, d, now); err != nil {
				return err
			}
			old, err = givenOf(ctx, tx, d.ID, a)
			if errors.Is(err, ErrNoContribution) {
				return fault.ErrIDTaken
			}
		}
		if err != nil {
			return err
		}
		if !is(old.DeclaredBy, actor) || old.ProjectID != project {
			return fault.ErrIDTaken
		}
		out = old.toAPI(a)
		return nil
	})
	return out, made && err == nil, err
}

// person is how the register knows a member: the name and the door.
type person struct{ Name, Door string }

func personOf(ctx context.Context, tx *gorm.DB, community, account, household uuid.UUID) (p person, err error) {
	rows, err := db.Rows[person](ctx, tx, `SELECT coalesce((SELECT m.name FROM memberships m WHERE m.community_id = @community AND m.account_id = @account AND m.left_at IS NULL
		ORDER BY m.requested_at DESC LIMIT 1), '') AS name, coalesce((SELECT b.name || h.entrance || h.door FROM households h JOIN buildings b ON b.id = h.building_id
		WHERE h.id = @household AND h.community_id = @community), '') AS door`, map[string]any{"community": community, "account": account, "household": household})
	if err != nil {
		return p, fmt.Errorf("name and door: %w", err)
	}
	return rows[0], nil
}

// declare checks and inserts a contribution.
func declare(ctx context.Context, tx *gorm.DB, p placed, a asker, standing communities.Standing, d api.ContributionDraft, now time.Time) (made bool, err error) {
	if err := CanDeclare(a.who, p.Stage); err != nil {
		return false, err
	}
	if err := CheckGift(d, a.who, a.household != uuid.Nil); err != nil {
		return false, err
	}
	if err := NotAhead("given_on", d.GivenOn.Time, now); err != nil {
		return false, err
	}
	c := Contribution{ID: d.ID, ProjectID: p.ID, CommunityID: p.CommunityID, DeclaredBy: &a.account, Own: d.Giver == nil, Actors: a.who.Actors(),
		Kind: d.Kind, Quantity: d.Quantity, Value: d.Value, GivenOn: d.GivenOn.Time, DeclaredAt: now, Display: d.Display, State: api.ContributionStateDeclared,
		PaperWitnesses: api.Value(d.PaperWitnesses)}
	if standing.Verified && c.Own {
		c.Actors, c.HouseholdID = api.ActorsResidents, maybe(a.household)
	} else if !c.Own {
		c.HouseholdID, c.Actors = d.HouseholdID, api.ActorsSociety
		if d.HouseholdID != nil {
			c.Actors = api.ActorsResidents
		}
	}
	if err := c.say(ctx, tx, d, a); err != nil {
		return false, err
	}
	n, err := written(ctx, tx, a.account, now.Add(-24*time.Hour))
	if err == nil && n >= perDay {
		err = ErrMany.Retry(24 * time.Hour)
	}
	if err != nil {
		return false, err
	}
	result := gorm.WithResult()
	err = gorm.G[Contribution](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, &c)
	if err != nil || result.RowsAffected == 0 {
		return false, err
	}
	photos, err := ledgerPhotos(d.Photos, photo{ProjectID: p.ID, ContributionID: &c.ID})
	if err == nil {
		err = attachPhotos(ctx, tx, a.account, p.CommunityID, levelOfGift(c.Kind), photos)
	}
	if err != nil {
		return false, err
	}
	return true, audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: a.account, Action: "contribution.declare", Subject: c.ID,
		Detail: map[string]any{"project": p.ID, "kind": c.Kind, "own": c.Own, "paper_witnesses": c.PaperWitnesses}})
}

// levelOfGift is who sees the photos: of land only staff, for they show whose it is.
func levelOfGift(k api.ContributionKind) api.ProjectVisibility {
	if k == api.ContributionKindLand {
		return api.ProjectVisibilityStaff
	}
	return public
}

// ledgerPhotos are photos of a contribution or an entry; they show no photo point and no sign-in sheet.
func ledgerPhotos(drafts *[]api.ProjectPhotoDraft, of photo) (photos []photo, err error) {
	for i, f := range api.Value(drafts) {
		if f.PointID != nil || f.Moment != nil || f.Kind == api.ProjectPhotoKindSignIn || f.Kind == api.ProjectPhotoKindBoard {
			return nil, ErrPhoto.On("photos", ErrPhoto.Code)
		}
		one := of
		one.MediaID, one.Position, one.Kind = f.ID, i, f.Kind
		photos = append(photos, one)
	}
	return photos, nil
}

// say checks the words of a contribution and fills in the name and door.
func (c *Contribution) say(ctx context.Context, tx *gorm.DB, d api.ContributionDraft, a asker) (err error) {
	for _, text := range []struct {
		field string
		from  *string
		into  *string
	}{{"what", &d.What, &c.What}, {"value_rule", d.ValueRule, &c.ValueRule}, {"parcel", d.Parcel, &c.Parcel}, {"giver", d.Giver, &c.Giver}} {
		if text.from == nil {
			continue
		}
		if *text.into, err = fault.Line(text.field, *text.from); err == nil {
			err = NoSecrets(text.field, *text.into)
		}
		if err != nil {
			return err
		}
	}
	of, account := api.Value(c.HouseholdID), a.account
	if !c.Own {
		account = uuid.Nil
	}
	known, err := personOf(ctx, tx, c.CommunityID, account, of)
	if err != nil {
		return err
	}
	if of != uuid.Nil && known.Door == "" {
		return ErrContribution.On("household_id", ErrContribution.Code)
	}
	c.Door = known.Door
	if c.Own {
		c.Giver = known.Name
	}
	return nil
}
