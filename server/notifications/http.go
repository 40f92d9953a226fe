package notifications

import (
	"context"

	"wugong/api"
	"wugong/server/identity"
	"wugong/server/words"
)

// API serves the operations of this domain.
type API struct{ Service *Service }

// ListInbox serves GET /inbox.
func (a API) ListInbox(ctx context.Context, req api.ListInboxRequestObject) (api.ListInboxResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.Service.Inbox(ctx, actor, req.Params.After, api.LimitOf(req.Params.Limit))
	if err != nil {
		return nil, err
	}
	answer := api.ListInbox200JSONResponse{Items: make([]api.InboxItem, len(p.items)), Next: p.next, Unread: p.unread}
	for i, n := range p.items {
		answer.Items[i] = toAPI(n, words.Lang(ctx))
	}
	return answer, nil
}

// MarkInboxRead serves POST /inbox/read.
func (a API) MarkInboxRead(ctx context.Context, req api.MarkInboxReadRequestObject) (api.MarkInboxReadResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	left, err := a.Service.MarkRead(ctx, actor, req.Body.UpTo)
	return api.MarkInboxRead200JSONResponse{Unread: left}, err
}

func toAPI(n item, lang api.Language) api.InboxItem {
	args := n.Args.fill(lang, func(key string) string { return words.Say(lang, key, nil) })
	return api.InboxItem{
		ID: n.ID, Kind: n.Kind, CommunityID: n.CommunityID, Link: n.Link, At: n.At, Read: n.ReadAt != nil,
		Title: words.Say(lang, "notice."+string(n.Kind)+".title", args),
		Text:  words.Say(lang, "notice."+string(n.Kind)+".text", args),
	}
}
