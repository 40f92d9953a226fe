package rosters

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListRosters serves GET /communities/{communityId}/rosters.
func (a API) ListRosters(ctx context.Context, req api.ListRostersRequestObject) (api.ListRostersResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.List(ctx, actor, req.CommunityID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListRosters200JSONResponse(out), nil
}

// CreateRoster serves POST /communities/{communityId}/rosters.
func (a API) CreateRoster(ctx context.Context, req api.CreateRosterRequestObject) (api.CreateRosterResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Create(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateRoster201JSONResponse(out), nil
	}
	return api.CreateRoster200JSONResponse(out), nil
}

// EndRoster serves POST /rosters/{rosterId}/ending.
func (a API) EndRoster(ctx context.Context, req api.EndRosterRequestObject) (api.EndRosterResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.End(ctx, actor, req.RosterID)
	if err != nil {
		return nil, err
	}
	return api.EndRoster200JSONResponse(out), nil
}

// ListDutyTurns serves GET /communities/{communityId}/duty-turns.
func (a API) ListDutyTurns(ctx context.Context, req api.ListDutyTurnsRequestObject) (api.ListDutyTurnsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Turns(ctx, actor, req.CommunityID, req.Params.From.Time, req.Params.To.Time, req.Params.Roster)
	if err != nil {
		return nil, err
	}
	return api.ListDutyTurns200JSONResponse(out), nil
}

// MarkDutyTurn serves POST /duty-turns/{turnId}/mark.
func (a API) MarkDutyTurn(ctx context.Context, req api.MarkDutyTurnRequestObject) (api.MarkDutyTurnResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Mark(ctx, actor, req.TurnID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.MarkDutyTurn200JSONResponse(out), nil
}
