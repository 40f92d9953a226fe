package identity

import (
	"context"
	"net/http"
	"time"

	"wugong/api"
)

// API serves the operations of this domain.
type API struct{ Service *Service }

const cookieName = "wugong_refresh"

// RequestCode serves POST /auth/codes.
func (a API) RequestCode(ctx context.Context, req api.RequestCodeRequestObject) (api.RequestCodeResponseObject, error) {
	code, err := a.Service.SendCode(ctx, req.Body.Phone)
	if err != nil {
		return nil, err
	}
	sent := api.RequestCode202JSONResponse{ExpiresIn: int(codeLife / time.Second), ResendAfter: int(resendAfter / time.Second)}
	if a.Service.Demo {
		sent.DemoCode = &code
	}
	return sent, nil
}

// CreateSession serves POST /auth/sessions.
func (a API) CreateSession(ctx context.Context, req api.CreateSessionRequestObject) (api.CreateSessionResponseObject, error) {
	g, err := a.Service.SignIn(ctx, req.Body.Phone, req.Body.Code)
	if err != nil {
		return nil, err
	}
	body, err := a.grant(ctx, g)
	if err != nil {
		return nil, err
	}
	return api.CreateSession200JSONResponse{Body: body, Headers: api.CreateSession200ResponseHeaders{SetCookie: a.cookie(g.Refresh)}}, nil
}

// RefreshSession serves POST /auth/refresh.
func (a API) RefreshSession(ctx context.Context, req api.RefreshSessionRequestObject) (api.RefreshSessionResponseObject, error) {
	if req.Params.WugongRefresh == nil {
		return nil, ErrRefresh
	}
	g, err := a.Service.Refresh(ctx, *req.Params.WugongRefresh)
	if err != nil {
		return nil, err
	}
	body, err := a.grant(ctx, g)
	if err != nil {
		return nil, err
	}
	return api.RefreshSession200JSONResponse{Body: body, Headers: api.RefreshSession200ResponseHeaders{SetCookie: a.cookie(g.Refresh)}}, nil
}

// EndSession serves DELETE /auth/session.
func (a API) EndSession(ctx context.Context, _ api.EndSessionRequestObject) (api.EndSessionResponseObject, error) {
	if _, err := Signed(ctx); err != nil {
		return nil, err
	}
	if err := a.Service.SignOut(ctx, SessionOf(ctx)); err != nil {
		return nil, err
	}
	return api.EndSession204Response{Headers: api.EndSession204ResponseHeaders{SetCookie: a.cookie("")}}, nil
}

// EndAllSessions serves DELETE /auth/sessions.
func (a API) EndAllSessions(ctx context.Context, _ api.EndAllSessionsRequestObject) (api.EndAllSessionsResponseObject, error) {
	actor, err := Signed(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Service.SignOutEverywhere(ctx, actor); err != nil {
		return nil, err
	}
	return api.EndAllSessions204Response{Headers: api.EndAllSessions204ResponseHeaders{SetCookie: a.cookie("")}}, nil
}

// GetMe serves GET /me.
func (a API) GetMe(ctx context.Context, _ api.GetMeRequestObject) (api.GetMeResponseObject, error) {
	actor, err := Signed(ctx)
	if err != nil {
		return nil, err
	}
	me, err := a.Service.Me(ctx, actor)
	if err != nil {
		return nil, err
	}
	resident, err := a.resident(ctx, me)
	return api.GetMe200JSONResponse(resident), err
}

// UpdateMe serves PATCH /me.
func (a API) UpdateMe(ctx context.Context, req api.UpdateMeRequestObject) (api.UpdateMeResponseObject, error) {
	actor, err := Signed(ctx)
	if err != nil {
		return nil, err
	}
	me, err := a.Service.Change(ctx, actor, req.Body.DisplayName, req.Body.Language)
	if err != nil {
		return nil, err
	}
	resident, err := a.resident(ctx, me)
	return api.UpdateMe200JSONResponse(resident), err
}

// ListDemoPeople serves GET /demo/people.
func (a API) ListDemoPeople(ctx context.Context, _ api.ListDemoPeopleRequestObject) (api.ListDemoPeopleResponseObject, error) {
	people, err := a.Service.People(ctx)
	if err != nil {
		return nil, err
	}
	return api.ListDemoPeople200JSONResponse{Items: people}, nil
}

func (a API) grant(ctx context.Context, g Grant) (api.SessionGrant, error) {
	resident, err := a.resident(ctx, g.Account)
	return api.SessionGrant{AccessToken: g.Access, ExpiresIn: int(accessLife / time.Second), Resident: resident}, err
}

func (a API) resident(ctx context.Context, account Account) (api.Resident, error) {
	phone, err := a.Service.Keys.OpenPhone(account.PhoneSealed)
	if err != nil {
		return api.Resident{}, err
	}
	welcome, err := a.Service.welcome(ctx, a.Service.DB, account)
	if err != nil {
		return api.Resident{}, err
	}
	return api.Resident{
		ID: account.ID, DisplayName: account.DisplayName, PhoneMasked: MaskPhone(phone),
		Language: account.Language, New: account.Made, AgeBand: account.AgeBand, Welcome: welcome,
	}, nil
}

// cookie holds the refresh token where no script can read it; an empty token removes it.
func (a API) cookie(token string) *string {
	c := http.Cookie{
		Name: cookieName, Value: token, Path: "/api/v1/auth", MaxAge: int(refreshLife / time.Second),
		HttpOnly: true, Secure: a.Service.Secure, SameSite: http.SameSiteStrictMode,
	}
	if token == "" {
		c.MaxAge = -1
	}
	line := c.String()
	return &line
}
