package communities

import (
	"context"

	"github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/identity"
)

// GetOwnerFigures serves GET /communities/{communityId}/owner-register.
func (a API) GetOwnerFigures(ctx context.Context, r api.GetOwnerFiguresRequestObject) (api.GetOwnerFiguresResponseObject, error) {
	f, err := a.Service.OwnerFigures(ctx, identity.Actor(ctx), r.CommunityID)
	if err != nil {
		return nil, err
	}
	return api.GetOwnerFigures200JSONResponse(f.toAPI()), nil
}

// ImportOwners serves POST /communities/{communityId}/owner-register.
func (a API) ImportOwners(ctx context.Context, r api.ImportOwnersRequestObject) (api.ImportOwnersResponseObject, error) {
	n, err := a.Service.ImportOwners(ctx, identity.Actor(ctx), r.CommunityID, r.Body, r.Params.DryRun != nil && *r.Params.DryRun, api.Value(r.Params.Stamp))
	if err != nil {
		return nil, err
	}
	return api.ImportOwners200JSONResponse(n.toAPI()), nil
}

// ListUnits serves GET /communities/{communityId}/units.
func (a API) ListUnits(ctx context.Context, r api.ListUnitsRequestObject) (api.ListUnitsResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After).looking(r.Params.Q)
	rows, err := a.Service.Units(ctx, identity.Actor(ctx), r.CommunityID, api.Value(r.Params.Owner), p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(u unitRow) string { return u.ID.String() })
	return api.ListUnits200JSONResponse{Items: each(rows, unitRow.toAPI), Next: next}, nil
}

// ListOwners serves GET /communities/{communityId}/owners.
func (a API) ListOwners(ctx context.Context, r api.ListOwnersRequestObject) (api.ListOwnersResponseObject, error) {
	rows, err := a.Service.Owners(ctx, identity.Actor(ctx), r.CommunityID, r.Params.Q)
	if err != nil {
		return nil, err
	}
	return api.ListOwners200JSONResponse{Items: each(rows, ownerFact.toAPI)}, nil
}

// GetUnit serves GET /units/{unitId}.
func (a API) GetUnit(ctx context.Context, r api.GetUnitRequestObject) (api.GetUnitResponseObject, error) {
	d, err := a.Service.Unit(ctx, identity.Actor(ctx), r.UnitID)
	if err != nil {
		return nil, err
	}
	return api.GetUnit200JSONResponse(d.toAPI()), nil
}

// RecordUnit serves PUT /units/{unitId}.
func (a API) RecordUnit(ctx context.Context, r api.RecordUnitRequestObject) (api.RecordUnitResponseObject, error) {
	d, err := a.Service.RecordUnit(ctx, identity.Actor(ctx), r.UnitID, *r.Body)
	if err != nil {
		return nil, err
	}
	return api.RecordUnit200JSONResponse(d.toAPI()), nil
}

// ListMyUnits serves GET /me/units.
func (a API) ListMyUnits(ctx context.Context, _ api.ListMyUnitsRequestObject) (api.ListMyUnitsResponseObject, error) {
	rows, err := a.Service.MyUnits(ctx, identity.Actor(ctx))
	if err != nil {
		return nil, err
	}
	return api.ListMyUnits200JSONResponse{Items: each(rows, myUnit.toAPI)}, nil
}

// ListBodies serves GET /communities/{communityId}/bodies.
func (a API) ListBodies(ctx context.Context, r api.ListBodiesRequestObject) (api.ListBodiesResponseObject, error) {
	p := pageOf(r.Params.Limit, r.Params.After)
	rows, err := a.Service.Bodies(ctx, identity.Actor(ctx), r.CommunityID, p)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, p, func(b body) string { return b.ID.String() })
	return api.ListBodies200JSONResponse{Items: each(rows, body.toAPI), Next: next}, nil
}

// CreateBody serves POST /communities/{communityId}/bodies.
func (a API) CreateBody(ctx context.Context, r api.CreateBodyRequestObject) (api.CreateBodyResponseObject, error) {
	d, made, err := a.Service.CreateBody(ctx, identity.Actor(ctx), r.CommunityID, *r.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateBody201JSONResponse(d.toAPI()), nil
	}
	return api.CreateBody200JSONResponse(d.toAPI()), nil
}

// GetBody serves GET /bodies/{bodyId}.
func (a API) GetBody(ctx context.Context, r api.GetBodyRequestObject) (api.GetBodyResponseObject, error) {
	d, err := a.Service.Body(ctx, identity.Actor(ctx), r.BodyID)
	if err != nil {
		return nil, err
	}
	return api.GetBody200JSONResponse(d.toAPI()), nil
}

// ChangeBody serves PUT /bodies/{bodyId}.
func (a API) ChangeBody(ctx context.Context, r api.ChangeBodyRequestObject) (api.ChangeBodyResponseObject, error) {
	d, err := a.Service.ChangeBody(ctx, identity.Actor(ctx), r.BodyID, *r.Body)
	if err != nil {
		return nil, err
	}
	return api.ChangeBody200JSONResponse(d.toAPI()), nil
}

func (f Figures) toAPI() api.OwnerFigures {
	return api.OwnerFigures{Units: f.Units, Heads: f.Heads, Area: f.Area, ParkingUnits: f.ParkingUnits, ParkingArea: f.ParkingArea,
		DeveloperUnits: f.DeveloperUnits, DeveloperArea: f.DeveloperArea, UnknownUnits: f.UnknownUnits, UnknownArea: f.UnknownArea, ReachedHeads: f.ReachedHeads}
}

func (u unitRow) toAPI() api.UnitSummary {
	return api.UnitSummary{ID: u.ID, BuildingID: u.BuildingID, Estate: u.Estate, Building: u.Building, Entrance: u.Entrance, Door: u.Door, Name: u.Name, Kind: u.Kind, Area: u.Area,
		HeldByDeveloper: u.HeldByDeveloper, Owners: append([]string{}, u.Owners...)}
}

func (o ownerFact) toAPI() api.Owner {
	return api.Owner{ID: o.ID, Name: o.Name, Kind: o.Kind, PhoneKnown: o.PhoneKnown, Reached: o.Reached, Units: o.Units}
}

func (d unitDetail) toAPI() api.OwnedUnit {
	return api.OwnedUnit{ID: d.ID, CommunityID: d.CommunityID, Estate: d.Estate, Building: d.Building, Entrance: d.Entrance, Door: d.Door, Name: d.Name,
		HoldingID: d.HoldingID, Kind: d.Kind, Area: d.Area, HeldByDeveloper: d.HeldByDeveloper, VoterID: d.VoterID, Since: d.ValidFrom,
		Owners: each(d.owners, ownerFact.toAPI), Before: each(d.before, func(b holdingBefore) api.HoldingBefore {
			return api.HoldingBefore{From: b.ValidFrom, To: b.ValidTo, Kind: b.Kind, Area: b.Area, HeldByDeveloper: b.HeldByDeveloper, Owners: append([]string{}, b.Owners...)}
		})}
}

func (u myUnit) toAPI() api.MyUnit {
	out := api.MyUnit{ID: u.ID, CommunityID: u.CommunityID, CommunityName: u.CommunityName, Estate: u.Estate, Building: u.Building, Entrance: u.Entrance,
		Door: u.Door, Name: u.Name, Kind: u.Kind, Area: u.Area, CoOwners: u.CoOwners}
	if u.Named {
		voter := api.MyUnitVoterOther
		if u.Mine {
			voter = api.MyUnitVoterMe
		}
		out.Voter = &voter
	}
	return out
}

func (b body) toAPI() api.BodySummary {
	out := api.BodySummary{ID: b.ID, Kind: b.Kind, Name: b.Name, Members: b.Members, TermFrom: types.Date{Time: b.TermFrom}}
	if b.TermTo != nil {
		out.TermTo = &types.Date{Time: *b.TermTo}
	}
	return out
}

func (d bodyDetail) toAPI() api.Body {
	s := d.body.toAPI()
	out := api.Body{ID: s.ID, CommunityID: d.CommunityID, Kind: s.Kind, Name: s.Name, TermFrom: s.TermFrom, TermTo: s.TermTo, Version: d.Version, Gaps: d.gaps}
	out.Members = each(d.members, func(m seating) api.BodyMember {
		member := api.BodyMember{ID: m.ID, Name: m.Name, Seat: m.Seat, Since: m.ValidFrom}
		if d.facts {
			member.PersonID, member.OwnerID, member.Woman, member.Kin = m.PersonID, m.OwnerID, &m.Woman, &m.Kin
		}
		return member
	})
	if out.Gaps != nil {
		gaps := append([]api.BodyGap{}, *out.Gaps...)
		out.Gaps = &gaps
	}
	return out
}
