package disclosures

import (
	"context"
	"encoding/base64"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/words"
)

// Categories are what the law wants laid open in a community.
func (s *Service) Categories(ctx context.Context, community uuid.UUID) (api.DisclosureCategoryList, error) {
	place, err := communities.CommunityOf(ctx, s.DB, community)
	if err != nil {
		return api.DisclosureCategoryList{}, err
	}
	l := api.DisclosureCategoryList{Items: []api.DisclosureCategory{}}
	for _, c := range categoriesOf(place.Kind, s.now()) {
		l.Items = append(l.Items, c.toAPI(words.Lang(ctx)))
	}
	return l, nil
}

// List is a page of a shelf; category "" stands for all. An unknown community has nothing on it.
func (s *Service) List(ctx context.Context, community uuid.UUID, shelf api.DisclosureShelf, category api.DisclosureCategoryCode, limit int, after string) (api.DisclosurePage, error) {
	now := s.now()
	seen, err := readMark(after)
	if err != nil {
		return api.DisclosurePage{}, err
	}
	if _, err := communities.CommunityOf(ctx, s.DB, community); err != nil {
		return api.DisclosurePage{}, err
	}
	rows, err := list(ctx, s.DB, community, shelf, category, seen, limit+1, now)
	if err != nil {
		return api.DisclosurePage{}, err
	}
	p := api.DisclosurePage{Items: []api.DisclosureSummary{}}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	for _, r := range rows {
		p.Items = append(p.Items, r.summary(words.Lang(ctx), now))
	}
	return p, nil
}

func mark(id uuid.UUID) *string {
	text := base64.RawURLEncoding.EncodeToString(id[:])
	return &text
}

// readMark says where a list goes on; uuid.Nil for its beginning.
func readMark(text string) (uuid.UUID, error) {
	if text == "" {
		return uuid.Nil, nil
	}
	mark, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(mark) != 16 {
		return uuid.Nil, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return uuid.UUID(mark), nil
}
