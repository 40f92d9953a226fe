package projects

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/notifications"
)

// Reuse begins a project with the plan of another community's project that is shared. Sent again by the same person it gives
// the project of the first time.
func (s *Service) Reuse(ctx context.Context, actor, community uuid.UUID, d api.ReuseDraft) (out api.Project, made bool, err error) {
	title, err := fault.Line("title", d.Title)
	if err != nil {
		return out, false, err
	}
	changes, err := fault.Text("changes", d.Changes)
	if err == nil && changes == "" {
		err = fault.ErrText.On("changes", api.ProblemCodeInvalidText)
	}
	if err == nil {
		err = NoSecrets("changes", changes)
	}
	if err != nil {
		return out, false, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		a, _, err := askerOf(ctx, tx, community, actor, now)
		if err != nil {
			return err
		}
		if !a.who.Manages {
			return fault.ErrForbidden
		}
		if _, err := projectOf(ctx, tx, d.ID); errors.Is(err, ErrNotFound) {
			origin, err := shareProject(ctx, tx, d.ProjectID)
			if err != nil {
				return err
			}
			if origin.CommunityID == community || orderOf(origin.Stage) < orderOf(shared) {
				return ErrReuse
			}
			p := Project{ID: d.ID, CommunityID: community, CreatedBy: &actor, Title: title, Text: origin.Text, Area: origin.Area, Dimensions: origin.Dimensions,
				Path: api.ProjectPathFull, Stage: planned, StartedAt: now, Since: now, ReusedFrom: &origin.ID, Changes: changes}
			if made, err = s.started(ctx, tx, p, now); err != nil {
				return err
			}
			if made {
				if err := copySkeleton(ctx, tx, origin, p, actor, now); err != nil {
					return err
				}
			}
		} else if err != nil {
			return err
		}
		out, err = s.mine(ctx, tx, d.ID, actor, community, now)
		if err == nil && (out.ReusedFrom == nil || out.ReusedFrom.ID != d.ProjectID) {
			err = fault.ErrIDTaken
		}
		return err
	})
	return out, made && err == nil, err
}

// skeleton is what of a record is copied; nil for nothing. Names, places, dates and custodians stay where they are.
func skeleton(b api.ProjectRecordBody) any {
	switch {
	case b.Option != nil:
		return api.OptionBody{Title: b.Option.Title, Text: b.Option.Text, Cost: b.Option.Cost, Land: b.Option.Land, PrivateParts: b.Option.PrivateParts}
	case b.PhotoPoint != nil:
		return api.PhotoPointBody{Name: b.PhotoPoint.Name, Hint: b.PhotoPoint.Hint}
	case b.StewardshipPlan != nil:
		plan := api.StewardshipPlanBody{Tasks: b.StewardshipPlan.Tasks, Money: b.StewardshipPlan.Money, Fallback: b.StewardshipPlan.Fallback}
		for _, a := range b.StewardshipPlan.Assets {
			plan.Assets = append(plan.Assets, api.CareAsset{Name: a.Name})
		}
		for i := range plan.Tasks {
			plan.Tasks[i].Who = "—"
		}
		return plan
	}
	return nil
}

// copySkeleton copies the plan, and tells the committee it comes from.
func copySkeleton(ctx context.Context, tx *gorm.DB, origin placed, p Project, actor uuid.UUID, now time.Time) error {
	_, records, err := gather(ctx, tx, origin.Project, now)
	if err != nil {
		return err
	}
	for _, r := range records {
		part := skeleton(r.whole)
		if part == nil {
			continue
		}
		data, err := json.Marshal(part)
		if err != nil {
			return err
		}
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		copied := Record{ID: id, ProjectID: p.ID, CommunityID: p.CommunityID, RootID: id, Stage: kinds[r.Type].stage, Type: r.Type, Version: 1,
			Visibility: kinds[r.Type].visibility, Actors: api.ActorsCommittee, Source: api.RecordSourceOnline, AuthorID: &actor, OccurredAt: now, CreatedAt: now, Body: data}
		if _, err := insertRecord(ctx, tx, &copied); err != nil {
			return err
		}
	}
	to, err := communities.HoldersOf(ctx, tx, origin.CommunityID, now, api.RoleCommitteeChair, api.RoleCommitteeMember)
	if err != nil {
		return err
	}
	by, err := communities.CommunityOf(ctx, tx, p.CommunityID)
	if err != nil {
		return err
	}
	return notifications.Queue(ctx, tx, notifications.Notice{To: to, Kind: api.NoticeKindProjectReused, Community: origin.CommunityID, Subject: p.ID, At: now,
		Link: "/projects/" + p.ID.String(), Args: map[string]string{"title": origin.Title, "community": by.Name}})
}
