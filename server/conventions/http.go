package conventions

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListConventions serves GET /communities/{communityId}/conventions.
func (a API) ListConventions(ctx context.Context, req api.ListConventionsRequestObject) (api.ListConventionsResponseObject, error) {
	shown, err := a.Service.List(ctx, identity.Actor(ctx), req.CommunityID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListConventions200JSONResponse(shown), nil
}

// CreateConvention serves POST /communities/{communityId}/conventions.
func (a API) CreateConvention(ctx context.Context, req api.CreateConventionRequestObject) (api.CreateConventionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, made, err := a.Service.Create(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateConvention201JSONResponse(shown), nil
	}
	return api.CreateConvention200JSONResponse(shown), nil
}

// GetConventionDesk serves GET /communities/{communityId}/convention-desk.
func (a API) GetConventionDesk(ctx context.Context, req api.GetConventionDeskRequestObject) (api.GetConventionDeskResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.Desk(ctx, actor, req.CommunityID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.GetConventionDesk200JSONResponse(shown), nil
}

// LintConvention serves POST /communities/{communityId}/convention-lint.
func (a API) LintConvention(ctx context.Context, req api.LintConventionRequestObject) (api.LintConventionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.LintText(ctx, actor, req.CommunityID, req.Body.Clauses)
	if err != nil {
		return nil, err
	}
	return api.LintConvention200JSONResponse(shown), nil
}

// GetConvention serves GET /conventions/{conventionId}.
func (a API) GetConvention(ctx context.Context, req api.GetConventionRequestObject) (api.GetConventionResponseObject, error) {
	shown, err := a.Service.Get(ctx, identity.Actor(ctx), req.ConventionID)
	if err != nil {
		return nil, err
	}
	return api.GetConvention200JSONResponse(shown), nil
}

// ListConventionVersions serves GET /conventions/{conventionId}/versions.
func (a API) ListConventionVersions(ctx context.Context, req api.ListConventionVersionsRequestObject) (api.ListConventionVersionsResponseObject, error) {
	shown, err := a.Service.Versions(ctx, req.ConventionID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListConventionVersions200JSONResponse(shown), nil
}

// CreateConventionVersion serves POST /conventions/{conventionId}/versions.
func (a API) CreateConventionVersion(ctx context.Context, req api.CreateConventionVersionRequestObject) (api.CreateConventionVersionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, made, err := a.Service.Open(ctx, actor, req.ConventionID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateConventionVersion201JSONResponse(shown), nil
	}
	return api.CreateConventionVersion200JSONResponse(shown), nil
}

// GetConventionVersion serves GET /convention-versions/{versionId}.
func (a API) GetConventionVersion(ctx context.Context, req api.GetConventionVersionRequestObject) (api.GetConventionVersionResponseObject, error) {
	shown, err := a.Service.See(ctx, identity.Actor(ctx), req.VersionID, req.Params.Revision)
	if err != nil {
		return nil, err
	}
	return api.GetConventionVersion200JSONResponse(shown), nil
}

// ListConventionRevisions serves GET /convention-versions/{versionId}/revisions.
func (a API) ListConventionRevisions(ctx context.Context, req api.ListConventionRevisionsRequestObject) (api.ListConventionRevisionsResponseObject, error) {
	shown, err := a.Service.Revisions(ctx, identity.Actor(ctx), req.VersionID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListConventionRevisions200JSONResponse(shown), nil
}

// SaveConventionText serves PUT /convention-versions/{versionId}/text.
func (a API) SaveConventionText(ctx context.Context, req api.SaveConventionTextRequestObject) (api.SaveConventionTextResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.Save(ctx, actor, req.VersionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.SaveConventionText200JSONResponse(shown), nil
}

// MoveConvention serves POST /convention-versions/{versionId}/moves.
func (a API) MoveConvention(ctx context.Context, req api.MoveConventionRequestObject) (api.MoveConventionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.Move(ctx, actor, req.VersionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.MoveConvention200JSONResponse(shown), nil
}

// CallConventionVote serves POST /convention-versions/{versionId}/vote.
func (a API) CallConventionVote(ctx context.Context, req api.CallConventionVoteRequestObject) (api.CallConventionVoteResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.CallVote(ctx, actor, req.VersionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.CallConventionVote200JSONResponse(shown), nil
}

// ReviewConvention serves POST /convention-versions/{versionId}/reviews.
func (a API) ReviewConvention(ctx context.Context, req api.ReviewConventionRequestObject) (api.ReviewConventionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, made, err := a.Service.Review(ctx, actor, req.VersionID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.ReviewConvention201JSONResponse(shown), nil
	}
	return api.ReviewConvention200JSONResponse(shown), nil
}
