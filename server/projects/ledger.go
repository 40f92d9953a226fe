package projects

import (
	"slices"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

// CanDeclare tells whether somebody may declare a contribution while a project is in a stage.
func CanDeclare(w Who, stage api.ProjectStage) error {
	switch {
	case !w.Declares && !w.Manages:
		return fault.ErrForbidden
	case orderOf(stage) > orderOf(shared):
		return ErrType
	}
	return nil
}

// unitOf is what a kind of contribution is counted in.
func unitOf(k api.ContributionKind) api.ContributionUnit {
	switch k {
	case api.ContributionKindLabour, api.ContributionKindVolunteer:
		return api.ContributionUnitWorkday
	case api.ContributionKindMoney:
		return api.ContributionUnitFen
	case api.ContributionKindLand:
		return api.ContributionUnitSquareMetre
	case api.ContributionKindEquipment, api.ContributionKindProfessional:
		return api.ContributionUnitHour
	}
	return api.ContributionUnitPiece
}

// Given is what decides over a contribution.
type Given struct {
	State     api.ContributionState
	Mine      bool // declared by the asker, or of the asker's household
	Declarer  bool // declared by the asker
	Decider   bool // disputed by the asker
	Witnesses int
	Witnessed bool // by the asker's household
	Named     bool // the asker has a household of the register
}

// CanWitness tells whether somebody may say that they have seen it: a resident of another household, before it is decided.
func CanWitness(g Given, w Who) error {
	switch {
	case !w.TakesPart:
		return fault.ErrForbidden
	case g.Mine || !g.Named:
		return ErrOwn
	case g.State != api.ContributionStateDeclared:
		return ErrDecided
	}
	return nil
}

// CanMove tells whether an act may be done to a contribution: the committee confirms what two households have seen, never a
// member the own; whoever lives there disputes it with a note; then the committee confirms or voids it with a note; its
// declarer takes it back before it is decided.
func CanMove(act api.ContributionAct, g Given, noted bool, w Who) (to api.ContributionState, err error) {
	declared, disputed := g.State == api.ContributionStateDeclared, g.State == api.ContributionStateDisputed
	switch act {
	case api.ContributionActConfirm:
		to = api.ContributionStateConfirmed
		switch {
		case !w.Manages:
			err = fault.ErrForbidden
		case g.Mine:
			err = ErrOwn
		case !declared && !disputed:
			err = ErrDecided
		case g.Witnesses < witnessesAsked:
			err = ErrWitnesses
		case disputed && !noted:
			err = ErrNote.On("note", ErrNote.Code)
		}
	case api.ContributionActDispute:
		to = api.ContributionStateDisputed
		switch {
		case !w.Manages && !w.TakesPart && !w.Countersign:
			err = fault.ErrForbidden
		case g.Mine:
			err = ErrOwn
		case g.State != api.ContributionStateDeclared && g.State != api.ContributionStateConfirmed:
			err = ErrDecided
		case !noted:
			err = ErrNote.On("note", ErrNote.Code)
		}
	case api.ContributionActVoid:
		to = api.ContributionStateVoid
		switch {
		case !w.Manages:
			err = fault.ErrForbidden
		case g.State == api.ContributionStateVoid || g.State == api.ContributionStateConfirmed:
			err = ErrDecided
		case !noted:
			err = ErrNote.On("note", ErrNote.Code)
		}
	case api.ContributionActWithdraw:
		to = api.ContributionStateVoid
		switch {
		case !g.Declarer:
			err = fault.ErrForbidden
		case !declared:
			err = ErrDecided
		}
	}
	return to, err
}

// contributionActs are what somebody may do with a contribution, given a note.
func contributionActs(g Given, w Who) []api.ContributionAct {
	acts := []api.ContributionAct{}
	for _, act := range []api.ContributionAct{api.ContributionActConfirm, api.ContributionActDispute, api.ContributionActVoid, api.ContributionActWithdraw} {
		if _, err := CanMove(act, g, true, w); err == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// CheckGift checks what the shape of a contribution does not tell.
func CheckGift(d api.ContributionDraft, w Who, household bool) error {
	on := func(field string) error { return ErrContribution.On(field, ErrContribution.Code) }
	forOther := d.Giver != nil
	switch {
	case (d.Value == nil) != (d.ValueRule == nil), d.Value != nil && d.Kind == api.ContributionKindMoney:
		return on("value")
	case d.Parcel != nil && d.Kind != api.ContributionKindLand, d.Parcel == nil && d.Kind == api.ContributionKindLand:
		return on("parcel")
	case forOther && !w.Manages && !w.Heads:
		return fault.ErrForbidden
	case d.HouseholdID != nil && !forOther:
		return on("household_id")
	case api.Value(d.PaperWitnesses) > 0 && (!forOther || !w.Manages):
		return on("paper_witnesses")
	case api.Value(d.PaperWitnesses) > 0 && !slices.ContainsFunc(api.Value(d.Photos), func(p api.ProjectPhotoDraft) bool { return p.Kind == api.ProjectPhotoKindPaper }):
		return on("photos")
	case d.Display == api.ContributionDisplayHousehold && d.HouseholdID == nil && (forOther || !household):
		return on("display")
	}
	return nil
}

// CanRecordMoney tells whether somebody may record money while a project is in a stage.
func CanRecordMoney(w Who, stage api.ProjectStage) error {
	switch {
	case !w.Manages:
		return fault.ErrForbidden
	case stage == closed:
		return ErrType
	}
	return nil
}

// RewardDue tells whether a reward (以奖代补) that the plan counts on may be paid out: once the effect has been rated, past G4.
func RewardDue(f Facts, stage api.ProjectStage) bool {
	return f.RewardPlanned && orderOf(stage) >= orderOf(shared)
}

// Entered is what decides over an entry of the money.
type Entered struct {
	Recorder            uuid.UUID
	RecorderChair       bool // the recorder is the chair now
	Approver            uuid.UUID
	Approved, Countered bool
	Reversed, Reversal  bool
}

// CanApprove tells whether somebody may approve an entry: the chair, or where the chair recorded it another member of the
// committee; never who recorded it.
func CanApprove(e Entered, actor uuid.UUID, w Who) error {
	switch {
	case !w.Manages, !w.Overrides && !e.RecorderChair && e.Recorder != actor:
		return fault.ErrForbidden
	case e.Recorder == actor:
		return ErrSamePerson
	case e.Approved:
		return ErrApproved
	}
	return nil
}

// CanCountersign tells whether somebody of the supervision committee may countersign an entry: once it is approved, and never
// who had a hand in it before.
func CanCountersign(e Entered, actor uuid.UUID, w Who) error {
	switch {
	case !w.Countersign:
		return fault.ErrForbidden
	case e.Recorder == actor || e.Approver == actor:
		return ErrSamePerson
	case !e.Approved:
		return ErrNotApproved
	case e.Countered:
		return ErrApproved
	}
	return nil
}

// CanReverse tells whether an entry may be reversed: once, and not one that reverses another.
func CanReverse(e Entered, w Who, stage api.ProjectStage) error {
	switch {
	case CanRecordMoney(w, stage) != nil:
		return CanRecordMoney(w, stage)
	case e.Reversed || e.Reversal:
		return ErrReversed
	}
	return nil
}

// Balance is what an entry leaves; ok is false where more would go out than there is.
func Balance(before int64, side api.FundSide, amount int64) (after int64, ok bool) {
	if side == api.FundSideOut {
		amount = -amount
	}
	return before + amount, before+amount >= 0
}

// CheckEntry checks what the shape of an entry does not tell: where money comes from, what it is paid for, and a voucher of
// every payment; a reward (以奖代补) only past G4. One that reverses another says why, and nothing else: it is the other's opposite.
func CheckEntry(d api.FundEntryDraft, stage api.ProjectStage) error {
	on := func(field string) error { return ErrEntry.On(field, ErrEntry.Code) }
	in := d.Side == api.FundSideIn
	voucher := slices.ContainsFunc(api.Value(d.Photos), func(p api.ProjectPhotoDraft) bool { return p.Kind == api.ProjectPhotoKindVoucher })
	switch {
	case d.Reverses != nil && d.Note == nil:
		return on("note")
	case d.Reverses != nil:
		return nil
	case in != (d.Source != nil), d.Source != nil && *d.Source == api.FundSourceLabour:
		return on("source")
	case in && *d.Source == api.FundSourceReward && orderOf(stage) < orderOf(shared):
		return ErrRewardEarly.On("source", ErrRewardEarly.Code)
	case in == (d.Kind != nil):
		return on("kind")
	case !in && !voucher:
		return on("photos")
	case d.ContributionID != nil && !in:
		return on("contribution_id")
	}
	return nil
}
