package disclosures

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
)

// API serves the operations of the contract.
type API struct{ Service *Service }

// ListDisclosureCategories serves GET /communities/{communityId}/disclosure-categories.
func (a API) ListDisclosureCategories(ctx context.Context, req api.ListDisclosureCategoriesRequestObject) (api.ListDisclosureCategoriesResponseObject, error) {
	l, err := a.Service.Categories(ctx, req.CommunityID)
	if err != nil {
		return nil, err
	}
	return api.ListDisclosureCategories200JSONResponse(l), nil
}

// ListDisclosures serves GET /communities/{communityId}/disclosures.
func (a API) ListDisclosures(ctx context.Context, req api.ListDisclosuresRequestObject) (api.ListDisclosuresResponseObject, error) {
	q := req.Params
	p, err := a.Service.List(ctx, req.CommunityID, api.Value(q.Shelf), api.Value(q.Category), api.LimitOf(q.Limit), api.Value(q.After))
	if err != nil {
		return nil, err
	}
	return api.ListDisclosures200JSONResponse(p), nil
}

// CreateDisclosure serves POST /communities/{communityId}/disclosures.
func (a API) CreateDisclosure(ctx context.Context, req api.CreateDisclosureRequestObject) (api.CreateDisclosureResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	w, made, err := a.Service.Create(ctx, actor, req.CommunityID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateDisclosure201JSONResponse(w.toAPI(ctx)), nil
	}
	return api.CreateDisclosure200JSONResponse(w.toAPI(ctx)), nil
}

// GetDisclosure serves GET /disclosures/{disclosureId}.
func (a API) GetDisclosure(ctx context.Context, req api.GetDisclosureRequestObject) (api.GetDisclosureResponseObject, error) {
	w, err := a.Service.See(ctx, identity.Actor(ctx), req.DisclosureID)
	if err != nil {
		return nil, err
	}
	return api.GetDisclosure200JSONResponse(w.toAPI(ctx)), nil
}

// PostDisclosure serves POST /disclosures/{disclosureId}/postings.
func (a API) PostDisclosure(ctx context.Context, req api.PostDisclosureRequestObject) (api.PostDisclosureResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	w, made, err := a.Service.Post(ctx, actor, req.DisclosureID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.PostDisclosure201JSONResponse(w.toAPI(ctx)), nil
	}
	return api.PostDisclosure200JSONResponse(w.toAPI(ctx)), nil
}

// CheckDisclosure serves POST /disclosures/{disclosureId}/check.
func (a API) CheckDisclosure(ctx context.Context, req api.CheckDisclosureRequestObject) (api.CheckDisclosureResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	w, err := a.Service.Check(ctx, actor, req.DisclosureID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.CheckDisclosure200JSONResponse(w.toAPI(ctx)), nil
}

// ListDisclosureQuestions serves GET /disclosures/{disclosureId}/questions.
func (a API) ListDisclosureQuestions(ctx context.Context, req api.ListDisclosureQuestionsRequestObject) (api.ListDisclosureQuestionsResponseObject, error) {
	p, err := a.Service.Questions(ctx, identity.Actor(ctx), req.DisclosureID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListDisclosureQuestions200JSONResponse(p), nil
}

// CreateDisclosureQuestion serves POST /disclosures/{disclosureId}/questions.
func (a API) CreateDisclosureQuestion(ctx context.Context, req api.CreateDisclosureQuestionRequestObject) (api.CreateDisclosureQuestionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	q, made, err := a.Service.Ask(ctx, actor, req.DisclosureID, *req.Body)
	if err != nil {
		return nil, err
	}
	if made {
		return api.CreateDisclosureQuestion201JSONResponse(q), nil
	}
	return api.CreateDisclosureQuestion200JSONResponse(q), nil
}

// AnswerDisclosureQuestion serves POST /disclosure-questions/{questionId}/answer.
func (a API) AnswerDisclosureQuestion(ctx context.Context, req api.AnswerDisclosureQuestionRequestObject) (api.AnswerDisclosureQuestionResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	q, err := a.Service.Answer(ctx, actor, req.QuestionID, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.AnswerDisclosureQuestion200JSONResponse(q), nil
}

// ListWaitingQuestions serves GET /communities/{communityId}/disclosure-questions.
func (a API) ListWaitingQuestions(ctx context.Context, req api.ListWaitingQuestionsRequestObject) (api.ListWaitingQuestionsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Waiting(ctx, actor, req.CommunityID, api.LimitOf(req.Params.Limit), api.Value(req.Params.After))
	if err != nil {
		return nil, err
	}
	return api.ListWaitingQuestions200JSONResponse(p), nil
}

// GetDisclosureCalendar serves GET /communities/{communityId}/disclosure-calendar.
func (a API) GetDisclosureCalendar(ctx context.Context, req api.GetDisclosureCalendarRequestObject) (api.GetDisclosureCalendarResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	c, err := a.Service.Calendar(ctx, actor, req.CommunityID)
	if err != nil {
		return nil, err
	}
	return api.GetDisclosureCalendar200JSONResponse(c), nil
}

// SetDisclosureCalendar serves PUT /communities/{communityId}/disclosure-calendar.
func (a API) SetDisclosureCalendar(ctx context.Context, req api.SetDisclosureCalendarRequestObject) (api.SetDisclosureCalendarResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	c, err := a.Service.SetRhythm(ctx, actor, req.CommunityID, req.Body.FinanceMonthly)
	if err != nil {
		return nil, err
	}
	return api.SetDisclosureCalendar200JSONResponse(c), nil
}
