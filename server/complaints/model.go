package complaints

import (
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

// Complaint is one complaint with its two rounds. Number is given by the database.
type Complaint struct {
	ID            uuid.UUID
	Number        int64 `gorm:"->"`
	CommunityID   *uuid.UUID
	ComplainantID *uuid.UUID // nil once the account is deleted
	Named         bool
	Topic         api.ComplaintTopic
	ReportID      *uuid.UUID
	Text          string
	State         api.ComplaintState
	Desk          api.ComplaintDesk // that answers, or answered, the last round
	FirstDesk     api.ComplaintDesk // that answers, or answered, the first round
	LodgedAt      time.Time
	DueAt         time.Time // of the last round
	Answer        string
	AnsweredAt    *time.Time
	AnsweredBy    *uuid.UUID
	Again         string
	AgainAt       *time.Time
	Second        string
	SecondAt      *time.Time
	SecondBy      *uuid.UUID
}

// TableName is complaints.
func (Complaint) TableName() string { return "complaints" }

// full is a complaint with what its page shows around it.
type full struct {
	Complaint
	Community, Name string
	Facts           Facts
	Now             time.Time
}

func is(id *uuid.UUID, account uuid.UUID) bool { return id != nil && *id == account }
