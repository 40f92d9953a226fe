package bulletins

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListBulletins serves GET /communities/{communityId}/bulletins.
func (a API) ListBulletins(ctx context.Context, req api.ListBulletinsRequestObject) (api.ListBulletinsResponseObject, error) {
	shelf := api.BulletinShelfBoard
	if req.Params.Shelf != nil {
		shelf = *req.Params.Shelf
	}
	actor := identity.Actor(ctx)
	if shelf == api.BulletinShelfPlanned {
		if _, err := identity.Signed(ctx); err != nil {
			return nil, err
		}
	}
	p, err := a.Service.List(ctx, actor, req.CommunityID, shelf, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListBulletins200JSONResponse(p), nil
}

// CreateBulletin serves POST /communities/{communityId}/bulletins.
func (a API) CreateBulletin(ctx context.Context, req api.CreateBulletinRequestObject) (api.CreateBulletinResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	w, made, err := a.Service.Create(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateBulletin201JSONResponse(w.toAPI(ctx)), nil
	}
	return api.CreateBulletin200JSONResponse(w.toAPI(ctx)), nil
}

// GetBulletin serves GET /bulletins/{bulletinId}.
func (a API) GetBulletin(ctx context.Context, req api.GetBulletinRequestObject) (api.GetBulletinResponseObject, error) {
	w, err := a.Service.See(ctx, identity.Actor(ctx), req.BulletinID)
	if err != nil {
		return nil, err
	}
	return api.GetBulletin200JSONResponse(w.toAPI(ctx)), nil
}

// ChangeBulletin serves PUT /bulletins/{bulletinId}.
func (a API) ChangeBulletin(ctx context.Context, req api.ChangeBulletinRequestObject) (api.ChangeBulletinResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	w, err := a.Service.Change(ctx, actor, req.BulletinID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.ChangeBulletin200JSONResponse(w.toAPI(ctx)), nil
}

// WithdrawBulletin serves POST /bulletins/{bulletinId}/withdrawal.
func (a API) WithdrawBulletin(ctx context.Context, req api.WithdrawBulletinRequestObject) (api.WithdrawBulletinResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	w, err := a.Service.Withdraw(ctx, actor, req.BulletinID, req.Body.Reason)
	if err != nil {
		return nil, err
	}
	return api.WithdrawBulletin200JSONResponse(w.toAPI(ctx)), nil
}
