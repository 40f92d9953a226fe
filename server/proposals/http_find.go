package proposals

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// ListProgrammeAreas serves GET /programme-areas.
func (a API) ListProgrammeAreas(ctx context.Context, _ api.ListProgrammeAreasRequestObject) (api.ListProgrammeAreasResponseObject, error) {
	list, err := a.Service.Areas(ctx)
	if err != nil {
		return nil, err
	}
	return api.ListProgrammeAreas200JSONResponse{Items: list}, nil
}

// ListSimilarProposals serves GET /communities/{communityId}/similar-proposals.
func (a API) ListSimilarProposals(ctx context.Context, req api.ListSimilarProposalsRequestObject) (api.ListSimilarProposalsResponseObject, error) {
	p, err := a.Service.Similar(ctx, identity.Actor(ctx), req.CommunityID, req.Params.Text)
	if err != nil {
		return nil, err
	}
	return api.ListSimilarProposals200JSONResponse(p.toAPI(ctx)), nil
}

// ListReportClusters serves GET /communities/{communityId}/report-clusters.
func (a API) ListReportClusters(ctx context.Context, req api.ListReportClustersRequestObject) (api.ListReportClustersResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	list, err := a.Service.Clusters(ctx, actor, req.CommunityID)
	if err != nil {
		return nil, err
	}
	return api.ListReportClusters200JSONResponse{Items: list}, nil
}
