package projects

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
)

// partSQL tells whether a household has taken part in a project: wrote, gave, witnessed or signed.
const partSQL = `(EXISTS (SELECT FROM project_records x WHERE x.project_id = @project AND x.household_id = @household AND x.id <> @record)
  OR EXISTS (SELECT FROM project_contributions x WHERE x.project_id = @project AND x.household_id = @household AND x.state = 'confirmed')
  OR EXISTS (SELECT FROM project_witnesses y JOIN project_contributions x ON x.id = y.contribution_id WHERE x.project_id = @project AND y.household_id = @household)
  OR EXISTS (SELECT FROM project_signatures y JOIN project_records x ON x.id = y.record_id WHERE x.project_id = @project AND y.household_id = @household AND x.id <> @record))`

// tookPart tells it, also of who proposed the matter.
func tookPart(ctx context.Context, tx *gorm.DB, p placed, record uuid.UUID, a asker) (bool, error) {
	if a.household == uuid.Nil {
		return false, nil
	}
	row, err := db.Row[struct{ Part bool }](ctx, tx, `SELECT `+partSQL+` OR EXISTS (SELECT FROM proposals q WHERE q.id = @proposal AND q.author_id = @account) AS part`,
		map[string]any{"project": p.ID, "household": a.household, "record": record, "proposal": p.ProposalID, "account": a.account})
	return row.Part, err
}

// Sign lets a resident stand by an acceptance or a case story for the own household. Sent again it changes nothing.
func (s *Service) Sign(ctx context.Context, actor, id uuid.UUID) (out api.ProjectRecord, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		project, err := projectIDOf(ctx, tx, "project_records", id, ErrNoRecord)
		if err != nil {
			return err
		}
		p, err := shareProject(ctx, tx, project)
		if err != nil {
			return err
		}
		a, _, err := askerOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		r, err := recordOf(ctx, tx, id, a)
		if err != nil {
			return err
		}
		if !r.SignedByMe {
			if err := sign(ctx, tx, p, r, a, now); err != nil {
				return err
			}
			if r, err = recordOf(ctx, tx, id, a); err != nil {
				return err
			}
		}
		out, err = s.recordAPI(ctx, tx, p, r, a, now)
		return err
	})
	return out, err
}

// passedRecord tells whether an acceptance says that the works passed; other types have nothing to fail.
func passedRecord(r recordRow) bool {
	b, err := wholeOf(r.Type, r.Body)
	return err == nil && (b.Acceptance == nil || b.Acceptance.Passed)
}

func sign(ctx context.Context, tx *gorm.DB, p placed, r recordRow, a asker, now time.Time) error {
	part, err := tookPart(ctx, tx, p, r.ID, a)
	if err != nil {
		return err
	}
	if err := CanSign(r.Type, r.SupersededBy == nil, passedRecord(r), part, a.who); err != nil {
		return err
	}
	if a.household == uuid.Nil {
		return ErrSignPart
	}
	err = db.Exec(ctx, tx, `INSERT INTO project_signatures (record_id, household_id, account_id, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		r.ID, a.household, a.account, now)
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: a.account, Action: "project.sign", Subject: r.ID,
		Detail: map[string]any{"project": p.ID, "type": r.Type}})
}

// Shares computes what each unit would pay, for the committee; nothing is stored.
func (s *Service) Shares(ctx context.Context, actor, project uuid.UUID, b api.CostShareBody) (out api.CostShare, err error) {
	p, err := projectOf(ctx, s.DB, project)
	if err != nil {
		return out, err
	}
	a, _, err := askerOf(ctx, s.DB, p.CommunityID, actor, s.now())
	if err != nil {
		return out, err
	}
	if !a.who.Manages {
		return out, errForbidden
	}
	shares, err := Shares(b)
	return api.CostShare{Total: b.Total, Rule: b.Rule, Units: len(b.Units), Shares: shares}, err
}
