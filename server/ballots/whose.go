package ballots

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// seated are the bodies whose members a rule counts: a meeting of representatives decides by its own members, not by those
// of any board. Rules that are not here count no members; a consultation asks those of any body.
var seated = map[string][]api.BodyKind{
	"resident_rep_meeting": {api.BodyKindResidentRepMeeting},
	"villager_rep_meeting": {api.BodyKindVillagerRepMeeting},
	"collective_assembly":  {api.BodyKindCollectiveMembers},
	"collective_reps":      {api.BodyKindCollectiveMembers},
	"committee_meeting":    {api.BodyKindResidentsCommittee, api.BodyKindVillagersCommittee},
}

// seats tells whether a rule counts the members of such a body.
func seats(profile string, kind api.BodyKind) bool {
	kinds, bound := seated[profile]
	return !bound || slices.Contains(kinds, kind)
}

// whose fixes of whom the roll is made. What it names must be of the community, and a body the one of the rule.
func (b *Ballot) whose(ctx context.Context, tx *gorm.DB, e api.ElectorateDraft) error {
	b.Electorate, b.EstateID, b.BuildingID, b.Entrance, b.BodyID, b.WithoutUnitID = e.Kind, e.EstateID, e.BuildingID, e.Entrance, e.BodyID, e.WithoutUnitID
	b.AlsoUnitIDs = ids{}
	if e.AlsoUnitIds != nil {
		b.AlsoUnitIDs = *e.AlsoUnitIds
	}
	if err := b.bounded(); err != nil {
		return err
	}
	return b.placed(ctx, tx)
}

// bounded tells why an electorate cannot be so bounded. A villagers' group meets as one group, and an elevator is decided by
// the owners of its building or entrance.
func (b *Ballot) bounded() error {
	members, affected := b.Electorate == api.ElectorateKindMembers, b.Electorate == api.ElectorateKindAffected
	switch {
	case members != (b.BodyID != nil):
		return ErrElectorate.On("electorate.body_id", ErrElectorate.Code)
	case affected != (b.WithoutUnitID != nil), !affected && len(b.AlsoUnitIDs) > 0:
		return ErrElectorate.On("electorate.without_unit_id", ErrElectorate.Code)
	case affected && b.BuildingID == nil, members && b.BuildingID != nil, b.Entrance != nil && b.BuildingID == nil:
		return ErrElectorate.On("electorate.building_id", ErrElectorate.Code)
	case b.EstateID != nil && (members || affected || b.BuildingID != nil), b.Rule.Profile == "villager_group" && b.EstateID == nil:
		return ErrElectorate.On("electorate.estate_id", ErrElectorate.Code)
	case b.Rule.Profile == "unit_elevator" && b.BuildingID == nil:
		return ErrElectorate.On("electorate.building_id", ErrElectorate.Code)
	}
	return nil
}

const placedSQL = `SELECT
  (SELECT e.name FROM estates e WHERE e.id = @estate AND e.community_id = @community) AS estate,
  (SELECT e.name || ' ' || u.name FROM buildings u JOIN estates e ON e.id = u.estate_id WHERE u.id = @building AND u.community_id = @community) AS building,
  (SELECT o.kind FROM bodies o WHERE o.id = @body AND o.community_id = @community) AS body_kind,
  (SELECT o.name FROM bodies o WHERE o.id = @body AND o.community_id = @community) AS body`

// placed says in words of what place or body the voters are; what is not there is not found.
func (b *Ballot) placed(ctx context.Context, tx *gorm.DB) error {
	p, err := db.Row[struct {
		Estate, Building, Body *string
		BodyKind               *api.BodyKind
	}](ctx, tx, placedSQL, map[string]any{"community": b.CommunityID, "estate": b.EstateID, "building": b.BuildingID, "body": b.BodyID})
	switch {
	case err != nil:
		return fmt.Errorf("an electorate: %w", err)
	case b.EstateID != nil && p.Estate == nil:
		return ErrElectorate.On("electorate.estate_id", ErrElectorate.Code)
	case b.BuildingID != nil && p.Building == nil:
		return communities.ErrNoBuilding.On("electorate.building_id", communities.ErrNoBuilding.Code)
	case b.BodyID != nil && p.Body == nil:
		return communities.ErrNoBody.On("electorate.body_id", communities.ErrNoBody.Code)
	case b.BodyID != nil && !seats(b.Rule.Profile, *p.BodyKind):
		return ErrElectorate.On("electorate.body_id", ErrElectorate.Code)
	}
	b.Place = spaced(api.Value(p.Estate), api.Value(p.Building), api.Value(b.Entrance), api.Value(p.Body))
	return nil
}

// from fixes the proposal that a vote comes from, one of the community that everybody sees.
func (b *Ballot) from(ctx context.Context, tx *gorm.DB, proposal *uuid.UUID) error {
	b.ProposalID = proposal
	if proposal == nil {
		return nil
	}
	found, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `SELECT id FROM proposals WHERE id = ? AND community_id = ? AND hidden_at IS NULL`, *proposal, b.CommunityID)
	if err != nil {
		return fmt.Errorf("the proposal of a vote: %w", err)
	}
	if len(found) == 0 {
		return fault.ErrInvalid.On("proposal_id", api.ProblemCodeProposalNotFound)
	}
	return nil
}
