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
	Number        int `gorm:"->"` // short, before what is searched; given by the database
}

// TableName is communities.
func (Community) TableName() string { return "communities" }

// building with the name of its estate.
type building struct {
	ID, CommunityID, EstateID uuid.UUID
	Estate, Name              string
	Entrances                 []string `gorm:"serializer:json"`
}

// Membership is a person's belonging to a community, from the request on.
type Membership struct {
	ID, CommunityID, AccountID uuid.UUID
	State                      api.MembershipState
	Name                       string
	BuildingID                 *uuid.UUID
	Entrance, Door             string
	InvitationID               *uuid.UUID
	PersonID                   *uuid.UUID
	Refusal                    *string
	RequestedAt                time.Time
	DecidedAt                  *time.Time
	DecidedBy                  *uuid.UUID
	LeftAt                     *time.Time
}

// TableName is memberships.
func (Membership) TableName() string { return "memberships" }

// Invitation opens one building's door for a while.
type Invitation struct {
	ID, CommunityID, BuildingID uuid.UUID
	CodeHash                    []byte
	CreatedBy                   uuid.UUID
	CreatedAt, ExpiresAt        time.Time
	RevokedAt                   *time.Time
	RevokedBy                   *uuid.UUID
}

// TableName is invitations.
func (Invitation) TableName() string { return "invitations" }

// RoleGrant is a role held for a scope and a term.
type RoleGrant struct {
	ID, AccountID uuid.UUID
	MembershipID  *uuid.UUID
	Role          api.Role
	CommunityID   *uuid.UUID
	BuildingID    *uuid.UUID
	DivisionID    *uuid.UUID
	ValidFrom     time.Time
	ValidTo       *time.Time
	GrantedBy     uuid.UUID
	CreatedAt     time.Time
	EndedBy       *uuid.UUID
}

// TableName is role_grants.
func (RoleGrant) TableName() string { return "role_grants" }

// person of the register.
type person struct {
	ID, CommunityID, HouseholdID uuid.UUID
	Name                         string
	Adult                        bool
	PhoneHash                    []byte
	CreatedBy                    uuid.UUID
	ValidFrom                    time.Time
	ValidTo                      *time.Time
}

// TableName is persons.
func (person) TableName() string { return "persons" }

// household behind a door, with the names of where it is.
type household struct {
	ID, CommunityID, BuildingID      uuid.UUID
	Estate, Building, Entrance, Door string
}
