// Package conventions holds what a community has agreed on for living together: 居民公约, 村规民约, 管理规约 and 议事规则.
//
// A convention has versions, each with a number such as 1.2, and each version a life that is one table of moves (steps.go):
// what people want is collected for at least 7 days, also on paper; the committee drafts clauses, whose ids stay through all
// versions, and answers each opinion with what became of it; the party branch and the town look at the draft, which is
// searched for what a convention may not do (lint.go); it hangs on the board and in the app for 7 days, 15 where owners
// decide; then it is put to the vote under the rule of the law, over the fingerprint of exactly this text (voting.go). Only a
// vote that has passed and is no longer provisional adopts it. It is published, and holds from its day; the version before
// ends on that day and stays to be read, as everything does that was ever shown.
//
// Filing with the town runs beside the states: it is a record, not an approval, and is due within 10 days. The town may order
// a correction and suspend clauses; the correction takes the same way, by a vote of its own. Each save of a draft is a
// revision that stays; who saves over somebody else's is told, and nothing is overwritten. Households may sign, in the app or
// on paper; who does not stands nowhere by name. What was adopted earlier on paper is posted with photos of how.
package conventions

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/ballots"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/notifications"
)

// Service holds what the use cases need. PublicURL stands before /conventions/<id> in the code on paper.
type Service struct {
	DB        *gorm.DB
	Now       func() time.Time
	PublicURL string
	Ballots   *ballots.Service
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// write runs a use case in one transaction with the moment at which it happens; the actor's account stays until its end.
func (s *Service) write(ctx context.Context, actor uuid.UUID, do func(tx *gorm.DB, now time.Time) error) error {
	now := s.now()
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		return do(tx, now)
	})
}

func can(s communities.Standing) func(api.Permission) bool {
	return func(p api.Permission) bool { return communities.Can(s, p) }
}

// works tells whether somebody reads what is being drafted: who drafts, reviews and watches.
func works(s communities.Standing) bool {
	return communities.Can(s, api.PermissionConventionWrite) || communities.Can(s, api.PermissionConventionWatch)
}

// Create begins a convention by collecting, or posts one that was adopted earlier. Sent again by the same person it gives
// what the first time made, and made is false.
func (s *Service) Create(ctx context.Context, actor, community uuid.UUID, d api.ConventionDraft) (out api.Convention, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		c, err := conventionOf(ctx, tx, d.ID, false)
		if errors.Is(err, ErrNotFound) {
			if made, err = s.create(ctx, tx, actor, community, d, now); err != nil {
				return err
			}
			c, err = conventionOf(ctx, tx, d.ID, false)
		}
		if err != nil {
			return err
		}
		if c.CreatorID == nil || *c.CreatorID != actor || c.CommunityID != community {
			return fault.ErrIDTaken
		}
		out, err = s.convention(ctx, tx, c, actor, now)
		return err
	})
	return out, made && err == nil, err
}

// create writes a new convention with its first version, unless its id is there by now.
func (s *Service) create(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, d api.ConventionDraft, now time.Time) (made bool, err error) {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err != nil {
		return false, err
	}
	if !communities.Can(standing, api.PermissionConventionWrite) {
		return false, fault.ErrForbidden
	}
	c, err := communities.CommunityOf(ctx, tx, community)
	if err != nil {
		return false, err
	}
	if !fits(d.Kind, c.Kind) {
		return false, ErrKind.On("kind", ErrKind.Code)
	}
	title, err := fault.Line("title", d.Title)
	if err != nil {
		return false, err
	}
	reason, err := fault.Text("reason", api.Value(d.Reason))
	if err != nil {
		return false, err
	}
	v := Version{ID: d.VersionID, ConventionID: d.ID, CommunityID: community, Major: 1, Kind: api.ConventionVersionKindFirst, OpenedAt: now, Since: now,
		OpenerID: &actor, Proposer: api.ConventionProposerCommittee, Reason: reason, Topics: topicsOf(d.Topics), State: api.ConventionStateCollecting}
	v.Until = UntilOf(v.State, d.Kind, now)
	var text *Revision
	if d.Posted != nil {
		if text, err = v.posted(*d.Posted, now); err != nil {
			return false, err
		}
	}
	made, err = insertConvention(ctx, tx, Convention{ID: d.ID, CommunityID: community, Kind: d.Kind, Title: title, CreatorID: &actor, CreatedAt: now, UpdatedAt: now})
	if err != nil || !made {
		return made, err
	}
	if made, err = insertVersion(ctx, tx, v); err != nil {
		return false, err
	} else if !made {
		return false, fault.ErrIDTaken
	}
	if text == nil {
		return true, s.collecting(ctx, tx, v, title, standing, now)
	}
	return true, s.post(ctx, tx, v, *text, title, d.Posted.Photos, standing, now)
}

// collecting notes that a version collects, and tells the community and the committee's future self.
func (s *Service) collecting(ctx context.Context, tx *gorm.DB, v Version, title string, by communities.Standing, now time.Time) error {
	if err := s.opened(ctx, tx, v, by, now); err != nil {
		return err
	}
	if err := wakeAt(ctx, tx, v.ID, api.NoticeKindConventionReady, *v.Until); err != nil {
		return err
	}
	return tellAll(ctx, tx, v, api.NoticeKindConventionCollecting, by.Account, map[string]string{"title": title, "date": dayOf(*v.Until)}, now)
}

// opened notes the first line of a version's timeline.
func (s *Service) opened(ctx context.Context, tx *gorm.DB, v Version, by communities.Standing, now time.Time) error {
	var reason *string
	if v.Reason != "" {
		reason = &v.Reason
	}
	if err := staged(ctx, tx, v, "", &by.Account, roleFor(by, api.PermissionConventionWrite, api.PermissionConventionPropose), reason, now); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: v.CommunityID, Actor: by.Account, Action: "convention.open", Subject: v.ID,
		Detail: map[string]any{"convention": v.ConventionID, "number": v.Number(), "kind": v.Kind, "proposer": v.Proposer, "call": v.CallID}})
}

// posted makes a version of what was adopted earlier on paper.
func (v *Version) posted(d api.ConventionPosted, now time.Time) (*Revision, error) {
	var filed *time.Time
	if (d.FiledOn == nil) != (d.FilingNumber == nil) {
		return nil, ErrNumber.On("posted.filing_number", ErrNumber.Code)
	}
	if d.FiledOn != nil {
		filed = new(china.Day(d.FiledOn.Time))
	}
	adopted, effective := china.Day(d.AdoptedOn.Time), china.Day(d.EffectiveOn.Time)
	if err := CheckPast(adopted, effective, filed, now); err != nil {
		return nil, err
	}
	text, err := written(v.ID, 1, api.ConventionText{Preamble: d.Preamble, Clauses: d.Clauses, Short: d.Short})
	if err != nil {
		return nil, err
	}
	v.Kind, v.State, v.Until, v.Revision = api.ConventionVersionKindPosted, api.ConventionStateInForce, nil, 1
	v.AdoptedOn, v.EffectiveOn, v.PublishedAt, v.ShownUntil = &d.AdoptedOn.Time, &d.EffectiveOn.Time, &now, new(ShownUntil(now))
	v.FilingDueAt = new(FilingDue(adopted))
	if d.FiledOn != nil {
		number, err := fault.Line("posted.filing_number", *d.FilingNumber)
		if err != nil {
			return nil, err
		}
		v.FiledOn, v.FilingNumber = &d.FiledOn.Time, &number
	}
	if d.How != nil {
		how, err := fault.Line("posted.how", *d.How)
		if err != nil {
			return nil, err
		}
		v.How = &how
	}
	return &text, nil
}

// post adds the text and the photos of what was adopted earlier.
func (s *Service) post(ctx context.Context, tx *gorm.DB, v Version, text Revision, title string, photos []uuid.UUID, by communities.Standing, now time.Time) error {
	text.SavedBy, text.At, text.Shown = &by.Account, now, true
	if err := text.seal(title); err != nil {
		return err
	}
	if err := addRevision(ctx, tx, text); err != nil {
		return err
	}
	v.ShownRevision = 1
	v.CountedFrom = now
	if err := saveVersion(ctx, tx, v, now); err != nil {
		return err
	}
	if err := media.AttachPublic(ctx, tx, by.Account, photos, v.CommunityID); err != nil {
		return err
	}
	if err := picture(ctx, tx, v.ID, photos); err != nil {
		return err
	}
	if err := s.opened(ctx, tx, v, by, now); err != nil {
		return err
	}
	return tellAll(ctx, tx, v, api.NoticeKindConventionPublished, by.Account, map[string]string{"title": title, "date": v.EffectiveOn.Format(time.DateOnly)}, now)
}

// tellAll tells the whole community, whoever asked to join too.
func tellAll(ctx context.Context, tx *gorm.DB, v Version, kind api.NoticeKind, except uuid.UUID, args map[string]string, now time.Time) error {
	query, params := communities.Audience{Community: v.CommunityID, Unverified: true, Except: except}.Accounts(now)
	return notifications.QueueAll(ctx, tx, notifications.Notice{Kind: kind, Community: v.CommunityID, Subject: v.ID, At: now, Link: linkOf(v), Args: args}, query, params)
}

// tell tells those who hold some roles, and leads them to the desk.
func tell(ctx context.Context, tx *gorm.DB, v Version, kind api.NoticeKind, args map[string]string, now time.Time, roles ...api.Role) error {
	to, err := communities.HoldersOf(ctx, tx, v.CommunityID, now, roles...)
	if err != nil {
		return err
	}
	return notifications.Queue(ctx, tx, notifications.Notice{To: to, Kind: kind, Community: v.CommunityID, Subject: v.ID, At: now,
		Link: "/convention-desk/" + v.ID.String(), Args: args})
}

// linkOf is where a version is read.
func linkOf(v Version) string {
	return "/conventions/" + v.ConventionID.String() + "?v=" + v.ID.String()
}

func (s *Service) link(v Version) string { return strings.TrimSuffix(s.PublicURL, "/") + linkOf(v) }

// fits tells whether a community of a kind can have such a convention.
func fits(kind api.ConventionKind, community api.CommunityKind) bool {
	for _, k := range Kinds(community) {
		if k == kind {
			return true
		}
	}
	return false
}

func topicsOf(asked *[]api.ConventionTopic) []api.ConventionTopic {
	if asked == nil || len(*asked) == 0 {
		return []api.ConventionTopic{api.ConventionTopicWaste, api.ConventionTopicFacilities, api.ConventionTopicFrontage, api.ConventionTopicParking,
			api.ConventionTopicNoise, api.ConventionTopicDogs, api.ConventionTopicCustoms, api.ConventionTopicSafety, api.ConventionTopicHelp,
			api.ConventionTopicWater, api.ConventionTopicOther}
	}
	return *asked
}

// roleFor is the role by which somebody acts, for the timeline: offices are named there, persons are not.
func roleFor(s communities.Standing, permissions ...api.Permission) *api.Role {
	for _, p := range permissions {
		for _, r := range communities.RolesFor(p) {
			if s.Has(r) {
				return &r
			}
		}
	}
	return nil
}
