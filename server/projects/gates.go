package projects

import (
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
)

// Missing is one thing that a gate lacks. Have and Need say how much, where it is a number.
type Missing struct {
	Code    api.GateMissingCode   `json:"code"`
	Have    int                   `json:"have,omitempty"`
	Need    int                   `json:"need,omitempty"`
	Adds    api.ProjectRecordType `json:"adds,omitempty"` // the record that would add it
	About   string                `json:"about,omitempty"`
	Subject uuid.UUID             `json:"subject,omitzero"`
}

// Named is a thing with its name.
type Named struct {
	ID   uuid.UUID
	Name string
}

// Decided is a vote that a project leans on.
type Decided struct {
	Passed     bool // more than its rule asks
	Settled    bool // counted, and no longer provisional
	Advisory   bool
	Ruled      bool // the law has a rule for its matter
	Closed     bool // counted, whatever came out
	Conclusion bool // was written
	Assembly   bool // of residents, villagers or their representatives
}

// Counts tells whether a vote is enough for a gate: passed under the right rule and settled; an advisory one only where no
// rule of the law applies, closed and with its conclusion in words.
func (d Decided) Counts() bool {
	if d.Advisory {
		return !d.Ruled && d.Closed && d.Conclusion
	}
	return d.Passed && d.Settled
}

// Point is a photo point and what was photographed there.
type Point struct {
	Named
	Before, After bool
}

// Change is a change order with what it costs more, in fen.
type Change struct {
	Named
	Delta     int64
	Consented bool
}

// SurveyFacts are what a survey about a project has come to. It can always be answered in the app.
type SurveyFacts struct {
	ID            uuid.UUID
	OpenedOn      time.Time
	ClosedOn      time.Time // zero while it is open
	Paper         bool
	Answers       int // counted
	Needed        int // of those asked
	Note          bool
	ResultsPublic bool
}

// Facts are what the gates need to know of a project.
type Facts struct {
	Path  api.ProjectPath
	Today time.Time // midnight in China

	Proposal                      bool // it came from one
	ProposalAccepted              bool
	ProposalAuthor                bool // is verified, or a paper source is named
	ProposalPlace, ProposalReason bool

	Needs, Deliberations, Options int
	ResidentsMet                  bool // a resident outside the committee was at one
	Plan                          bool
	PlanSum, Estimate             int64
	MoneyPlanned                  bool // a line of the plan is money
	RewardPlanned                 bool // a line of the plan is a reward (以奖代补)
	Reviewed                      bool // by the party organisation
	Decisions                     []Decided
	Publicity                     bool
	PublicityFrom                 time.Time // the earliest start that still runs or ran to its end
	Objections                    []Named   // without a reply
	Unsigned                      []Named   // must agree and have not
	Consents                      int       // written, in force
	ConsentsNeeded                bool      // an option takes land or private parts, and nobody is named who must agree

	Accepted, AcceptanceThere bool
	AcceptanceID              uuid.UUID
	AcceptanceSigners         int
	Points                    []Point
	Undecided                 []Named // contributions only declared
	Entries                   int
	Unapproved, Unsealed      []Named // entries not approved, not countersigned
	Changes                   []Change
	Faults                    []Named // quality issues not found right again

	Stewardship         bool
	StewardshipID       uuid.UUID
	Assets              int       // of the plan, and those that are on the community's list
	AssetsWithout       []Named   // without a custodian
	CoveredTo           time.Time // by a contract or by rosters
	Surveys             []SurveyFacts
	Late                []Named // to be put right, and their day is over
	Ratings             int
	Story, Archive      bool
	StoryID             uuid.UUID
	StorySigners        int
	ArchiveNeedsNewOnes bool // something was added since it was built
	newest              *api.ProjectArchive
}

// list collects what is missing.
type list []Missing

func (l *list) unless(ok bool, m Missing) {
	if !ok {
		*l = append(*l, m)
	}
}

func (l *list) each(code api.GateMissingCode, adds api.ProjectRecordType, all []Named) {
	for _, n := range all {
		*l = append(*l, Missing{Code: code, Adds: adds, About: n.Name, Subject: n.ID})
	}
}

// MissingAt gives what a gate lacks; nothing where it may be passed.
func MissingAt(g api.ProjectGate, f Facts) []Missing {
	full := map[api.ProjectGate]func(Facts) list{api.ProjectGateG0: g0, api.ProjectGateG1: g1, api.ProjectGateG2: g2, api.ProjectGateG3: g3,
		api.ProjectGateG4: g4, api.ProjectGateG5: g5}
	light := map[api.ProjectGate]func(Facts) list{api.ProjectGateG0: g0, api.ProjectGateG1: light1, api.ProjectGateG2: light2,
		api.ProjectGateG3: light3, api.ProjectGateG4: light4, api.ProjectGateG5: light5}
	if f.Path == api.ProjectPathLight {
		return light[g](f)
	}
	return full[g](f)
}

// g0: a proposal that the committee has accepted, by somebody verified or from a named paper source, with a place and a reason.
func g0(f Facts) (l list) {
	l.unless(f.ProposalAccepted, Missing{Code: api.GateMissingCodeProposalAccepted})
	l.unless(f.ProposalAuthor, Missing{Code: api.GateMissingCodeProposalSource})
	l.unless(f.ProposalPlace, Missing{Code: api.GateMissingCodeProposalPlace})
	l.unless(f.ProposalReason, Missing{Code: api.GateMissingCodeProposalReason})
	return l
}

// g1: deliberated with residents, an option, a plan that adds up, studied by the party organisation where an assembly decides,
// decided, shown for seven days with every objection answered, and consented to by whoever owns what is touched.
func g1(f Facts) (l list) {
	l.unless(f.Proposal || f.Needs > 0, Missing{Code: api.GateMissingCodeNeed, Adds: api.ProjectRecordTypeNeed})
	l.unless(f.Deliberations > 0, Missing{Code: api.GateMissingCodeDeliberation, Adds: api.ProjectRecordTypeDeliberation})
	l.unless(f.Deliberations == 0 || f.ResidentsMet, Missing{Code: api.GateMissingCodeResidentAttendee, Adds: api.ProjectRecordTypeDeliberation})
	l.unless(f.Options > 0, Missing{Code: api.GateMissingCodeOption, Adds: api.ProjectRecordTypeOption})
	l.plan(f)
	l.decided(f)
	l.published(f)
	l.each(api.GateMissingCodeSignoff, api.ProjectRecordTypeSignoff, f.Unsigned)
	l.unless(!f.ConsentsNeeded, Missing{Code: api.GateMissingCodeSignoff, Adds: api.ProjectRecordTypeStakeholder})
	return l
}

func (l *list) plan(f Facts) {
	l.unless(f.Plan, Missing{Code: api.GateMissingCodeFundingPlan, Adds: api.ProjectRecordTypeFundingPlan})
	l.unless(!f.Plan || f.PlanSum == f.Estimate, Missing{Code: api.GateMissingCodePlanSum, Adds: api.ProjectRecordTypeFundingPlan})
}

func (l *list) decided(f Facts) {
	counts, assembly, settled := false, false, true
	for _, d := range f.Decisions {
		counts, assembly = counts || d.Counts(), assembly || d.Assembly
		settled = settled && (d.Advisory || d.Settled)
	}
	l.unless(!assembly || f.Reviewed, Missing{Code: api.GateMissingCodePartyReview, Adds: api.ProjectRecordTypePartyReview})
	switch {
	case counts:
	case len(f.Decisions) > 0 && !settled:
		l.unless(false, Missing{Code: api.GateMissingCodeDecisionFinal})
	default:
		l.unless(false, Missing{Code: api.GateMissingCodeDecision, Adds: api.ProjectRecordTypeDecision})
	}
}

func (l *list) published(f Facts) {
	l.unless(f.Publicity, Missing{Code: api.GateMissingCodePublicity, Adds: api.ProjectRecordTypePublicity})
	if f.Publicity {
		days := china.DaysBetween(f.PublicityFrom, f.Today)
		l.unless(days >= publicityDays, Missing{Code: api.GateMissingCodePublicityDays, Have: days, Need: publicityDays})
	}
	l.each(api.GateMissingCodeObjectionReply, api.ProjectRecordTypeObjectionReply, f.Objections)
}

// g2: accepted, with two households that stand by it; a picture before and after at each fixed point; every contribution
// decided or disputed with its note; the money approved and countersigned; larger changes consented to anew; what was found
// bad found right again.
func g2(f Facts) (l list) {
	l.unless(f.Accepted, Missing{Code: api.GateMissingCodeAcceptance, Adds: api.ProjectRecordTypeAcceptance})
	if f.AcceptanceThere {
		l.unless(f.AcceptanceSigners >= signersAsked, Missing{Code: api.GateMissingCodeAcceptanceSignatures, Have: f.AcceptanceSigners,
			Need: signersAsked, Subject: f.AcceptanceID})
	}
	l.pictures(f)
	l.each(api.GateMissingCodeContributionOpen, "", f.Undecided)
	l.money(f)
	for _, n := range Unconsented(f.Changes, f.Estimate) {
		l.unless(false, Missing{Code: api.GateMissingCodeReconsent, Adds: api.ProjectRecordTypeReconsent, About: n.Name, Subject: n.ID})
	}
	l.each(api.GateMissingCodeQualityRecheck, api.ProjectRecordTypeQualityRecheck, f.Faults)
	return l
}

func (l *list) pictures(f Facts) {
	l.unless(len(f.Points) > 0, Missing{Code: api.GateMissingCodePhotoPoint, Adds: api.ProjectRecordTypePhotoPoint})
	for _, p := range f.Points {
		l.unless(p.Before, Missing{Code: api.GateMissingCodePhotoBefore, Adds: api.ProjectRecordTypeProgress, About: p.Name, Subject: p.ID})
		l.unless(p.After, Missing{Code: api.GateMissingCodePhotoAfter, Adds: api.ProjectRecordTypeProgress, About: p.Name, Subject: p.ID})
	}
}

func (l *list) money(f Facts) {
	l.unless(f.Entries > 0 || !f.MoneyPlanned, Missing{Code: api.GateMissingCodeAccountEmpty})
	l.each(api.GateMissingCodeFundApproval, "", f.Unapproved)
	l.each(api.GateMissingCodeFundCountersign, "", f.Unsealed)
}

// Unconsented are the changes that take consent anew and have none: in their order, each that costs more than a tenth of the
// estimate by itself or together with those before it that nobody has consented to.
func Unconsented(all []Change, estimate int64) (open []Named) {
	var loose int64
	for _, c := range all {
		if c.Consented {
			continue
		}
		loose += c.Delta
		if 10*c.Delta > estimate || 10*loose > estimate && c.Delta > 0 {
			open = append(open, c.Named)
		}
	}
	return open
}

// g3: a plan of who looks after it, a custodian for everything, and the next ninety days covered.
func g3(f Facts) (l list) {
	l.unless(f.Stewardship, Missing{Code: api.GateMissingCodeStewardshipPlan, Adds: api.ProjectRecordTypeStewardshipPlan})
	l.each(api.GateMissingCodeCustodian, api.ProjectRecordTypeStewardshipPlan, f.AssetsWithout)
	l.unless(f.Assets > 0 || !f.Stewardship, Missing{Code: api.GateMissingCodeCustodian, Adds: api.ProjectRecordTypeStewardshipPlan})
	covered := china.DaysBetween(f.Today, f.CoveredTo)
	l.unless(covered >= coveredDays, Missing{Code: api.GateMissingCodeRoster, Have: covered, Need: coveredDays})
	return l
}

// lacks is what a survey is short of: open for seven days, on paper too, answered by as many as are needed or with a note why
// not, and its results public.
func (s SurveyFacts) lacks(today time.Time) (l list) {
	end := s.ClosedOn
	if end.IsZero() {
		end = today
	}
	days := china.DaysBetween(s.OpenedOn, end)
	l.unless(days >= publicityDays, Missing{Code: api.GateMissingCodeSurveyDays, Have: days, Need: publicityDays, Subject: s.ID})
	l.unless(s.Paper, Missing{Code: api.GateMissingCodeSurveyChannels, Subject: s.ID})
	l.unless(!s.ResultsPublic || s.Answers >= s.Needed || s.Note, Missing{Code: api.GateMissingCodeSurveyAnswers, Have: s.Answers, Need: s.Needed, Subject: s.ID})
	l.unless(s.ResultsPublic, Missing{Code: api.GateMissingCodeSurveyResults, Subject: s.ID})
	return l
}

// g4: a survey that lacks nothing, and each thing to put right closed or its day to come. Of several surveys the one that
// lacks least is looked at.
func g4(f Facts) (l list) {
	l.unless(len(f.Surveys) > 0, Missing{Code: api.GateMissingCodeSurvey})
	for i, s := range f.Surveys {
		if lacks := s.lacks(f.Today); i == 0 || len(lacks) < len(l) {
			l = lacks
		}
	}
	l.each(api.GateMissingCodeRectification, "", f.Late)
	return l
}

// g5: the story, with a resident who took part standing by it, and the archive.
func g5(f Facts) (l list) {
	l.unless(f.Story, Missing{Code: api.GateMissingCodeCaseStory, Adds: api.ProjectRecordTypeCaseStory})
	l.unless(!f.Story || f.StorySigners > 0, Missing{Code: api.GateMissingCodeCaseSignature, Have: f.StorySigners, Need: 1, Subject: f.StoryID})
	l.unless(f.Archive && !f.ArchiveNeedsNewOnes, Missing{Code: api.GateMissingCodeArchive})
	return l
}
