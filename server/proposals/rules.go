package proposals

import (
	"slices"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

// Why something about a proposal or an opinion is refused.
var (
	ErrNotFound      = fault.New(fault.NotFound, api.ProblemCodeProposalNotFound)
	ErrChanged       = fault.New(fault.Conflict, api.ProblemCodeProposalChangedMeanwhile)
	ErrClosed        = fault.New(fault.Conflict, api.ProblemCodeProposalClosed)
	ErrAuthorOnly    = fault.New(fault.Forbidden, api.ProblemCodeProposalAuthorOnly)
	ErrAdult         = fault.New(fault.Forbidden, api.ProblemCodeProposalSupportAdult)
	ErrVerifiedOnly  = fault.New(fault.Forbidden, api.ProblemCodeVerifiedOnly)
	ErrMemberOnly    = fault.New(fault.Forbidden, api.ProblemCodeMemberOnly)
	ErrNotAllowed    = fault.New(fault.Forbidden, api.ProblemCodeMoveNotAllowed)
	ErrNotNow        = fault.New(fault.Conflict, api.ProblemCodeMoveNotNow)
	ErrMergeMissing  = fault.New(fault.Unprocessable, api.ProblemCodeMergeIntoMissing)
	ErrMergeSelf     = fault.New(fault.Unprocessable, api.ProblemCodeMergeIntoSelf)
	ErrMergeClosed   = fault.New(fault.Conflict, api.ProblemCodeMergeIntoClosed)
	ErrMergeForeign  = fault.New(fault.Unprocessable, api.ProblemCodeMergeForeign)
	ErrOpinion       = fault.New(fault.NotFound, api.ProblemCodeOpinionNotFound)
	ErrOpinionClosed = fault.New(fault.Conflict, api.ProblemCodeOpinionClosed)
	ErrStance        = fault.New(fault.Unprocessable, api.ProblemCodeOpinionStanceMissing).On("stance", api.ProblemCodeOpinionStanceMissing)
	errNeedsNote     = fault.New(fault.Unprocessable, api.ProblemCodeMoveNeedsNote).On("note", api.ProblemCodeMoveNeedsNote)
)

const (
	replyDays     = 7
	mostAnswers   = 30 // to one opinion
	firstOpinions = 30 // on the page of a proposal
)

// DueOf is the last second of the seventh calendar day; the day on which the time begins is not counted (民法典 201).
func DueOf(at time.Time) time.Time { return china.EndOfDay(at, replyDays) }

// Facts are what the rules need to know of a proposal and of who asks.
type Facts struct {
	State     api.ProposalState
	Hidden    bool
	Heads     bool // others were merged into it
	Orphan    bool // its author's account is deleted
	Author    bool
	Replies   bool // belongs to the committee
	Alone     bool // nobody else belongs to it
	Moderates bool
	Watches   bool
	Member    bool
	Verified  bool
	Comments  bool
	Teen      bool
}

// party is who takes a step.
type party uint8

const (
	byCommittee party = iota
	byAuthor
)

type (
	move struct {
		from api.ProposalState
		act  api.ProposalAct
	}
	step struct {
		to    api.ProposalState
		by    party
		noted bool // it takes a note
	}
)

// moves is the whole life of a proposal. To be hidden is a facet beside it.
var moves = map[move]step{
	{api.ProposalStateOpen, api.ProposalActAccept}:         {api.ProposalStateAccepted, byCommittee, true},
	{api.ProposalStateOpen, api.ProposalActMerge}:          {api.ProposalStateMerged, byCommittee, false},
	{api.ProposalStateOpen, api.ProposalActDecline}:        {api.ProposalStateDeclined, byCommittee, true},
	{api.ProposalStateOpen, api.ProposalActTurnIntoReport}: {api.ProposalStateTurned, byCommittee, false},
	{api.ProposalStateOpen, api.ProposalActWithdraw}:       {api.ProposalStateWithdrawn, byAuthor, false},
	{api.ProposalStateMerged, api.ProposalActUnmerge}:      {api.ProposalStateOpen, byCommittee, false},
	{api.ProposalStateDeclined, api.ProposalActAccept}:     {api.ProposalStateAccepted, byCommittee, true},
}

// inOrder are the acts as a page offers them.
var inOrder = []api.ProposalAct{api.ProposalActAccept, api.ProposalActMerge, api.ProposalActDecline, api.ProposalActTurnIntoReport,
	api.ProposalActUnmerge, api.ProposalActWithdraw}

// Next tells what an act leads to, or why it cannot be. Nobody replies to the own proposal where somebody else can.
func Next(act api.ProposalAct, f Facts) (step, error) {
	s, known := moves[move{f.State, act}]
	leaves := act == api.ProposalActMerge || act == api.ProposalActTurnIntoReport || act == api.ProposalActWithdraw
	switch {
	case !known:
		return step{}, ErrNotNow
	case s.by == byAuthor && !f.Author:
		return step{}, ErrAuthorOnly
	case s.by == byCommittee && (!f.Replies || f.Author && !f.Alone):
		return step{}, ErrNotAllowed
	case f.Hidden && s.by == byCommittee,
		f.Heads && leaves, // those merged into it would hang in the air
		f.Orphan && act == api.ProposalActTurnIntoReport:
		return step{}, ErrNotNow
	}
	return s, nil
}

// Acts are what the caller may do now with the proposal itself; moderation is beside it.
func Acts(f Facts) []api.ProposalAct {
	acts := []api.ProposalAct{}
	for _, act := range inOrder {
		if _, err := Next(act, f); err == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// CanMerge tells whether a proposal may be merged into another; same says that they are of one community.
func CanMerge(into Facts, itself, same bool) error {
	switch {
	case itself:
		return ErrMergeSelf.On("into_id", ErrMergeSelf.Code)
	case !same:
		return ErrMergeForeign.On("into_id", ErrMergeForeign.Code)
	case into.Hidden || into.State != api.ProposalStateOpen && into.State != api.ProposalStateAccepted:
		return ErrMergeClosed.On("into_id", ErrMergeClosed.Code)
	}
	return nil
}

// Sight is how much of a proposal somebody sees.
type Sight uint8

// The sights, from nothing to what the author and the committee see.
const (
	Nothing Sight = iota
	Shell         // that it was hidden, and why
	Whole
	Inside // the exact place as well, and what is hidden
)

// SightOf decides it.
func SightOf(f Facts) Sight {
	switch {
	case f.Author || f.Replies || f.Moderates || f.Watches:
		return Inside
	case f.State == api.ProposalStateWithdrawn:
		return Nothing
	case f.Hidden:
		return Shell
	}
	return Whole
}

// talked tells whether a proposal is still talked about: after a refusal too, because it may be thought over.
func (f Facts) talked() bool {
	return !f.Hidden && slices.Contains([]api.ProposalState{api.ProposalStateOpen, api.ProposalStateAccepted, api.ProposalStateDeclined}, f.State)
}

// CanSupport tells whether somebody may support a proposal: verified residents of age.
func CanSupport(f Facts) error {
	switch {
	case !f.Member:
		return ErrMemberOnly
	case !f.Verified:
		return ErrVerifiedOnly
	case f.Teen:
		return ErrAdult
	case !f.talked():
		return ErrClosed
	}
	return nil
}

// CanTakeBack tells whether somebody may support a proposal no longer. Nobody is kept by an age or a move.
func CanTakeBack(f Facts) error {
	if !f.talked() {
		return ErrClosed
	}
	return nil
}

// CanComment tells whether somebody may give an opinion.
func CanComment(f Facts) error {
	switch {
	case !f.Comments:
		return ErrMemberOnly
	case !f.talked():
		return ErrClosed
	}
	return nil
}

// Proposer is what is known about somebody who proposes.
type Proposer struct {
	Member   bool
	Verified bool
	Marked   bool // property company or expert
	Enters   bool // may write down what somebody else wishes
	Replies  bool
}

// CanPropose tells whether somebody may propose by such a way, with so many reports that it comes from.
func CanPropose(p Proposer, source api.ProposalSource, reports int) error {
	clustered := source == api.ProposalSourceReportCluster
	switch {
	case !p.Member && !p.Verified && !p.Marked && !p.Enters:
		return ErrMemberOnly
	case source == api.ProposalSourceOnline && !p.Verified && !p.Marked && !p.Replies:
		return ErrVerifiedOnly
	case clustered && !p.Replies, source != api.ProposalSourceOnline && !clustered && !p.Enters:
		return fault.ErrForbidden.On("source", fault.ErrForbidden.Code)
	case clustered != (reports > 0):
		return fault.ErrInvalid.On("report_ids", api.ProblemCodeInvalidRequest)
	}
	return nil
}

// Speaker is what is known about somebody who gives an opinion.
type Speaker struct {
	Member, Verified bool
	Released         bool // words of theirs were shown before
}

// Shown tells whether words appear at once: the first ones of somebody who is not verified are looked at before.
func Shown(s Speaker) bool { return s.Verified || !s.Member || s.Released }
