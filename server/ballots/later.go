package ballots

import (
	"context"

	"wugong/api"
	"wugong/server/fault"
)

// errLater answers what the next steps of this branch build.
var errLater = fault.New(fault.Unavailable, api.ProblemCodeUnavailable)

// ListBallotDesk serves GET /communities/{communityId}/ballot-desk.
func (a API) ListBallotDesk(context.Context, api.ListBallotDeskRequestObject) (api.ListBallotDeskResponseObject, error) {
	return nil, errLater
}

// MoveBallot serves POST /ballots/{ballotId}/moves.
func (a API) MoveBallot(context.Context, api.MoveBallotRequestObject) (api.MoveBallotResponseObject, error) {
	return nil, errLater
}

// ListRoll serves GET /ballots/{ballotId}/roll.
func (a API) ListRoll(context.Context, api.ListRollRequestObject) (api.ListRollResponseObject, error) {
	return nil, errLater
}

// ListRollDifferences serves GET /ballots/{ballotId}/roll-differences.
func (a API) ListRollDifferences(context.Context, api.ListRollDifferencesRequestObject) (api.ListRollDifferencesResponseObject, error) {
	return nil, errLater
}

// ListObjections serves GET /ballots/{ballotId}/objections.
func (a API) ListObjections(context.Context, api.ListObjectionsRequestObject) (api.ListObjectionsResponseObject, error) {
	return nil, errLater
}

// CreateObjection serves POST /ballots/{ballotId}/objections.
func (a API) CreateObjection(context.Context, api.CreateObjectionRequestObject) (api.CreateObjectionResponseObject, error) {
	return nil, errLater
}

// AnswerObjection serves POST /objections/{objectionId}/answer.
func (a API) AnswerObjection(context.Context, api.AnswerObjectionRequestObject) (api.AnswerObjectionResponseObject, error) {
	return nil, errLater
}

// CastVote serves PUT /ballots/{ballotId}/votes/{voterId}.
func (a API) CastVote(context.Context, api.CastVoteRequestObject) (api.CastVoteResponseObject, error) {
	return nil, errLater
}

// WithdrawVote serves DELETE /ballots/{ballotId}/votes/{voterId}.
func (a API) WithdrawVote(context.Context, api.WithdrawVoteRequestObject) (api.WithdrawVoteResponseObject, error) {
	return nil, errLater
}

// GetBallotResult serves GET /ballots/{ballotId}/result.
func (a API) GetBallotResult(context.Context, api.GetBallotResultRequestObject) (api.GetBallotResultResponseObject, error) {
	return nil, errLater
}

// GetBallotDocument serves GET /ballots/{ballotId}/document.
func (a API) GetBallotDocument(context.Context, api.GetBallotDocumentRequestObject) (api.GetBallotDocumentResponseObject, error) {
	return nil, errLater
}

// GetBallotReceipts serves GET /ballots/{ballotId}/receipts.
func (a API) GetBallotReceipts(context.Context, api.GetBallotReceiptsRequestObject) (api.GetBallotReceiptsResponseObject, error) {
	return nil, errLater
}

// MakePanelDocument serves POST /ballots/{ballotId}/panel-document.
func (a API) MakePanelDocument(context.Context, api.MakePanelDocumentRequestObject) (api.MakePanelDocumentResponseObject, error) {
	return nil, errLater
}

// GetTurnout serves GET /ballots/{ballotId}/turnout.
func (a API) GetTurnout(context.Context, api.GetTurnoutRequestObject) (api.GetTurnoutResponseObject, error) {
	return nil, errLater
}

// ListTurnoutDoors serves GET /ballots/{ballotId}/doors.
func (a API) ListTurnoutDoors(context.Context, api.ListTurnoutDoorsRequestObject) (api.ListTurnoutDoorsResponseObject, error) {
	return nil, errLater
}

// CreatePrintRun serves POST /ballots/{ballotId}/print-runs.
func (a API) CreatePrintRun(context.Context, api.CreatePrintRunRequestObject) (api.CreatePrintRunResponseObject, error) {
	return nil, errLater
}

// ListPapers serves GET /ballots/{ballotId}/papers.
func (a API) ListPapers(context.Context, api.ListPapersRequestObject) (api.ListPapersResponseObject, error) {
	return nil, errLater
}

// GetPaper serves GET /ballots/{ballotId}/papers/{number}.
func (a API) GetPaper(context.Context, api.GetPaperRequestObject) (api.GetPaperResponseObject, error) {
	return nil, errLater
}

// IssuePaper serves PUT /ballots/{ballotId}/papers/{number}/issue.
func (a API) IssuePaper(context.Context, api.IssuePaperRequestObject) (api.IssuePaperResponseObject, error) {
	return nil, errLater
}

// ReturnPaper serves PUT /ballots/{ballotId}/papers/{number}/return.
func (a API) ReturnPaper(context.Context, api.ReturnPaperRequestObject) (api.ReturnPaperResponseObject, error) {
	return nil, errLater
}

// SpoilPaper serves PUT /ballots/{ballotId}/papers/{number}/spoil.
func (a API) SpoilPaper(context.Context, api.SpoilPaperRequestObject) (api.SpoilPaperResponseObject, error) {
	return nil, errLater
}

// ListBatches serves GET /ballots/{ballotId}/batches.
func (a API) ListBatches(context.Context, api.ListBatchesRequestObject) (api.ListBatchesResponseObject, error) {
	return nil, errLater
}

// CreateBatch serves POST /ballots/{ballotId}/batches.
func (a API) CreateBatch(context.Context, api.CreateBatchRequestObject) (api.CreateBatchResponseObject, error) {
	return nil, errLater
}

// GetBatch serves GET /batches/{batchId}.
func (a API) GetBatch(context.Context, api.GetBatchRequestObject) (api.GetBatchResponseObject, error) {
	return nil, errLater
}

// KeyBatch serves POST /batches/{batchId}/looks.
func (a API) KeyBatch(context.Context, api.KeyBatchRequestObject) (api.KeyBatchResponseObject, error) {
	return nil, errLater
}

// GetReconciliation serves GET /ballots/{ballotId}/reconciliation.
func (a API) GetReconciliation(context.Context, api.GetReconciliationRequestObject) (api.GetReconciliationResponseObject, error) {
	return nil, errLater
}

// SaveReconciliation serves PUT /ballots/{ballotId}/reconciliation.
func (a API) SaveReconciliation(context.Context, api.SaveReconciliationRequestObject) (api.SaveReconciliationResponseObject, error) {
	return nil, errLater
}

// ListCalls serves GET /communities/{communityId}/calls.
func (a API) ListCalls(context.Context, api.ListCallsRequestObject) (api.ListCallsResponseObject, error) {
	return nil, errLater
}

// CreateCall serves POST /calls.
func (a API) CreateCall(context.Context, api.CreateCallRequestObject) (api.CreateCallResponseObject, error) {
	return nil, errLater
}

// GetCall serves GET /calls/{callId}.
func (a API) GetCall(context.Context, api.GetCallRequestObject) (api.GetCallResponseObject, error) {
	return nil, errLater
}

// SignCall serves PUT /calls/{callId}/sign.
func (a API) SignCall(context.Context, api.SignCallRequestObject) (api.SignCallResponseObject, error) {
	return nil, errLater
}

// WithdrawSign serves DELETE /calls/{callId}/sign.
func (a API) WithdrawSign(context.Context, api.WithdrawSignRequestObject) (api.WithdrawSignResponseObject, error) {
	return nil, errLater
}
