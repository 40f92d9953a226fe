package reports

import (
	"time"

	"wugong/api"
	"wugong/server/fault"
)

// What can be said against filing or moving a report.
var (
	ErrNotFound      = fault.New(fault.NotFound, api.ProblemCodeReportNotFound)
	ErrChanged       = fault.New(fault.Conflict, api.ProblemCodeReportChangedMeanwhile)
	ErrClass         = fault.New(fault.Unprocessable, api.ProblemCodeReportClassUnknown)
	ErrPhotos        = fault.New(fault.Unprocessable, api.ProblemCodeReportPhotosMissing)
	ErrPlace         = fault.New(fault.Unprocessable, api.ProblemCodeReportPlaceMissing)
	ErrFar           = fault.New(fault.Unprocessable, api.ProblemCodeReportPlaceFar)
	ErrMemberOnly    = fault.New(fault.Forbidden, api.ProblemCodeMemberOnly)
	ErrNotAllowed    = fault.New(fault.Forbidden, api.ProblemCodeMoveNotAllowed)
	ErrNotNow        = fault.New(fault.Conflict, api.ProblemCodeMoveNotNow)
	ErrReopenLimit   = fault.New(fault.Conflict, api.ProblemCodeReopenLimit)
	ErrWindowOver    = fault.New(fault.Conflict, api.ProblemCodeConfirmWindowOver)
	ErrUnsuitable    = fault.New(fault.Unprocessable, api.ProblemCodeAssigneeUnsuitable)
	errNeedsNote     = needs(api.ProblemCodeMoveNeedsNote, "note")
	errNeedsReason   = needs(api.ProblemCodeMoveNeedsReason, "reason")
	errNeedsPhoto    = needs(api.ProblemCodeMoveNeedsPhoto, "photo_ids")
	errNeedsAssignee = needs(api.ProblemCodeMoveNeedsAssignee, "assignee")
	errNeedsAudience = needs(api.ProblemCodeMoveNeedsAudience, "photo_audience")
	errNeedsCase     = needs(api.ProblemCodeMoveNeedsCaseNumber, "case_number")
)

func needs(code api.ProblemCode, field string) *fault.Fault {
	return fault.New(fault.Unprocessable, code).On(field, code)
}

// Party is what somebody is to a report; one person may be several at once.
type Party uint8

// The parties.
const (
	Reporter  Party = 1 << iota // filed it
	Committee                   // manages the reports of the community
	Grid                        // grid worker of the reporter's building
	Assignee                    // is to do the work
	Neighbour                   // verified resident or building head
	System                      // the server's own clock
)

type (
	move struct {
		from api.ReportState
		act  api.ReportAct
	}
	step struct {
		to    api.ReportState
		by    Party
		needs []need
	}
	need uint8
)

const (
	aNote need = iota
	aReason
	aPhoto
	anAssignee
	anAudience
	aCaseNumber
)

const staff, workers = Committee | Grid, Committee | Assignee

var (
	toAssign   = step{api.ReportStateAssigned, Committee, []need{anAssignee}}
	toStart    = step{api.ReportStateInProgress, workers, nil}
	toHandOver = step{api.ReportStateWaitingExternal, Committee, []need{aCaseNumber}}
	toResolve  = step{api.ReportStateResolved, workers, []need{aPhoto, aNote}}
)

// moves is the whole life of a report: from where, by which act, to where, who may, and what it takes.
var moves = map[move]step{
	{api.ReportStateSubmitted, api.ReportActAccept}:        {api.ReportStateAccepted, staff, []need{anAudience}},
	{api.ReportStateSubmitted, api.ReportActReject}:        {api.ReportStateRejected, staff, []need{aReason, aNote}},
	{api.ReportStateRejected, api.ReportActObject}:         {api.ReportStateSubmitted, Reporter, nil},
	{api.ReportStateAccepted, api.ReportActAssign}:         toAssign,
	{api.ReportStateAccepted, api.ReportActHandOver}:       toHandOver,
	{api.ReportStateAssigned, api.ReportActAssign}:         toAssign,
	{api.ReportStateAssigned, api.ReportActStart}:          toStart,
	{api.ReportStateAssigned, api.ReportActResolve}:        toResolve,
	{api.ReportStateAssigned, api.ReportActHandOver}:       toHandOver,
	{api.ReportStateInProgress, api.ReportActAssign}:       toAssign,
	{api.ReportStateInProgress, api.ReportActResolve}:      toResolve,
	{api.ReportStateInProgress, api.ReportActHandOver}:     toHandOver,
	{api.ReportStateWaitingExternal, api.ReportActResume}:  {api.ReportStateInProgress, Committee, nil},
	{api.ReportStateWaitingExternal, api.ReportActResolve}: {api.ReportStateResolved, Committee, []need{aPhoto, aNote}},
	{api.ReportStateResolved, api.ReportActVerify}:         {api.ReportStateVerified, Reporter | Neighbour, nil},
	{api.ReportStateResolved, api.ReportActReopen}:         {api.ReportStateReopened, Reporter | Neighbour, nil},
	{api.ReportStateResolved, api.ReportActClose}:          {api.ReportStateClosed, System, nil},
	{api.ReportStateVerified, api.ReportActClose}:          {api.ReportStateClosed, System, nil},
	{api.ReportStateReopened, api.ReportActAssign}:         toAssign,
	{api.ReportStateReopened, api.ReportActStart}:          toStart,
	{api.ReportStateReopened, api.ReportActHandOver}:       toHandOver,
}

// inOrder are the acts as a page offers them.
var inOrder = []api.ReportAct{
	api.ReportActAccept, api.ReportActReject, api.ReportActObject, api.ReportActAssign, api.ReportActStart,
	api.ReportActResolve, api.ReportActHandOver, api.ReportActResume, api.ReportActVerify, api.ReportActReopen,
}

const (
	reporterAlone = 5 * 24 * time.Hour // after that, a neighbour may answer too
	closesAfter   = 7 * 24 * time.Hour // unanswered
	verifiedFor   = 24 * time.Hour     // then a confirmed report is closed
	mostReopened  = 2
)

// Facts are what the rules need to know of a report and of who asks.
type Facts struct {
	State      api.ReportState
	Parties    Party
	Watches    bool // may see reports as staff do, without acting
	Objected   bool
	Reopened   int
	ResolvedAt time.Time
	VerifiedAt time.Time
	Resolver   bool // the caller said that it is resolved
}

// Next tells what an act leads to and as which party the caller does it, or why it cannot be.
func Next(act api.ReportAct, f Facts, now time.Time) (step, Party, error) {
	s, known := moves[move{f.State, act}]
	answer := act == api.ReportActVerify || act == api.ReportActReopen
	switch {
	case !known && answer && f.State == api.ReportStateClosed:
		return step{}, 0, ErrWindowOver
	case !known:
		return step{}, 0, ErrNotNow
	}
	as := s.by & f.Parties
	if as == 0 || answer && f.Resolver {
		return step{}, 0, ErrNotAllowed
	}
	return s, as, f.inTime(act, as, now)
}

// inTime looks at the clock and at what may be done only so often.
func (f Facts) inTime(act api.ReportAct, as Party, now time.Time) error {
	since := now.Sub(f.ResolvedAt)
	switch act {
	case api.ReportActObject:
		if f.Objected {
			return ErrNotNow
		}
	case api.ReportActVerify, api.ReportActReopen:
		switch {
		case since > closesAfter:
			return ErrWindowOver
		case as&Reporter == 0 && since <= reporterAlone:
			return ErrNotNow
		case act == api.ReportActReopen && f.Reopened >= mostReopened:
			return ErrReopenLimit
		}
	case api.ReportActClose:
		if f.State == api.ReportStateResolved && since <= closesAfter ||
			f.State == api.ReportStateVerified && now.Sub(f.VerifiedAt) < verifiedFor {
			return ErrNotNow
		}
	}
	return nil
}

// Acts are what the caller may do now.
func Acts(f Facts, now time.Time) []api.ReportAct {
	acts := []api.ReportAct{}
	for _, act := range inOrder {
		if _, _, err := Next(act, f, now); err == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// Given is what came with an act.
type Given struct {
	Note, Reason, Photo, Assignee, Audience, CaseNumber bool
}

// Missing names the first thing that a step takes and that was not given.
func (s step) Missing(g Given) error {
	for _, n := range s.needs {
		switch {
		case n == aNote && !g.Note:
			return errNeedsNote
		case n == aReason && !g.Reason:
			return errNeedsReason
		case n == aPhoto && !g.Photo:
			return errNeedsPhoto
		case n == anAssignee && !g.Assignee:
			return errNeedsAssignee
		case n == anAudience && !g.Audience:
			return errNeedsAudience
		case n == aCaseNumber && !g.CaseNumber:
			return errNeedsCase
		}
	}
	return nil
}

// Suits says whether such an assignee may be given a matter: law enforcement and danger go to a department or to
// the town, never to neighbours, and not to the property company either.
func Suits(department bool, kind api.AssigneeKind) error {
	if department && kind != api.AssigneeKindDepartment && kind != api.AssigneeKindTown {
		return ErrUnsuitable.On("assignee", ErrUnsuitable.Code)
	}
	return nil
}

// Filer is what is known about somebody who files a report.
type Filer struct {
	Member    bool // of the community, verified or not yet
	Staff     bool // holds an office in it
	Assisting bool // staff or building head: may file for somebody without a phone
}

// CanFile says whether somebody may file a report of such a class, for themselves or on behalf.
func CanFile(f Filer, hidden, onBehalf bool) error {
	switch {
	case !f.Member && !f.Staff:
		return ErrMemberOnly
	case onBehalf && !f.Assisting:
		return fault.ErrForbidden.On("on_behalf", fault.ErrForbidden.Code)
	case hidden && !f.Staff:
		return ErrClass.On("class", ErrClass.Code)
	}
	return nil
}

// Sight is how much of a report somebody sees.
type Sight uint8

// The sights, from nothing to what staff and the reporter see.
const (
	Nothing Sight = iota
	AsPublic
	AsReporter
	AsStaff
)

// SightOf decides it. Nobody ever sees who the reporter is.
func SightOf(f Facts) Sight {
	switch {
	case f.Watches || f.Parties&(Committee|Grid|Assignee) != 0:
		return AsStaff
	case f.Parties&Reporter != 0:
		return AsReporter
	case f.State != api.ReportStateSubmitted && f.State != api.ReportStateRejected:
		return AsPublic
	}
	return Nothing
}
