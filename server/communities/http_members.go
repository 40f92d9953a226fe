package communities

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/identity"
)

// ListMyMemberships serves GET /memberships.
func (a API) ListMyMemberships(ctx context.Context, _ api.ListMyMembershipsRequestObject) (api.ListMyMembershipsResponseObject, error) {
	rows, err := a.Service.MyMemberships(ctx, identity.Actor(ctx))
	if err != nil {
		return nil, err
	}
	return api.ListMyMemberships200JSONResponse{Items: each(rows, membershipRow.toAPI)}, nil
}

// JoinCommunity serves POST /memberships.
func (a API) JoinCommunity(ctx context.Context, r api.JoinCommunityRequestObject) (api.JoinCommunityResponseObject, error) {
	m, made, err := a.Service.Join(ctx, identity.Actor(ctx), *r.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.JoinCommunity201JSONResponse(m.toAPI()), nil
	}
	return api.JoinCommunity200JSONResponse(m.toAPI()), nil
}

// LeaveCommunity serves DELETE /memberships/{membershipId}.
func (a API) LeaveCommunity(ctx context.Context, r api.LeaveCommunityRequestObject) (api.LeaveCommunityResponseObject, error) {
	if err := a.Service.Leave(ctx, identity.Actor(ctx), r.MembershipID); err != nil {
		return nil, err
	}
	return api.LeaveCommunity204Response{}, nil
}

// ListMemberships serves GET /communities/{communityId}/memberships.
func (a API) ListMemberships(ctx context.Context, r api.ListMembershipsRequestObject) (api.ListMembershipsResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After).looking(r.Params.Q)
	actor := identity.Actor(ctx)
	rows, err := a.Service.Members(ctx, actor, r.CommunityID, r.Params.State, p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(m membershipRow) string { return m.ID.String() })
	likely, err := a.Service.Candidates(ctx, actor, r.CommunityID, rows)
	if err != nil {
		return nil, err
	}
	return api.ListMemberships200JSONResponse{Next: next, Items: each(rows, func(m membershipRow) api.Membership {
		return a.Service.forVerifier(m, likely[m.ID])
	})}, nil
}

// VerifyMembership serves POST /memberships/{membershipId}/verification.
func (a API) VerifyMembership(ctx context.Context, r api.VerifyMembershipRequestObject) (api.VerifyMembershipResponseObject, error) {
	m, err := a.Service.Verify(ctx, identity.Actor(ctx), r.MembershipID, *r.Body)
	if err != nil {
		return nil, err
	}
	return api.VerifyMembership200JSONResponse(a.Service.forVerifier(m, nil)), nil
}

// RefuseMembership serves POST /memberships/{membershipId}/refusal.
func (a API) RefuseMembership(ctx context.Context, r api.RefuseMembershipRequestObject) (api.RefuseMembershipResponseObject, error) {
	m, err := a.Service.Refuse(ctx, identity.Actor(ctx), r.MembershipID, r.Body.Reason)
	if err != nil {
		return nil, err
	}
	return api.RefuseMembership200JSONResponse(a.Service.forVerifier(m, nil)), nil
}

// RevealPhone serves POST /memberships/{membershipId}/phone.
func (a API) RevealPhone(ctx context.Context, r api.RevealPhoneRequestObject) (api.RevealPhoneResponseObject, error) {
	phone, err := a.Service.RevealPhone(ctx, identity.Actor(ctx), r.MembershipID)
	if err != nil {
		return nil, err
	}
	return api.RevealPhone200JSONResponse{Phone: phone}, nil
}

// ListRoles serves GET /communities/{communityId}/roles.
func (a API) ListRoles(ctx context.Context, r api.ListRolesRequestObject) (api.ListRolesResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After).looking(r.Params.Q)
	rows, err := a.Service.Roles(ctx, identity.Actor(ctx), r.CommunityID, p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(g roleRow) string { return g.ID.String() })
	return api.ListRoles200JSONResponse{Items: each(rows, roleRow.toAPI), Next: next}, nil
}

// GrantRole serves POST /communities/{communityId}/roles.
func (a API) GrantRole(ctx context.Context, r api.GrantRoleRequestObject) (api.GrantRoleResponseObject, error) {
	g, made, err := a.Service.Grant(ctx, identity.Actor(ctx), r.CommunityID, *r.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.GrantRole201JSONResponse(g.toAPI()), nil
	}
	return api.GrantRole200JSONResponse(g.toAPI()), nil
}

// EndRole serves POST /roles/{roleId}/end.
func (a API) EndRole(ctx context.Context, r api.EndRoleRequestObject) (api.EndRoleResponseObject, error) {
	g, err := a.Service.EndRole(ctx, identity.Actor(ctx), r.RoleID)
	if err != nil {
		return nil, err
	}
	return api.EndRole200JSONResponse(g.toAPI()), nil
}

func (c Community) toAPI() api.Community {
	out := api.Community{ID: c.ID, Code: c.Code, Name: c.Name, Path: c.Path, Kind: c.Kind, Demo: c.Demo, Phone: c.Phone,
		PlanMediaID: c.PlanMediaID, BannerMediaID: c.BannerMediaID}
	if c.Lat != nil && c.Lon != nil {
		out.Centre = &api.Point{Lat: *c.Lat, Lon: *c.Lon}
	}
	return out
}

func (b building) toAPI() api.Building {
	return api.Building{ID: b.ID, EstateID: b.EstateID, Estate: b.Estate, Name: b.Name, Entrances: append([]string{}, b.Entrances...)}
}

func (s Standing) toAPI(building string) api.Standing {
	out := api.Standing{CommunityID: s.Community, Member: s.Member, Verified: s.Verified, BuildingID: api.Maybe(s.Building),
		BuildingName: api.Maybe(building), Roles: []api.Role{}, Permissions: Permissions(s)}
	for _, g := range s.Roles {
		if !slices.Contains(out.Roles, g.Role) {
			out.Roles = append(out.Roles, g.Role)
		}
	}
	return out
}

func (h householdSummary) toAPI() api.HouseholdSummary {
	return api.HouseholdSummary{ID: h.ID, BuildingID: h.BuildingID, Estate: h.Estate, Building: h.Building, Entrance: h.Entrance,
		Door: h.Door, Persons: h.Persons, Adults: h.Adults, Representative: h.Representative}
}

func (p personFact) toAPI() api.Person {
	return api.Person{ID: p.ID, Name: p.Name, Adult: p.Adult, Linked: p.Linked, Representative: p.Representative}
}

func (d householdDetail) toAPI() api.Household {
	out := api.Household{ID: d.ID, CommunityID: d.CommunityID, BuildingID: d.BuildingID, Estate: d.Estate, Building: d.Building,
		Entrance: d.Entrance, Door: d.Door,
		Persons: each(d.persons, personFact.toAPI),
		Units:   each(d.units, func(u unitFact) api.Unit { return api.Unit{ID: u.ID, Name: u.Name, Area: u.Area} })}
	for _, p := range d.persons {
		if p.Representative {
			out.RepresentativeID = &p.ID
		}
	}
	return out
}

// toAPI is a membership as its own person sees it.
func (m membershipRow) toAPI() api.Membership {
	invited := m.InvitationID != nil
	return api.Membership{ID: m.ID, CommunityID: m.CommunityID, CommunityName: m.CommunityName, State: m.State, Name: m.Name,
		Estate: m.Estate, BuildingID: m.BuildingID, Building: m.Building, Entrance: api.Maybe(m.Entrance), Door: m.Door,
		ByInvitation: &invited, Refusal: m.Refusal, RequestedAt: m.RequestedAt, DecidedAt: m.DecidedAt, HouseholdID: m.HouseholdID}
}

// forVerifier adds what those who verify see: a masked phone and who it may be.
func (s *Service) forVerifier(m membershipRow, likely []candidate) api.Membership {
	out := m.toAPI()
	masked := identity.MaskPhone("")
	if phone, err := s.Keys.OpenPhone(m.PhoneSealed); err == nil {
		masked = identity.MaskPhone(phone)
	}
	out.PhoneMasked = &masked
	if m.State == api.MembershipStateRequested {
		list := each(likely, func(c candidate) api.Candidate {
			place := strings.Join(slices.DeleteFunc([]string{c.Estate, c.Building, c.Entrance, c.Door}, func(s string) bool { return s == "" }), " ")
			return api.Candidate{PersonID: c.PersonID, HouseholdID: c.HouseholdID, Name: c.Name, Place: place, PhoneMatches: c.PhoneMatches}
		})
		out.Candidates = &list
	}
	return out
}

// Candidates finds for the requests on a page whom of the register they may be about.
func (s *Service) Candidates(ctx context.Context, actor, community uuid.UUID, rows []membershipRow) (map[uuid.UUID][]candidate, error) {
	var requests []uuid.UUID
	for _, m := range rows {
		if m.State == api.MembershipStateRequested {
			requests = append(requests, m.ID)
		}
	}
	standing, err := StandingOf(ctx, s.DB, community, actor, s.Now())
	if err != nil {
		return nil, err
	}
	return candidates(ctx, s.DB, standing, requests)
}

func (s *Service) invitationToAPI(i invitationRow) api.Invitation {
	out := api.Invitation{ID: i.ID, BuildingID: i.BuildingID, Estate: i.Estate, Building: i.Building, ExpiresAt: i.ExpiresAt,
		RevokedAt: i.RevokedAt, CreatedAt: i.CreatedAt, Joined: i.Joined}
	if i.good(s.Now()) {
		link := s.link(i.Invitation)
		out.Link = &link
	}
	return out
}

func (g roleRow) toAPI() api.RoleGrant {
	name := g.HolderName
	if name == "" {
		name = g.AccountName
	}
	return api.RoleGrant{ID: g.ID, MembershipID: g.MembershipID, Name: name, Role: g.Role, BuildingID: g.BuildingID, Building: g.Building,
		ValidFrom: g.ValidFrom, ValidTo: g.ValidTo}
}
