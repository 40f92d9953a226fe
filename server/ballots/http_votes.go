package ballots

import (
	"bytes"
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// ListBallotDesk serves GET /communities/{communityId}/ballot-desk.
func (a API) ListBallotDesk(ctx context.Context, req api.ListBallotDeskRequestObject) (api.ListBallotDeskResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Desk(ctx, actor, req.CommunityID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListBallotDesk200JSONResponse(x), nil
}

// MoveBallot serves POST /ballots/{ballotId}/moves.
func (a API) MoveBallot(ctx context.Context, req api.MoveBallotRequestObject) (api.MoveBallotResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Move(ctx, actor, req.BallotID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.MoveBallot200JSONResponse(x.toAPI(ctx)), nil
}

// ListRoll serves GET /ballots/{ballotId}/roll.
func (a API) ListRoll(ctx context.Context, req api.ListRollRequestObject) (api.ListRollResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Roll(ctx, actor, req.BallotID, req.Params.BuildingID, api.Value(req.Params.Q), api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListRoll200JSONResponse(x), nil
}

// ListRollDifferences serves GET /ballots/{ballotId}/roll-differences.
func (a API) ListRollDifferences(ctx context.Context, req api.ListRollDifferencesRequestObject) (api.ListRollDifferencesResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.RollDifferences(ctx, actor, req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.ListRollDifferences200JSONResponse(x), nil
}

// ListObjections serves GET /ballots/{ballotId}/objections.
func (a API) ListObjections(ctx context.Context, req api.ListObjectionsRequestObject) (api.ListObjectionsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Objections(ctx, actor, req.BallotID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListObjections200JSONResponse(x), nil
}

// CreateObjection serves POST /ballots/{ballotId}/objections.
func (a API) CreateObjection(ctx context.Context, req api.CreateObjectionRequestObject) (api.CreateObjectionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, made, err := a.Service.Object(ctx, actor, req.BallotID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateObjection201JSONResponse(x), nil
	}
	return api.CreateObjection200JSONResponse(x), nil
}

// AnswerObjection serves POST /objections/{objectionId}/answer.
func (a API) AnswerObjection(ctx context.Context, req api.AnswerObjectionRequestObject) (api.AnswerObjectionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Answer(ctx, actor, req.ObjectionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.AnswerObjection200JSONResponse(x), nil
}

// CastVote serves PUT /ballots/{ballotId}/votes/{voterId}.
func (a API) CastVote(ctx context.Context, req api.CastVoteRequestObject) (api.CastVoteResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Cast(ctx, actor, req.BallotID, req.VoterID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.CastVote200JSONResponse(x), nil
}

// WithdrawVote serves DELETE /ballots/{ballotId}/votes/{voterId}.
func (a API) WithdrawVote(ctx context.Context, req api.WithdrawVoteRequestObject) (api.WithdrawVoteResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Withdraw(ctx, actor, req.BallotID, req.VoterID)
	if err != nil {
		return nil, err
	}
	return api.WithdrawVote200JSONResponse(x), nil
}

// GetBallotResult serves GET /ballots/{ballotId}/result.
func (a API) GetBallotResult(ctx context.Context, req api.GetBallotResultRequestObject) (api.GetBallotResultResponseObject, error) {
	x, err := a.Service.Result(ctx, identity.Actor(ctx), req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.GetBallotResult200JSONResponse(x), nil
}

// GetBallotDocument serves GET /ballots/{ballotId}/document.
func (a API) GetBallotDocument(ctx context.Context, req api.GetBallotDocumentRequestObject) (api.GetBallotDocumentResponseObject, error) {
	name, file, err := a.Service.Document(ctx, identity.Actor(ctx), req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.GetBallotDocument200ApplicationOctetStreamResponse{Body: bytes.NewReader(file), ContentLength: int64(len(file)), Headers: api.GetBallotDocument200ResponseHeaders{ContentDisposition: new(attachment(name))}}, nil
}

// GetBallotReceipts serves GET /ballots/{ballotId}/receipts.
func (a API) GetBallotReceipts(ctx context.Context, req api.GetBallotReceiptsRequestObject) (api.GetBallotReceiptsResponseObject, error) {
	x, err := a.Service.Receipts(ctx, identity.Actor(ctx), req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.GetBallotReceipts200JSONResponse(x), nil
}

// MakePanelDocument serves POST /ballots/{ballotId}/panel-document.
func (a API) MakePanelDocument(ctx context.Context, req api.MakePanelDocumentRequestObject) (api.MakePanelDocumentResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	name, file, err := a.Service.PanelDocument(ctx, actor, req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.MakePanelDocument200ApplicationOctetStreamResponse{Body: bytes.NewReader(file), ContentLength: int64(len(file)), Headers: api.MakePanelDocument200ResponseHeaders{ContentDisposition: new(attachment(name))}}, nil
}

// GetTurnout serves GET /ballots/{ballotId}/turnout.
func (a API) GetTurnout(ctx context.Context, req api.GetTurnoutRequestObject) (api.GetTurnoutResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Turnout(ctx, actor, req.BallotID)
	if err != nil {
		return nil, err
	}
	return api.GetTurnout200JSONResponse(x), nil
}

// ListTurnoutDoors serves GET /ballots/{ballotId}/doors.
func (a API) ListTurnoutDoors(ctx context.Context, req api.ListTurnoutDoorsRequestObject) (api.ListTurnoutDoorsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	x, err := a.Service.Doors(ctx, actor, req.BallotID, req.Params.BuildingID, req.Params.Missing == nil || *req.Params.Missing, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListTurnoutDoors200JSONResponse(x), nil
}

// attachment names a file that is saved.
func attachment(name string) string { return `attachment; filename="` + name + `"` }
