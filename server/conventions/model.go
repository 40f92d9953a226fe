package conventions

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/china"
)

// Convention is what its versions are versions of.
type Convention struct {
	ID, CommunityID      uuid.UUID
	Kind                 api.ConventionKind
	Title                string
	CreatorID            *uuid.UUID
	CreatedAt, UpdatedAt time.Time
}

// Version is one version of a convention. Dates are midnight UTC of a day in China.
type Version struct {
	ID, ConventionID, CommunityID uuid.UUID
	Major, Minor                  int
	Kind                          api.ConventionVersionKind
	State                         api.ConventionState
	Since                         time.Time
	Until                         *time.Time // of the minimum time of the stage
	CountedFrom                   time.Time  // photos of the board count for the stage from here
	OpenedAt                      time.Time
	OpenerID                      *uuid.UUID
	Proposer                      api.ConventionProposer
	CallID                        *uuid.UUID
	Reason                        string
	Topics                        []api.ConventionTopic `gorm:"serializer:json"`
	BasedOn                       *uuid.UUID
	Revision, ShownRevision       int
	BallotID                      *uuid.UUID
	VotedRevision                 *int
	AdoptedOn                     *time.Time
	How                           *string
	PublishedAt, ShownUntil       *time.Time
	EffectiveOn, EndedOn          *time.Time
	OrderedAt                     *time.Time
	OrderReason                   *string
	Suspended                     []uuid.UUID `gorm:"serializer:json"`
	OrderedBy                     *uuid.UUID
	FilingDueAt, SentAt           *time.Time
	SentBy                        *uuid.UUID
	FiledOn                       *time.Time
	FilingNumber                  *string
	FiledBy                       *uuid.UUID
	ReturnedAt                    *time.Time
	ReturnReason                  *string
	ReturnedBy                    *uuid.UUID
}

// Number is the version's, as people say it: "1.2".
func (v Version) Number() string { return fmt.Sprintf("%d.%d", v.Major, v.Minor) }

func (v Version) filing() FilingFacts {
	return FilingFacts{Due: v.FilingDueAt, Sent: v.SentAt, Returned: v.ReturnedAt, Filed: v.FiledOn != nil}
}

func (v Version) summary(now time.Time) api.ConventionVersionSummary {
	state, overdue := FilingStateOf(v.filing(), now)
	s := api.ConventionVersionSummary{ID: v.ID, ConventionID: v.ConventionID, Number: v.Number(), Kind: v.Kind, State: v.State, Since: v.Since,
		Until: v.Until, OpenedAt: v.OpenedAt, Proposer: v.Proposer, AdoptedOn: date(v.AdoptedOn), PublishedAt: v.PublishedAt,
		EffectiveOn: date(v.EffectiveOn), EndedOn: date(v.EndedOn), BallotID: v.BallotID,
		Filing: api.ConventionFiling{State: state, DueAt: v.FilingDueAt, Overdue: overdue, SentAt: v.SentAt, FiledOn: date(v.FiledOn),
			Number: v.FilingNumber, ReturnedAt: v.ReturnedAt, Reason: v.ReturnReason}}
	if v.Reason != "" {
		s.Reason = &v.Reason
	}
	return s
}

// Revision is a text that a version had.
type Revision struct {
	VersionID    uuid.UUID
	Revision     int
	Preamble     string
	Clauses      []api.ConventionClause `gorm:"serializer:json"`
	Short        string
	Explanations []api.ConventionExplanation `gorm:"serializer:json"`
	Note         string
	LintOpen     int
	Fingerprint  []byte
	SavedBy      *uuid.UUID
	At           time.Time
	Shown        bool
}

// seal computes the fingerprint of a text: SHA-256 of the JSON of title, preamble and clauses.
func (r *Revision) seal(title string) error {
	text, err := json.Marshal(struct {
		Title    string                 `json:"title"`
		Preamble string                 `json:"preamble"`
		Clauses  []api.ConventionClause `json:"clauses"`
	}{title, r.Preamble, r.Clauses})
	sum := sha256.Sum256(text)
	r.Fingerprint = sum[:]
	return err
}

// row is a version with what its steps follow from.
type row struct {
	Version
	Title                string
	ConventionKind       api.ConventionKind
	Community, Committee string
	CommunityKind        api.CommunityKind
	Opinions, Waiting    int
	Board                bool
	Postings             int
	PartyFit, TownFit    bool
	Clauses, LintOpen    int
	Working              bool // a version of the convention is on its way
}

// facts joins a version with what somebody is to it; the vote is added by the service.
func (r row) facts(now time.Time, can func(api.Permission) bool) Facts {
	return Facts{State: r.State, Kind: r.Kind, Until: r.Until, Now: now, Board: r.Board, Waiting: r.Waiting, Clauses: r.Clauses, LintOpen: r.LintOpen,
		PartyFit: r.PartyFit, TownFit: r.TownFit, Postings: r.Postings, Filing: r.filing(), Can: can}
}

// photo is one of the media, for everybody.
type photo struct {
	ID            uuid.UUID
	Width, Height int
}

func (p photo) toAPI() api.DisclosurePhoto {
	return api.DisclosurePhoto{ID: p.ID, Width: p.Width, Height: p.Height, Audience: api.DisclosureAudiencePublic}
}

func date(t *time.Time) *openapitypes.Date {
	if t == nil {
		return nil
	}
	return &openapitypes.Date{Time: *t}
}

// onDay is the day in China of a moment, as the database keeps dates.
func onDay(t time.Time) *time.Time {
	y, m, d := t.In(china.Zone).Date()
	return new(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

func hexed(b []byte) string { return hex.EncodeToString(b) }
