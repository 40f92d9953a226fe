package projects

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
)

// onEntry does something with an entry of a locked project, and gives it anew.
func (s *Service) onEntry(ctx context.Context, actor, id uuid.UUID, do func(*gorm.DB, placed, entryRow, asker, time.Time) error) (out api.FundEntry, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		project, err := projectIDOf(ctx, tx, "project_funds", id, ErrNoEntry)
		if err != nil {
			return err
		}
		p, err := lockProject(ctx, tx, project)
		if err != nil {
			return err
		}
		a, _, err := askerOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		e, err := entryOf(ctx, tx, id, now)
		if err != nil {
			return err
		}
		if err := do(tx, p, e, a, now); err != nil {
			return err
		}
		if e, err = entryOf(ctx, tx, id, now); err != nil {
			return err
		}
		out = e.toAPI(a, p.Stage)
		return nil
	})
	return out, err
}

// Approve approves an entry that somebody else recorded. Sent again by the same person it changes nothing.
func (s *Service) Approve(ctx context.Context, actor, id uuid.UUID) (api.FundEntry, error) {
	return s.onEntry(ctx, actor, id, func(tx *gorm.DB, p placed, e entryRow, a asker, now time.Time) error {
		if is(e.ApprovedBy, actor) {
			return nil
		}
		if err := CanApprove(e.facts(), actor, a.who); err != nil {
			return err
		}
		if err := db.Exec(ctx, tx, `UPDATE project_funds SET approved_by = ?, approved_at = ? WHERE id = ?`, actor, now, id); err != nil {
			return err
		}
		to, err := communities.HoldersOf(ctx, tx, p.CommunityID, now, api.RoleSupervision)
		if err != nil {
			return err
		}
		if err := e.tell(ctx, tx, p, api.NoticeKindFundApproved, to, now, actor); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: actor, Action: "fund.approve", Subject: id, Detail: map[string]any{"project": p.ID, "seq": e.Seq}})
	})
}

// Countersign lets the supervision committee countersign an approved entry. Sent again by the same person it changes nothing.
func (s *Service) Countersign(ctx context.Context, actor, id uuid.UUID) (api.FundEntry, error) {
	return s.onEntry(ctx, actor, id, func(tx *gorm.DB, p placed, e entryRow, a asker, now time.Time) error {
		if is(e.CountersignedBy, actor) {
			return nil
		}
		if err := CanCountersign(e.facts(), actor, a.who); err != nil {
			return err
		}
		if err := db.Exec(ctx, tx, `UPDATE project_funds SET countersigned_by = ?, countersigned_at = ? WHERE id = ?`, actor, now, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: actor, Action: "fund.countersign", Subject: id, Detail: map[string]any{"project": p.ID, "seq": e.Seq}})
	})
}
