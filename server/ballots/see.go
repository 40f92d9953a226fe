package ballots

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/media"
)

// whole is a vote with everything that its page shows to somebody.
type whole struct {
	Ballot
	community string
	placeKind api.CommunityKind
	options   []pictured
	roll      *roll
	preview   *preview // of a draft, for who prepares it
	about     about
	mine      []mine
	progress  *api.BallotProgress
	photos    []api.Picture // of the minutes
	facts     Facts
	outsider  bool // reads it only because it is public
	state     api.BallotState
	publicURL string
	now       time.Time
}

// pictured is an option with the measures of its photo.
type pictured struct {
	Option
	Width, Height *int
}

// about is what is recorded beside a vote.
type about struct {
	Community         string
	Kind              api.CommunityKind // of the community
	Outcome           *api.BallotOutcome
	Minutes, Official *string
	MinutesMedia      ids
	ChairBy, WatchBy  *uuid.UUID
	ChairAt, WatchAt  *time.Time
	ChairName         *string
	WatchName         *string
	ObjectionsRoll    int // unanswered
	ObjectionsResult  int
	Printed           int // papers that are not spoilt
	Unkeyed           int // came back and are in no settled batch
	Reconciled        bool
}

const aboutSQL = `
SELECT c.name AS community, c.kind, r.outcome, m.text AS minutes, m.official_number AS official, m.media_ids AS minutes_media,
  m.chair_by, m.supervision_by AS watch_by, m.chair_at, m.supervision_at AS watch_at, ca.display_name AS chair_name, wa.display_name AS watch_name,
  (SELECT count(*) FROM ballot_objections o WHERE o.ballot_id = b.id AND o.answered_at IS NULL AND o.about = 'roll') AS objections_roll,
  (SELECT count(*) FROM ballot_objections o WHERE o.ballot_id = b.id AND o.answered_at IS NULL AND o.about = 'result') AS objections_result,
  (SELECT coalesce(sum(p.count), 0) FROM print_runs p WHERE p.ballot_id = b.id) AS printed,
  EXISTS (SELECT FROM ballot_reconciliations x WHERE x.ballot_id = b.id) AS reconciled
FROM ballots b JOIN communities c ON c.id = b.community_id
LEFT JOIN ballot_results r ON r.ballot_id = b.id
LEFT JOIN ballot_minutes m ON m.ballot_id = b.id
LEFT JOIN accounts ca ON ca.id = m.chair_by
LEFT JOIN accounts wa ON wa.id = m.supervision_by
WHERE b.id = ?`

// dates are what the state follows from.
func (a about) dates(b Ballot) Dates {
	return Dates{Notice: b.NoticeAt, Opens: b.OpensAt, Closes: b.ClosesAt, Cancelled: b.CancelledAt, Publicity: b.PublicityUntil,
		Result: a.Outcome != nil, Recorded: b.LegalEffect == api.LegalEffectRecorded, Confirmed: a.ChairBy != nil && a.WatchBy != nil,
		ObjectionsOpen: a.ObjectionsResult > 0}
}

// officeOf is what somebody may do with votes.
func officeOf(s communities.Standing) Office {
	can := func(p api.Permission) bool { return communities.Can(s, p) }
	return Office{Reads: can(api.PermissionBallotRead), Manages: can(api.PermissionBallotManage), Confirms: can(api.PermissionBallotConfirm),
		Panel: can(api.PermissionBallotPanel), Paper: can(api.PermissionBallotPaper), Turnout: can(api.PermissionBallotTurnout),
		Chair: s.Has(api.RoleCommitteeChair), Supervision: s.Has(api.RoleSupervision), Member: s.Verified}
}

// See gives a vote as somebody may see it; uuid.Nil is a guest.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (whole, error) {
	tx := s.DB.WithContext(ctx)
	b, err := ballotOf(ctx, tx, id)
	if err != nil {
		return whole{}, err
	}
	return s.gather(ctx, tx, b, actor, s.now())
}

// inside gives a vote to who belongs to its community or is on its roll; for others it is not found.
func (s *Service) inside(ctx context.Context, actor, id uuid.UUID) (whole, error) {
	w, err := s.See(ctx, actor, id)
	if err == nil && w.outsider {
		err = ErrNotFound
	}
	return w, err
}

// look gathers a vote inside of a transaction, for who belongs to its community or is on its roll.
func (s *Service) look(ctx context.Context, tx *gorm.DB, b Ballot, actor uuid.UUID, now time.Time) (whole, error) {
	w, err := s.gather(ctx, tx, b, actor, now)
	if err == nil && w.outsider {
		err = ErrNotFound
	}
	return w, err
}

// gather collects what belongs to a vote, with a fixed number of statements; what somebody does not see is not found.
func (s *Service) gather(ctx context.Context, tx *gorm.DB, b Ballot, actor uuid.UUID, now time.Time) (w whole, err error) {
	w = whole{Ballot: b, now: now, publicURL: s.PublicURL}
	if err := w.judge(ctx, tx, actor); err != nil {
		return w, err
	}
	if w.options, err = picturesOf(ctx, tx, b.ID); err != nil {
		return w, err
	}
	if w.state == api.BallotStateDraft && w.facts.Office.Manages {
		w.preview, err = previewOf(ctx, tx, b, now)
		return w, err
	}
	if b.RollVersion > 0 {
		r, err := gorm.G[roll](tx).Where("ballot_id = ? AND version = ?", b.ID, b.RollVersion).Take(ctx)
		if err != nil {
			return w, fmt.Errorf("the roll: %w", err)
		}
		w.roll = &r
		if w.state == api.BallotStateOpen || w.state == api.BallotStateCounting {
			if w.progress, err = progressOf(ctx, tx, b, r, now); err != nil {
				return w, err
			}
		}
	}
	if len(w.about.MinutesMedia) > 0 && (w.facts.Office.Confirms || w.facts.Office.Manages) {
		w.photos, err = pictures(ctx, tx, w.about.MinutesMedia)
	}
	return w, err
}

// judge loads what decides over a vote for somebody, and says that it is not found where they do not see it.
func (w *whole) judge(ctx context.Context, tx *gorm.DB, actor uuid.UUID) (err error) {
	standing, err := communities.StandingOf(ctx, tx, w.CommunityID, actor, w.now)
	if err != nil {
		return err
	}
	if w.about, err = db.Row[about](ctx, tx, aboutSQL, w.ID); err != nil {
		return fmt.Errorf("what is recorded of a vote: %w", err)
	}
	if w.mine, err = minesOf(ctx, tx, actor, w.ID); err != nil {
		return err
	}
	w.community, w.placeKind = w.about.Community, w.about.Kind
	w.state = StateOf(w.about.dates(w.Ballot), w.now)
	w.facts = Facts{State: w.state, Office: officeOf(standing), OnRoll: len(w.mine) > 0, Objections: w.about.ObjectionsRoll+w.about.ObjectionsResult > 0,
		HasResult: w.about.Outcome != nil, Recorded: w.LegalEffect == api.LegalEffectRecorded, ChairSaid: w.about.ChairBy != nil,
		WatchSaid: w.about.WatchBy != nil, PaperOut: w.about.Printed > 0 && !w.about.Reconciled}
	if w.NoticeAt != nil {
		w.facts.RollObjections = w.now.Before(RollObjectionsUntil(*w.NoticeAt, *w.OpensAt))
	}
	if w.outsider = !CanSee(w.state, w.facts.Office, w.facts.OnRoll); w.outsider && !Public(w.state, w.Electorate) {
		return ErrNotFound
	}
	return nil
}

func picturesOf(ctx context.Context, tx *gorm.DB, ballot uuid.UUID) ([]pictured, error) {
	rows, err := db.Rows[pictured](ctx, tx, `SELECT o.*, m.width, m.height FROM ballot_options o LEFT JOIN media m ON m.id = o.media_id
		WHERE o.ballot_id = ? ORDER BY o.position`, ballot)
	if err != nil {
		return nil, fmt.Errorf("options: %w", err)
	}
	return rows, nil
}

// pictures gives the measures of photos, in their order.
func pictures(ctx context.Context, tx *gorm.DB, of ids) ([]api.Picture, error) {
	rows, err := gorm.G[media.Record](tx).Where("id = ANY (CAST(? AS uuid[]))", of).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("photos: %w", err)
	}
	all := []api.Picture{}
	for _, id := range of {
		for _, r := range rows {
			if r.ID == id {
				all = append(all, api.Picture{ID: r.ID, Width: r.Width, Height: r.Height})
			}
		}
	}
	return all, nil
}
