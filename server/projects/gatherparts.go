package projects

import (
	"time"

	"wugong/api"
	"wugong/server/china"
)

func (f *Facts) readPlan(b api.FundingPlanBody) {
	f.Plan, f.Estimate = true, b.Estimate
	for _, l := range b.Lines {
		f.PlanSum += l.Amount
		f.MoneyPlanned = f.MoneyPlanned || l.Source != api.FundSourceLabour
		f.RewardPlanned = f.RewardPlanned || l.Source == api.FundSourceReward
	}
}

// readPublicity finds the earliest display that began with or after the decision: what was shown before is not its result.
func (f *Facts) readPublicity(records []gathered, decided time.Time) {
	for _, r := range records {
		if r.Type != api.ProjectRecordTypePublicity || r.CreatedAt.Before(decided) {
			continue
		}
		from := day(r.whole.Publicity.StartsOn.Time)
		if posted := china.Midnight(r.CreatedAt); from.Before(posted) {
			from = posted
		}
		if !f.Publicity || from.Before(f.PublicityFrom) {
			f.Publicity, f.PublicityFrom = true, from
		}
	}
}

// readEnd reads what stands once: the acceptance, the plan of who looks after it, the story.
func (f *Facts) readEnd(r gathered) {
	switch b := r.whole; {
	case b.Acceptance != nil:
		f.AcceptanceThere, f.Accepted, f.AcceptanceID = true, b.Acceptance.Passed, r.ID
		f.AcceptanceSigners = r.Signed
		if r.Paper {
			f.AcceptanceSigners += api.Value(b.Acceptance.SignedOnPaper)
		}
	case b.StewardshipPlan != nil:
		f.Stewardship, f.StewardshipID, f.Assets = true, r.ID, f.Assets+len(b.StewardshipPlan.Assets)
		for _, a := range b.StewardshipPlan.Assets {
			if a.Custodian == nil {
				f.AssetsWithout = append(f.AssetsWithout, Named{r.ID, a.Name})
			}
		}
		if b.StewardshipPlan.ContractUntil != nil && f.CoveredTo.Before(day(b.StewardshipPlan.ContractUntil.Time)) {
			f.CoveredTo = day(b.StewardshipPlan.ContractUntil.Time)
		}
	case b.CaseStory != nil:
		f.Story, f.StoryID, f.StorySigners = true, r.ID, r.Signed
	}
}
