package places

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListAssets serves GET /communities/{communityId}/assets.
func (a API) ListAssets(ctx context.Context, req api.ListAssetsRequestObject) (api.ListAssetsResponseObject, error) {
	out, err := a.Service.List(ctx, identity.Actor(ctx), req.CommunityID, req.Params.Project, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListAssets200JSONResponse(out), nil
}

// CreateAsset serves POST /communities/{communityId}/assets.
func (a API) CreateAsset(ctx context.Context, req api.CreateAssetRequestObject) (api.CreateAssetResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Add(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateAsset201JSONResponse(out), nil
	}
	return api.CreateAsset200JSONResponse(out), nil
}

// GetAsset serves GET /assets/{assetId}.
func (a API) GetAsset(ctx context.Context, req api.GetAssetRequestObject) (api.GetAssetResponseObject, error) {
	out, err := a.Service.See(ctx, identity.Actor(ctx), req.AssetID)
	if err != nil {
		return nil, err
	}
	return api.GetAsset200JSONResponse(out), nil
}

// UpdateAsset serves PUT /assets/{assetId}.
func (a API) UpdateAsset(ctx context.Context, req api.UpdateAssetRequestObject) (api.UpdateAssetResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Change(ctx, actor, req.AssetID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.UpdateAsset200JSONResponse(out), nil
}
