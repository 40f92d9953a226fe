package bulletins

import (
	"context"
	"encoding/base64"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/fault"
)

// List is a page of a shelf as the caller may read it. What is planned is for those who write.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, shelf api.BulletinShelf, limit int, after string) (api.BulletinPage, error) {
	now := s.now()
	seen, err := readMark(after)
	if err != nil {
		return api.BulletinPage{}, err
	}
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, now)
	if err != nil {
		return api.BulletinPage{}, err
	}
	if shelf == api.BulletinShelfPlanned && !communities.Can(standing, api.PermissionBulletinWrite) {
		return api.BulletinPage{}, fault.ErrForbidden
	}
	rows, err := list(ctx, s.DB, community, shelf, standing, seen, limit+1, now)
	if err != nil {
		return api.BulletinPage{}, err
	}
	p := api.BulletinPage{Items: []api.BulletinSummary{}}
	if len(rows) > limit {
		rows = rows[:limit]
		next := base64.RawURLEncoding.EncodeToString(rows[limit-1].ID[:])
		p.Next = &next
	}
	for _, r := range rows {
		p.Items = append(p.Items, r.summary(ctx, now))
	}
	return p, nil
}

// Glance is what stands on the board of a community and still holds, for somebody whose standing is known: urgent first,
// then the newest, in one statement.
func (s *Service) Glance(ctx context.Context, standing communities.Standing, community uuid.UUID, limit int) ([]api.BulletinSummary, error) {
	now := s.now()
	rows, err := list(ctx, s.DB, community, glanced, standing, uuid.Nil, limit, now)
	if err != nil {
		return nil, err
	}
	items := make([]api.BulletinSummary, len(rows))
	for i, r := range rows {
		items[i] = r.summary(ctx, now)
	}
	return items, nil
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
