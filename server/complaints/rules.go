package complaints

import (
	"strconv"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

const (
	answerDays = 15
	lodgedADay = 5
)

// Why something about a complaint is refused.
var (
	ErrNotFound    = fault.New(fault.NotFound, api.ProblemCodeComplaintNotFound)
	ErrDailyLimit  = fault.New(fault.TooMany, api.ProblemCodeComplaintDailyLimit).With("most", strconv.Itoa(lodgedADay))
	ErrAnswered    = fault.New(fault.Conflict, api.ProblemCodeComplaintAnswered)
	ErrNotAnswered = fault.New(fault.Conflict, api.ProblemCodeComplaintNotAnswered)
	ErrAskedAgain  = fault.New(fault.Conflict, api.ProblemCodeComplaintAskedAgain)
)

// DueOf is the last second of the fifteenth calendar day after the day on which something was asked.
func DueOf(at time.Time) time.Time { return china.EndOfDay(at, answerDays) }

// untilTomorrow is how long the day in China still lasts.
func untilTomorrow(now time.Time) time.Duration {
	return china.Midnight(now).AddDate(0, 0, 1).Sub(now).Truncate(time.Second) + time.Second
}

// firstDesk says where a complaint goes: one about conduct above those complained about, one without a community to the
// platform, everything else to the committee.
func firstDesk(topic api.ComplaintTopic, inCommunity bool) api.ComplaintDesk {
	switch {
	case !inCommunity || topic == api.ComplaintTopicTownStaff:
		return api.ComplaintDeskPlatform
	case topic == api.ComplaintTopicStaff:
		return api.ComplaintDeskTown
	}
	return api.ComplaintDeskCommittee
}

// above is the next desk up; above the platform there is none.
func above(desk api.ComplaintDesk) api.ComplaintDesk {
	if desk == api.ComplaintDeskCommittee {
		return api.ComplaintDeskTown
	}
	return api.ComplaintDeskPlatform
}

// answering is the role that sits at each desk.
var answering = map[api.ComplaintDesk]api.Role{
	api.ComplaintDeskCommittee: api.RoleCommitteeChair,
	api.ComplaintDeskTown:      api.RoleTownOfficer,
	api.ComplaintDeskPlatform:  api.RolePlatformAdmin,
}

// concerned are the roles that a complaint about conduct may be about: who holds one neither sees nor answers it.
var concerned = map[api.ComplaintTopic][]api.Role{
	api.ComplaintTopicStaff: {api.RoleCommitteeChair, api.RoleCommitteeMember, api.RoleBuildingHead, api.RoleGridWorker,
		api.RolePropertyCompany, api.RolePartyBranch},
	api.ComplaintTopicTownStaff: {api.RoleTownOfficer},
}

// Facts are what decides about a complaint and somebody.
type Facts struct {
	Topic           api.ComplaintTopic
	State           api.ComplaintState
	Desk, FirstDesk api.ComplaintDesk
	Round           int
	Late            bool // past its date, or was when it was answered
	Mine            bool
	Answered        bool // by this person, in the first round
	AnsweredSecond  bool // by this person, in the second
	Concerned       bool // holds an office that it may be about
	Watches         bool // sits on the supervision committee
	Chair           bool
	Town            bool
	Platform        bool
}

func (f Facts) sits(desk api.ComplaintDesk) bool {
	switch desk {
	case api.ComplaintDeskCommittee:
		return f.Chair
	case api.ComplaintDeskTown:
		return f.Town
	}
	return f.Platform
}

// Place is the desk at which somebody answers a complaint in this round; ok is false where they may not. What the
// committee left unanswered past its date the town may answer. Nobody answers their own complaint, or one that may be
// about themselves, or twice the same one – but for the platform, above which there is nobody.
func (f Facts) Place() (desk api.ComplaintDesk, ok bool) {
	switch {
	case f.Mine || f.Concerned:
		return "", false
	case f.Round == 2 && f.Answered && f.Desk != api.ComplaintDeskPlatform:
		return "", false
	case f.sits(f.Desk):
		return f.Desk, true
	case f.Late && f.Desk == api.ComplaintDeskCommittee && f.Town:
		return api.ComplaintDeskTown, true
	}
	return "", false
}

// Seated tells whether somebody handles a complaint, or did.
func (f Facts) Seated() bool {
	_, ok := f.Place()
	return ok || !f.Mine && !f.Concerned && (f.Answered || f.AnsweredSecond || f.sits(f.Desk) || f.sits(f.FirstDesk))
}

// passed tells whether a complaint was for the committee, and the town answered it in the chair's place.
func (f Facts) passed() bool {
	return f.Chair && !f.Mine && f.FirstDesk == api.ComplaintDeskTown && firstDesk(f.Topic, true) == api.ComplaintDeskCommittee
}

// Sees tells whether a complaint exists for somebody. The supervision committee sees those about conduct.
func (f Facts) Sees() bool {
	return f.Mine || f.Seated() || f.passed() || f.Watches && !f.Concerned && f.Topic == api.ComplaintTopicStaff
}

// Acts are what somebody may do now.
func (f Facts) Acts() []api.ComplaintAct {
	if _, ok := f.Place(); ok && f.State == api.ComplaintStateReceived {
		return []api.ComplaintAct{api.ComplaintActAnswer}
	}
	if f.Mine && f.State == api.ComplaintStateAnswered && f.Round == 1 {
		return []api.ComplaintAct{api.ComplaintActAskAgain}
	}
	return []api.ComplaintAct{}
}

// CanAnswer tells whether somebody may answer a round.
func CanAnswer(f Facts, round int) error {
	if done := f.State != api.ComplaintStateReceived || f.Round != round; done && (f.Seated() || f.passed()) {
		return ErrAnswered
	}
	if _, ok := f.Place(); !ok {
		return fault.ErrForbidden
	}
	return nil
}

// CanAskAgain tells whether somebody may ask once more: who complained, after the answer, once.
func CanAskAgain(f Facts) error {
	switch {
	case !f.Mine:
		return fault.ErrForbidden
	case f.Round == 2:
		return ErrAskedAgain
	case f.State != api.ComplaintStateAnswered:
		return ErrNotAnswered
	}
	return nil
}
