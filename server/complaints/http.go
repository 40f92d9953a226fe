package complaints

import (
	"context"

	"wugong/api"
	"wugong/server/fault"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// CreateComplaint serves POST /complaints.
func (a API) CreateComplaint(ctx context.Context, req api.CreateComplaintRequestObject) (api.CreateComplaintResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	f, made, err := a.Service.Lodge(ctx, actor, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateComplaint201JSONResponse(f.toAPI()), nil
	}
	return api.CreateComplaint200JSONResponse(f.toAPI()), nil
}

// ListMyComplaints serves GET /complaints/mine.
func (a API) ListMyComplaints(ctx context.Context, req api.ListMyComplaintsRequestObject) (api.ListMyComplaintsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Mine(ctx, actor, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListMyComplaints200JSONResponse(p.toAPI()), nil
}

// ListComplaintQueue serves GET /complaints/queue.
func (a API) ListComplaintQueue(ctx context.Context, req api.ListComplaintQueueRequestObject) (api.ListComplaintQueueResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Queue(ctx, actor, api.LimitOf(req.Params.Limit), req.Params.After)
	if err != nil {
		return nil, err
	}
	return api.ListComplaintQueue200JSONResponse(p.toAPI()), nil
}

// GetComplaint serves GET /complaints/{complaintId}.
func (a API) GetComplaint(ctx context.Context, req api.GetComplaintRequestObject) (api.GetComplaintResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	f, err := a.Service.See(ctx, actor, req.ComplaintID)
	if err != nil {
		return nil, err
	}
	return api.GetComplaint200JSONResponse(f.toAPI()), nil
}

// AnswerComplaint serves POST /complaints/{complaintId}/answer.
func (a API) AnswerComplaint(ctx context.Context, req api.AnswerComplaintRequestObject) (api.AnswerComplaintResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	f, err := a.Service.Answer(ctx, actor, req.ComplaintID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.AnswerComplaint200JSONResponse(f.toAPI()), nil
}

// AskComplaintAgain serves POST /complaints/{complaintId}/again.
func (a API) AskComplaintAgain(ctx context.Context, req api.AskComplaintAgainRequestObject) (api.AskComplaintAgainResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	f, err := a.Service.AskAgain(ctx, actor, req.ComplaintID, req.Body.Text)
	if err != nil {
		return nil, err
	}
	return api.AskComplaintAgain200JSONResponse(f.toAPI()), nil
}

// toAPI shows a complaint. The timeline names desks, never persons.
func (f full) toAPI() api.Complaint {
	c := f.Complaint
	shown := api.Complaint{
		ID: c.ID, Number: Number(c.Number), Topic: c.Topic, State: c.State, Desk: c.Desk, CommunityID: c.CommunityID,
		CommunityName: api.Maybe(f.Community), ReportID: c.ReportID, LodgedAt: c.LodgedAt, DueAt: c.DueAt, Overdue: c.overdue(f.Now),
		Round: c.round(), Mine: f.Facts.Mine, Named: c.Named, Name: api.Maybe(f.Name), Acts: f.Facts.Acts(),
		Timeline: []api.ComplaintStep{{Act: api.ComplaintActLodge, At: c.LodgedAt, By: api.ComplaintPartyComplainant, Text: c.Text}},
	}
	add := func(act api.ComplaintAct, by api.ComplaintParty, text string) {
		shown.Timeline = append(shown.Timeline, api.ComplaintStep{Act: act, By: by, Text: text})
	}
	if c.AnsweredAt != nil {
		add(api.ComplaintActAnswer, api.ComplaintParty(c.FirstDesk), c.Answer)
		shown.Timeline[1].At = *c.AnsweredAt
	}
	if c.AgainAt != nil {
		add(api.ComplaintActAskAgain, api.ComplaintPartyComplainant, c.Again)
		shown.Timeline[2].At = *c.AgainAt
	}
	if c.SecondAt != nil {
		add(api.ComplaintActAnswer, api.ComplaintParty(c.Desk), c.Second)
		shown.Timeline[3].At = *c.SecondAt
	}
	return shown
}

func (p page) toAPI() api.ComplaintPage {
	shown := api.ComplaintPage{Items: make([]api.ComplaintSummary, len(p.rows)), Next: p.next}
	for i, c := range p.rows {
		shown.Items[i] = api.ComplaintSummary{
			ID: c.ID, Number: Number(c.Number), Topic: c.Topic, State: c.State, Desk: c.Desk, LodgedAt: c.LodgedAt, DueAt: c.DueAt,
			Overdue: c.overdue(p.now), Round: c.round(), Excerpt: fault.Excerpt(c.Text), CommunityName: api.Maybe(p.names[api.Value(c.CommunityID)]),
		}
	}
	return shown
}
