package projects

import (
	"slices"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

// Why something about a project is refused.
var (
	ErrNotFound       = fault.New(fault.NotFound, api.ProblemCodeProjectNotFound)
	ErrChanged        = fault.New(fault.Conflict, api.ProblemCodeProjectChangedMeanwhile)
	ErrExists         = fault.New(fault.Conflict, api.ProblemCodeProjectExists)
	ErrUnready        = fault.New(fault.Conflict, api.ProblemCodeProjectProposalUnready)
	ErrLight          = fault.New(fault.Unprocessable, api.ProblemCodeProjectLightUnfit)
	ErrGateMissing    = fault.New(fault.Conflict, api.ProblemCodeGateMissing)
	ErrGateNotNow     = fault.New(fault.Conflict, api.ProblemCodeGateNotNow)
	ErrNoRecord       = fault.New(fault.NotFound, api.ProblemCodeRecordNotFound)
	ErrType           = fault.New(fault.Conflict, api.ProblemCodeRecordTypeUnfit)
	ErrBody           = fault.New(fault.Unprocessable, api.ProblemCodeRecordBodyUnfit)
	ErrSuperseded     = fault.New(fault.Conflict, api.ProblemCodeRecordSuperseded)
	ErrSupersede      = fault.New(fault.Unprocessable, api.ProblemCodeRecordSupersedeUnfit)
	ErrReason         = fault.New(fault.Unprocessable, api.ProblemCodeRecordReason)
	ErrReference      = fault.New(fault.Unprocessable, api.ProblemCodeRecordReference)
	ErrDate           = fault.New(fault.Unprocessable, api.ProblemCodeRecordDate)
	ErrSum            = fault.New(fault.Unprocessable, api.ProblemCodeRecordSum)
	ErrPhoto          = fault.New(fault.Unprocessable, api.ProblemCodeRecordPhotoUnfit)
	ErrRated          = fault.New(fault.Conflict, api.ProblemCodeRecordRated)
	ErrSign           = fault.New(fault.Conflict, api.ProblemCodeRecordSignUnfit)
	ErrSignCommittee  = fault.New(fault.Forbidden, api.ProblemCodeRecordSignCommittee)
	ErrSignPart       = fault.New(fault.Forbidden, api.ProblemCodeRecordSignPart)
	ErrNoContribution = fault.New(fault.NotFound, api.ProblemCodeContributionNotFound)
	ErrDecided        = fault.New(fault.Conflict, api.ProblemCodeContributionDecided)
	ErrOwn            = fault.New(fault.Forbidden, api.ProblemCodeContributionOwn)
	ErrWitnessed      = fault.New(fault.Conflict, api.ProblemCodeContributionWitnessed)
	ErrWitnesses      = fault.New(fault.Conflict, api.ProblemCodeContributionWitnesses)
	ErrNote           = fault.New(fault.Unprocessable, api.ProblemCodeContributionNote)
	ErrContribution   = fault.New(fault.Unprocessable, api.ProblemCodeContributionUnfit)
	ErrNoEntry        = fault.New(fault.NotFound, api.ProblemCodeFundEntryNotFound)
	ErrShort          = fault.New(fault.Conflict, api.ProblemCodeFundShort)
	ErrSamePerson     = fault.New(fault.Forbidden, api.ProblemCodeFundSamePerson)
	ErrApproved       = fault.New(fault.Conflict, api.ProblemCodeFundApproved)
	ErrNotApproved    = fault.New(fault.Conflict, api.ProblemCodeFundNotApproved)
	ErrReversed       = fault.New(fault.Conflict, api.ProblemCodeFundReversed)
	ErrEntry          = fault.New(fault.Unprocessable, api.ProblemCodeFundUnfit)
	ErrRewardEarly    = fault.New(fault.Conflict, api.ProblemCodeFundRewardEarly)
	ErrNoArchive      = fault.New(fault.NotFound, api.ProblemCodeArchiveNotFound)
	ErrReuse          = fault.New(fault.Conflict, api.ProblemCodeReuseUnfit)
	ErrMany           = fault.New(fault.TooMany, api.ProblemCodeTooManyRequests)
)

const (
	lightLimit     = 2_000_000 // fen: the light path is for small matters; 20,000 yuan until a place says otherwise
	publicityDays  = 7
	witnessesAsked = 2
	signersAsked   = 2
	ratingsAsked   = 3
	coveredDays    = 90
	perDay         = 100 // records, contributions and entries of one person a day
)

// Stages in their order.
var stages = []api.ProjectStage{api.ProjectStagePlan, api.ProjectStageBuild, api.ProjectStageManage, api.ProjectStageEvaluate,
	api.ProjectStageShare, api.ProjectStageClosed}

// gates in their order; the gate at i leads out of stage i-1 into stage i. G0 leads into the first.
var gates = []api.ProjectGate{api.ProjectGateG0, api.ProjectGateG1, api.ProjectGateG2, api.ProjectGateG3, api.ProjectGateG4, api.ProjectGateG5}

func orderOf(s api.ProjectStage) int { return slices.Index(stages, s) }

// NextGate is the gate out of a stage; ok is false where the project is closed.
func NextGate(s api.ProjectStage) (g api.ProjectGate, to api.ProjectStage, ok bool) {
	i := orderOf(s) + 1
	if i <= 0 || i >= len(stages) {
		return "", "", false
	}
	return gates[i], stages[i], true
}

// Who is what a person is to a project.
type Who struct {
	Reads       bool // what is for the community
	Manages     bool // belongs to the committee
	Overrides   bool // is its chair
	TakesPart   bool // is a verified resident
	Declares    bool
	Advises     bool // is an expert
	Cares       bool // is the property company
	Reviews     bool // is of the party branch
	Watches     bool // party branch, supervision committee, town
	Countersign bool // is of the supervision committee
	Archives    bool // sees archives
	Heads       bool // enters for others: building head, grid worker
}

// Staff tells whether somebody sees what is for staff.
func (w Who) Staff() bool { return w.Manages || w.Countersign || w.Watches }

// Actors is in whose name somebody writes.
func (w Who) Actors() api.Actors {
	switch {
	case w.Manages:
		return api.ActorsCommittee
	case w.Advises || w.Cares:
		return api.ActorsSociety
	case w.TakesPart || w.Heads:
		return api.ActorsResidents
	}
	return api.ActorsGovernment
}

// kind is what holds for a type of record.
type kind struct {
	stage      api.ProjectStage // it belongs to
	from, to   api.ProjectStage // it may be written while the project is there
	visibility api.ProjectVisibility
	by         func(Who) bool
	path       api.ProjectPath         // "": any
	body       string                  // its part of the contract's body
	about      []api.ProjectRecordType // what it must be about; none: about nothing
	signs      int                     // households asked to stand by it
	once       bool                    // one in force at a time: a second one supersedes the first
}

func committee(w Who) bool   { return w.Manages }
func anybody(w Who) bool     { return w.TakesPart || w.Manages || w.Heads }
func residents(w Who) bool   { return w.TakesPart }
func experts(w Who) bool     { return w.Manages || w.Advises }
func everybody(w Who) bool   { return w.TakesPart || w.Manages || w.Advises || w.Cares }
func branch(w Who) bool      { return w.Reviews }
func supervision(w Who) bool { return w.Countersign }

const (
	planned   = api.ProjectStagePlan
	built     = api.ProjectStageBuild
	managed   = api.ProjectStageManage
	evaluated = api.ProjectStageEvaluate
	shared    = api.ProjectStageShare
	closed    = api.ProjectStageClosed
	public    = api.ProjectVisibilityPublic
)

// kinds is the table of all types: domain.md §2, with when each may be written.
var kinds = map[api.ProjectRecordType]kind{
	api.ProjectRecordTypeNeed:            {stage: planned, from: planned, to: planned, visibility: public, by: anybody, body: "need"},
	api.ProjectRecordTypeDeliberation:    {stage: planned, from: planned, to: evaluated, visibility: public, by: committee, body: "deliberation"},
	api.ProjectRecordTypeDissent:         {stage: planned, from: planned, to: evaluated, visibility: public, by: residents, body: "answer", about: []api.ProjectRecordType{api.ProjectRecordTypeDeliberation}},
	api.ProjectRecordTypeOption:          {stage: planned, from: planned, to: planned, visibility: public, by: everybody, body: "option"},
	api.ProjectRecordTypeStakeholder:     {stage: planned, from: planned, to: built, visibility: public, by: committee, body: "stakeholder"},
	api.ProjectRecordTypeSignoff:         {stage: planned, from: planned, to: built, visibility: public, by: committee, body: "signoff", about: []api.ProjectRecordType{api.ProjectRecordTypeStakeholder}},
	api.ProjectRecordTypeFundingPlan:     {stage: planned, from: planned, to: planned, visibility: public, by: committee, body: "funding_plan", once: true},
	api.ProjectRecordTypeCostShare:       {stage: planned, from: planned, to: built, visibility: api.ProjectVisibilityParties, by: committee, body: "cost_share", once: true},
	api.ProjectRecordTypePartyReview:     {stage: planned, from: planned, to: built, visibility: api.ProjectVisibilityCommunity, by: branch, body: "party_review"},
	api.ProjectRecordTypeDecision:        {stage: planned, from: planned, to: built, visibility: public, by: committee, body: "decision"},
	api.ProjectRecordTypePublicity:       {stage: planned, from: planned, to: built, visibility: public, by: committee, body: "publicity"},
	api.ProjectRecordTypeObjection:       {stage: planned, from: planned, to: built, visibility: public, by: residents, body: "answer", about: []api.ProjectRecordType{api.ProjectRecordTypePublicity}},
	api.ProjectRecordTypeObjectionReply:  {stage: planned, from: planned, to: built, visibility: public, by: committee, body: "answer", about: []api.ProjectRecordType{api.ProjectRecordTypeObjection}},
	api.ProjectRecordTypeWorkPlan:        {stage: built, from: planned, to: built, visibility: public, by: committee, body: "work_plan", once: true},
	api.ProjectRecordTypePhotoPoint:      {stage: built, from: planned, to: built, visibility: public, by: everybody, body: "photo_point"},
	api.ProjectRecordTypeProgress:        {stage: built, from: built, to: managed, visibility: public, by: everybody, body: "progress"},
	api.ProjectRecordTypeQualityIssue:    {stage: built, from: built, to: managed, visibility: public, by: everybody, body: "quality_issue"},
	api.ProjectRecordTypeQualityRecheck:  {stage: built, from: built, to: closed, visibility: public, by: everybody, body: "quality_recheck", about: []api.ProjectRecordType{api.ProjectRecordTypeQualityIssue}},
	api.ProjectRecordTypeChangeOrder:     {stage: built, from: built, to: built, visibility: public, by: committee, body: "change_order"},
	api.ProjectRecordTypeReconsent:       {stage: built, from: built, to: built, visibility: public, by: committee, body: "reconsent", about: []api.ProjectRecordType{api.ProjectRecordTypeChangeOrder}},
	api.ProjectRecordTypeAcceptance:      {stage: built, from: built, to: built, visibility: public, by: everybody, body: "acceptance", signs: signersAsked, once: true},
	api.ProjectRecordTypeStewardshipPlan: {stage: managed, from: planned, to: closed, visibility: public, by: func(w Who) bool { return w.Manages || w.Cares }, body: "stewardship_plan", once: true},
	api.ProjectRecordTypeConventionLink:  {stage: managed, from: planned, to: closed, visibility: public, by: committee, body: "convention_link"},
	api.ProjectRecordTypeReviewPanel:     {stage: evaluated, from: built, to: evaluated, visibility: public, by: experts, body: "review_panel"},
	api.ProjectRecordTypeRating:          {stage: evaluated, from: managed, to: shared, visibility: public, by: residents, body: "rating", path: api.ProjectPathLight},
	api.ProjectRecordTypeCaseStory:       {stage: shared, from: evaluated, to: shared, visibility: public, by: anybody, body: "case_story", signs: 1, once: true},
	api.ProjectRecordTypeBenefit:         {stage: shared, from: managed, to: closed, visibility: public, by: committee, body: "benefit", once: true},
	api.ProjectRecordTypeOversight:       {stage: planned, from: planned, to: closed, visibility: public, by: supervision, body: "answer"},
}

// CanWrite tells whether somebody may add a record of a type now; nil where they may.
func CanWrite(t api.ProjectRecordType, w Who, stage api.ProjectStage, path api.ProjectPath) error {
	k, known := kinds[t]
	switch {
	case !known || !k.by(w):
		return fault.ErrForbidden
	case orderOf(stage) < orderOf(k.from) || orderOf(stage) > orderOf(k.to), k.path != "" && k.path != path:
		return ErrType
	}
	return nil
}

// Types are what somebody may add now, in the order of the contract.
func Types(w Who, stage api.ProjectStage, path api.ProjectPath) []api.ProjectRecordType {
	may := []api.ProjectRecordType{}
	for t := range kinds {
		if CanWrite(t, w, stage, path) == nil {
			may = append(may, t)
		}
	}
	slices.Sort(may)
	return may
}

// Sight is what decides who sees a record.
type Sight struct {
	Visibility api.ProjectVisibility
	Author     bool
	Party      bool // is named in it
}

// CanSee tells whether a record exists for somebody.
func CanSee(s Sight, w Who) bool {
	switch s.Visibility {
	case api.ProjectVisibilityPublic:
		return true
	case api.ProjectVisibilityCommunity:
		return w.Reads || w.Staff() || s.Author
	case api.ProjectVisibilityParties:
		return s.Party || w.Staff() || s.Author
	}
	return w.Staff()
}

// CanSupersede tells whether somebody may write what takes a record's place: its author, and for the committee any member.
// What a resident wrote, nobody else puts right.
func CanSupersede(author bool, by api.Actors, inForce bool, w Who) error {
	switch {
	case !inForce:
		return ErrSuperseded
	case author, w.Manages && by == api.ActorsCommittee:
		return nil
	}
	return fault.ErrForbidden
}

// CanSign tells whether somebody may stand by a record: an acceptance any resident, a case story one who has taken part;
// never somebody of the committee, whose own work it is.
func CanSign(t api.ProjectRecordType, inForce, passed, tookPart bool, w Who) error {
	switch {
	case !w.TakesPart:
		return fault.ErrForbidden
	case w.Manages:
		return ErrSignCommittee
	case kinds[t].signs == 0 || !inForce || !passed:
		return ErrSign
	case t == api.ProjectRecordTypeCaseStory && !tookPart:
		return ErrSignPart
	}
	return nil
}

// CheckLight tells whether a matter may take the light path: little money, and nobody's land, property or purse.
func CheckLight(c api.LightConditions) error {
	switch {
	case c.Budget > lightLimit:
		return ErrLight.On("light.budget", ErrLight.Code)
	case c.Land:
		return ErrLight.On("light.land", ErrLight.Code)
	case c.CommonProperty:
		return ErrLight.On("light.common_property", ErrLight.Code)
	case c.Levy:
		return ErrLight.On("light.levy", ErrLight.Code)
	}
	return nil
}

// day is a date of the contract as the day in China.
func day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, china.Zone)
}

// NotAhead refuses a day that has not come.
func NotAhead(field string, d, now time.Time) error {
	if day(d).After(china.Midnight(now)) {
		return ErrDate.On(field, ErrDate.Code)
	}
	return nil
}
