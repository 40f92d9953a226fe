package projects

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/notifications"
)

// Contribution is what somebody gave to a project. Quantity is in the unit of its kind, Value in fen.
type Contribution struct {
	ID, ProjectID, CommunityID uuid.UUID
	DeclaredBy                 *uuid.UUID // none once the account is deleted
	Own                        bool       // declared by who gave it
	Actors                     api.Actors
	HouseholdID                *uuid.UUID
	Giver, Door                string
	Kind                       api.ContributionKind
	Quantity                   int64
	Value                      *int64
	ValueRule, What, Parcel    string
	GivenOn                    time.Time
	DeclaredAt                 time.Time
	Display                    api.ContributionDisplay
	State                      api.ContributionState
	PaperWitnesses             int
	DecidedAt                  *time.Time
	DecidedBy                  *uuid.UUID
	Note                       string
}

// TableName is project_contributions.
func (Contribution) TableName() string { return "project_contributions" }

// givenRow is a contribution with what stands around it.
type givenRow struct {
	Contribution
	Witnesses int        // in the app
	Witnessed bool       // by the asker's household
	Photos    []pictured `gorm:"serializer:json"`
}

const givenSQL = `
SELECT c.*, (SELECT count(*) FROM project_witnesses w WHERE w.contribution_id = c.id) AS witnesses,
  EXISTS (SELECT FROM project_witnesses w WHERE w.contribution_id = c.id AND w.household_id = @household) AS witnessed,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'width', m.width, 'height', m.height, 'kind', f.kind) ORDER BY f.position)
    FROM project_photos f JOIN media m ON m.id = f.media_id WHERE f.contribution_id = c.id), '[]') AS photos
FROM project_contributions c `

// seenGivenSQL: what is void is seen by its declarer and by staff.
const seenGivenSQL = `(c.state <> 'void' OR @inner OR c.declared_by = @asker)`

func givenOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, a asker) (givenRow, error) {
	rows, err := db.Rows[givenRow](ctx, tx, givenSQL+`WHERE c.id = @id AND `+seenGivenSQL, a.args(map[string]any{"id": id}))
	if err != nil {
		return givenRow{}, fmt.Errorf("load a contribution: %w", err)
	}
	if len(rows) == 0 {
		return givenRow{}, ErrNoContribution
	}
	return rows[0], nil
}

// facts join a contribution with who asks. Paper witnesses are as good as those in the app.
func (g givenRow) facts(a asker) Given {
	household := g.HouseholdID != nil && a.household != uuid.Nil && *g.HouseholdID == a.household
	return Given{State: g.State, Mine: is(g.DeclaredBy, a.account) && g.Own || household, Declarer: is(g.DeclaredBy, a.account), Decider: is(g.DecidedBy, a.account),
		Witnesses: g.Witnesses + g.PaperWitnesses, Witnessed: g.Witnessed, Named: a.household != uuid.Nil}
}

func (g givenRow) toAPI(a asker) api.Contribution {
	f, inner := g.facts(a), a.who.Staff()
	concerned := inner || f.Mine || f.Declarer
	out := api.Contribution{ID: g.ID, ProjectID: g.ProjectID, Kind: g.Kind, Quantity: g.Quantity, Unit: unitOf(g.Kind), Value: g.Value, ValueRule: api.Maybe(g.ValueRule),
		What: g.What, GivenOn: openapitypes.Date{Time: g.GivenOn}, DeclaredAt: g.DeclaredAt, DecidedAt: g.DecidedAt, State: g.State, Note: api.Maybe(g.Note),
		Display: g.Display, By: g.Actors, Witnesses: f.Witnesses, Needs: max(witnessesAsked-f.Witnesses, 0), Photos: shownPhotos(g.Photos, concerned),
		Mine: f.Mine || f.Declarer, Acts: contributionActs(f, a.who)}
	switch g.Display {
	case api.ContributionDisplayReal:
		out.Name = api.Maybe(g.Giver)
	case api.ContributionDisplayHousehold:
		out.Name = api.Maybe(g.Door)
	}
	if concerned {
		out.Parcel = api.Maybe(g.Parcel)
	}
	if a.account != uuid.Nil {
		out.Witnessed, out.MayWitness = new(g.Witnessed), new(!g.Witnessed && CanWitness(f, a.who) == nil)
	}
	return out
}

// Witness lets somebody say that they have seen it. Sent again it changes nothing. With the second one the committee is told.
func (s *Service) Witness(ctx context.Context, actor, id uuid.UUID) (api.Contribution, error) {
	return s.onGift(ctx, actor, id, func(tx *gorm.DB, p placed, g givenRow, a asker, now time.Time) error {
		if g.Witnessed && a.household != uuid.Nil {
			return nil
		}
		if err := CanWitness(g.facts(a), a.who); err != nil {
			return err
		}
		err := db.Exec(ctx, tx, `INSERT INTO project_witnesses (contribution_id, household_id, account_id, at) VALUES (?, ?, ?, ?)`, id, a.household, actor, now)
		if err != nil {
			return err
		}
		if g.facts(a).Witnesses+1 == witnessesAsked {
			to, err := communities.HoldersOf(ctx, tx, p.CommunityID, now, api.RoleCommitteeChair, api.RoleCommitteeMember)
			if err != nil {
				return err
			}
			if err := g.tell(ctx, tx, p, api.NoticeKindContributionDeclared, to, now); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: actor, Action: "contribution.witness", Subject: id,
			Detail: map[string]any{"project": p.ID}})
	})
}

// onGift does something with a contribution that is locked, and gives it anew.
func (s *Service) onGift(ctx context.Context, actor, id uuid.UUID, do func(*gorm.DB, placed, givenRow, asker, time.Time) error) (out api.Contribution, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		project, err := projectIDOf(ctx, tx, "project_contributions", id, ErrNoContribution)
		if err != nil {
			return err
		}
		p, err := shareProject(ctx, tx, project)
		if err != nil {
			return err
		}
		if err := db.Exec(ctx, tx, `SELECT FROM project_contributions WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
			return err
		}
		a, _, err := askerOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		g, err := givenOf(ctx, tx, id, a)
		if err != nil {
			return err
		}
		if err := do(tx, p, g, a, now); err != nil {
			return err
		}
		if g, err = givenOf(ctx, tx, id, a); err != nil {
			return err
		}
		out = g.toAPI(a)
		return nil
	})
	return out, err
}

// Decide confirms, disputes, voids or takes back a contribution. The same word again by the same person changes nothing.
func (s *Service) Decide(ctx context.Context, actor, id uuid.UUID, m api.ContributionMove) (api.Contribution, error) {
	note := ""
	if m.Note != nil {
		var err error
		if note, err = fault.Text("note", *m.Note); err == nil {
			err = NoSecrets("note", note)
		}
		if err != nil {
			return api.Contribution{}, err
		}
	}
	return s.onGift(ctx, actor, id, func(tx *gorm.DB, p placed, g givenRow, a asker, now time.Time) error {
		to, err := CanMove(m.Act, g.facts(a), note != "", a.who)
		if errors.Is(err, ErrDecided) && g.State == to && is(g.DecidedBy, actor) {
			return nil
		}
		if err != nil {
			return err
		}
		if to == api.ContributionStateVoid && note == "" {
			note = "—" // taken back by who declared it
		}
		err = db.Exec(ctx, tx, `UPDATE project_contributions SET state = ?, decided_at = ?, decided_by = ?, note = ? WHERE id = ?`, to, now, actor, note, id)
		if err != nil {
			return err
		}
		kinds := map[api.ContributionState]api.NoticeKind{api.ContributionStateConfirmed: api.NoticeKindContributionConfirmed,
			api.ContributionStateDisputed: api.NoticeKindContributionDisputed, api.ContributionStateVoid: api.NoticeKindContributionVoid}
		if g.DeclaredBy != nil && *g.DeclaredBy != actor {
			if err := g.tell(ctx, tx, p, kinds[to], []uuid.UUID{*g.DeclaredBy}, now); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: actor, Action: "contribution." + string(m.Act), Subject: id,
			Detail: map[string]any{"project": p.ID, "from": g.State, "to": to}})
	})
}

func (g givenRow) tell(ctx context.Context, tx *gorm.DB, p placed, kind api.NoticeKind, to []uuid.UUID, now time.Time) error {
	return notifications.Queue(ctx, tx, notifications.Notice{To: to, Kind: kind, Community: p.CommunityID, Subject: g.ID, At: now,
		Link: "/projects/" + p.ID.String(), Args: map[string]string{"what": g.What, "title": p.Title}})
}

// Contributions is a page of a project's ledger with the sums of what is confirmed.
func (s *Service) Contributions(ctx context.Context, actor, project uuid.UUID, limit int, after *string) (out api.ContributionPage, err error) {
	seen, err := readMark(after)
	if err != nil {
		return out, err
	}
	p, err := projectOf(ctx, s.DB, project)
	if err != nil {
		return out, err
	}
	a, _, err := askerOf(ctx, s.DB, p.CommunityID, actor, s.now())
	if err != nil {
		return out, err
	}
	where := `WHERE c.project_id = @project AND ` + seenGivenSQL
	if seen != uuid.Nil {
		where += ` AND (c.declared_at, c.id) < (SELECT x.declared_at, x.id FROM project_contributions x WHERE x.id = @seen AND x.project_id = @project)`
	}
	rows, err := db.Rows[givenRow](ctx, s.DB, givenSQL+where+` ORDER BY c.declared_at DESC, c.id DESC LIMIT @limit`,
		a.args(map[string]any{"project": project, "seen": seen, "limit": limit + 1}))
	if err != nil {
		return out, fmt.Errorf("list contributions: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		out.Next = mark(rows[limit-1].ID)
	}
	out.Items = make([]api.Contribution, len(rows))
	for i, g := range rows {
		out.Items[i] = g.toAPI(a)
	}
	out.MayDeclare = new(CanDeclare(a.who, p.Stage) == nil)
	out.Sums, err = giftSums(ctx, s.DB, project)
	return out, err
}

func giftSums(ctx context.Context, tx *gorm.DB, project uuid.UUID) ([]api.ContributionSum, error) {
	sums, err := db.Rows[struct {
		Kind            api.ContributionKind
		Count           int
		Quantity, Value int64
	}](ctx, tx, `SELECT kind, count(*) AS count, sum(quantity) AS quantity, coalesce(sum(CASE kind WHEN 'money' THEN quantity ELSE value END), 0) AS value
		FROM project_contributions WHERE project_id = ? AND state = 'confirmed' GROUP BY kind ORDER BY kind`, project)
	if err != nil {
		return nil, fmt.Errorf("sums of contributions: %w", err)
	}
	out := make([]api.ContributionSum, len(sums))
	for i, r := range sums {
		out[i] = api.ContributionSum{Kind: r.Kind, Unit: unitOf(r.Kind), Count: r.Count, Quantity: r.Quantity, Value: r.Value}
	}
	return out, nil
}
