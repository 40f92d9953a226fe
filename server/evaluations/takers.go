package evaluations

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/fault"
)

// Takers are the households or persons of a building, by place, with whether they have answered.
func (s *Service) Takers(ctx context.Context, actor, id, building uuid.UUID, limit int, after string) (p api.EvaluationTakerPage, err error) {
	now := s.now()
	r, standing, err := load(ctx, s.DB, id, actor, now)
	if err != nil {
		return p, err
	}
	if !communities.CanIn(standing, building, api.PermissionEvaluationPaper) {
		return p, fault.ErrForbidden
	}
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	e := r.Evaluation
	if e.BuildingID != nil && *e.BuildingID != building {
		return api.EvaluationTakerPage{Items: []api.EvaluationTaker{}}, nil
	}
	e.BuildingID = &building
	roll, err := rollOf(ctx, s.DB, e, now)
	if err != nil {
		return p, err
	}
	if seen != uuid.Nil {
		at := slices.IndexFunc(roll, func(v communities.Voter) bool { return v.ID == seen })
		roll = roll[at+1:]
	}
	if len(roll) > limit {
		roll = roll[:limit]
		p.Next = mark(roll[limit-1].ID)
	}
	return takersPage(ctx, s.DB, e, roll, p)
}

func takersPage(ctx context.Context, tx *gorm.DB, e Evaluation, roll []communities.Voter, p api.EvaluationTakerPage) (api.EvaluationTakerPage, error) {
	ids := make([]uuid.UUID, len(roll))
	for i, v := range roll {
		ids[i] = v.ID
	}
	answered, err := takers(ctx, tx, e.ID, ids)
	if err != nil {
		return p, err
	}
	p.Items = make([]api.EvaluationTaker, len(roll))
	for i, v := range roll {
		p.Items[i] = api.EvaluationTaker{SubjectID: v.ID, Place: v.Place.Entrance + v.Place.Door, Answered: answered[v.ID]}
		if e.Unit == api.EvaluationUnitPerson {
			p.Items[i].Name = v.Name
		}
	}
	return p, nil
}
