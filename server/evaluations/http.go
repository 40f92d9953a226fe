package evaluations

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListEvaluations serves GET /communities/{communityId}/evaluations.
func (a API) ListEvaluations(ctx context.Context, req api.ListEvaluationsRequestObject) (api.ListEvaluationsResponseObject, error) {
	out, err := a.Service.List(ctx, identity.Actor(ctx), req.CommunityID, req.Params.Project, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListEvaluations200JSONResponse(out), nil
}

// CreateEvaluation serves POST /communities/{communityId}/evaluations.
func (a API) CreateEvaluation(ctx context.Context, req api.CreateEvaluationRequestObject) (api.CreateEvaluationResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Create(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateEvaluation201JSONResponse(out.toAPI()), nil
	}
	return api.CreateEvaluation200JSONResponse(out.toAPI()), nil
}

// GetEvaluation serves GET /evaluations/{evaluationId}.
func (a API) GetEvaluation(ctx context.Context, req api.GetEvaluationRequestObject) (api.GetEvaluationResponseObject, error) {
	out, err := a.Service.See(ctx, identity.Actor(ctx), req.EvaluationID)
	if err != nil {
		return nil, err
	}
	return api.GetEvaluation200JSONResponse(out.toAPI()), nil
}

// AnswerEvaluation serves POST /evaluations/{evaluationId}/answer.
func (a API) AnswerEvaluation(ctx context.Context, req api.AnswerEvaluationRequestObject) (api.AnswerEvaluationResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Answer(ctx, actor, req.EvaluationID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.AnswerEvaluation200JSONResponse(out.toAPI()), nil
}

// ListEvaluationTakers serves GET /evaluations/{evaluationId}/takers.
func (a API) ListEvaluationTakers(ctx context.Context, req api.ListEvaluationTakersRequestObject) (api.ListEvaluationTakersResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Takers(ctx, actor, req.EvaluationID, req.Params.Building, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListEvaluationTakers200JSONResponse(out), nil
}

// ListEvaluationBatches serves GET /evaluations/{evaluationId}/batches.
func (a API) ListEvaluationBatches(ctx context.Context, req api.ListEvaluationBatchesRequestObject) (api.ListEvaluationBatchesResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Batches(ctx, actor, req.EvaluationID)
	if err != nil {
		return nil, err
	}
	return api.ListEvaluationBatches200JSONResponse(out), nil
}

// CreateEvaluationBatch serves POST /evaluations/{evaluationId}/batches.
func (a API) CreateEvaluationBatch(ctx context.Context, req api.CreateEvaluationBatchRequestObject) (api.CreateEvaluationBatchResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Key(ctx, actor, req.EvaluationID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateEvaluationBatch201JSONResponse(out.toAPI(actor)), nil
	}
	return api.CreateEvaluationBatch200JSONResponse(out.toAPI(actor)), nil
}

// RekeyEvaluationBatch serves PUT /evaluation-batches/{batchId}.
func (a API) RekeyEvaluationBatch(ctx context.Context, req api.RekeyEvaluationBatchRequestObject) (api.RekeyEvaluationBatchResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Rekey(ctx, actor, req.BatchID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.RekeyEvaluationBatch200JSONResponse(out.toAPI(actor)), nil
}

// CheckEvaluationBatch serves POST /evaluation-batches/{batchId}/check.
func (a API) CheckEvaluationBatch(ctx context.Context, req api.CheckEvaluationBatchRequestObject) (api.CheckEvaluationBatchResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Check(ctx, actor, req.BatchID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.CheckEvaluationBatch200JSONResponse(out.toAPI(actor)), nil
}

// ListEvaluationWords serves GET /evaluations/{evaluationId}/words.
func (a API) ListEvaluationWords(ctx context.Context, req api.ListEvaluationWordsRequestObject) (api.ListEvaluationWordsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Words(ctx, actor, req.EvaluationID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListEvaluationWords200JSONResponse(out), nil
}

// SetEvaluationNote serves PUT /evaluations/{evaluationId}/note.
func (a API) SetEvaluationNote(ctx context.Context, req api.SetEvaluationNoteRequestObject) (api.SetEvaluationNoteResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Note(ctx, actor, req.EvaluationID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.SetEvaluationNote200JSONResponse(out.toAPI()), nil
}

// ListRectifications serves GET /communities/{communityId}/rectifications.
func (a API) ListRectifications(ctx context.Context, req api.ListRectificationsRequestObject) (api.ListRectificationsResponseObject, error) {
	out, err := a.Service.Rectifications(ctx, identity.Actor(ctx), req.CommunityID, req.Params.Evaluation, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListRectifications200JSONResponse(out), nil
}

// CreateRectification serves POST /communities/{communityId}/rectifications.
func (a API) CreateRectification(ctx context.Context, req api.CreateRectificationRequestObject) (api.CreateRectificationResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Promise(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateRectification201JSONResponse(out), nil
	}
	return api.CreateRectification200JSONResponse(out), nil
}

// CloseRectification serves POST /rectifications/{rectificationId}/closing.
func (a API) CloseRectification(ctx context.Context, req api.CloseRectificationRequestObject) (api.CloseRectificationResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Close(ctx, actor, req.RectificationID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.CloseRectification200JSONResponse(out), nil
}
