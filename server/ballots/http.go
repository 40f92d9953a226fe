package ballots

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListBallots serves GET /communities/{communityId}/ballots.
func (a API) ListBallots(ctx context.Context, req api.ListBallotsRequestObject) (api.ListBallotsResponseObject, error) {
	shelf := api.BallotShelfCurrent
	if req.Params.Shelf != nil {
		shelf = *req.Params.Shelf
	}
	p, err := a.Service.List(ctx, identity.Actor(ctx), req.CommunityID, shelf, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListBallots200JSONResponse(p), nil
}

// CreateBallot serves POST /ballots.
func (a API) CreateBallot(ctx context.Context, req api.CreateBallotRequestObject) (api.CreateBallotResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	w, made, err := a.Service.Create(ctx, actor, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateBallot201JSONResponse(w.toAPI(ctx)), nil
	}
	return api.CreateBallot200JSONResponse(w.toAPI(ctx)), nil
}

// GetBallot serves GET /ballots/{ballotId}.
func (a API) GetBallot(ctx context.Context, req api.GetBallotRequestObject) (api.GetBallotResponseObject, error) {
	w, err := a.Service.See(ctx, identity.Actor(ctx), req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.GetBallot200JSONResponse(w.toAPI(ctx)), nil
}

// ChangeBallot serves PUT /ballots/{ballotId}.
func (a API) ChangeBallot(ctx context.Context, req api.ChangeBallotRequestObject) (api.ChangeBallotResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	w, err := a.Service.Change(ctx, actor, req.BallotID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.ChangeBallot200JSONResponse(w.toAPI(ctx)), nil
}

// GetBallotNotice serves GET /ballots/{ballotId}/notice.
func (a API) GetBallotNotice(ctx context.Context, req api.GetBallotNoticeRequestObject) (api.GetBallotNoticeResponseObject, error) {
	n, err := a.Service.Notice(ctx, identity.Actor(ctx), req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.GetBallotNotice200JSONResponse(n), nil
}
