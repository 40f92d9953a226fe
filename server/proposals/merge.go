package proposals

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/reports"
)

// join merges a proposal into another, or parts the two. What was given to each stays with it; only the counting changes,
// so that parting gives back exactly what each had, but for those who took their support back meanwhile. Both tell of it.
func (s *Service) join(ctx context.Context, tx *gorm.DB, p *Proposal, t turn, e *event) error {
	if t.Act == api.ProposalActMerge {
		p.MergedInto = &t.other.ID
	} else {
		p.MergedInto, p.DueAt = nil, DueOf(t.now)
	}
	moved, err := db.Rows[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM proposal_supports WHERE proposal_id = ? AND withdrawn_at IS NULL`, p.ID)
	if err != nil {
		return fmt.Errorf("count who moves: %w", err)
	}
	if err := saveMove(ctx, tx, *p); err != nil {
		return err
	}
	if err := settle(ctx, tx, p.ID, t.other.ID); err != nil {
		return err
	}
	e.OtherID, e.Persons = &t.other.ID, &moved[0].N
	trace := *e
	trace.ProposalID, trace.OtherID = t.other.ID, &p.ID
	return record(ctx, tx, trace)
}

// handOver makes a report of a proposal. It is the author's, lies where the proposal does unless the committee says
// where, and has its photos.
func (s *Service) handOver(ctx context.Context, tx *gorm.DB, p *Proposal, t turn) error {
	if t.Class == nil {
		return reports.ErrClass.On("class", reports.ErrClass.Code)
	}
	where := reports.Located{Lat: p.Lat, Lon: p.Lon, Accuracy: p.Accuracy, SpotX: p.SpotX, SpotY: p.SpotY, Words: p.PlaceWords}
	if t.Place != nil {
		var err error
		if where, err = s.Reports.Locate(ctx, tx, p.CommunityID, t.actor, *t.Place); err != nil {
			return err
		}
	}
	photos, err := gorm.G[photo](tx).Where("proposal_id = ?", p.ID).Order("position").Find(ctx)
	if err != nil {
		return fmt.Errorf("find the photos of a proposal: %w", err)
	}
	h := reports.Handed{ID: uuid.New(), Community: p.CommunityID, Reporter: *p.AuthorID, By: t.actor, Class: *t.Class,
		Text: p.Title + "\n" + p.Text, Place: where}
	for _, w := range photos {
		h.Photos = append(h.Photos, w.MediaID)
	}
	p.ReportID = &h.ID
	return s.Reports.HandIn(ctx, tx, h, t.now)
}
