package evaluations

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
)

// Evaluation is a survey. Counts are six for each measure (no answer, 1 to 5), nil until it was counted.
type Evaluation struct {
	ID, CommunityID       uuid.UUID
	ProjectID, BuildingID *uuid.UUID
	AuthorID              *uuid.UUID
	Title, Text           string
	Unit                  api.EvaluationUnit
	Paper                 bool
	OpensAt               time.Time
	ClosesAt, CountsAt    time.Time
	Eligible              int
	Note                  *string
	CountedAt             *time.Time
	Counts                []int `gorm:"serializer:json"`
	Unkeyed               int
}

// row is a survey with what stands around it. Sum are the answers in its boxes, as long as it has boxes.
type row struct {
	Evaluation
	Community   string
	Kind        api.CommunityKind
	Building    string
	Sum, Papers int
	Answered    bool // by the household or person that asks
}

func (r row) answers() int {
	if r.CountedAt != nil {
		return AnswersIn(r.Counts)
	}
	return r.Sum
}

// subject is for whom somebody answers; uuid.Nil for nobody.
func (r row) subject(s communities.Standing) uuid.UUID {
	switch {
	case !s.Verified || !s.Adult || r.BuildingID != nil && *r.BuildingID != s.Building:
		return uuid.Nil
	case r.Unit == api.EvaluationUnitPerson:
		return s.Person
	}
	return s.Household
}

// facts joins a survey with what somebody is to it.
func (r row) facts(s communities.Standing) Facts {
	return Facts{ClosesAt: r.ClosesAt, CountsAt: r.CountsAt, Counted: r.CountedAt != nil, Paper: r.Paper, Answers: r.answers(),
		Eligible: r.subject(s) != uuid.Nil, Answered: r.Answered,
		Manages: communities.Can(s, api.PermissionEvaluationManage), Keys: r.keys(s),
		ReadsWords: communities.Can(s, api.PermissionEvaluationWords)}
}

// keys tells whether somebody may key papers of at least one of the buildings that are asked.
func (r row) keys(s communities.Standing) bool {
	if r.BuildingID == nil {
		return communities.Can(s, api.PermissionEvaluationPaper)
	}
	return communities.CanIn(s, *r.BuildingID, api.PermissionEvaluationPaper)
}

func (r row) mine(s communities.Standing, now time.Time) api.EvaluationMine {
	f := r.facts(s)
	switch {
	case f.Eligible && f.Answered:
		return api.EvaluationMineAnswered
	case CanAct(api.EvaluationActAnswer, f, now) == nil:
		return api.EvaluationMineMay
	}
	return api.EvaluationMineNone
}

// whole is a survey as somebody sees it.
type whole struct {
	row
	standing communities.Standing
	now      time.Time
	link     string
}

func (w whole) toAPI() api.Evaluation {
	f := w.facts(w.standing)
	e := api.Evaluation{
		ID: w.ID, CommunityID: w.CommunityID, Community: w.Community, Kind: w.Kind, ProjectID: w.ProjectID, BuildingID: w.BuildingID,
		Title: w.Title, Unit: w.Unit, Paper: w.Paper, OpensAt: w.OpensAt, ClosesAt: w.ClosesAt, CountsAt: w.CountsAt,
		State: StateOf(f, w.now), Eligible: w.Eligible, Answers: w.answers(), Needed: Needed(w.Eligible), Papers: w.Papers, Unkeyed: w.Unkeyed,
		Hidden: f.Counted && f.Answers < Hidden, Results: []api.EvaluationResult{}, Note: w.Note, Mine: w.mine(w.standing, w.now),
		Acts: Acts(f, w.now), Link: w.link,
	}
	if w.BuildingID != nil {
		building := strings.TrimSpace(w.Building)
		e.Building = &building
	}
	if w.Text != "" {
		e.Text = &w.Text
	}
	if f.Counted && !e.Hidden {
		e.Results = ResultsOf(w.Counts)
	}
	return e
}

func (r row) summary(s communities.Standing, now time.Time) api.EvaluationSummary {
	f := r.facts(s)
	short := api.EvaluationSummary{ID: r.ID, ProjectID: r.ProjectID, Title: r.Title, Unit: r.Unit, State: StateOf(f, now), OpensAt: r.OpensAt,
		ClosesAt: r.ClosesAt, Eligible: r.Eligible, Answers: r.answers(), Mine: r.mine(s, now)}
	if f.Counted {
		if permille, shown := Satisfied(r.Counts); shown {
			short.Satisfied = &permille
		}
	}
	return short
}

// Batch are papers keyed once; Subjects and Sheets are gone when they were counted. Tries are those of the second keying.
type Batch struct {
	ID, EvaluationID   uuid.UUID
	KeyedBy, CheckedBy *uuid.UUID
	Amount, Tries      int
	Subjects           []uuid.UUID           `gorm:"serializer:json"`
	Sheets             []api.EvaluationSheet `gorm:"serializer:json"`
	Counted            bool
}

func (b Batch) keyedBy(account uuid.UUID) bool { return b.KeyedBy != nil && *b.KeyedBy == account }

func (b Batch) toAPI(account uuid.UUID) api.EvaluationBatch {
	return api.EvaluationBatch{ID: b.ID, EvaluationID: b.EvaluationID, Sheets: b.Amount, Counted: b.Counted, Mine: b.keyedBy(account),
		TriesLeft: mostTries - b.Tries}
}
