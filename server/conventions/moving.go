package conventions

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/ballots"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/fault"
)

// acting locks a version for somebody who wants to do something with it.
func (s *Service) acting(ctx context.Context, tx *gorm.DB, actor, id uuid.UUID, now time.Time) (row, communities.Standing, error) {
	v, err := lockVersion(ctx, tx, id)
	if err != nil {
		return row{}, communities.Standing{}, err
	}
	standing, err := communities.StandingOf(ctx, tx, v.CommunityID, actor, now)
	return v, standing, err
}

// decided is how far the vote on a version is; nil where there is none.
func decided(ctx context.Context, tx *gorm.DB, v Version, now time.Time) (*ballots.Decision, error) {
	if v.BallotID == nil {
		return nil, nil
	}
	all, err := ballots.DecisionsOf(ctx, tx, []uuid.UUID{*v.BallotID}, now)
	if err != nil {
		return nil, err
	}
	d, ok := all[*v.BallotID]
	if !ok {
		return nil, fmt.Errorf("the vote %s is gone", *v.BallotID)
	}
	return &d, nil
}

// voted adds the vote to what decides.
func (f *Facts) voted(d *ballots.Decision) {
	if d != nil {
		f.Vote, f.Passed = d.State, d.Outcome != nil && *d.Outcome == api.BallotOutcomePassed
	}
}

// Move takes a version one step on.
func (s *Service) Move(ctx context.Context, actor, id uuid.UUID, m api.ConventionMove) (out api.ConventionVersion, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		v, standing, err := s.acting(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		vote, err := decided(ctx, tx, v.Version, now)
		if err != nil {
			return err
		}
		f := v.facts(now, can(standing))
		f.voted(vote)
		a := act(m.Act)
		if !f.may(actors(a)) {
			return fault.ErrForbidden
		}
		if m.From != v.State || looked(m, v.Version) {
			return ErrChanged
		}
		to, err := CanMove(a, f)
		if err != nil {
			return err
		}
		reason, err := reasonOf(a, m.Reason)
		if err != nil {
			return err
		}
		if err := s.apply(ctx, tx, v, to, m, reason, standing, vote, now); err != nil {
			return err
		}
		out, err = s.version(ctx, tx, id, standing, nil, now)
		return err
	})
	return out, err
}

// looked tells whether somebody else saved after the text that was looked at.
func looked(m api.ConventionMove, v Version) bool {
	text := m.Act == api.ConventionActSubmit || m.Act == api.ConventionActPublicise
	return text && (m.Revision == nil || *m.Revision != v.Revision)
}

// reasonOf checks the reason of an act that takes one; others have none.
func reasonOf(a Act, said *string) (*string, error) {
	if !slices.Contains(reasoned, a) {
		return nil, nil
	}
	if said == nil {
		return nil, ErrReason.On("reason", ErrReason.Code)
	}
	reason, err := plain("reason", *said, 2)
	return &reason, err
}

// apply does what belongs to a move.
func (s *Service) apply(ctx context.Context, tx *gorm.DB, r row, to api.ConventionState, m api.ConventionMove, reason *string, by communities.Standing,
	vote *ballots.Decision, now time.Time) error {
	v, from := r.Version, r.State
	v.State, v.Since, v.Until = to, now, UntilOf(to, r.ConventionKind, now)
	var after func() error
	switch m.Act {
	case api.ConventionActSubmit:
		after = func() error { return s.submitted(ctx, tx, r, v, now) }
	case api.ConventionActPublicise:
		v.CountedFrom = now
		if err := show(ctx, tx, &v); err != nil {
			return err
		}
		after = func() error { return s.publicised(ctx, tx, r, v, by.Account, now) }
	case api.ConventionActVoteCancelled:
		v.Until = nil // the time has run
	case api.ConventionActAdopt:
		v.AdoptedOn, v.FilingDueAt = onDay(*vote.At), new(FilingDue(*vote.At))
		after = func() error { return toFile(ctx, tx, v, now) }
	case api.ConventionActPublish:
		if err := v.publish(m, now); err != nil {
			return err
		}
		after = func() error { return s.published(ctx, tx, r, v, by.Account, now) }
	case api.ConventionActWithdraw:
		v.EndedOn = onDay(now)
		after = func() error { return s.withdrawn(ctx, tx, v, now) }
	case api.ConventionActOrderCorrection:
		if err := v.order(ctx, tx, m, *reason, by.Account, now); err != nil {
			return err
		}
		after = func() error {
			return tell(ctx, tx, v, api.NoticeKindConventionOrdered, map[string]string{"title": r.Title}, now, api.RoleCommitteeChair, api.RoleCommitteeMember)
		}
	case api.ConventionActLiftOrder:
		v.OrderedAt, v.OrderReason, v.OrderedBy, v.Suspended = nil, nil, nil, nil
		after = func() error { return s.reopen(ctx, tx, v, now) }
	}
	role := roleFor(by, moves[move{from, act(m.Act)}].by...)
	if err := staged(ctx, tx, v, from, &by.Account, role, reason, now); err != nil {
		return err
	}
	if m.Act == api.ConventionActNotAdopted || m.Act == api.ConventionActVoteCancelled { // the timeline keeps which vote it was
		v.BallotID, v.VotedRevision = nil, nil
	}
	if err := saveVersion(ctx, tx, v, now); err != nil {
		return err
	}
	if err := s.noted(ctx, tx, v, by.Account, string(m.Act), map[string]any{"from": from, "to": to, "revision": v.Revision}); err != nil {
		return err
	}
	if after == nil {
		return nil
	}
	return after()
}

func (s *Service) noted(ctx context.Context, tx *gorm.DB, v Version, actor uuid.UUID, what string, detail map[string]any) error {
	return audit.Record(ctx, tx, audit.Entry{Community: v.CommunityID, Actor: actor, Action: "convention." + what, Subject: v.ID, Detail: detail})
}

func (s *Service) submitted(ctx context.Context, tx *gorm.DB, r row, v Version, now time.Time) error {
	if err := wakeAt(ctx, tx, v.ID, api.NoticeKindConventionReady, *v.Until); err != nil {
		return err
	}
	return tell(ctx, tx, v, api.NoticeKindConventionReview, map[string]string{"title": r.Title, "date": dayOf(*v.Until)}, now,
		api.RolePartyBranch, api.RoleTownOfficer)
}

func (s *Service) publicised(ctx context.Context, tx *gorm.DB, r row, v Version, actor uuid.UUID, now time.Time) error {
	if err := wakeAt(ctx, tx, v.ID, api.NoticeKindConventionReady, *v.Until); err != nil {
		return err
	}
	return tellAll(ctx, tx, v, api.NoticeKindConventionPublicity, actor, map[string]string{"title": r.Title, "date": dayOf(*v.Until)}, now)
}

// toFile plans what is told of a filing that is due.
func toFile(ctx context.Context, tx *gorm.DB, v Version, now time.Time) error {
	soon := v.FilingDueAt.AddDate(0, 0, -remindDaysBefore)
	if soon.Before(now) {
		soon = now
	}
	if err := wakeAt(ctx, tx, v.ID, api.NoticeKindConventionFilingDue, soon); err != nil {
		return err
	}
	return wakeAt(ctx, tx, v.ID, api.NoticeKindConventionFilingOverdue, *v.FilingDueAt)
}

// publish fixes the day from which a version holds.
func (v *Version) publish(m api.ConventionMove, now time.Time) error {
	if m.EffectiveOn == nil {
		return ErrDate.On("effective_on", ErrDate.Code)
	}
	if err := CheckEffective(china.Day(m.EffectiveOn.Time), now); err != nil {
		return err
	}
	v.EffectiveOn, v.PublishedAt, v.ShownUntil = &m.EffectiveOn.Time, &now, new(ShownUntil(now))
	v.CountedFrom = now
	return nil
}

// published tells the community, and lets the version take effect today or on its day.
func (s *Service) published(ctx context.Context, tx *gorm.DB, r row, v Version, actor uuid.UUID, now time.Time) error {
	err := tellAll(ctx, tx, v, api.NoticeKindConventionPublished, actor, map[string]string{"title": r.Title, "date": v.EffectiveOn.Format(time.DateOnly)}, now)
	if err != nil {
		return err
	}
	if day := china.Day(*v.EffectiveOn); day.After(now) {
		return wakeAt(ctx, tx, v.ID, effect, day)
	}
	return s.takeEffect(ctx, tx, v, now)
}

// withdrawn lets the version that stands be in force again where the new one was given up.
func (s *Service) withdrawn(ctx context.Context, tx *gorm.DB, v Version, now time.Time) error {
	old, found, err := standingOf(ctx, tx, v.ConventionID)
	if err != nil || !found {
		return err
	}
	return s.follow(ctx, tx, old.Version, giveUp, nil, now)
}

// reopen lets a version be amending again where a new one is on its way.
func (s *Service) reopen(ctx context.Context, tx *gorm.DB, v Version, now time.Time) error {
	others, err := versions(ctx, tx, `WHERE v.convention_id = @convention`, map[string]any{"convention": v.ConventionID})
	if err != nil {
		return err
	}
	if slices.ContainsFunc(others, func(o row) bool { return Works(o.State) }) {
		return s.follow(ctx, tx, v, open, nil, now)
	}
	return nil
}

// order suspends the clauses that the town names.
func (v *Version) order(ctx context.Context, tx *gorm.DB, m api.ConventionMove, reason string, by uuid.UUID, now time.Time) error {
	text, _, err := revisionOf(ctx, tx, v.ID, v.ShownRevision)
	if err != nil {
		return err
	}
	v.Suspended = []uuid.UUID{}
	for _, id := range api.Value(m.ClauseIds) {
		if !text.has(id) {
			return ErrClause.On("clause_ids", ErrClause.Code)
		}
		v.Suspended = append(v.Suspended, id)
	}
	v.OrderedAt, v.OrderReason, v.OrderedBy = &now, &reason, &by
	return nil
}

func (r Revision) has(clause uuid.UUID) bool {
	return slices.ContainsFunc(r.Clauses, func(c api.ConventionClause) bool { return c.ID == clause })
}
