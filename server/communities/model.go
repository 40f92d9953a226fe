package communities

import (
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

// Community is a tenant: an urban community or a village in use. Code, Name and Path follow the division tree.
type Community struct {
	ID            uuid.UUID
	DivisionID    uuid.UUID
	Code          string
	Name          string
	Kind          api.CommunityKind
	Path          []string `gorm:"serializer:json"`
	Demo          bool
	Phone         *string
	Lat, Lon      *float64
	PlanMediaID   *uuid.UUID
	BannerMediaID *uuid.UUID
	OpenedAt      time.Time
}

// TableName is communities.
func (Community) TableName() string { return "communities" }
