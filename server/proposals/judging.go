package proposals

import (
	"wugong/api"
	"wugong/server/fault"
)

// Why moderation is refused.
var (
	ErrFlagged    = fault.New(fault.Conflict, api.ProblemCodeFlaggedAlready)
	errHideReason = fault.New(fault.Unprocessable, api.ProblemCodeHideNeedsReason).On("reason", api.ProblemCodeHideNeedsReason)
	errHideNote   = fault.New(fault.Unprocessable, api.ProblemCodeHideNeedsNote).On("note", api.ProblemCodeHideNeedsNote)
)

// Judged is a proposal or an opinion whose words somebody looks at.
type Judged struct {
	Held, Hidden bool
	Author       bool // the one who looks
	Moderates    bool
	Flags        int // open ones
}

// CanJudge tells whether somebody may take one of the steps "release", "hide", "show" and "leave" now. Nobody judges the
// own words. To hide takes a reason that is in the list – criticism is not – and words for everybody to read.
func CanJudge(act api.OpinionAct, j Judged) error {
	if !j.Moderates || j.Author {
		return ErrNotAllowed
	}
	now := map[api.OpinionAct]bool{
		api.OpinionActRelease: j.Held,
		api.OpinionActHide:    !j.Hidden,
		api.OpinionActShow:    j.Hidden,
		api.OpinionActLeave:   !j.Hidden && j.Flags > 0,
	}
	if !now[act] {
		return ErrNotNow
	}
	return nil
}

// Judgements are the steps somebody may take now, as a page offers them.
func Judgements(j Judged) []api.OpinionAct {
	acts := []api.OpinionAct{}
	for _, act := range []api.OpinionAct{api.OpinionActRelease, api.OpinionActHide, api.OpinionActShow, api.OpinionActLeave} {
		if CanJudge(act, j) == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// CanFlag tells whether somebody may flag what they see: whoever belongs to the community or looks after it, but not the
// author, and not what is hidden or held anyway.
func CanFlag(f Facts, own, away bool) error {
	switch {
	case !f.Member && !f.Comments && !f.Moderates && !f.Watches:
		return ErrMemberOnly
	case own:
		return ErrNotAllowed
	case away:
		return ErrNotNow
	}
	return nil
}
