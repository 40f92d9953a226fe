package privacy

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/identity"
	"wugong/server/words"
)

// API serves the operations of this domain.
type API struct{ Service *Service }

// ListMyConsents serves GET /me/consents.
func (a API) ListMyConsents(ctx context.Context, _ api.ListMyConsentsRequestObject) (api.ListMyConsentsResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Service.Consents(ctx, actor)
	return api.ListMyConsents200JSONResponse(toAPI(all)), err
}

// SayConsent serves POST /me/consents.
func (a API) SayConsent(ctx context.Context, req api.SayConsentRequestObject) (api.SayConsentResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Service.Say(ctx, actor, *req.Body)
	if err != nil {
		return nil, err
	}
	return api.SayConsent200JSONResponse(toAPI(all)), nil
}

// TellAge serves PUT /me/age.
func (a API) TellAge(ctx context.Context, req api.TellAgeRequestObject) (api.TellAgeResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := a.Service.TellAge(ctx, actor, req.Body.Band)
	if err != nil {
		return nil, err
	}
	told := api.TellAge200JSONResponse{Body: api.AgeTold{Kept: kept}}
	if !kept {
		told.Headers.SetCookie = a.signedOut()
	}
	return told, nil
}

// ExportMe serves GET /me/export.
func (a API) ExportMe(ctx context.Context, req api.ExportMeRequestObject) (api.ExportMeResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	all, at, err := a.Service.Export(ctx, actor)
	if err != nil {
		return nil, err
	}
	if req.Params.Form != nil && *req.Params.Form == api.ExportFormHTML {
		var page bytes.Buffer
		if err := writePage(&page, words.Lang(ctx), all, at); err != nil {
			return nil, err
		}
		return api.ExportMe200TextHTMLResponse{Body: &page, ContentLength: int64(page.Len()),
			Headers: api.ExportMe200ResponseHeaders{ContentDisposition: attachment(at, "html")}}, nil
	}
	parts := make(map[string]any, len(all))
	for _, k := range all {
		parts[k.key] = k.content
	}
	return api.ExportMe200JSONResponse{Body: api.PersonalData{MadeAt: at, Parts: parts},
		Headers: api.ExportMe200ResponseHeaders{ContentDisposition: attachment(at, "json")}}, nil
}

// GetDeletion serves GET /me/deletion.
func (a API) GetDeletion(ctx context.Context, _ api.GetDeletionRequestObject) (api.GetDeletionResponseObject, error) {
	if _, err := identity.Signed(ctx); err != nil {
		return nil, err
	}
	return api.GetDeletion200JSONResponse(receipt(ctx)), nil
}

// DeleteMe serves POST /me/deletion.
func (a API) DeleteMe(ctx context.Context, req api.DeleteMeRequestObject) (api.DeleteMeResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Service.Delete(ctx, actor, req.Body.Word); err != nil {
		return nil, err
	}
	return api.DeleteMe200JSONResponse{Body: receipt(ctx),
		Headers: api.DeleteMe200ResponseHeaders{SetCookie: a.signedOut()}}, nil
}

func (a API) signedOut() *string { return identity.API{Service: a.Service.Identity}.SignedOutCookie() }

func attachment(at time.Time, ending string) *string {
	line := fmt.Sprintf(`attachment; filename="wugong-%s.%s"`, at.In(china.Zone).Format("2006-01-02"), ending)
	return &line
}

func toAPI(all []consent) api.Consents {
	items := make([]api.Consent, len(all))
	for i, c := range all {
		items[i] = api.Consent{Purpose: c.Purpose, Given: c.Given, Version: c.Version, At: c.At}
	}
	return api.Consents{Version: NoticeVersion, Items: items}
}
