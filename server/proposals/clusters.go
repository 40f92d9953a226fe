package proposals

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/reports"
)

// Clusters gives the places where reports repeat, to those who answer proposals, each with the proposal that came of it.
func (s *Service) Clusters(ctx context.Context, actor, community uuid.UUID) ([]api.ReportCluster, error) {
	now := s.Now()
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, now)
	if err != nil {
		return nil, err
	}
	if !communities.Can(standing, api.PermissionProposalReply) {
		return nil, fault.ErrForbidden
	}
	found, err := reports.Clusters(ctx, s.DB, community, now)
	if err != nil {
		return nil, err
	}
	var all []uuid.UUID
	for _, c := range found {
		all = append(all, c.Reports...)
	}
	came, err := db.Rows[struct {
		ReportID uuid.UUID
		link
	}](ctx, s.DB, `SELECT r.report_id, p.id, p.number, p.title FROM proposal_reports r JOIN proposals p ON p.id = r.proposal_id
		WHERE r.report_id = ANY (CAST(? AS uuid[])) AND `+listed+` ORDER BY p.proposed_at, p.id`, db.UUIDArray(all))
	if err != nil {
		return nil, fmt.Errorf("what came of repeated reports: %w", err)
	}
	of := map[uuid.UUID]*link{}
	for _, c := range came {
		of[c.ReportID] = &c.link
	}
	list := make([]api.ReportCluster, len(found))
	for i, c := range found {
		list[i] = api.ReportCluster{Class: c.Class, ClassName: c.ClassName, Reports: len(c.Reports), FirstAt: c.First, LastAt: c.Last, ReportIds: c.Reports}
		if place := c.Place; place.Point != nil || place.Spot != nil || place.Words != nil {
			list[i].Place = &place
		}
		for _, id := range c.Reports {
			if of[id] != nil && list[i].Proposal == nil {
				list[i].Proposal = of[id].toAPI()
			}
		}
	}
	return list, nil
}
