package ballots

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// CreatePrintRun serves POST /ballots/{ballotId}/print-runs.
func (a API) CreatePrintRun(ctx context.Context, req api.CreatePrintRunRequestObject) (api.CreatePrintRunResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, made, err := a.Service.Print(ctx, actor, req.BallotID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreatePrintRun201JSONResponse(x), nil
	}
	return api.CreatePrintRun200JSONResponse(x), nil
}

// ListPrintRuns serves GET /ballots/{ballotId}/print-runs.
func (a API) ListPrintRuns(ctx context.Context, req api.ListPrintRunsRequestObject) (api.ListPrintRunsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.PrintRuns(ctx, actor, req.BallotID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListPrintRuns200JSONResponse(x), nil
}

// ListPapers serves GET /ballots/{ballotId}/papers.
func (a API) ListPapers(ctx context.Context, req api.ListPapersRequestObject) (api.ListPapersResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Papers(ctx, actor, req.BallotID, req.Params.RunID, req.Params.State, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListPapers200JSONResponse(x), nil
}

// GetPaper serves GET /ballots/{ballotId}/papers/{number}.
func (a API) GetPaper(ctx context.Context, req api.GetPaperRequestObject) (api.GetPaperResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Paper(ctx, actor, req.BallotID, req.Number)
	if err != nil {
		return nil, err
	}
	return api.GetPaper200JSONResponse(x), nil
}

// IssuePaper serves PUT /ballots/{ballotId}/papers/{number}/issue.
func (a API) IssuePaper(ctx context.Context, req api.IssuePaperRequestObject) (api.IssuePaperResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.step(ctx, actor, req.BallotID, req.Number, deed{to: api.PaperStateIssued})
	if err != nil {
		return nil, err
	}
	return api.IssuePaper200JSONResponse(x), nil
}

// ReturnPaper serves PUT /ballots/{ballotId}/papers/{number}/return.
func (a API) ReturnPaper(ctx context.Context, req api.ReturnPaperRequestObject) (api.ReturnPaperResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.step(ctx, actor, req.BallotID, req.Number, deed{to: api.PaperStateReturned})
	if err != nil {
		return nil, err
	}
	return api.ReturnPaper200JSONResponse(x), nil
}

// SpoilPaper serves PUT /ballots/{ballotId}/papers/{number}/spoil.
func (a API) SpoilPaper(ctx context.Context, req api.SpoilPaperRequestObject) (api.SpoilPaperResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	d, err := word(deed{to: api.PaperStateSpoiled}, *req.Body)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.step(ctx, actor, req.BallotID, req.Number, d)
	if err != nil {
		return nil, err
	}
	return api.SpoilPaper200JSONResponse(x), nil
}

// TakeBackPaper serves PUT /ballots/{ballotId}/papers/{number}/take-back.
func (a API) TakeBackPaper(ctx context.Context, req api.TakeBackPaperRequestObject) (api.TakeBackPaperResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	d, err := word(deed{to: api.PaperStateIssued, back: true}, *req.Body)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.step(ctx, actor, req.BallotID, req.Number, d)
	if err != nil {
		return nil, err
	}
	return api.TakeBackPaper200JSONResponse(x), nil
}

// ListBatches serves GET /ballots/{ballotId}/batches.
func (a API) ListBatches(ctx context.Context, req api.ListBatchesRequestObject) (api.ListBatchesResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Batches(ctx, actor, req.BallotID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListBatches200JSONResponse(x), nil
}

// CreateBatch serves POST /ballots/{ballotId}/batches.
func (a API) CreateBatch(ctx context.Context, req api.CreateBatchRequestObject) (api.CreateBatchResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, made, err := a.Service.MakeBatch(ctx, actor, req.BallotID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateBatch201JSONResponse(x), nil
	}
	return api.CreateBatch200JSONResponse(x), nil
}

// GetBatch serves GET /batches/{batchId}.
func (a API) GetBatch(ctx context.Context, req api.GetBatchRequestObject) (api.GetBatchResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Batch(ctx, actor, req.BatchID)
	if err != nil {
		return nil, err
	}
	return api.GetBatch200JSONResponse(x), nil
}

// KeyBatch serves POST /batches/{batchId}/looks.
func (a API) KeyBatch(ctx context.Context, req api.KeyBatchRequestObject) (api.KeyBatchResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Look(ctx, actor, req.BatchID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.KeyBatch200JSONResponse(x), nil
}

// GetReconciliation serves GET /ballots/{ballotId}/reconciliation.
func (a API) GetReconciliation(ctx context.Context, req api.GetReconciliationRequestObject) (api.GetReconciliationResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Reconciliation(ctx, actor, req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.GetReconciliation200JSONResponse(x), nil
}

// SaveReconciliation serves PUT /ballots/{ballotId}/reconciliation.
func (a API) SaveReconciliation(ctx context.Context, req api.SaveReconciliationRequestObject) (api.SaveReconciliationResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Reconcile(ctx, actor, req.BallotID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.SaveReconciliation200JSONResponse(x), nil
}

// ListCalls serves GET /communities/{communityId}/calls.
func (a API) ListCalls(ctx context.Context, req api.ListCallsRequestObject) (api.ListCallsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Calls(ctx, actor, req.CommunityID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListCalls200JSONResponse(x), nil
}

// CreateCall serves POST /calls.
func (a API) CreateCall(ctx context.Context, req api.CreateCallRequestObject) (api.CreateCallResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, made, err := a.Service.MakeCall(ctx, actor, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateCall201JSONResponse(x), nil
	}
	return api.CreateCall200JSONResponse(x), nil
}

// GetCall serves GET /calls/{callId}.
func (a API) GetCall(ctx context.Context, req api.GetCallRequestObject) (api.GetCallResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Call(ctx, actor, req.CallID)
	if err != nil {
		return nil, err
	}
	return api.GetCall200JSONResponse(x), nil
}

// SignCall serves PUT /calls/{callId}/sign.
func (a API) SignCall(ctx context.Context, req api.SignCallRequestObject) (api.SignCallResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Sign(ctx, actor, req.CallID, true)
	if err != nil {
		return nil, err
	}
	return api.SignCall200JSONResponse(x), nil
}

// WithdrawSign serves DELETE /calls/{callId}/sign.
func (a API) WithdrawSign(ctx context.Context, req api.WithdrawSignRequestObject) (api.WithdrawSignResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Sign(ctx, actor, req.CallID, false)
	if err != nil {
		return nil, err
	}
	return api.WithdrawSign200JSONResponse(x), nil
}
