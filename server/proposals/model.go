package proposals

import (
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/numbers"
)

// Proposal is one need or idea. Number is given by the database.
type Proposal struct {
	ID           uuid.UUID
	Number       int64 `gorm:"->"`
	CommunityID  uuid.UUID
	AuthorID     *uuid.UUID // none once the account is deleted
	Party        api.ProposalParty
	Named        bool
	Title        string
	Text         string
	Area         api.ProgrammeAreaCode
	Dimensions   dimensions
	Lat, Lon     *float64
	Accuracy     *int
	SpotX, SpotY *int
	PlaceWords   string
	Source       api.ProposalSource
	State        api.ProposalState
	ProposedAt   time.Time
	DueAt        time.Time // of the reply
	MergedInto   *uuid.UUID
	ReportID     *uuid.UUID
	HiddenAt     *time.Time
	HiddenBy     *uuid.UUID
	HiddenReason *api.ModerationReason
	HiddenNote   string
}

// TableName is proposals.
func (Proposal) TableName() string { return "proposals" }

// Number shows the n-th proposal as "P-00AK7-X".
func Number(n int64) string { return numbers.Say("P", n) }

// event is one line of a proposal's timeline. It is never changed.
type event struct {
	ID         uuid.UUID
	ProposalID uuid.UUID
	Act        api.ProposalAct
	At         time.Time
	Party      api.ProposalParty
	ActorID    *uuid.UUID
	Note       string
	OtherID    *uuid.UUID
	ReportID   *uuid.UUID
	Persons    *int
	Reason     *api.ModerationReason
}

// TableName is proposal_events.
func (event) TableName() string { return "proposal_events" }

// photo ties a photo to a proposal.
type photo struct {
	MediaID    uuid.UUID
	ProposalID uuid.UUID
	Position   int
}

// TableName is proposal_photos.
func (photo) TableName() string { return "proposal_photos" }

// Opinion is what somebody says about a proposal, or an answer to that.
type Opinion struct {
	ID           uuid.UUID
	ProposalID   uuid.UUID
	CommunityID  uuid.UUID
	AnswersID    *uuid.UUID
	AuthorID     *uuid.UUID
	Party        api.ProposalParty
	Named        bool
	Stance       *api.Stance
	Text         string
	State        api.OpinionState
	At           time.Time
	HiddenAt     *time.Time
	HiddenBy     *uuid.UUID
	HiddenReason *api.ModerationReason
	HiddenNote   string
}

// TableName is proposal_opinions.
func (Opinion) TableName() string { return "proposal_opinions" }

// delta is a change of a proposal's counts that is not folded yet.
type delta struct {
	ID          int64 `gorm:"->"`
	ProposalID  uuid.UUID
	Persons     int
	Households  int
	SaidFor     int
	SaidAgainst int
	SaidConcern int
}

// TableName is proposal_deltas.
func (delta) TableName() string { return "proposal_deltas" }

// line is a proposal as lists need it; Text is cut to its beginning.
type line struct {
	ID            uuid.UUID
	Number        int64
	AuthorID      *uuid.UUID
	Title         string
	Text          string
	Area          api.ProgrammeAreaCode
	State         api.ProposalState
	ProposedAt    time.Time
	DueAt         time.Time
	CoverID       *uuid.UUID
	Width, Height *int
	Persons       int
	Households    int
	Opinions      int
	Supported     bool // by the caller
	Wanted        int  // persons as far as they are folded: the place in the order "wanted"
}

// page is a list with the mark of where it goes on; the mark is empty at the end.
type page struct {
	lines []line
	next  string
	actor uuid.UUID
	now   time.Time
}

// is tells whether an optional id is the one of somebody who is signed in.
func is(id *uuid.UUID, somebody uuid.UUID) bool {
	return id != nil && somebody != uuid.Nil && *id == somebody
}
