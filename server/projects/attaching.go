package projects

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/media"
	"wugong/server/notifications"
)

// attach writes what belongs to a record that was inserted: its lines, its shares, its photos, the news and the log.
func (w *writing) attach(ctx context.Context, tx *gorm.DB, part any) error {
	switch b := part.(type) {
	case *api.FundingPlanBody:
		for i, l := range b.Lines {
			if err := db.Exec(ctx, tx, `INSERT INTO project_plan_lines (record_id, position, source, fund, amount) VALUES (?, ?, ?, ?, ?)`,
				w.r.ID, i, l.Source, api.Value(l.Fund), l.Amount); err != nil {
				return err
			}
		}
	case *api.CostShareBody:
		if err := saveShares(ctx, tx, w.r, *b); err != nil {
			return err
		}
	}
	if err := attachPhotos(ctx, tx, w.asker.account, w.p.CommunityID, w.r.Visibility, w.photos); err != nil {
		return err
	}
	if err := w.news(ctx, tx); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: w.p.CommunityID, Actor: w.asker.account, Action: "project.record", Subject: w.r.ID,
		Detail: map[string]any{"project": w.p.ID, "type": w.r.Type, "version": w.r.Version, "supersedes": w.r.Supersedes, "source": w.r.Source}})
}

// saveShares writes what each unit pays; households must be of the community.
func saveShares(ctx context.Context, tx *gorm.DB, r Record, b api.CostShareBody) error {
	shares, err := Shares(b)
	if err != nil {
		return err
	}
	data, err := json.Marshal(shares)
	if err != nil {
		return err
	}
	row, err := db.Row[struct{ Foreign int }](ctx, tx, `SELECT count(*) AS foreign FROM jsonb_to_recordset(CAST(@data AS jsonb)) AS s (household_id uuid)
		WHERE s.household_id IS NOT NULL AND NOT EXISTS (SELECT FROM households h WHERE h.id = s.household_id AND h.community_id = @community)`,
		map[string]any{"data": string(data), "community": r.CommunityID})
	if err != nil {
		return err
	}
	if row.Foreign > 0 {
		return ErrReference.On("body.cost_share.units", ErrReference.Code)
	}
	return db.Exec(ctx, tx, `INSERT INTO project_shares (record_id, position, label, household_id, area, weight, amount)
		SELECT @record, s.n - 1, s.v ->> 'label', CAST(s.v ->> 'household_id' AS uuid), CAST(s.v ->> 'area' AS bigint), CAST(s.v ->> 'weight' AS integer),
		  CAST(s.v ->> 'amount' AS bigint) FROM jsonb_array_elements(CAST(@data AS jsonb)) WITH ORDINALITY AS s (v, n)`,
		map[string]any{"record": r.ID, "data": string(data)})
}

// attachPhotos gives photos to a record, each to whom it is meant for, and ties them to what they show.
func attachPhotos(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, v api.ProjectVisibility, photos []photo) error {
	levels := map[api.ProjectVisibility]media.Level{public: media.Public, api.ProjectVisibilityCommunity: media.Community}
	by := map[media.Level][]uuid.UUID{}
	for _, f := range photos {
		level, known := levels[v]
		if !known || staffOnly(f.Kind) {
			level = media.Staff
		}
		by[level] = append(by[level], f.MediaID)
	}
	for level, ids := range by {
		a := media.Audience{Community: community, Level: level}
		if level == media.Community {
			a.Offices = []media.Office{{Role: api.RoleTownOfficer}}
		}
		if err := media.Attach(ctx, tx, actor, ids, a); err != nil {
			return err
		}
	}
	return addPhotos(ctx, tx, photos)
}

// news tells the committee of an objection, and who objected of the reply.
func (w *writing) news(ctx context.Context, tx *gorm.DB) error {
	n := notifications.Notice{Community: w.p.CommunityID, Subject: w.r.ID, At: w.now, Link: "/projects/" + w.p.ID.String(),
		Args: map[string]string{"title": w.p.Title}}
	var err error
	switch w.r.Type {
	case api.ProjectRecordTypeObjection:
		n.Kind = api.NoticeKindProjectObjected
		n.To, err = communities.HoldersOf(ctx, tx, w.p.CommunityID, w.now, api.RoleCommitteeChair, api.RoleCommitteeMember)
	case api.ProjectRecordTypeObjectionReply:
		n.Kind = api.NoticeKindProjectAnswered
		var about recordRow
		if about, err = recordOf(ctx, tx, *w.r.AboutID, w.asker); err == nil && about.AuthorID != nil {
			n.To = []uuid.UUID{*about.AuthorID}
		}
	default:
		return nil
	}
	if err != nil {
		return err
	}
	return notifications.Queue(ctx, tx, n)
}
