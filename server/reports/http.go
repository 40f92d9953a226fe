package reports

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
	"wugong/server/words"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListReportClasses serves GET /report-classes.
func (a API) ListReportClasses(ctx context.Context, _ api.ListReportClassesRequestObject) (api.ListReportClassesResponseObject, error) {
	return api.ListReportClasses200JSONResponse{Items: listedClasses(words.Lang(ctx))}, nil
}

// CreateReport serves POST /reports.
func (a API) CreateReport(ctx context.Context, req api.CreateReportRequestObject) (api.CreateReportResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	f, made, err := a.Service.File(ctx, actor, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateReport201JSONResponse(f.toAPI(ctx)), nil
	}
	return api.CreateReport200JSONResponse(f.toAPI(ctx)), nil
}

// ListMyReports serves GET /reports/mine.
func (a API) ListMyReports(ctx context.Context, req api.ListMyReportsRequestObject) (api.ListMyReportsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Mine(ctx, actor, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListMyReports200JSONResponse(p.toAPI(ctx)), nil
}

// GetReport serves GET /reports/{reportId}.
func (a API) GetReport(ctx context.Context, req api.GetReportRequestObject) (api.GetReportResponseObject, error) {
	f, err := a.Service.See(ctx, identity.Actor(ctx), req.ReportID)
	if err != nil {
		return nil, err
	}
	return api.GetReport200JSONResponse(f.toAPI(ctx)), nil
}

// MoveReport serves POST /reports/{reportId}/moves.
func (a API) MoveReport(ctx context.Context, req api.MoveReportRequestObject) (api.MoveReportResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	f, err := a.Service.Move(ctx, actor, req.ReportID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.MoveReport200JSONResponse(f.toAPI(ctx)), nil
}

// ListReports serves GET /communities/{communityId}/reports.
func (a API) ListReports(ctx context.Context, req api.ListReportsRequestObject) (api.ListReportsResponseObject, error) {
	q := req.Params
	p, err := a.Service.List(ctx, identity.Actor(ctx), req.CommunityID, q.State, q.Class, q.Asset, api.LimitOf(q.Limit), api.Value(q.After))
	if err != nil {
		return nil, err
	}
	return api.ListReports200JSONResponse(p.toAPI(ctx)), nil
}

// ListReportQueue serves GET /communities/{communityId}/report-queue.
func (a API) ListReportQueue(ctx context.Context, req api.ListReportQueueRequestObject) (api.ListReportQueueResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Queue(ctx, actor, req.CommunityID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListReportQueue200JSONResponse(p.toAPI(ctx)), nil
}

// ListAssignees serves GET /communities/{communityId}/assignees.
func (a API) ListAssignees(ctx context.Context, req api.ListAssigneesRequestObject) (api.ListAssigneesResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	items, err := a.Service.Assignees(ctx, actor, req.CommunityID)
	if err != nil {
		return nil, err
	}
	return api.ListAssignees200JSONResponse{Items: items}, nil
}
