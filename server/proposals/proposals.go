// Package proposals lets residents say what they need, and makes the committee answer.
//
// Whoever is a verified resident proposes, with words, photos, a place, and one of the eight areas of the programme; the
// property company and experts may too and are marked. Building heads, grid workers and the committee may write down what
// somebody else wishes, and the committee may begin from reports that repeat. Nobody is told who made a proposal, unless
// the author wished so: no name, no order of ids, no time of day.
//
// Verified residents of age support a proposal, each once; beside the persons stand their households, each once. Everybody
// of the community may say for, against or a concern, and answer an opinion; the first words of somebody not verified are
// held until somebody of the committee has looked at them. The committee answers until the end of the seventh calendar
// day: it accepts, merges, declines with the reason, or makes a report of it; nobody answers their own proposal while
// somebody else can. What was declined may be accepted later. The author may withdraw while nobody has answered.
//
// What is merged moves its supporters to the other, each once, and can be parted again: then each has what was given to
// it, without those who took their support back meanwhile, and the answer is due in another seven days. Into a
// proposal that holds others more may be merged; it cannot be merged itself.
//
// Counts: support and opinions write rows of ±1, which a job folds into the counts; what is shown is always the sum of
// both in one snapshot. Support takes a lock that it shares with other supporters of the proposal, and one on the
// household, merging takes the first alone.
package proposals

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/notifications"
	"wugong/server/reports"
)

// Service holds what the use cases need. Reports files what a proposal is turned into, and judges places.
type Service struct {
	DB      *gorm.DB
	Now     func() time.Time
	Reports *reports.Service
}

// committee are the roles that answer proposals.
var committee = []api.Role{api.RoleCommitteeMember, api.RoleCommitteeChair}

// write runs a use case in one transaction with the moment at which it happens; the actor's account stays until its end.
func (s *Service) write(ctx context.Context, actor uuid.UUID, do func(tx *gorm.DB, now time.Time) error) error {
	now := s.Now().UTC().Truncate(time.Microsecond)
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		return do(tx, now)
	})
}

// Propose makes a proposal. Sent again by the same person it gives the record of the first time, and made is false.
func (s *Service) Propose(ctx context.Context, actor uuid.UUID, d api.ProposalDraft) (f full, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		p, err := proposalOf(ctx, tx, d.ID)
		if errors.Is(err, ErrNotFound) {
			if p, err = s.draft(ctx, tx, actor, d, now); err != nil {
				return err
			}
			if made, err = insertProposal(ctx, tx, &p); err != nil {
				return err
			}
			if !made { // the other copy was faster, and is committed by now
				p, err = proposalOf(ctx, tx, d.ID)
			}
		}
		switch {
		case err != nil:
			return err
		case !is(p.AuthorID, actor):
			return fault.ErrIDTaken
		case made:
			if err := s.proposed(ctx, tx, p, d, now); err != nil {
				return err
			}
		}
		f, err = s.look(ctx, tx, p.ID, actor, now)
		return err
	})
	return f, made && err == nil, err
}

// draft checks what was sent and makes the proposal of it.
func (s *Service) draft(ctx context.Context, tx *gorm.DB, actor uuid.UUID, d api.ProposalDraft, now time.Time) (p Proposal, err error) {
	standing, err := communities.StandingOf(ctx, tx, d.CommunityID, actor, now)
	if err != nil {
		return p, err
	}
	p = Proposal{ID: d.ID, CommunityID: d.CommunityID, AuthorID: &actor, Named: d.Named != nil && *d.Named, Area: d.Area,
		Dimensions: dimensions{}, Source: api.ProposalSourceOnline, State: api.ProposalStateOpen, ProposedAt: now, DueAt: DueOf(now)}
	if d.Source != nil {
		p.Source = *d.Source
	}
	if err := CanPropose(proposerOf(standing), p.Source, len(idsOf(d.ReportIds))); err != nil {
		return p, err
	}
	p.Party = partyOf(standing, p.Source != api.ProposalSourceOnline)
	if p.Title, err = fault.Line("title", d.Title); err != nil {
		return p, err
	}
	if p.Text, err = written("text", d.Text); err != nil {
		return p, err
	}
	if d.Dimensions != nil {
		p.Dimensions = *d.Dimensions
	}
	if d.Place == nil {
		return p, nil
	}
	spot, err := s.Reports.Locate(ctx, tx, p.CommunityID, actor, *d.Place)
	p.Lat, p.Lon, p.Accuracy, p.SpotX, p.SpotY, p.PlaceWords = spot.Lat, spot.Lon, spot.Accuracy, spot.SpotX, spot.SpotY, spot.Words
	return p, err
}

// written checks what somebody writes at length; nothing but spaces is nothing.
func written(field, text string) (string, error) {
	text, err := fault.Text(field, text)
	if err == nil && text == "" {
		err = fault.ErrText.On(field, api.ProblemCodeInvalidText)
	}
	return text, err
}

// enters are the roles that write down what somebody else wishes.
var enters = append([]api.Role{api.RoleBuildingHead, api.RoleGridWorker}, committee...)

func proposerOf(s communities.Standing) Proposer {
	return Proposer{Member: s.Member, Verified: s.Verified, Marked: s.Has(api.RolePropertyCompany, api.RoleExpert),
		Enters: s.Has(enters...), Replies: communities.Can(s, api.PermissionProposalReply)}
}

// partyOf is how somebody is marked. Who writes down what others wish is marked by the office, else only those are who do
// not speak as residents: a mark that few have would tell who it was.
func partyOf(s communities.Standing, entered bool) api.ProposalParty {
	switch {
	case s.Has(api.RolePropertyCompany):
		return api.ProposalPartyPropertyCompany
	case s.Has(api.RoleExpert):
		return api.ProposalPartyExpert
	case s.Has(committee...):
		return api.ProposalPartyCommittee
	case entered:
		return api.ProposalPartyBuildingHead
	}
	return api.ProposalPartyResident
}

// proposed does what goes with a new proposal: its photos and reports, its first line, the log, and word to the committee.
func (s *Service) proposed(ctx context.Context, tx *gorm.DB, p Proposal, d api.ProposalDraft, now time.Time) error {
	author := *p.AuthorID
	if err := media.AttachPublic(ctx, tx, author, idsOf(d.PhotoIds), p.CommunityID); err != nil {
		return err
	}
	if err := addPhotos(ctx, tx, p.ID, idsOf(d.PhotoIds)); err != nil {
		return err
	}
	if err := addReports(ctx, tx, p, idsOf(d.ReportIds)); err != nil {
		return err
	}
	e := event{ProposalID: p.ID, Act: api.ProposalActPropose, At: now, Party: p.Party, ActorID: p.AuthorID}
	if err := s.noted(ctx, tx, p, e, map[string]any{"area": string(p.Area), "source": string(p.Source)}); err != nil {
		return err
	}
	if err := index(ctx, tx, p); err != nil {
		return err
	}
	to, err := communities.HoldersOf(ctx, tx, p.CommunityID, now, committee...)
	if err != nil {
		return err
	}
	return p.tell(ctx, tx, api.NoticeKindProposalMade, now, author, to)
}

// noted writes a step into the timeline and the log.
func (s *Service) noted(ctx context.Context, tx *gorm.DB, p Proposal, e event, detail map[string]any) error {
	if err := record(ctx, tx, e); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: api.Value(e.ActorID), Action: "proposal." + string(e.Act),
		Subject: p.ID, Detail: detail})
}

// tell is news about a proposal for some people, but not for who made it. No word of the proposal is in it, because it may
// be hidden later.
func (p Proposal) tell(ctx context.Context, tx *gorm.DB, kind api.NoticeKind, at time.Time, actor uuid.UUID, to []uuid.UUID) error {
	return notifications.Queue(ctx, tx, p.notice(kind, at, without(to, actor)))
}

func (p Proposal) notice(kind api.NoticeKind, at time.Time, to []uuid.UUID) notifications.Notice {
	a := areaByCode[p.Area]
	return notifications.Notice{To: to, Kind: kind, Community: p.CommunityID, Subject: p.ID, At: at,
		Link: "/proposals/" + p.ID.String(), Args: map[string]string{"number": Number(p.Number), "area": a.Name.Zh},
		English: map[string]string{"area": a.Name.En}, Words: map[string]string{}}
}

func idsOf(ids *[]uuid.UUID) []uuid.UUID {
	if ids == nil {
		return nil
	}
	return *ids
}
