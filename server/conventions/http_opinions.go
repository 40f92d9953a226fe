package conventions

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// ListConventionOpinions serves GET /convention-versions/{versionId}/opinions.
func (a API) ListConventionOpinions(ctx context.Context, req api.ListConventionOpinionsRequestObject) (api.ListConventionOpinionsResponseObject, error) {
	shown, err := a.Service.Opinions(ctx, identity.Actor(ctx), req.VersionID, req.Params)
	if err != nil {
		return nil, err
	}
	return api.ListConventionOpinions200JSONResponse(shown), nil
}

// CreateConventionOpinion serves POST /convention-versions/{versionId}/opinions.
func (a API) CreateConventionOpinion(ctx context.Context, req api.CreateConventionOpinionRequestObject) (api.CreateConventionOpinionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, made, err := a.Service.Opine(ctx, actor, req.VersionID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateConventionOpinion201JSONResponse(shown), nil
	}
	return api.CreateConventionOpinion200JSONResponse(shown), nil
}

// AnswerConventionOpinion serves POST /convention-opinions/{opinionId}/answer.
func (a API) AnswerConventionOpinion(ctx context.Context, req api.AnswerConventionOpinionRequestObject) (api.AnswerConventionOpinionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.Answer(ctx, actor, req.OpinionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.AnswerConventionOpinion200JSONResponse(shown), nil
}

// PostConvention serves POST /convention-versions/{versionId}/postings.
func (a API) PostConvention(ctx context.Context, req api.PostConventionRequestObject) (api.PostConventionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, made, err := a.Service.Post(ctx, actor, req.VersionID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.PostConvention201JSONResponse(shown), nil
	}
	return api.PostConvention200JSONResponse(shown), nil
}

// SignConvention serves PUT /convention-versions/{versionId}/signature.
func (a API) SignConvention(ctx context.Context, req api.SignConventionRequestObject) (api.SignConventionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.Sign(ctx, actor, req.VersionID, true)
	if err != nil {
		return nil, err
	}
	return api.SignConvention200JSONResponse(shown), nil
}

// WithdrawConventionSignature serves DELETE /convention-versions/{versionId}/signature.
func (a API) WithdrawConventionSignature(ctx context.Context, req api.WithdrawConventionSignatureRequestObject) (api.WithdrawConventionSignatureResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.Sign(ctx, actor, req.VersionID, false)
	if err != nil {
		return nil, err
	}
	return api.WithdrawConventionSignature200JSONResponse(shown), nil
}

// EnterConventionSignatures serves POST /convention-versions/{versionId}/paper-signatures.
func (a API) EnterConventionSignatures(ctx context.Context, req api.EnterConventionSignaturesRequestObject) (api.EnterConventionSignaturesResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.EnterSignatures(ctx, actor, req.VersionID, req.Body.HouseholdIds)
	if err != nil {
		return nil, err
	}
	return api.EnterConventionSignatures200JSONResponse(shown), nil
}

// FileConvention serves POST /convention-versions/{versionId}/filing.
func (a API) FileConvention(ctx context.Context, req api.FileConventionRequestObject) (api.FileConventionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	shown, err := a.Service.File(ctx, actor, req.VersionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.FileConvention200JSONResponse(shown), nil
}
