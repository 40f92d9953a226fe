package projects

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/numbers"
)

// Project is a matter on its way through the five stages. Number is given by the database; LightBudget is in fen.
type Project struct {
	ID          uuid.UUID
	Number      int64 `gorm:"->"`
	CommunityID uuid.UUID
	ProposalID  *uuid.UUID
	CreatedBy   *uuid.UUID // none once the account is deleted
	Title, Text string
	Area        api.ProgrammeAreaCode
	Dimensions  dimensions
	Path        api.ProjectPath
	LightBudget *int64
	Stage       api.ProjectStage
	StartedAt   time.Time
	Since       time.Time
	ReusedFrom  *uuid.UUID
	Changes     string
}

// TableName is projects.
func (Project) TableName() string { return "projects" }

// Number shows the n-th project as "J-00AK7-X".
func Number(n int64) string { return numbers.Say("J", n) }

// Record is one record of a project. It is never changed: a later one supersedes it.
type Record struct {
	ID, ProjectID, CommunityID uuid.UUID
	RootID                     uuid.UUID // the first version
	Stage                      api.ProjectStage
	Type                       api.ProjectRecordType
	Version                    int
	Supersedes                 *uuid.UUID
	Reason                     string
	Visibility                 api.ProjectVisibility
	Actors                     api.Actors
	Source                     api.RecordSource
	OnBehalfOf                 string
	AuthorID                   *uuid.UUID // none once the account is deleted
	HouseholdID                *uuid.UUID
	OccurredAt, CreatedAt      time.Time
	Body                       body
	AboutID, AlsoID, BallotID  *uuid.UUID
}

// TableName is project_records.
func (Record) TableName() string { return "project_records" }

// body is a part of the contract's body as PostgreSQL's jsonb.
type body json.RawMessage

// Value writes it.
func (b body) Value() (driver.Value, error) { return string(b), nil }

// Scan reads it.
func (b *body) Scan(v any) error {
	switch text := v.(type) {
	case string:
		*b = body(text)
	case []byte:
		*b = append(body{}, text...)
	default:
		return fmt.Errorf("jsonb came as %T", v)
	}
	return nil
}

// MarshalJSON gives it as it is.
func (b body) MarshalJSON() ([]byte, error) { return json.RawMessage(b).MarshalJSON() }

// UnmarshalJSON keeps it as it is.
func (b *body) UnmarshalJSON(data []byte) error { return (*json.RawMessage)(b).UnmarshalJSON(data) }

// photo is a photo with what it shows.
type photo struct {
	MediaID        uuid.UUID            `json:"id"`
	ProjectID      uuid.UUID            `json:"-"`
	RecordID       *uuid.UUID           `json:"-"`
	ContributionID *uuid.UUID           `json:"-"`
	EntryID        *uuid.UUID           `json:"-"`
	Position       int                  `json:"-"`
	Kind           api.ProjectPhotoKind `json:"kind"`
	PointID        *uuid.UUID           `json:"point_id,omitempty"`
	Moment         *api.PhotoMoment     `json:"moment,omitempty"`
}

// TableName is project_photos.
func (photo) TableName() string { return "project_photos" }

// pictured is a photo as pages show it.
type pictured struct {
	ID      uuid.UUID            `json:"id"`
	Width   int                  `json:"width"`
	Height  int                  `json:"height"`
	Kind    api.ProjectPhotoKind `json:"kind"`
	PointID *uuid.UUID           `json:"point_id"`
	Moment  *api.PhotoMoment     `json:"moment"`
}

// staffOnly are the kinds of photos that only staff sees.
func staffOnly(k api.ProjectPhotoKind) bool {
	return k == api.ProjectPhotoKindSignIn || k == api.ProjectPhotoKindPaper
}

// shownPhotos are those that somebody may see.
func shownPhotos(all []pictured, inner bool) []api.ProjectPhoto {
	shown := []api.ProjectPhoto{}
	for _, p := range all {
		if inner || !staffOnly(p.Kind) {
			shown = append(shown, api.ProjectPhoto{ID: p.ID, Width: p.Width, Height: p.Height, Kind: p.Kind, PointID: p.PointID, Moment: p.Moment})
		}
	}
	return shown
}

// dimensions is PostgreSQL's text[].
type dimensions []api.OutcomeDimension

// Value writes the array as PostgreSQL reads it.
func (d dimensions) Value() (driver.Value, error) {
	texts := make([]string, len(d))
	for i, one := range d {
		texts[i] = string(one)
	}
	return db.TextArray(texts), nil
}

// Scan reads the array as PostgreSQL writes it: its words need no quotes.
func (d *dimensions) Scan(v any) error {
	text, ok := v.(string)
	if b, isBytes := v.([]byte); isBytes {
		text, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("text[] came as %T", v)
	}
	*d = dimensions{}
	for word := range strings.SplitSeq(strings.Trim(text, "{}"), ",") {
		if word != "" {
			*d = append(*d, api.OutcomeDimension(word))
		}
	}
	return nil
}

// whoOf tells what somebody's standing makes them to a project.
func whoOf(s communities.Standing) Who {
	can := func(p api.Permission) bool { return communities.Can(s, p) }
	return Who{Reads: can(api.PermissionProjectRead), Manages: can(api.PermissionProjectManage), Overrides: can(api.PermissionProjectOverride),
		TakesPart: can(api.PermissionProjectTakePart) && s.Adult, Declares: can(api.PermissionProjectDeclare), Advises: can(api.PermissionProjectAdvise),
		Cares: can(api.PermissionProjectCare), Reviews: can(api.PermissionProjectReview), Watches: can(api.PermissionProjectWatch),
		Countersign: can(api.PermissionProjectCountersign), Archives: can(api.PermissionProjectArchive),
		Heads: s.Has(api.RoleBuildingHead, api.RoleGridWorker)}
}

// is tells whether an optional id is the one of somebody who is signed in.
func is(id *uuid.UUID, somebody uuid.UUID) bool {
	return id != nil && somebody != uuid.Nil && *id == somebody
}

// maybe is nil for uuid.Nil.
func maybe(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
