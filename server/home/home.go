// Package home makes the first page: what waits for the caller, what is new, and the community at a glance. It is one
// request, and the number of statements behind it does not grow with what there is. Each domain tells its own part.
package home

import (
	"context"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/bulletins"
	"wugong/server/communities"
	"wugong/server/complaints"
	"wugong/server/conventions"
	"wugong/server/disclosures"
	"wugong/server/evaluations"
	"wugong/server/identity"
	"wugong/server/notifications"
	"wugong/server/projects"
	"wugong/server/proposals"
	"wugong/server/reports"
	"wugong/server/rosters"
)

const (
	noticesShown   = 3
	bulletinsShown = 3
	reportsShown   = 5
)

// Service asks the domains.
type Service struct {
	Communities   *communities.Service
	Notifications *notifications.Service
	Reports       *reports.Service
	Proposals     *proposals.Service
	Complaints    *complaints.Service
	Bulletins     *bulletins.Service
	Ballots       *ballots.Service
	Disclosures   *disclosures.Service
	Evaluations   *evaluations.Service
	Rosters       *rosters.Service
	Conventions   *conventions.Service
	Projects      *projects.Service
}

// API serves the operations of this domain.
type API struct{ Service *Service }

// GetHome serves GET /home.
func (a API) GetHome(ctx context.Context, req api.GetHomeRequestObject) (api.GetHomeResponseObject, error) {
	community := uuid.Nil
	if req.Params.CommunityID != nil {
		community = *req.Params.CommunityID
	}
	h, err := a.Service.Home(ctx, identity.Actor(ctx), community)
	if err != nil {
		return nil, err
	}
	return api.GetHome200JSONResponse(h), nil
}

// Home gathers the first page of somebody, or of a guest (uuid.Nil), in a community; uuid.Nil stands for the nearest.
func (s *Service) Home(ctx context.Context, actor, community uuid.UUID) (h api.Home, err error) {
	place, err := s.Communities.Glance(ctx, actor, community)
	if err != nil {
		return h, err
	}
	h = api.Home{
		Community: place.Community, Standing: place.Shown, Memberships: place.Memberships,
		Tasks: []api.HomeTask{}, Notices: []api.InboxItem{}, Recent: []api.ReportSummary{},
		Bulletins: []api.BulletinSummary{},
	}
	board := uuid.Nil
	if place.Community != nil {
		board = place.Community.ID
	}
	if actor != uuid.Nil {
		if h.Notices, h.Unread, err = s.Notifications.Unread(ctx, actor, board, noticesShown); err != nil {
			return h, err
		}
	}
	complained := []api.HomeTask{}
	if actor != uuid.Nil {
		if complained, err = s.Complaints.Tasks(ctx, actor); err != nil {
			return h, err
		}
	}
	if place.Community == nil {
		h.Tasks = append(h.Tasks, complained...)
		return h, nil
	}
	if h.Bulletins, err = s.Bulletins.Glance(ctx, place.Standing, board, bulletinsShown); err != nil {
		return h, err
	}
	voting, err := s.Ballots.Tasks(ctx, place.Standing)
	if err != nil {
		return h, err
	}
	h.Tasks = append(h.Tasks, voting...)
	r, err := s.Reports.Glance(ctx, place.Standing, place.Community.ID, reportsShown)
	if err != nil {
		return h, err
	}
	h.Recent, h.Figures = r.Recent, &api.HomeFigures{ReportsOpen: r.Open, ReportsFixed: r.Fixed}
	h.Tasks = append(h.Tasks, r.Tasks...)
	proposed, err := s.Proposals.Tasks(ctx, place.Standing)
	if err != nil {
		return h, err
	}
	h.Tasks = append(h.Tasks, proposed...)
	open, err := s.Disclosures.Tasks(ctx, place.Standing)
	if err != nil {
		return h, err
	}
	h.Tasks = append(h.Tasks, open...)
	agreed, err := s.Conventions.Tasks(ctx, place.Standing)
	if err != nil {
		return h, err
	}
	h.Tasks = append(h.Tasks, agreed...)
	building, err := s.Projects.Tasks(ctx, place.Standing)
	if err != nil {
		return h, err
	}
	h.Tasks = append(h.Tasks, building...)
	rated, err := s.Evaluations.Tasks(ctx, place.Standing)
	if err != nil {
		return h, err
	}
	h.Tasks = append(h.Tasks, rated...)
	turns, err := s.Rosters.Tasks(ctx, place.Standing)
	if err != nil {
		return h, err
	}
	h.Tasks = append(h.Tasks, turns...)
	if place.Requests > 0 {
		h.Tasks = append(h.Tasks, api.HomeTask{Kind: api.HomeTaskKindMemberVerify, Count: place.Requests})
	}
	h.Tasks = append(h.Tasks, complained...)
	return h, nil
}
