package projects

import (
	"time"

	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/evaluations"
	"wugong/server/places"
	"wugong/server/reports"
)

// kept tells of what a project built that is on the community's list, and of the reports made by its codes.
func (t *telling) kept(tx *gorm.DB, p placed, _ asker, _ time.Time) error {
	built, err := places.BuiltBy(t.ctx, tx, p.ID)
	if err != nil {
		return err
	}
	for _, a := range built {
		t.add(api.MatterStepKindAsset, a.Since, "asset", nil).name(a.Name+" · "+a.Custodian, a.Say(), "/assets/"+a.ID.String())
	}
	filed, err := reports.AboutBuilt(t.ctx, tx, p.ID)
	if err != nil {
		return err
	}
	for _, r := range filed {
		t.add(api.MatterStepKindReport, r.FiledAt, "assetReport", nil).name(r.Asset, reports.Number(r.Number), "/reports/"+r.ID.String())
	}
	return nil
}

// rated tells of the surveys about a project, and of what is put right after them.
func (t *telling) rated(tx *gorm.DB, p placed, _ asker, _ time.Time) error {
	surveys, err := evaluations.SurveysOf(t.ctx, tx, p.ID)
	if err != nil {
		return err
	}
	for _, s := range surveys {
		link := "/evaluations/" + s.ID.String()
		t.add(api.MatterStepKindSurvey, s.OpensAt, "survey", nil).name(s.Title, "", link)
		if s.CountedAt != nil {
			t.add(api.MatterStepKindSurvey, *s.CountedAt, "surveyCounted", nil).name(s.Title, "", link)
		}
	}
	promised, err := evaluations.RectificationsOf(t.ctx, tx, p.ID)
	if err != nil {
		return err
	}
	for _, r := range promised {
		t.add(api.MatterStepKindRectification, r.OpenedAt, "rectification", nil).name(r.Finding, "", "/rectifications")
		if r.ClosedAt != nil {
			t.add(api.MatterStepKindRectification, *r.ClosedAt, "rectified", nil).name(*r.Note, "", "/rectifications")
		}
	}
	return nil
}
