package proposals

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/media"
	"wugong/server/notifications"
	"wugong/server/reports"
)

// verdict is a step of moderation with what it takes.
type verdict struct {
	act    api.OpinionAct
	reason *api.ModerationReason
	note   string
}

// verdictOf checks what was sent: to hide takes a reason and words for everybody.
func verdictOf(act api.OpinionAct, reason *api.ModerationReason, note *string) (v verdict, err error) {
	v = verdict{act: act}
	if act != api.OpinionActHide {
		return v, nil
	}
	if v.reason = reason; reason == nil {
		return v, errHideReason
	}
	if note != nil {
		v.note, err = fault.Text("note", *note)
	}
	if err == nil && v.note == "" {
		err = errHideNote
	}
	return v, err
}

// judges tells whether a step of a proposal is one of moderation.
func judges(act api.ProposalAct) bool {
	return act == api.ProposalActHide || act == api.ProposalActShow || act == api.ProposalActLeave
}

// judge takes a step of moderation with a proposal that is locked: it is hidden, with its photos, or shown again, or its
// flags are settled. The author is told.
func (s *Service) judge(ctx context.Context, tx *gorm.DB, p Proposal, f Facts, m turn) error {
	actor, now := m.actor, m.now
	t := thing{Proposal: p}
	v, err := s.verdict(ctx, tx, t, f, actor, api.OpinionAct(m.Act), m.Reason, m.Note)
	if err != nil {
		return err
	}
	if err := lookedAt(ctx, tx, t, now); err != nil {
		return err
	}
	e := event{ProposalID: p.ID, Act: m.Act, At: now, Party: api.ProposalPartySystem, ActorID: &actor, Note: v.note, Reason: v.reason}
	if f.Replies {
		e.Party = api.ProposalPartyCommittee
	}
	kind := api.NoticeKindProposalShown
	switch v.act {
	case api.OpinionActLeave: // only the log knows: nobody learns that something was flagged for nothing
		return audit.Record(ctx, tx, v.entry(t, actor))
	case api.OpinionActHide:
		kind = api.NoticeKindProposalHidden
		p.HiddenAt, p.HiddenBy, p.HiddenReason, p.HiddenNote = &now, &actor, v.reason, v.note
	case api.OpinionActShow:
		p.HiddenAt, p.HiddenBy, p.HiddenReason, p.HiddenNote = nil, nil, nil, ""
	}
	if err := saveMove(ctx, tx, p); err != nil {
		return err
	}
	if err := appear(ctx, tx, p); err != nil {
		return err
	}
	if err := s.noted(ctx, tx, p, e, v.detail()); err != nil {
		return err
	}
	return v.tell(ctx, tx, t, kind, actor, now)
}

// verdict checks a step of moderation with a thing.
func (s *Service) verdict(ctx context.Context, tx *gorm.DB, t thing, f Facts, actor uuid.UUID, act api.OpinionAct, reason *api.ModerationReason, note *string) (verdict, error) {
	flags, err := openFlags(ctx, tx, t)
	if err != nil {
		return verdict{}, err
	}
	if err := CanJudge(act, t.judged(f, actor, flags)); err != nil {
		return verdict{}, err
	}
	return verdictOf(act, reason, note)
}

// judged is a thing for the rules.
func (t thing) judged(f Facts, actor uuid.UUID, flags int) Judged {
	j := Judged{Hidden: t.HiddenAt != nil, Author: is(t.author(), actor), Moderates: f.Moderates, Flags: flags}
	if t.opinion != nil {
		j.Held, j.Hidden = t.opinion.State == api.OpinionStateHeld, t.opinion.State == api.OpinionStateHidden
	}
	return j
}

// judgements are the steps of moderation that the caller may take with the proposal now.
func (f full) judgements() (acts []api.ProposalAct) {
	for _, act := range Judgements((thing{Proposal: f.Proposal}).judged(f.Facts, f.Actor, f.Flags)) {
		acts = append(acts, api.ProposalAct(act))
	}
	return acts
}

func (v verdict) detail() map[string]any {
	if v.reason == nil {
		return nil
	}
	return map[string]any{"reason": string(*v.reason)}
}

func (v verdict) entry(t thing, actor uuid.UUID) audit.Entry {
	return audit.Entry{Community: t.CommunityID, Actor: actor, Action: t.noun() + string(v.act), Subject: t.subject(), Detail: v.detail()}
}

// tell tells the author what became of their words, and for which reason. The words themselves are not in it.
func (v verdict) tell(ctx context.Context, tx *gorm.DB, t thing, kind api.NoticeKind, actor uuid.UUID, now time.Time) error {
	n := t.notice(kind, now, []uuid.UUID{api.Value(t.author())})
	if v.reason != nil {
		n.Words["reason"] = "moderation.reason." + string(*v.reason)
	}
	if is(t.author(), actor) {
		return nil
	}
	return notifications.Queue(ctx, tx, n)
}

// appear lets a proposal be found and its photos be seen by everybody, or, where it is hidden or withdrawn, no longer.
func appear(ctx context.Context, tx *gorm.DB, p Proposal) error {
	if err := index(ctx, tx, p); err != nil {
		return err
	}
	return curtain(ctx, tx, p)
}

// curtain draws the photos of a proposal away from everybody but its author and who looks after it, or back. What has become
// a report shows its photos as far as the report does.
func curtain(ctx context.Context, tx *gorm.DB, p Proposal) error {
	rows, err := gorm.G[photo](tx).Where("proposal_id = ?", p.ID).Order("position").Find(ctx)
	if err != nil {
		return fmt.Errorf("photos of a proposal: %w", err)
	}
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.MediaID
	}
	a := media.Audience{Community: p.CommunityID, Level: media.Public}
	if p.away() {
		a.Level = media.Parties
		a.Offices = []media.Office{{Role: api.RoleTownOfficer}, {Role: api.RolePlatformAdmin}}
	} else if p.ReportID != nil {
		return reports.ShowPhotos(ctx, tx, *p.ReportID)
	}
	return media.SetAudience(ctx, tx, ids, a)
}

// MoveOpinion releases, hides or shows an opinion, or leaves it as it is and settles its flags.
func (s *Service) MoveOpinion(ctx context.Context, actor, id uuid.UUID, m api.OpinionMove) (shown api.Opinion, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		t, err := opinionAt(ctx, tx, id, "NO KEY UPDATE")
		if err != nil {
			return err
		}
		f, err := t.seen(ctx, tx, actor, now)
		if err != nil {
			return err
		}
		if f.Moderates && t.opinion.State != m.From {
			return ErrChanged
		}
		v, err := s.verdict(ctx, tx, t, f, actor, m.Act, m.Reason, m.Note)
		if err != nil {
			return err
		}
		if err := s.judgeOpinion(ctx, tx, t, v, actor, now); err != nil {
			return err
		}
		shown, err = s.showOpinion(ctx, tx, t.Proposal, f, *t.opinion, actor)
		return err
	})
	return shown, err
}

// judgeOpinion takes a step of moderation with an opinion that is locked. What appears is counted and told like new, what
// disappears is counted no longer.
func (s *Service) judgeOpinion(ctx context.Context, tx *gorm.DB, t thing, v verdict, actor uuid.UUID, now time.Time) error {
	o, counted := t.opinion, t.opinion.State == api.OpinionStateShown
	if err := lookedAt(ctx, tx, t, now); err != nil {
		return err
	}
	if err := audit.Record(ctx, tx, v.entry(t, actor)); err != nil {
		return err
	}
	kind := api.NoticeKindOpinionReleased
	switch v.act {
	case api.OpinionActLeave:
		return nil
	case api.OpinionActHide:
		kind, o.State = api.NoticeKindOpinionHidden, api.OpinionStateHidden
		o.HiddenAt, o.HiddenBy, o.HiddenReason, o.HiddenNote = &now, &actor, v.reason, v.note
	case api.OpinionActRelease, api.OpinionActShow:
		o.State = api.OpinionStateShown
		o.HiddenAt, o.HiddenBy, o.HiddenReason, o.HiddenNote = nil, nil, nil, ""
	}
	err := db.Exec(ctx, tx, `UPDATE proposal_opinions SET state = @state, hidden_at = @at, hidden_by = @by, hidden_reason = @reason,
		hidden_note = @note WHERE id = @id`, map[string]any{"id": o.ID, "state": o.State, "at": o.HiddenAt, "by": o.HiddenBy,
		"reason": o.HiddenReason, "note": o.HiddenNote})
	if err != nil {
		return fmt.Errorf("save an opinion: %w", err)
	}
	if err := s.recount(ctx, tx, t, v.act, counted, now); err != nil {
		return err
	}
	return v.tell(ctx, tx, t, kind, actor, now)
}

// recount counts what has appeared, with word to those it is for where it appears for the first time, or what is gone.
func (s *Service) recount(ctx context.Context, tx *gorm.DB, t thing, act api.OpinionAct, counted bool, now time.Time) error {
	by := 1
	switch {
	case act == api.OpinionActRelease:
		above := new(uuid.UUID)
		if t.opinion.AnswersID != nil {
			to, err := opinionOf(ctx, tx, *t.opinion.AnswersID)
			if err != nil {
				return err
			}
			above = to.AuthorID
		}
		return t.appeared(ctx, tx, *t.opinion, above, now)
	case act == api.OpinionActHide && !counted:
		return nil
	case act == api.OpinionActHide:
		by = -1
	}
	if d, counts := heard(*t.opinion, by); counts {
		return bump(ctx, tx, d)
	}
	return nil
}

// looksAfter tells whether somebody sees the queue of moderation.
func looksAfter(s communities.Standing) bool {
	return communities.Can(s, api.PermissionContentModerate) || communities.Can(s, api.PermissionContentWatch)
}
