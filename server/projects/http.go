package projects

import (
	"context"
	"io"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListProjects serves GET /communities/{communityId}/projects.
func (a API) ListProjects(ctx context.Context, req api.ListProjectsRequestObject) (api.ListProjectsResponseObject, error) {
	out, err := a.Service.List(ctx, identity.Actor(ctx), req.CommunityID, api.Value(req.Params.Stage), api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListProjects200JSONResponse(out), nil
}

// CreateProject serves POST /communities/{communityId}/projects.
func (a API) CreateProject(ctx context.Context, req api.CreateProjectRequestObject) (api.CreateProjectResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Create(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateProject201JSONResponse(out), nil
	}
	return api.CreateProject200JSONResponse(out), nil
}

// GetProjectOfProposal serves GET /proposals/{proposalId}/project.
func (a API) GetProjectOfProposal(ctx context.Context, req api.GetProjectOfProposalRequestObject) (api.GetProjectOfProposalResponseObject, error) {
	out, err := a.Service.OfProposal(ctx, identity.Actor(ctx), req.ProposalID)
	if err != nil {
		return nil, err
	}
	return api.GetProjectOfProposal200JSONResponse(out), nil
}

// GetProject serves GET /projects/{projectId}.
func (a API) GetProject(ctx context.Context, req api.GetProjectRequestObject) (api.GetProjectResponseObject, error) {
	out, err := a.Service.See(ctx, identity.Actor(ctx), req.ProjectID)
	if err != nil {
		return nil, err
	}
	return api.GetProject200JSONResponse(out), nil
}

// PassGate serves POST /projects/{projectId}/gates.
func (a API) PassGate(ctx context.Context, req api.PassGateRequestObject) (api.PassGateResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Pass(ctx, actor, req.ProjectID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.PassGate200JSONResponse(out), nil
}

// ListProjectRecords serves GET /projects/{projectId}/records.
func (a API) ListProjectRecords(ctx context.Context, req api.ListProjectRecordsRequestObject) (api.ListProjectRecordsResponseObject, error) {
	out, err := a.Service.Records(ctx, identity.Actor(ctx), req.ProjectID, api.Value(req.Params.Stage), api.Value(req.Params.Type), api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListProjectRecords200JSONResponse(out), nil
}

// CreateProjectRecord serves POST /projects/{projectId}/records.
func (a API) CreateProjectRecord(ctx context.Context, req api.CreateProjectRecordRequestObject) (api.CreateProjectRecordResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Add(ctx, actor, req.ProjectID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateProjectRecord201JSONResponse(out), nil
	}
	return api.CreateProjectRecord200JSONResponse(out), nil
}

// GetProjectRecord serves GET /project-records/{recordId}.
func (a API) GetProjectRecord(ctx context.Context, req api.GetProjectRecordRequestObject) (api.GetProjectRecordResponseObject, error) {
	out, err := a.Service.Record(ctx, identity.Actor(ctx), req.RecordID)
	if err != nil {
		return nil, err
	}
	return api.GetProjectRecord200JSONResponse(out), nil
}

// SignProjectRecord serves PUT /project-records/{recordId}/signature.
func (a API) SignProjectRecord(ctx context.Context, req api.SignProjectRecordRequestObject) (api.SignProjectRecordResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Sign(ctx, actor, req.RecordID)
	if err != nil {
		return nil, err
	}
	return api.SignProjectRecord200JSONResponse(out), nil
}

// CalculateShares serves POST /projects/{projectId}/shares.
func (a API) CalculateShares(ctx context.Context, req api.CalculateSharesRequestObject) (api.CalculateSharesResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Shares(ctx, actor, req.ProjectID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.CalculateShares200JSONResponse(out), nil
}

// ListContributions serves GET /projects/{projectId}/contributions.
func (a API) ListContributions(ctx context.Context, req api.ListContributionsRequestObject) (api.ListContributionsResponseObject, error) {
	out, err := a.Service.Contributions(ctx, identity.Actor(ctx), req.ProjectID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListContributions200JSONResponse(out), nil
}

// DeclareContribution serves POST /projects/{projectId}/contributions.
func (a API) DeclareContribution(ctx context.Context, req api.DeclareContributionRequestObject) (api.DeclareContributionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Declare(ctx, actor, req.ProjectID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.DeclareContribution201JSONResponse(out), nil
	}
	return api.DeclareContribution200JSONResponse(out), nil
}

// WitnessContribution serves PUT /contributions/{contributionId}/witness.
func (a API) WitnessContribution(ctx context.Context, req api.WitnessContributionRequestObject) (api.WitnessContributionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Witness(ctx, actor, req.ContributionID)
	if err != nil {
		return nil, err
	}
	return api.WitnessContribution200JSONResponse(out), nil
}

// MoveContribution serves POST /contributions/{contributionId}/moves.
func (a API) MoveContribution(ctx context.Context, req api.MoveContributionRequestObject) (api.MoveContributionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Decide(ctx, actor, req.ContributionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.MoveContribution200JSONResponse(out), nil
}

// ListFundEntries serves GET /projects/{projectId}/funds.
func (a API) ListFundEntries(ctx context.Context, req api.ListFundEntriesRequestObject) (api.ListFundEntriesResponseObject, error) {
	out, err := a.Service.Funds(ctx, identity.Actor(ctx), req.ProjectID, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListFundEntries200JSONResponse(out), nil
}

// CreateFundEntry serves POST /projects/{projectId}/funds.
func (a API) CreateFundEntry(ctx context.Context, req api.CreateFundEntryRequestObject) (api.CreateFundEntryResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Enter(ctx, actor, req.ProjectID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateFundEntry201JSONResponse(out), nil
	}
	return api.CreateFundEntry200JSONResponse(out), nil
}

// ApproveFundEntry serves PUT /fund-entries/{entryId}/approval.
func (a API) ApproveFundEntry(ctx context.Context, req api.ApproveFundEntryRequestObject) (api.ApproveFundEntryResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Approve(ctx, actor, req.EntryID)
	if err != nil {
		return nil, err
	}
	return api.ApproveFundEntry200JSONResponse(out), nil
}

// CountersignFundEntry serves PUT /fund-entries/{entryId}/countersign.
func (a API) CountersignFundEntry(ctx context.Context, req api.CountersignFundEntryRequestObject) (api.CountersignFundEntryResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.Countersign(ctx, actor, req.EntryID)
	if err != nil {
		return nil, err
	}
	return api.CountersignFundEntry200JSONResponse(out), nil
}

// GetProjectTimeline serves GET /projects/{projectId}/timeline.
func (a API) GetProjectTimeline(ctx context.Context, req api.GetProjectTimelineRequestObject) (api.GetProjectTimelineResponseObject, error) {
	out, err := a.Service.Timeline(ctx, identity.Actor(ctx), req.ProjectID)
	if err != nil {
		return nil, err
	}
	return api.GetProjectTimeline200JSONResponse(out), nil
}

// DraftCaseStory serves GET /projects/{projectId}/case.
func (a API) DraftCaseStory(ctx context.Context, req api.DraftCaseStoryRequestObject) (api.DraftCaseStoryResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, err := a.Service.DraftStory(ctx, actor, req.ProjectID)
	if err != nil {
		return nil, err
	}
	return api.DraftCaseStory200JSONResponse(out), nil
}

// BuildArchive serves POST /projects/{projectId}/archive.
func (a API) BuildArchive(ctx context.Context, req api.BuildArchiveRequestObject) (api.BuildArchiveResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Build(ctx, actor, req.ProjectID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.BuildArchive201JSONResponse(out), nil
	}
	return api.BuildArchive200JSONResponse(out), nil
}

// ReuseProject serves POST /communities/{communityId}/project-reuses.
func (a API) ReuseProject(ctx context.Context, req api.ReuseProjectRequestObject) (api.ReuseProjectResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	out, made, err := a.Service.Reuse(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.ReuseProject201JSONResponse(out), nil
	}
	return api.ReuseProject200JSONResponse(out), nil
}

// DownloadArchive serves GET /projects/{projectId}/archive.
func (a API) DownloadArchive(ctx context.Context, req api.DownloadArchiveRequestObject) (api.DownloadArchiveResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	name, size, write, err := a.Service.Archive(ctx, actor, req.ProjectID)
	if err != nil {
		return nil, err
	}
	r, w := io.Pipe()
	go func() { _ = w.CloseWithError(write(w)) }()
	return api.DownloadArchive200ApplicationZipResponse{Body: r, ContentLength: size,
		Headers: api.DownloadArchive200ResponseHeaders{ContentDisposition: new(`attachment; filename="` + name + `"`)}}, nil
}
