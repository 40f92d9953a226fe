package bulletins

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

// What can be said against a notice or an act on it.
var (
	ErrNotFound     = fault.New(fault.NotFound, api.ProblemCodeBulletinNotFound)
	ErrChanged      = fault.New(fault.Conflict, api.ProblemCodeBulletinChangedMeanwhile)
	ErrPublished    = fault.New(fault.Conflict, api.ProblemCodeBulletinPublished)
	ErrNotPublished = fault.New(fault.Conflict, api.ProblemCodeBulletinNotPublished)
	ErrWithdrawn    = fault.New(fault.Conflict, api.ProblemCodeBulletinWithdrawn)
	ErrCorrected    = fault.New(fault.Conflict, api.ProblemCodeBulletinCorrected)
	ErrTime         = fault.New(fault.Unprocessable, api.ProblemCodeBulletinTimeInvalid)
	ErrAudience     = fault.New(fault.Unprocessable, api.ProblemCodeBulletinAudienceInvalid)
	ErrTooMany      = fault.New(fault.TooMany, api.ProblemCodeTooManyRequests)
)

const (
	longestWait  = 90 * 24 * time.Hour  // until it is published
	longestShown = 180 * 24 * time.Hour // on the board
	usualShown   = 30 * 24 * time.Hour
	stillNow     = time.Hour // a moment so little past is now: somebody wrote for a while
	perDay       = 20        // notices of one person a day, so that nobody floods a thousand inboxes
)

// Reader is what somebody is to a notice.
type Reader struct {
	Reads    bool // what is for members
	Lives    bool // verified in one of its buildings
	Watches  bool // over all, or over one of its buildings
	Speaks   bool // holds an office of its issuer, for all its buildings
	Withdraw bool // may withdraw the notices of every issuer
}

// Facts are what decides over a notice.
type Facts struct {
	Audience         api.BulletinAudience
	PublishAt, Until time.Time
	Announced        bool // the job of its publication has run
	WithdrawnAt      *time.Time
	Corrected        bool // by one that is published
	Correcting       bool // a correction that was not withdrawn is there, published or not
	Reader
}

// out tells whether it was ever published.
func (f Facts) out(now time.Time) bool {
	return !now.Before(f.PublishAt) && (f.WithdrawnAt == nil || !f.WithdrawnAt.Before(f.PublishAt))
}

// StateOf tells the state that follows from the dates.
func StateOf(f Facts, now time.Time) api.BulletinState {
	switch {
	case f.WithdrawnAt != nil:
		return api.BulletinStateWithdrawn
	case now.Before(f.PublishAt):
		return api.BulletinStateScheduled
	case f.Corrected:
		return api.BulletinStateCorrected
	case !now.Before(f.Until):
		return api.BulletinStateEnded
	}
	return api.BulletinStatePublished
}

// CanSee tells whether a notice exists for somebody: before its time only for who may act on it.
func CanSee(f Facts, now time.Time) bool {
	switch {
	case f.Speaks || f.Withdraw:
		return true
	case !f.out(now):
		return false
	case f.Audience == api.BulletinAudiencePublic:
		return true
	case f.Audience == api.BulletinAudienceMembers:
		return f.Reads
	}
	return f.Lives || f.Watches
}

// CanAct tells why somebody who sees a notice may not act on it; nil where they may.
func CanAct(act api.BulletinAct, f Facts, now time.Time) error {
	state := StateOf(f, now)
	switch {
	case !f.Speaks && (act != api.BulletinActWithdraw || !f.Withdraw):
		return fault.ErrForbidden
	case state == api.BulletinStateWithdrawn:
		return ErrWithdrawn
	case act == api.BulletinActEdit && (state != api.BulletinStateScheduled || f.Announced):
		return ErrPublished
	case act == api.BulletinActCorrect && state == api.BulletinStateScheduled:
		return ErrNotPublished
	case act == api.BulletinActCorrect && f.Correcting:
		return ErrCorrected
	}
	return nil
}

// Acts are what somebody may do with a notice now.
func Acts(f Facts, now time.Time) []api.BulletinAct {
	acts := []api.BulletinAct{}
	for _, act := range []api.BulletinAct{api.BulletinActEdit, api.BulletinActCorrect, api.BulletinActWithdraw} {
		if CanAct(act, f, now) == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// Office is where somebody may write notices.
type Office struct {
	Committee, Property bool
	Buildings           []uuid.UUID // of a building head
}

// IssuerOf tells on whose behalf somebody writes: the committee before the property company before the own building.
func (o Office) IssuerOf() (api.BulletinIssuerKind, error) {
	switch {
	case o.Committee:
		return api.BulletinIssuerKindCommittee, nil
	case o.Property:
		return api.BulletinIssuerKindPropertyCompany, nil
	case len(o.Buildings) > 0:
		return api.BulletinIssuerKindBuildingHead, nil
	}
	return "", fault.ErrForbidden
}

// Speaks tells whether the office is the issuer's, for all of its buildings.
func (o Office) Speaks(issuer api.BulletinIssuerKind, buildings []uuid.UUID) bool {
	switch issuer {
	case api.BulletinIssuerKindCommittee:
		return o.Committee
	case api.BulletinIssuerKindPropertyCompany:
		return o.Property
	}
	return len(buildings) > 0 && !slices.ContainsFunc(buildings, func(b uuid.UUID) bool { return !slices.Contains(o.Buildings, b) })
}

// CanAddress tells whether an issuer may write to an audience: a building head to the own buildings, the property company
// to those who live here; only the committee speaks to the public.
func (o Office) CanAddress(issuer api.BulletinIssuerKind, audience api.BulletinAudience, buildings []uuid.UUID) error {
	allowed := true
	switch {
	case (audience == api.BulletinAudienceBuildings) != (len(buildings) > 0):
		return ErrAudience.On("building_ids", ErrAudience.Code)
	case issuer == api.BulletinIssuerKindBuildingHead:
		allowed = audience == api.BulletinAudienceBuildings && o.Speaks(issuer, buildings)
	case issuer == api.BulletinIssuerKindPropertyCompany:
		allowed = audience != api.BulletinAudiencePublic
	}
	if !allowed {
		return fault.ErrForbidden.On("audience", fault.ErrForbidden.Code)
	}
	return nil
}

// Dates tells when a notice is published and how long it stands on the board; what is not said is now, and 30 days.
func Dates(publish, until *time.Time, now time.Time) (from, to time.Time, err error) {
	from = now
	if publish != nil {
		from = publish.UTC().Truncate(time.Microsecond)
	}
	switch {
	case from.Before(now.Add(-stillNow)) || from.After(now.Add(longestWait)):
		return from, to, ErrTime.On("publish_at", ErrTime.Code)
	case from.Before(now):
		from = now
	}
	to = from.Add(usualShown)
	if until != nil {
		to = until.UTC().Truncate(time.Microsecond)
	}
	if !to.After(from) || to.After(from.Add(longestShown)) {
		return from, to, ErrTime.On("until", ErrTime.Code)
	}
	return from, to, nil
}

// news is the kind of what the audience is told when a notice is published.
func news(urgent, corrects bool) api.NoticeKind {
	switch {
	case corrects:
		return api.NoticeKindBulletinCorrected
	case urgent:
		return api.NoticeKindBulletinUrgent
	}
	return api.NoticeKindBulletinPublished
}
