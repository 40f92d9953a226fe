package projects

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/db"
	"wugong/server/proposals"
	"wugong/server/reports"
	"wugong/server/words"
)

// Timeline tells a matter from its beginning to now: the reports and the proposal it comes from, its votes, its records, its
// gates, and which communities took it up.
func (s *Service) Timeline(ctx context.Context, actor, project uuid.UUID) (out api.MatterTimeline, err error) {
	p, err := projectOf(ctx, s.DB, project)
	if err != nil {
		return out, err
	}
	now := s.now()
	a, _, err := askerOf(ctx, s.DB, p.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	out.Items, err = s.steps(ctx, s.DB, p, a, now)
	return out, err
}

// mostSteps is how many records a timeline names; a project with more has its newest ones named.
const mostSteps = 500

// steps are the steps of a matter, the oldest first, as somebody may see them. The number of statements does not grow.
func (s *Service) steps(ctx context.Context, tx *gorm.DB, p placed, a asker, now time.Time) ([]api.MatterStep, error) {
	t := telling{ctx: ctx, page: "/projects/" + p.ID.String()}
	t.add(api.MatterStepKindProject, p.StartedAt, "project", nil).name(p.Title, Number(p.Number), t.page)
	if p.ProposalID != nil {
		if err := t.origins(tx, *p.ProposalID, now); err != nil {
			return nil, err
		}
	}
	if p.ReusedFrom != nil {
		t.add(api.MatterStepKindReuse, p.StartedAt, "reused", map[string]string{"community": *p.OriginCommunity}).
			name(*p.OriginTitle, Number(*p.OriginNumber), "/projects/"+p.ReusedFrom.String())
	}
	for _, tell := range []func(*gorm.DB, placed, asker, time.Time) error{t.records, t.gates, t.ledgers, t.kept, t.rated, t.after} {
		if err := tell(tx, p, a, now); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(t.steps, func(x, y api.MatterStep) int { return x.At.Compare(y.At) })
	return t.steps, nil
}

// telling is a timeline being told.
type telling struct {
	ctx   context.Context
	page  string
	steps []api.MatterStep
}

type step struct{ *api.MatterStep }

// add adds a step whose title is a sentence of words.
func (t *telling) add(kind api.MatterStepKind, at time.Time, key string, args map[string]string) step {
	t.steps = append(t.steps, api.MatterStep{Kind: kind, At: at, Title: words.Say(words.Lang(t.ctx), "project.step."+key, args)})
	return step{&t.steps[len(t.steps)-1]}
}

func (s step) name(text, number, link string) {
	s.Text, s.Number, s.Link = api.Maybe(text), api.Maybe(number), api.Maybe(link)
}

// origins tells where a project comes from: reports, the proposal, and its votes.
func (t *telling) origins(tx *gorm.DB, proposal uuid.UUID, now time.Time) error {
	m, err := proposals.MatterOf(t.ctx, tx, proposal)
	if errors.Is(err, proposals.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if m.Open() {
		t.add(api.MatterStepKindProposal, m.ProposedAt, "proposal", nil).name(m.Title, proposals.Number(m.Number), "/proposals/"+m.ID.String())
	}
	from, err := proposals.OriginsOf(t.ctx, tx, proposal)
	if err != nil {
		return err
	}
	for _, o := range from {
		t.add(api.MatterStepKindReport, o.FiledAt, "report", nil).name("", reports.Number(o.Number), "/reports/"+o.ID.String())
	}
	votes, err := ballots.OfProposal(t.ctx, tx, proposal, now)
	if err != nil {
		return err
	}
	for _, v := range votes {
		t.add(api.MatterStepKindVote, *v.OpensAt, "vote", nil).name(v.Title, v.Number, "/ballots/"+v.ID.String())
	}
	return nil
}

// records tells of the records that somebody may see. A decision is told as the vote it leans on.
func (t *telling) records(tx *gorm.DB, p placed, a asker, now time.Time) error {
	rows, err := db.Rows[recordRow](t.ctx, tx, `SELECT r.*, n.id AS superseded_by FROM project_records r LEFT JOIN project_records n ON n.supersedes = r.id
		WHERE r.project_id = @project AND `+visibleSQL+` ORDER BY r.created_at DESC, r.id DESC LIMIT @limit`, a.args(map[string]any{"project": p.ID, "limit": mostSteps}))
	if err != nil {
		return fmt.Errorf("records of a timeline: %w", err)
	}
	var ids []uuid.UUID
	for _, r := range rows {
		if r.Type == api.ProjectRecordTypeDecision {
			ids = append(ids, *r.BallotID)
		}
	}
	votes, err := ballots.DecidedOf(t.ctx, tx, ids, now)
	if err != nil {
		return err
	}
	for _, r := range rows {
		b, err := wholeOf(r.Type, r.Body)
		if err != nil {
			return err
		}
		text := ""
		if title := titleOf(r.Type, b); title != string(r.Type) {
			text = title
		}
		s := step{&api.MatterStep{Kind: api.MatterStepKindRecord, At: r.OccurredAt, Title: words.Say(words.Lang(t.ctx), "project.type."+string(r.Type), nil), Stage: &r.Stage, Type: &r.Type}}
		s.name(text, "", t.page+"?record="+r.ID.String())
		if v, known := votes[api.Value(r.BallotID)]; known && r.Type == api.ProjectRecordTypeDecision {
			s.name(v.Title, v.Number, "/ballots/"+r.BallotID.String())
		}
		t.steps = append(t.steps, *s.MatterStep)
	}
	return nil
}

func (t *telling) gates(tx *gorm.DB, p placed, _ asker, _ time.Time) error {
	passed, err := passedGates(t.ctx, tx, p.ID)
	if err != nil {
		return err
	}
	for _, g := range passed[min(1, len(passed)):] {
		key := "gate"
		if g.Reason != "" {
			key = "overridden"
		}
		_, to, _ := NextGate(stages[slices.Index(gates, g.Gate)-1])
		t.add(api.MatterStepKindGate, g.At, key, map[string]string{"stage": words.Say(words.Lang(t.ctx), "project.stage."+string(to), nil)}).name(g.Reason, "", t.page)
	}
	return nil
}

// ledgers tells in one line each how much was given and how much money moved.
func (t *telling) ledgers(tx *gorm.DB, p placed, _ asker, _ time.Time) error {
	row, err := db.Row[struct {
		Given, Entries   int
		GivenAt, MovedAt *time.Time
	}](t.ctx, tx, `SELECT (SELECT count(*) FROM project_contributions WHERE project_id = @project AND state = 'confirmed') AS given,
		(SELECT max(decided_at) FROM project_contributions WHERE project_id = @project AND state = 'confirmed') AS given_at,
		(SELECT count(*) FROM project_funds WHERE project_id = @project) AS entries, (SELECT max(recorded_at) FROM project_funds WHERE project_id = @project) AS moved_at`,
		map[string]any{"project": p.ID})
	if err != nil {
		return fmt.Errorf("ledgers of a timeline: %w", err)
	}
	if row.GivenAt != nil {
		t.add(api.MatterStepKindContribution, *row.GivenAt, "given", map[string]string{"count": strconv.Itoa(row.Given)}).name("", "", t.page)
	}
	if row.MovedAt != nil {
		t.add(api.MatterStepKindMoney, *row.MovedAt, "money", map[string]string{"count": strconv.Itoa(row.Entries)}).name("", "", t.page)
	}
	return nil
}

// after tells what came of a project: its archive, and the communities that took it up.
func (t *telling) after(tx *gorm.DB, p placed, _ asker, _ time.Time) error {
	built, err := newestArchive(t.ctx, tx, p.ID)
	if err != nil {
		return err
	}
	if built != nil {
		t.add(api.MatterStepKindArchive, built.BuiltAt, "archive", nil).name("", "", t.page)
	}
	rows, err := db.Rows[struct {
		ID               uuid.UUID
		Number           int64
		Title, Community string
		StartedAt        time.Time
	}](t.ctx, tx, `SELECT p.id, p.number, p.title, c.name AS community, p.started_at FROM projects p JOIN communities c ON c.id = p.community_id
		WHERE p.reused_from = ? ORDER BY p.started_at, p.id LIMIT 50`, p.ID)
	if err != nil {
		return fmt.Errorf("who reused a project: %w", err)
	}
	for _, r := range rows {
		t.add(api.MatterStepKindReuse, r.StartedAt, "reuse", map[string]string{"community": r.Community}).name(r.Title, Number(r.Number), "/projects/"+r.ID.String())
	}
	return nil
}
