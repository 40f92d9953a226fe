// Package communities is the ground everything stands on: the tree of divisions from the province to the village,
// the communities in use, their register, and who belongs to them as what.
//
// A community is a tenant, urban or rural, known by its 12-digit division code; codes change, ids do not. Its register
// holds households behind doors, their units, and persons, with or without an account: it is the register that counts,
// never accounts. A membership begins as a request, by the invitation of a building or by asking; the building head
// (for that building) or the committee verifies it by naming the person of the register, and from then on the account
// speaks for that person: one account a person, one person an account in each community. A household is represented by
// one of its adults at a time. Roles are held for a scope and a term and are given by those above; who watches the
// committee is not on it. All facts are dated and can be asked as of any moment.
package communities

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/identity"
)

// Service holds what the use cases need.
type Service struct {
	DB        *gorm.DB
	Now       func() time.Time
	Keys      identity.Keys
	PublicURL string // before /j/<code> in an invitation's link
	// AttachPublic takes the uploader's own photos for a community's page; the domain of photos provides it.
	AttachPublic func(ctx context.Context, tx *gorm.DB, uploader uuid.UUID, ids []uuid.UUID, community uuid.UUID) error
}

// API serves the operations of the contract.
type API struct{ Service *Service }

// CommunityOf is one community; not found is a fault.
func CommunityOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Community, error) {
	c, err := gorm.G[Community](tx).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, ErrNoCommunity
	}
	if err != nil {
		return c, fmt.Errorf("load a community: %w", err)
	}
	return c, nil
}

// write runs a use case in one transaction with the moment at which it happens.
func (s *Service) write(ctx context.Context, do func(tx *gorm.DB, now time.Time) error) error {
	now := s.Now().UTC().Truncate(time.Microsecond)
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return do(tx, now) })
}
