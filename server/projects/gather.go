package projects

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/china"
	"wugong/server/db"
	"wugong/server/evaluations"
	"wugong/server/places"
	"wugong/server/proposals"
	"wugong/server/rosters"
)

// gathered is a record in force as the gates read it.
type gathered struct {
	ID, RootID           uuid.UUID
	Type                 api.ProjectRecordType
	Actors               api.Actors
	Body                 body
	AboutRoot            *uuid.UUID
	BallotID             *uuid.UUID
	CreatedAt            time.Time
	Signed               int
	Paper, Before, After bool // photos: of kind paper; of a point, before and after
	whole                api.ProjectRecordBody
}

const gatherSQL = `
SELECT r.id, r.root_id, r.type, r.actors, r.body, a.root_id AS about_root, r.ballot_id, r.created_at,
  (SELECT count(*) FROM project_signatures s WHERE s.record_id = r.id) AS signed,
  EXISTS (SELECT FROM project_photos f WHERE f.record_id = r.id AND f.kind = 'paper') AS paper,
  r.type = 'photo_point' AND EXISTS (SELECT FROM project_photos f JOIN project_records x ON x.id = f.point_id WHERE x.root_id = r.root_id AND f.moment = 'before') AS before,
  r.type = 'photo_point' AND EXISTS (SELECT FROM project_photos f JOIN project_records x ON x.id = f.point_id WHERE x.root_id = r.root_id AND f.moment = 'after') AS after
FROM project_records r LEFT JOIN project_records a ON a.id = r.about_id
WHERE r.project_id = @project AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id)
  AND (r.type <> 'progress' OR r.id = (SELECT x.id FROM project_records x WHERE x.project_id = @project AND x.type = 'progress'
    AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = x.id) ORDER BY x.occurred_at DESC, x.id DESC LIMIT 1))
ORDER BY r.created_at, r.id`

// ledgerFact is one thing of the ledgers that a gate waits for.
type ledgerFact struct {
	What string // undecided, unapproved, unsealed
	ID   uuid.UUID
	Name string
}

const ledgerSQL = `
SELECT 'undecided' AS what, id, what AS name FROM project_contributions WHERE project_id = @project AND state = 'declared'
UNION ALL SELECT CASE WHEN f.approved_at IS NULL THEN 'unapproved' ELSE 'unsealed' END, f.id, '#' || f.seq FROM project_funds f
WHERE f.project_id = @project AND (f.approved_at IS NULL OR f.countersigned_at IS NULL)
ORDER BY 1, 3, 2 LIMIT 200`

// gather loads what the gates of a project need to know. The number of statements does not grow with what there is.
func gather(ctx context.Context, tx *gorm.DB, p Project, now time.Time) (f Facts, records []gathered, err error) {
	f = Facts{Path: p.Path, Today: china.Midnight(now), Proposal: p.ProposalID != nil}
	if p.LightBudget != nil {
		f.Estimate = *p.LightBudget
	}
	if records, err = db.Rows[gathered](ctx, tx, gatherSQL, map[string]any{"project": p.ID}); err != nil {
		return f, nil, fmt.Errorf("gather records: %w", err)
	}
	var votes []uuid.UUID
	for i := range records {
		if records[i].whole, err = wholeOf(records[i].Type, records[i].Body); err != nil {
			return f, nil, fmt.Errorf("body of record %s: %w", records[i].ID, err)
		}
		if records[i].BallotID != nil {
			votes = append(votes, *records[i].BallotID)
		}
	}
	decided, err := ballots.DecidedOf(ctx, tx, votes, now)
	if err != nil {
		return f, nil, err
	}
	f.read(records, decided)
	for _, read := range []func(context.Context, *gorm.DB, uuid.UUID, time.Time) error{f.readLedgers, f.readKept, f.readSurveys} {
		if err := read(ctx, tx, p.ID, now); err != nil {
			return f, nil, err
		}
	}
	return f, records, f.readArchive(ctx, tx, p.ID)
}

func (f *Facts) readLedgers(ctx context.Context, tx *gorm.DB, project uuid.UUID, _ time.Time) error {
	rows, err := db.Rows[ledgerFact](ctx, tx, ledgerSQL, map[string]any{"project": project})
	if err != nil {
		return fmt.Errorf("gather ledgers: %w", err)
	}
	for _, r := range rows {
		n := Named{r.ID, r.Name}
		switch r.What {
		case "undecided":
			f.Undecided = append(f.Undecided, n)
		case "unapproved":
			f.Unapproved = append(f.Unapproved, n)
		default:
			f.Unsealed = append(f.Unsealed, n)
		}
	}
	row, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM (SELECT FROM project_funds WHERE project_id = ? LIMIT 1) one`, project)
	f.Entries = row.N
	return err
}

// readKept reads what the project built that is on the community's list, each with its custodian, and the rosters for it.
func (f *Facts) readKept(ctx context.Context, tx *gorm.DB, project uuid.UUID, now time.Time) error {
	kept, err := places.BuiltBy(ctx, tx, project)
	if err != nil {
		return err
	}
	f.Assets += len(kept)
	until, err := rosters.CoveredTo(ctx, tx, project, now)
	if err == nil && !until.IsZero() && f.CoveredTo.Before(day(until)) {
		f.CoveredTo = day(until)
	}
	return err
}

// readSurveys reads the surveys about the project and what is to be put right after them.
func (f *Facts) readSurveys(ctx context.Context, tx *gorm.DB, project uuid.UUID, now time.Time) error {
	surveys, err := evaluations.SurveysOf(ctx, tx, project)
	if err != nil {
		return err
	}
	for _, s := range surveys {
		one := SurveyFacts{ID: s.ID, OpenedOn: s.OpensAt, Paper: s.Paper, Answers: s.Answers(), Needed: evaluations.Needed(s.Eligible), Note: s.Note != nil, ResultsPublic: s.CountedAt != nil}
		if now.After(s.ClosesAt) {
			one.ClosedOn = s.ClosesAt
		}
		f.Surveys = append(f.Surveys, one)
	}
	promised, err := evaluations.RectificationsOf(ctx, tx, project)
	for _, r := range promised {
		if r.Late(now) {
			f.Late = append(f.Late, Named{r.ID, r.Finding})
		}
	}
	return err
}

// coversSQL counts what a project has: what an archive is compared with.
const coversSQL = `(SELECT count(*) FROM project_records WHERE project_id = @project) + (SELECT count(*) FROM project_signatures s JOIN project_records r ON r.id = s.record_id WHERE r.project_id = @project)
  + (SELECT count(*) + count(decided_at) FROM project_contributions WHERE project_id = @project)
  + (SELECT count(*) + count(approved_at) + count(countersigned_at) FROM project_funds WHERE project_id = @project)`

func (f *Facts) readArchive(ctx context.Context, tx *gorm.DB, project uuid.UUID) (err error) {
	f.newest, err = newestArchive(ctx, tx, project)
	f.Archive = f.newest != nil
	f.ArchiveNeedsNewOnes = f.Archive && !f.newest.Current
	return err
}

// decidedOf joins a decision with its vote.
func decidedOf(v ballots.Decided, conclusion bool) Decided {
	settled := v.State == api.BallotStatePublicity || v.State == api.BallotStateFinal
	outcome := api.Value(v.Outcome)
	passed := outcome == api.BallotOutcomePassed || outcome == api.BallotOutcomeElected || outcome == api.BallotOutcomeSpent
	return Decided{Passed: passed, Settled: settled, Advisory: v.Effect == api.LegalEffectAdvisory, Ruled: v.Ruled, Closed: v.Outcome != nil && v.State != api.BallotStateCancelled,
		Conclusion: conclusion, Assembly: v.Assembly}
}

// read turns records in force into facts.
func (f *Facts) read(records []gathered, votes map[uuid.UUID]ballots.Decided) {
	signed, answered, right := map[uuid.UUID]bool{}, map[uuid.UUID]bool{}, map[uuid.UUID]bool{}
	consented, refused := map[uuid.UUID]bool{}, map[uuid.UUID]bool{}
	for _, r := range records {
		about := api.Value(r.AboutRoot)
		switch b := r.whole; r.Type {
		case api.ProjectRecordTypeSignoff:
			signed[about] = signed[about] || b.Signoff.Agrees
			refused[about] = refused[about] || !b.Signoff.Agrees
			if b.Signoff.Agrees {
				f.Consents++
			}
		case api.ProjectRecordTypeObjectionReply:
			answered[about] = true
		case api.ProjectRecordTypeQualityRecheck:
			right[about] = b.QualityRecheck.Passed // the last word counts
		case api.ProjectRecordTypeReconsent:
			consented[about] = consented[about] || r.BallotID == nil || decidedOf(votes[*r.BallotID], true).Counts()
		}
	}
	var first time.Time
	land, owners := false, 0
	for _, r := range records {
		b := r.whole
		switch r.Type {
		case api.ProjectRecordTypeNeed:
			f.Needs++
		case api.ProjectRecordTypeDeliberation:
			f.Deliberations++
			f.ResidentsMet = f.ResidentsMet || came(b.Deliberation.Attendees, api.ActorsResidents) > 0
		case api.ProjectRecordTypeOption:
			f.Options++
			land = land || b.Option.Land || b.Option.PrivateParts
		case api.ProjectRecordTypeFundingPlan:
			f.readPlan(*b.FundingPlan)
		case api.ProjectRecordTypePartyReview:
			f.Reviewed = f.Reviewed || b.PartyReview.Conclusion != api.PartyReviewBodyConclusionReturned
		case api.ProjectRecordTypeDecision:
			if v, known := votes[*r.BallotID]; known {
				f.Decisions = append(f.Decisions, decidedOf(v, b.Decision.Conclusion != nil))
			}
			if first.IsZero() {
				first = r.CreatedAt
			}
		case api.ProjectRecordTypeStakeholder:
			if b.Stakeholder.MustAgree {
				owners++
				if !signed[r.RootID] || refused[r.RootID] {
					f.Unsigned = append(f.Unsigned, Named{r.ID, string(b.Stakeholder.Kind)})
				}
			}
		case api.ProjectRecordTypeObjection:
			if !answered[r.RootID] {
				f.Objections = append(f.Objections, Named{r.ID, titleOf(r.Type, b)})
			}
		case api.ProjectRecordTypePhotoPoint:
			f.Points = append(f.Points, Point{Named{r.ID, b.PhotoPoint.Name}, r.Before, r.After})
		case api.ProjectRecordTypeQualityIssue:
			if !right[r.RootID] {
				f.Faults = append(f.Faults, Named{r.ID, b.QualityIssue.Place})
			}
		case api.ProjectRecordTypeChangeOrder:
			f.Changes = append(f.Changes, Change{Named{r.ID, titleOf(r.Type, b)}, b.ChangeOrder.Delta, consented[r.RootID]})
		case api.ProjectRecordTypeRating:
			f.Ratings++
		default:
			f.readEnd(r)
		}
	}
	f.ConsentsNeeded = land && owners == 0
	f.readPublicity(records, first)
}

// touchpoints are the five points where residents take part in a renovation, and which of them there were.
func touchpoints(records []gathered, given int, survey bool) map[api.ProjectTouchpointCode]bool {
	has := func(residents bool, types ...api.ProjectRecordType) bool {
		return slices.ContainsFunc(records, func(r gathered) bool {
			return slices.Contains(types, r.Type) && (!residents || r.Actors == api.ActorsResidents)
		})
	}
	met := slices.ContainsFunc(records, func(r gathered) bool {
		return r.whole.Deliberation != nil && came(r.whole.Deliberation.Attendees, api.ActorsResidents) > 0
	})
	return map[api.ProjectTouchpointCode]bool{
		api.ProjectTouchpointCodePlanMade:       met,
		api.ProjectTouchpointCodeWorksSupported: given > 0,
		api.ProjectTouchpointCodeWorksWatched:   has(true, api.ProjectRecordTypeProgress, api.ProjectRecordTypeQualityIssue, api.ProjectRecordTypeAcceptance),
		api.ProjectTouchpointCodeKeptUp:         has(false, api.ProjectRecordTypeStewardshipPlan),
		api.ProjectTouchpointCodeEffectRated:    survey || has(false, api.ProjectRecordTypeRating, api.ProjectRecordTypeReviewPanel),
	}
}

// originOf loads the proposal of a project as pages name it; nil where there is none or it may not be read any more.
func originOf(ctx context.Context, tx *gorm.DB, p Project) (*api.ProposalLink, error) {
	if p.ProposalID == nil {
		return nil, nil
	}
	m, err := proposals.MatterOf(ctx, tx, *p.ProposalID)
	if err != nil || !m.Open() {
		return nil, err
	}
	link := m.Link()
	return &link, nil
}
