package proposals

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// CreateProposal serves POST /proposals.
func (a API) CreateProposal(ctx context.Context, req api.CreateProposalRequestObject) (api.CreateProposalResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	f, made, err := a.Service.Propose(ctx, actor, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateProposal201JSONResponse(f.toAPI(ctx)), nil
	}
	return api.CreateProposal200JSONResponse(f.toAPI(ctx)), nil
}

// ListMyProposals serves GET /proposals/mine.
func (a API) ListMyProposals(ctx context.Context, req api.ListMyProposalsRequestObject) (api.ListMyProposalsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Mine(ctx, actor, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListMyProposals200JSONResponse(p.toAPI(ctx)), nil
}

// GetProposal serves GET /proposals/{proposalId}.
func (a API) GetProposal(ctx context.Context, req api.GetProposalRequestObject) (api.GetProposalResponseObject, error) {
	f, err := a.Service.See(ctx, identity.Actor(ctx), req.ProposalID)
	if err != nil {
		return nil, err
	}
	return api.GetProposal200JSONResponse(f.toAPI(ctx)), nil
}

// SupportProposal serves PUT /proposals/{proposalId}/support.
func (a API) SupportProposal(ctx context.Context, req api.SupportProposalRequestObject) (api.SupportProposalResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.Service.Support(ctx, actor, req.ProposalID)
	if err != nil {
		return nil, err
	}
	return api.SupportProposal200JSONResponse(r), nil
}

// WithdrawSupport serves DELETE /proposals/{proposalId}/support.
func (a API) WithdrawSupport(ctx context.Context, req api.WithdrawSupportRequestObject) (api.WithdrawSupportResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.Service.TakeBack(ctx, actor, req.ProposalID)
	if err != nil {
		return nil, err
	}
	return api.WithdrawSupport200JSONResponse(r), nil
}

// ListOpinions serves GET /proposals/{proposalId}/opinions.
func (a API) ListOpinions(ctx context.Context, req api.ListOpinionsRequestObject) (api.ListOpinionsResponseObject, error) {
	p, err := a.Service.Opinions(ctx, identity.Actor(ctx), req.ProposalID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListOpinions200JSONResponse(p), nil
}

// CreateOpinion serves POST /proposals/{proposalId}/opinions.
func (a API) CreateOpinion(ctx context.Context, req api.CreateOpinionRequestObject) (api.CreateOpinionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	o, made, err := a.Service.Say(ctx, actor, req.ProposalID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateOpinion201JSONResponse(o), nil
	}
	return api.CreateOpinion200JSONResponse(o), nil
}

// MoveProposal serves POST /proposals/{proposalId}/moves.
func (a API) MoveProposal(ctx context.Context, req api.MoveProposalRequestObject) (api.MoveProposalResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	f, err := a.Service.Move(ctx, actor, req.ProposalID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.MoveProposal200JSONResponse(f.toAPI(ctx)), nil
}

// ListProposals serves GET /communities/{communityId}/proposals.
func (a API) ListProposals(ctx context.Context, req api.ListProposalsRequestObject) (api.ListProposalsResponseObject, error) {
	q := req.Params
	w := wish{order: api.ProposalOrderNewest, state: q.State, area: q.Area, limit: api.LimitOf(q.Limit)}
	if q.Order != nil {
		w.order = *q.Order
	}
	var p page
	var err error
	if q.Q != nil {
		p, err = a.Service.Search(ctx, identity.Actor(ctx), req.CommunityID, *q.Q, filter{State: q.State, Area: q.Area}, w.limit)
	} else {
		p, err = a.Service.List(ctx, identity.Actor(ctx), req.CommunityID, w, q.After)
	}
	if err != nil {
		return nil, err
	}
	return api.ListProposals200JSONResponse(p.toAPI(ctx)), nil
}

// ListProposalQueue serves GET /communities/{communityId}/proposal-queue.
func (a API) ListProposalQueue(ctx context.Context, req api.ListProposalQueueRequestObject) (api.ListProposalQueueResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Queue(ctx, actor, req.CommunityID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListProposalQueue200JSONResponse(p.toAPI(ctx)), nil
}
