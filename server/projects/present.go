package projects

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/proposals"
	"wugong/server/words"
)

var errForbidden = fault.ErrForbidden

// figures are what is counted of a project; money is fen, days of work are tenths.
type figures struct {
	Records, Contributions, Households, Workdays, ResidentsRecords, Reuses int
	Income, Expense, Balance                                               int64
	Estimate                                                               int64
	Percent                                                                *int
}

const figuresSQL = `
SELECT (SELECT count(*) FROM project_records r WHERE r.project_id = @project AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id)) AS records,
  (SELECT count(*) FROM project_records r WHERE r.project_id = @project AND r.actors = 'residents' AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id)) AS residents_records,
  (SELECT count(*) FROM project_contributions c WHERE c.project_id = @project AND c.state = 'confirmed') AS contributions,
  (SELECT coalesce(sum(quantity), 0) FROM project_contributions c WHERE c.project_id = @project AND c.state = 'confirmed' AND c.kind IN ('labour', 'volunteer')) AS workdays,
  (SELECT count(*) FROM (SELECT household_id FROM project_records WHERE project_id = @project AND household_id IS NOT NULL
    UNION SELECT household_id FROM project_contributions WHERE project_id = @project AND state = 'confirmed' AND household_id IS NOT NULL
    UNION SELECT s.household_id FROM project_signatures s JOIN project_records r ON r.id = s.record_id WHERE r.project_id = @project
    UNION SELECT w.household_id FROM project_witnesses w JOIN project_contributions c ON c.id = w.contribution_id WHERE c.project_id = @project) h) AS households,
  (SELECT count(*) FROM projects q WHERE q.reused_from = @project) AS reuses, ` + moneySQL + `,
  coalesce((SELECT CAST(r.body ->> 'estimate' AS bigint) FROM project_records r WHERE r.project_id = @project AND r.type = 'funding_plan'
    AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id) LIMIT 1), @budget, 0) AS estimate,
  (SELECT CAST(r.body ->> 'percent' AS integer) FROM project_records r WHERE r.project_id = @project AND r.type = 'progress'
    AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id) ORDER BY r.occurred_at DESC, r.id DESC LIMIT 1) AS percent`

// moneySQL sums what moved; an entry and the one that reverses it are both left out.
const moneySQL = `(SELECT coalesce(sum(f.amount), 0) FROM project_funds f WHERE f.project_id = @project AND f.side = 'in' AND f.reverses IS NULL
    AND NOT EXISTS (SELECT FROM project_funds x WHERE x.reverses = f.id)) AS income,
  (SELECT coalesce(sum(f.amount), 0) FROM project_funds f WHERE f.project_id = @project AND f.side = 'out' AND f.reverses IS NULL
    AND NOT EXISTS (SELECT FROM project_funds x WHERE x.reverses = f.id)) AS expense,
  coalesce((SELECT f.after FROM project_funds f WHERE f.project_id = @project ORDER BY f.seq DESC LIMIT 1), 0) AS balance`

func figuresOf(ctx context.Context, tx *gorm.DB, p Project) (api.ProjectFigures, error) {
	n, err := db.Row[figures](ctx, tx, figuresSQL, map[string]any{"project": p.ID, "budget": p.LightBudget})
	if err != nil {
		return api.ProjectFigures{}, fmt.Errorf("figures of a project: %w", err)
	}
	return api.ProjectFigures{Records: n.Records, Estimate: n.Estimate, Income: n.Income, Expense: n.Expense, Balance: n.Balance,
		Contributions: n.Contributions, Households: n.Households, Workdays: n.Workdays, ResidentsRecords: n.ResidentsRecords,
		Reuses: n.Reuses, Percent: n.Percent}, nil
}

// saidMissing says in the reader's language what a gate lacks.
func saidMissing(ctx context.Context, all []Missing) []api.GateMissing {
	said := make([]api.GateMissing, len(all))
	for i, m := range all {
		about := m.About
		if m.Code == api.GateMissingCodeSignoff && about != "" {
			about = words.Say(words.Lang(ctx), "project.stakeholder."+about, nil)
		}
		said[i] = api.GateMissing{Code: m.Code, Adds: api.Maybe(m.Adds), About: api.Maybe(about), SubjectID: maybe(m.Subject),
			Text: words.Say(words.Lang(ctx), "gate."+string(m.Code), map[string]string{"have": strconv.Itoa(m.Have), "need": strconv.Itoa(m.Need), "about": about})}
		if m.Need > 0 {
			said[i].Have, said[i].Need = new(m.Have), new(m.Need)
		}
	}
	return said
}

// look gives a project as somebody sees it. The number of statements does not grow with what it has.
func (s *Service) look(ctx context.Context, tx *gorm.DB, p placed, actor uuid.UUID, now time.Time) (out api.Project, err error) {
	standing, err := communities.StandingOf(ctx, tx, p.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	w := whoOf(standing)
	f, records, err := gather(ctx, tx, p.Project, now)
	if err != nil {
		return out, err
	}
	out = api.Project{ID: p.ID, Number: Number(p.Number), CommunityID: p.CommunityID, Community: p.Community, Kind: p.Kind, Title: p.Title, Text: p.Text,
		Area: p.Area, AreaName: proposals.AreaName(ctx, p.Area), Dimensions: p.Dimensions, Path: p.Path, Stage: p.Stage, StartedAt: p.StartedAt,
		Missing: []api.GateMissing{}, RecordTypes: Types(w, p.Stage, p.Path), RewardDue: RewardDue(f, p.Stage),
		Link: new(strings.TrimSuffix(s.PublicURL, "/") + "/projects/" + p.ID.String())}
	if p.CoverID != nil {
		out.Cover = &api.Picture{ID: *p.CoverID, Width: *p.CoverWidth, Height: *p.CoverHeight}
	}
	if p.ReusedFrom != nil {
		out.ReusedFrom = &api.ProjectLink{ID: *p.ReusedFrom, Number: Number(*p.OriginNumber), Title: *p.OriginTitle, Community: p.OriginCommunity}
	}
	if out.Figures, err = figuresOf(ctx, tx, p.Project); err != nil {
		return out, err
	}
	if out.Proposal, err = originOf(ctx, tx, p.Project); err != nil {
		return out, err
	}
	passed, err := passedGates(ctx, tx, p.ID)
	if err != nil {
		return out, err
	}
	out.Gates = make([]api.GatePassed, len(passed))
	for i, g := range passed {
		out.Gates[i] = api.GatePassed{Gate: g.Gate, At: g.At, Overridden: g.Reason != "", Reason: api.Maybe(g.Reason), Missing: saidMissing(ctx, g.Missing)}
	}
	if gate, _, more := NextGate(p.Stage); more {
		missing := MissingAt(gate, f)
		out.NextGate, out.Missing = &gate, saidMissing(ctx, missing)
		out.Acts = actsOf(w, len(missing) == 0, p.Stage, f)
	} else {
		out.Acts = actsOf(w, false, p.Stage, f)
	}
	done := touchpoints(records, out.Figures.Contributions, len(f.Surveys) > 0)
	for _, t := range []struct {
		code  api.ProjectTouchpointCode
		stage api.ProjectStage
	}{{api.ProjectTouchpointCodePlanMade, planned}, {api.ProjectTouchpointCodeWorksSupported, built}, {api.ProjectTouchpointCodeWorksWatched, built},
		{api.ProjectTouchpointCodeKeptUp, managed}, {api.ProjectTouchpointCodeEffectRated, evaluated}} {
		out.Touchpoints = append(out.Touchpoints, api.ProjectTouchpoint{Code: t.code, Stage: t.stage, Done: done[t.code],
			Name: words.Say(words.Lang(ctx), "project.touchpoint."+string(t.code), nil)})
	}
	out.Archive = f.newest
	return out, nil
}

// actsOf are what somebody may do with the project itself now.
func actsOf(w Who, ready bool, stage api.ProjectStage, f Facts) []api.ProjectAct {
	acts := []api.ProjectAct{}
	add := func(ok bool, a api.ProjectAct) {
		if ok {
			acts = append(acts, a)
		}
	}
	add(w.Manages && ready, api.ProjectActPassGate)
	add(w.Overrides && !ready && stage != closed, api.ProjectActOverrideGate)
	add(CanDeclare(w, stage) == nil, api.ProjectActDeclare)
	add(CanRecordMoney(w, stage) == nil, api.ProjectActRecordMoney)
	add(w.Manages && orderOf(stage) >= orderOf(evaluated), api.ProjectActBuildArchive)
	add(w.Archives && f.Archive, api.ProjectActDownloadArchive)
	return acts
}

// recordsAPI gives records as somebody sees them; the votes of decisions are read in one statement.
func (s *Service) recordsAPI(ctx context.Context, tx *gorm.DB, p placed, rows []recordRow, a asker, now time.Time) ([]api.ProjectRecord, error) {
	var ids []uuid.UUID
	for _, r := range rows {
		if r.BallotID != nil {
			ids = append(ids, *r.BallotID)
		}
	}
	votes, err := ballots.DecidedOf(ctx, tx, ids, now)
	if err != nil {
		return nil, err
	}
	part := map[bool]bool{}
	out := make([]api.ProjectRecord, len(rows))
	for i, r := range rows {
		if r.Type == api.ProjectRecordTypeCaseStory && a.who.TakesPart {
			if _, asked := part[true]; !asked {
				if part[true], err = tookPart(ctx, tx, p, uuid.Nil, a); err != nil {
					return nil, err
				}
			}
		}
		if out[i], err = r.toAPI(p, a, votes, part[true]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) recordAPI(ctx context.Context, tx *gorm.DB, p placed, r recordRow, a asker, now time.Time) (api.ProjectRecord, error) {
	all, err := s.recordsAPI(ctx, tx, p, []recordRow{r}, a, now)
	if err != nil {
		return api.ProjectRecord{}, err
	}
	return all[0], nil
}

// toAPI is a record as somebody sees it: names of persons, and on whose behalf it was entered, are for staff and those concerned.
func (r recordRow) toAPI(p placed, a asker, votes map[uuid.UUID]ballots.Decided, part bool) (out api.ProjectRecord, err error) {
	inner, author := a.who.Staff(), is(r.AuthorID, a.account)
	out = api.ProjectRecord{ID: r.ID, ProjectID: r.ProjectID, Stage: r.Stage, Type: r.Type, Version: r.Version, Visibility: r.Visibility, By: r.Actors,
		Source: r.Source, OccurredAt: r.OccurredAt, CreatedAt: r.CreatedAt, Supersedes: r.Supersedes, Reason: api.Maybe(r.Reason),
		SupersededBy: r.SupersededBy, InForce: r.SupersededBy == nil, Photos: shownPhotos(r.Photos, inner || author), Cited: r.Cited,
		Signatures: r.Signed, Mine: author}
	if out.Body, err = wholeOf(r.Type, r.Body); err != nil {
		return out, err
	}
	if inner || author {
		out.OnBehalfOf = api.Maybe(r.OnBehalfOf)
	}
	if a.household != uuid.Nil {
		out.Signed = &r.SignedByMe
	}
	if b := out.Body.Acceptance; b != nil && hasPaper(r.Photos) {
		out.Signatures += api.Value(b.SignedOnPaper)
	}
	if b := out.Body.Stakeholder; b != nil && !inner && !author {
		concerned := b.HouseholdID != nil && a.household != uuid.Nil && *b.HouseholdID == a.household
		if private(b.Kind) && !concerned {
			b.Name, b.Stake = "", nil
		}
		b.HouseholdID = nil
	}
	if b := out.Body.CostShare; b != nil {
		out.CostShare = &api.CostShare{Total: b.Total, Rule: b.Rule, Units: len(b.Units), Shares: r.Shares}
		b.Units = []api.ShareUnit{}
	}
	if r.BallotID != nil {
		v := votes[*r.BallotID]
		out.Outcome = &api.RecordOutcome{BallotID: *r.BallotID, Number: v.Number, Title: v.Title, State: v.State, Outcome: v.Outcome, Effect: v.Effect,
			Counts: decidedOf(v, out.Body.Decision == nil || out.Body.Decision.Conclusion != nil).Counts()}
	}
	out.MaySupersede = CanWrite(r.Type, a.who, p.Stage, p.Path) == nil && CanSupersede(author, r.Actors, out.InForce, a.who) == nil
	out.MaySign = !r.SignedByMe && a.household != uuid.Nil && CanSign(r.Type, out.InForce, passedRecord(r), part, a.who) == nil
	return out, nil
}

// private tells whether a stakeholder is a person, whose name is not everybody's business.
func private(k api.StakeholderKind) bool {
	return k == api.StakeholderKindOwner || k == api.StakeholderKindLandHolder || k == api.StakeholderKindHousehold || k == api.StakeholderKindOther
}

func hasPaper(all []pictured) bool {
	for _, p := range all {
		if p.Kind == api.ProjectPhotoKindPaper {
			return true
		}
	}
	return false
}
