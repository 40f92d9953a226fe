package proposals

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// FlagProposal serves POST /proposals/{proposalId}/flags.
func (a API) FlagProposal(ctx context.Context, req api.FlagProposalRequestObject) (api.FlagProposalResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Service.FlagProposal(ctx, actor, req.ProposalID, *req.Body); err != nil {
		return nil, err
	}
	return api.FlagProposal204Response{}, nil
}

// FlagOpinion serves POST /opinions/{opinionId}/flags.
func (a API) FlagOpinion(ctx context.Context, req api.FlagOpinionRequestObject) (api.FlagOpinionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Service.FlagOpinion(ctx, actor, req.OpinionID, *req.Body); err != nil {
		return nil, err
	}
	return api.FlagOpinion204Response{}, nil
}

// MoveOpinion serves POST /opinions/{opinionId}/moves.
func (a API) MoveOpinion(ctx context.Context, req api.MoveOpinionRequestObject) (api.MoveOpinionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	o, err := a.Service.MoveOpinion(ctx, actor, req.OpinionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.MoveOpinion200JSONResponse(o), nil
}

// ListModeration serves GET /communities/{communityId}/moderation.
func (a API) ListModeration(ctx context.Context, req api.ListModerationRequestObject) (api.ListModerationResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Checks(ctx, actor, req.CommunityID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListModeration200JSONResponse(p), nil
}
