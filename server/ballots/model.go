package ballots

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/ballots/tally"
	"wugong/server/db"
	"wugong/server/numbers"
)

// Ballot is one vote or consultation. Number is given by the database; money is fen. Before the notice it is a draft.
type Ballot struct {
	ID                  uuid.UUID
	Number              int64 `gorm:"->"`
	CommunityID         uuid.UUID
	CreatedBy           *uuid.UUID // none once the account is deleted
	ProposalID          *uuid.UUID
	Version             int
	Kind                api.BallotKind
	Matter              api.BallotMatter
	Rule                Rule `gorm:"serializer:json"` // the frozen copy
	LegalEffect         api.LegalEffect
	LocalRule           string
	Title, Text         string
	Electorate          api.ElectorateKind
	Place               string // of whose or which body, in words; empty for the whole community
	EstateID            *uuid.UUID
	BuildingID          *uuid.UUID
	Entrance            *string
	BodyID              *uuid.UUID
	WithoutUnitID       *uuid.UUID
	AlsoUnitIDs         ids `gorm:"column:also_unit_ids"`
	Seats               *int
	MaxChoices          *int
	MinChoices          *int
	Budget              *int64
	Method              *api.BudgetMethod
	MinVotes            *int
	Increment           *int64
	Lot                 ids
	InvalidParticipates bool
	Silence             api.Silence
	IncludeParking      bool
	OpensAt, ClosesAt   *time.Time
	CreatedAt           time.Time
	NoticeAt            *time.Time
	RollVersion         int
	PublicityFrom       *time.Time
	PublicityUntil      *time.Time
	DoneAt              *time.Time // counted or cancelled
	CancelledAt         *time.Time
	CancelledBy         *uuid.UUID
	CancelReason        string
}

// TableName is ballots.
func (Ballot) TableName() string { return "ballots" }

// Number shows the n-th vote as "V-00AK7-X".
func Number(n int64) string { return numbers.Say("V", n) }

// Rule is a rule of the law as a vote keeps it. Without a profile it is a consultation that no rule governs.
type Rule struct {
	Profile       string           `json:"profile,omitempty"`
	Number        string           `json:"number,omitempty"`
	Basis         string           `json:"basis"`
	ValidFrom     string           `json:"valid_from,omitempty"`
	Quorum        tally.Thresholds `json:"quorum"`
	Agree         tally.Thresholds `json:"agree"`
	AgreeBase     tally.Base       `json:"agree_base"`
	NoticeDays    int              `json:"notice_days"`
	PublicityDays int              `json:"publicity_days"`
}

// Tally is the rule as the count reads it.
func (r Rule) Tally() tally.Rule {
	return tally.Rule{Quorum: r.Quorum, Agree: r.Agree, AgreeBase: r.AgreeBase}
}

// Option is what can be chosen, or a project of a budget with its cost in fen.
type Option struct {
	ID       uuid.UUID
	BallotID uuid.UUID
	Position int
	Title    string
	Text     string
	MediaID  *uuid.UUID
	Cost     *int64
}

// TableName is ballot_options.
func (Option) TableName() string { return "ballot_options" }

// Line is a voter's line of the roll. Area is 0.01 m², 0 where area does not count.
type Line struct {
	BallotID   uuid.UUID
	VoterID    uuid.UUID
	Position   int
	Kind       api.VoterKind
	Key        string
	Name       string
	BuildingID *uuid.UUID
	Building   string
	Entrance   string
	Door       string
	Area       int64
	Units      []unit `gorm:"serializer:json"`
}

// TableName is ballot_roll.
func (Line) TableName() string { return "ballot_roll" }

// unit is one private unit of a head, as wugong recount reads it.
type unit struct {
	ID      string   `json:"unit"`
	Label   string   `json:"label,omitempty"`
	Area    int64    `json:"area"`
	Kind    string   `json:"kind,omitempty"`
	Owners  []string `json:"owners"`
	ByBuild bool     `json:"held_by_developer,omitempty"`
	Voter   string   `json:"voter,omitempty"`
}

// roll is a version of the roll: how many, how much, and the hash of all.
type roll struct {
	BallotID    uuid.UUID
	Version     int
	Count       int
	Area        int64
	Hash        []byte
	MadeAt      time.Time
	ObjectionID *uuid.UUID
}

// TableName is ballot_rolls.
func (roll) TableName() string { return "ballot_rolls" }

// ids is PostgreSQL's uuid[].
type ids []uuid.UUID

// Value writes the array as PostgreSQL reads it.
func (a ids) Value() (driver.Value, error) { return db.UUIDArray(a), nil }

// Scan reads the array as PostgreSQL writes it; nothing is none.
func (a *ids) Scan(v any) error {
	*a = ids{}
	if v == nil {
		return nil
	}
	text, ok := v.(string)
	if b, isBytes := v.([]byte); isBytes {
		text, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("uuid[] came as %T", v)
	}
	for word := range strings.SplitSeq(strings.Trim(text, "{}"), ",") {
		if word == "" {
			continue
		}
		id, err := uuid.Parse(word)
		if err != nil {
			return err
		}
		*a = append(*a, id)
	}
	return nil
}
