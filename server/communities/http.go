package communities

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// ListDivisions serves GET /divisions.
func (a API) ListDivisions(ctx context.Context, r api.ListDivisionsRequestObject) (api.ListDivisionsResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After)
	rows, err := a.Service.Divisions(ctx, api.Value(r.Params.Parent), p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(d divisionOut) string { return d.Code })
	return api.ListDivisions200JSONResponse{Next: next, Items: each(rows, func(d divisionOut) api.Division {
		return api.Division{Code: d.Code, Name: d.Name, Level: d.Level, CommunityID: d.CommunityID}
	})}, nil
}

// ListCommunities serves GET /communities.
func (a API) ListCommunities(ctx context.Context, r api.ListCommunitiesRequestObject) (api.ListCommunitiesResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After)
	rows, err := a.Service.Communities(ctx, api.Value(r.Params.Q), api.Value(r.Params.Division), p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(c Community) string { return c.Code })
	return api.ListCommunities200JSONResponse{Items: each(rows, Community.toAPI), Next: next}, nil
}

// GetCommunity serves GET /communities/{communityId}.
func (a API) GetCommunity(ctx context.Context, r api.GetCommunityRequestObject) (api.GetCommunityResponseObject, error) {
	c, err := a.Service.Community(ctx, r.CommunityID)
	if err != nil {
		return nil, err
	}
	return api.GetCommunity200JSONResponse(c.toAPI()), nil
}

// UpdateCommunity serves PATCH /communities/{communityId}.
func (a API) UpdateCommunity(ctx context.Context, r api.UpdateCommunityRequestObject) (api.UpdateCommunityResponseObject, error) {
	c, err := a.Service.Update(ctx, identity.Actor(ctx), r.CommunityID, *r.Body)
	if err != nil {
		return nil, err
	}
	return api.UpdateCommunity200JSONResponse(c.toAPI()), nil
}

// GetStanding serves GET /communities/{communityId}/standing.
func (a API) GetStanding(ctx context.Context, r api.GetStandingRequestObject) (api.GetStandingResponseObject, error) {
	s, building, err := a.Service.Standing(ctx, identity.Actor(ctx), r.CommunityID)
	if err != nil {
		return nil, err
	}
	return api.GetStanding200JSONResponse(s.toAPI(building)), nil
}

// ListBuildings serves GET /communities/{communityId}/buildings.
func (a API) ListBuildings(ctx context.Context, r api.ListBuildingsRequestObject) (api.ListBuildingsResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After)
	rows, err := a.Service.Buildings(ctx, r.CommunityID, p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(b building) string { return b.ID.String() })
	return api.ListBuildings200JSONResponse{Items: each(rows, building.toAPI), Next: next}, nil
}

// ImportRegister serves POST /communities/{communityId}/register.
func (a API) ImportRegister(ctx context.Context, r api.ImportRegisterRequestObject) (api.ImportRegisterResponseObject, error) {
	n, err := a.Service.ImportRegister(ctx, identity.Actor(ctx), r.CommunityID, r.Body, r.Params.DryRun != nil && *r.Params.DryRun, api.Value(r.Params.Stamp))
	if err != nil {
		return nil, err
	}
	return api.ImportRegister200JSONResponse(n.toAPI()), nil
}

// ListHouseholds serves GET /communities/{communityId}/households.
func (a API) ListHouseholds(ctx context.Context, r api.ListHouseholdsRequestObject) (api.ListHouseholdsResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After)
	rows, err := a.Service.Households(ctx, identity.Actor(ctx), r.CommunityID, r.Params.BuildingID, api.Value(r.Params.Q), p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(h householdSummary) string { return h.ID.String() })
	return api.ListHouseholds200JSONResponse{Next: next, Items: each(rows, householdSummary.toAPI)}, nil
}

// GetHousehold serves GET /households/{householdId}.
func (a API) GetHousehold(ctx context.Context, r api.GetHouseholdRequestObject) (api.GetHouseholdResponseObject, error) {
	d, err := a.Service.Household(ctx, identity.Actor(ctx), r.HouseholdID)
	if err != nil {
		return nil, err
	}
	return api.GetHousehold200JSONResponse(d.toAPI()), nil
}

// SetRepresentative serves PUT /households/{householdId}/representative.
func (a API) SetRepresentative(ctx context.Context, r api.SetRepresentativeRequestObject) (api.SetRepresentativeResponseObject, error) {
	d, err := a.Service.SetRepresentative(ctx, identity.Actor(ctx), r.HouseholdID, r.Body.PersonID)
	if err != nil {
		return nil, err
	}
	return api.SetRepresentative200JSONResponse(d.toAPI()), nil
}

// AddPerson serves POST /households/{householdId}/persons.
func (a API) AddPerson(ctx context.Context, r api.AddPersonRequestObject) (api.AddPersonResponseObject, error) {
	p, made, err := a.Service.AddPerson(ctx, identity.Actor(ctx), r.HouseholdID, *r.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.AddPerson201JSONResponse(p.toAPI()), nil
	}
	return api.AddPerson200JSONResponse(p.toAPI()), nil
}

// GetInvitation serves GET /invitations/{code}.
func (a API) GetInvitation(ctx context.Context, r api.GetInvitationRequestObject) (api.GetInvitationResponseObject, error) {
	c, b, err := a.Service.Preview(ctx, r.Code)
	if err != nil {
		return nil, err
	}
	return api.GetInvitation200JSONResponse{Community: c.toAPI(), Building: b.toAPI()}, nil
}

// ListInvitations serves GET /communities/{communityId}/invitations.
func (a API) ListInvitations(ctx context.Context, r api.ListInvitationsRequestObject) (api.ListInvitationsResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After)
	rows, err := a.Service.Invitations(ctx, identity.Actor(ctx), r.CommunityID, p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(i invitationRow) string { return i.ID.String() })
	return api.ListInvitations200JSONResponse{Items: each(rows, a.Service.invitationToAPI), Next: next}, nil
}

// CreateInvitation serves POST /communities/{communityId}/invitations.
func (a API) CreateInvitation(ctx context.Context, r api.CreateInvitationRequestObject) (api.CreateInvitationResponseObject, error) {
	i, made, err := a.Service.Invite(ctx, identity.Actor(ctx), r.CommunityID, *r.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateInvitation201JSONResponse(a.Service.invitationToAPI(i)), nil
	}
	return api.CreateInvitation200JSONResponse(a.Service.invitationToAPI(i)), nil
}

// RevokeInvitation serves POST /invitations/{invitationId}/revocation.
func (a API) RevokeInvitation(ctx context.Context, r api.RevokeInvitationRequestObject) (api.RevokeInvitationResponseObject, error) {
	i, err := a.Service.Revoke(ctx, identity.Actor(ctx), r.InvitationID)
	if err != nil {
		return nil, err
	}
	return api.RevokeInvitation200JSONResponse(a.Service.invitationToAPI(i)), nil
}

// each converts a list; an empty one stays a list.
func each[F, T any](from []F, f func(F) T) []T {
	to := make([]T, len(from))
	for i := range from {
		to[i] = f(from[i])
	}
	return to
}
