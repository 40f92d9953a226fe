package projects

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/notifications"
)

// Entry is one link of a project's chain of money, in fen.
type Entry struct {
	ID, ProjectID, CommunityID  uuid.UUID
	Seq                         int
	Prev                        *int
	Side                        api.FundSide
	Amount, Before, After       int64
	Source                      *api.FundSource
	Kind                        *api.FundKind
	Party                       string
	MovedOn                     time.Time
	Note                        string
	ContributionID, Reverses    *uuid.UUID
	RecordedBy                  *uuid.UUID
	RecordedAt                  time.Time
	ApprovedBy, CountersignedBy *uuid.UUID
	ApprovedAt, CountersignedAt *time.Time
}

// TableName is project_funds.
func (Entry) TableName() string { return "project_funds" }

// entryRow is an entry with what stands around it.
type entryRow struct {
	Entry
	ReversedBy    *uuid.UUID
	RecorderChair bool
	Photos        []pictured `gorm:"serializer:json"`
}

const entrySQL = `
SELECT f.*, x.id AS reversed_by,
  EXISTS (SELECT FROM role_grants g WHERE g.account_id = f.recorded_by AND g.community_id = f.community_id AND g.role = 'committee_chair'
    AND g.valid_from <= @now AND (g.valid_to IS NULL OR g.valid_to > @now)) AS recorder_chair,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'width', m.width, 'height', m.height, 'kind', p.kind) ORDER BY p.position)
    FROM project_photos p JOIN media m ON m.id = p.media_id WHERE p.entry_id = f.id), '[]') AS photos
FROM project_funds f LEFT JOIN project_funds x ON x.reverses = f.id `

func entryOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, now time.Time) (entryRow, error) {
	rows, err := db.Rows[entryRow](ctx, tx, entrySQL+`WHERE f.id = @id`, map[string]any{"id": id, "now": now})
	if err != nil {
		return entryRow{}, fmt.Errorf("load an entry: %w", err)
	}
	if len(rows) == 0 {
		return entryRow{}, ErrNoEntry
	}
	return rows[0], nil
}

func (e entryRow) facts() Entered {
	return Entered{Recorder: api.Value(e.RecordedBy), RecorderChair: e.RecorderChair, Approver: api.Value(e.ApprovedBy), Approved: e.ApprovedAt != nil,
		Countered: e.CountersignedAt != nil, Reversed: e.ReversedBy != nil, Reversal: e.Reverses != nil}
}

func (e entryRow) toAPI(a asker, stage api.ProjectStage) api.FundEntry {
	f := e.facts()
	return api.FundEntry{ID: e.ID, ProjectID: e.ProjectID, Seq: e.Seq, Side: e.Side, Amount: e.Amount, Before: e.Before, After: e.After, Source: e.Source,
		Kind: e.Kind, Party: e.Party, MovedOn: openapitypes.Date{Time: e.MovedOn}, Note: api.Maybe(e.Note), RecordedAt: e.RecordedAt, Approved: f.Approved,
		ApprovedAt: e.ApprovedAt, Countersigned: f.Countered, CountersignedAt: e.CountersignedAt, Reverses: e.Reverses, ReversedBy: e.ReversedBy,
		Photos: shownPhotos(e.Photos, a.who.Staff()), MayApprove: CanApprove(f, a.account, a.who) == nil,
		MayCountersign: CanCountersign(f, a.account, a.who) == nil, MayReverse: CanReverse(f, a.who, stage) == nil}
}

// Enter records money that came in or went out, or reverses a wrong entry. Entries of one project follow each other: whoever
// comes second waits for the first and begins where it ended. Sent again by the same person it gives that of the first time.
func (s *Service) Enter(ctx context.Context, actor, project uuid.UUID, d api.FundEntryDraft) (out api.FundEntry, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		p, err := lockProject(ctx, tx, project)
		if err != nil {
			return err
		}
		a, _, err := askerOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		e, err := entryOf(ctx, tx, d.ID, now)
		if errors.Is(err, ErrNoEntry) {
			if err := enter(ctx, tx, p, a, d, now); err != nil {
				return err
			}
			made = true
			e, err = entryOf(ctx, tx, d.ID, now)
		}
		if err != nil {
			return err
		}
		if !is(e.RecordedBy, actor) || e.ProjectID != project {
			return fault.ErrIDTaken
		}
		out = e.toAPI(a, p.Stage)
		return nil
	})
	return out, made && err == nil, err
}

// enter checks an entry and adds it to the chain of a locked project.
func enter(ctx context.Context, tx *gorm.DB, p placed, a asker, d api.FundEntryDraft, now time.Time) (err error) {
	if err := CanRecordMoney(a.who, p.Stage); err != nil {
		return err
	}
	if err := CheckEntry(d, p.Stage); err != nil {
		return err
	}
	if err := NotAhead("moved_on", d.MovedOn.Time, now); err != nil {
		return err
	}
	e := Entry{ID: d.ID, ProjectID: p.ID, CommunityID: p.CommunityID, Seq: 1, Side: d.Side, Amount: d.Amount, Source: d.Source, Kind: d.Kind,
		MovedOn: d.MovedOn.Time, ContributionID: d.ContributionID, RecordedBy: &a.account, RecordedAt: now}
	if e.Party, err = fault.Line("party", d.Party); err == nil && d.Note != nil {
		e.Note, err = fault.Line("note", *d.Note)
	}
	if err == nil {
		err = NoSecrets("party", e.Party)
	}
	if err == nil {
		err = NoSecrets("note", e.Note)
	}
	if err == nil {
		err = e.reverse(ctx, tx, d, a, p.Stage, now)
	}
	if err == nil && d.ContributionID != nil {
		err = e.fromGift(ctx, tx)
	}
	if err != nil {
		return err
	}
	last, err := db.Rows[struct {
		Seq   int
		After int64
	}](ctx, tx, `SELECT seq, after FROM project_funds WHERE project_id = ? ORDER BY seq DESC LIMIT 1`, p.ID)
	if err != nil {
		return err
	}
	if len(last) > 0 {
		e.Seq, e.Prev, e.Before = last[0].Seq+1, &last[0].Seq, last[0].After
	}
	var enough bool
	if e.After, enough = Balance(e.Before, e.Side, e.Amount); !enough {
		return ErrShort.On("amount", ErrShort.Code)
	}
	return e.save(ctx, tx, p, d, now)
}

// reverse makes an entry the opposite of another one.
func (e *Entry) reverse(ctx context.Context, tx *gorm.DB, d api.FundEntryDraft, a asker, stage api.ProjectStage, now time.Time) error {
	if d.Reverses == nil {
		return nil
	}
	old, err := entryOf(ctx, tx, *d.Reverses, now)
	if errors.Is(err, ErrNoEntry) || err == nil && old.ProjectID != e.ProjectID {
		return ErrEntry.On("reverses", ErrEntry.Code)
	}
	if err != nil {
		return err
	}
	if err := CanReverse(old.facts(), a.who, stage); err != nil {
		return err
	}
	e.Reverses, e.Amount, e.Party, e.Source, e.Kind, e.ContributionID = &old.ID, old.Amount, old.Party, old.Source, old.Kind, nil
	e.Side = api.FundSideOut
	if old.Side == api.FundSideOut {
		e.Side = api.FundSideIn
	}
	return nil
}

// fromGift checks that money said to be a contribution is one of this project.
func (e *Entry) fromGift(ctx context.Context, tx *gorm.DB) error {
	row, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM project_contributions WHERE id = ? AND project_id = ? AND kind = 'money' AND state <> 'void'`,
		*e.ContributionID, e.ProjectID)
	if err == nil && row.N == 0 {
		err = ErrEntry.On("contribution_id", ErrEntry.Code)
	}
	return err
}

func (e *Entry) save(ctx context.Context, tx *gorm.DB, p placed, d api.FundEntryDraft, now time.Time) error {
	if err := gorm.G[Entry](tx).Create(ctx, e); err != nil {
		return fmt.Errorf("add to the money: %w", err)
	}
	photos, err := ledgerPhotos(d.Photos, photo{ProjectID: p.ID, EntryID: &e.ID})
	if err == nil {
		err = attachPhotos(ctx, tx, *e.RecordedBy, p.CommunityID, public, photos)
	}
	if err != nil {
		return err
	}
	to, err := communities.HoldersOf(ctx, tx, p.CommunityID, now, api.RoleCommitteeChair)
	if err != nil {
		return err
	}
	if err := e.tell(ctx, tx, p, api.NoticeKindFundRecorded, to, now, *e.RecordedBy); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: *e.RecordedBy, Action: "fund.record", Subject: e.ID,
		Detail: map[string]any{"project": p.ID, "seq": e.Seq, "side": e.Side, "amount": e.Amount, "after": e.After, "reverses": e.Reverses}})
}

// tell tells of an entry, not the one who did it.
func (e *Entry) tell(ctx context.Context, tx *gorm.DB, p placed, kind api.NoticeKind, to []uuid.UUID, now time.Time, by uuid.UUID) error {
	others := []uuid.UUID{}
	for _, id := range to {
		if id != by {
			others = append(others, id)
		}
	}
	return notifications.Queue(ctx, tx, notifications.Notice{To: others, Kind: kind, Community: p.CommunityID, Subject: e.ID, At: now,
		Link: "/projects/" + p.ID.String(), Args: map[string]string{"title": p.Title, "amount": yuan(e.Amount)}})
}

// yuan writes fen as people read money.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	return fmt.Sprintf("%s%d.%02d", sign, fen/100, fen%100)
}
