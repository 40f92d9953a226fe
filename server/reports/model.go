package reports

import (
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/places"
)

// Report is one photo report. Number is given by the database.
type Report struct {
	ID            uuid.UUID
	Number        int64 `gorm:"->"`
	CommunityID   uuid.UUID
	BuildingID    *uuid.UUID
	AssetID       *uuid.UUID // what it is about, where it was made from a code
	ReporterID    uuid.UUID  // uuid.Nil once the account is deleted
	OnBehalf      *api.OnBehalfChannel
	Class         string
	Text          string
	Lat, Lon      *float64
	Accuracy      *int
	SpotX, SpotY  *int
	PlaceWords    string
	State         api.ReportState
	Headline      string
	PhotoAudience *api.PhotoAudience
	RejectReason  *api.RejectReason
	AssigneeKind  *api.AssigneeKind
	AssigneeName  string
	AssigneeID    *uuid.UUID
	CaseNumber    string
	Objected      bool
	Reopened      int
	Confirmed     bool
	FiledAt       time.Time
	ResolvedAt    *time.Time
	ResolvedBy    *uuid.UUID
	VerifiedAt    *time.Time
	ClosedAt      *time.Time
	DueAt         *time.Time
	WorkDueAt     *time.Time
	WorkLeft      int64
}

// TableName is reports.
func (Report) TableName() string { return "reports" }

// event is one line of a report's timeline. It is never changed.
type event struct {
	ID         uuid.UUID
	ReportID   uuid.UUID
	Act        api.ReportAct
	State      api.ReportState
	At         time.Time
	Party      api.TimelineActor
	ActorID    *uuid.UUID
	Note       string
	Reason     *api.RejectReason
	Assignee   string
	CaseNumber string
}

// TableName is report_events.
func (event) TableName() string { return "report_events" }

// photo ties a photo to a report.
type photo struct {
	MediaID  uuid.UUID
	ReportID uuid.UUID
	Kind     api.PhotoKind
	Position int
}

// TableName is report_photos.
func (photo) TableName() string { return "report_photos" }

// shown is a photo with its size.
type shown struct {
	MediaID       uuid.UUID
	ReportID      uuid.UUID
	Kind          api.PhotoKind
	Position      int
	Width, Height int
}

// line is a report as lists need it.
type line struct {
	ID           uuid.UUID
	Number       int64
	ReporterID   uuid.UUID
	Class        string
	Headline     string
	State        api.ReportState
	Audience     *api.PhotoAudience
	AssigneeKind *api.AssigneeKind
	Lat, Lon     *float64
	SpotX, SpotY *int
	PlaceWords   string
	Accuracy     *int
	FiledAt      time.Time
	ClosedAt     *time.Time
	DueAt        *time.Time
}

// full is a report with what its page shows around it.
type full struct {
	Report
	Photos    []shown
	Events    []event
	Names     map[uuid.UUID]string // of the staff in the timeline
	Community string
	Kind      api.CommunityKind
	Asset     *places.Asset
	Facts     Facts
	Sight     Sight
	Now       time.Time
}
