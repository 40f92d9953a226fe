package projects

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/fault"
)

// CanPass tells whether somebody may pass a gate now: the committee where nothing is missing, the chair with a reason all the
// same.
func CanPass(g api.ProjectGate, stage api.ProjectStage, missing int, reason bool, w Who) error {
	next, _, more := NextGate(stage)
	switch {
	case !w.Manages, reason && !w.Overrides:
		return fault.ErrForbidden
	case !more || g != next:
		return ErrGateNotNow
	case missing > 0 && !reason:
		return ErrGateMissing
	}
	return nil
}

// Pass takes a project through a gate. Sent again it changes nothing.
func (s *Service) Pass(ctx context.Context, actor, id uuid.UUID, m api.GateMove) (out api.Project, err error) {
	reason := ""
	if m.Reason != nil {
		if reason, err = fault.Text("reason", *m.Reason); err == nil {
			err = NoSecrets("reason", reason)
		}
		if err == nil && len([]rune(reason)) < 10 {
			err = fault.ErrText.On("reason", api.ProblemCodeInvalidText)
		}
		if err != nil {
			return out, err
		}
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		p, err := lockProject(ctx, tx, id)
		if err != nil {
			return err
		}
		a, _, err := askerOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		passed, err := passedGates(ctx, tx, id)
		if err != nil {
			return err
		}
		again := slices.ContainsFunc(passed, func(g passedGate) bool { return g.Gate == m.Gate && is(g.ActorID, actor) })
		if !again {
			if err := pass(ctx, tx, p, a, m.Gate, reason, now); err != nil {
				return err
			}
			if p, err = projectOf(ctx, tx, id); err != nil {
				return err
			}
		}
		out, err = s.look(ctx, tx, p, actor, now)
		return err
	})
	return out, err
}

// pass moves a locked project on, and tells the community.
func pass(ctx context.Context, tx *gorm.DB, p placed, a asker, g api.ProjectGate, reason string, now time.Time) error {
	if err := CanPass(g, p.Stage, 0, reason != "", a.who); err != nil {
		return err
	}
	f, _, err := gather(ctx, tx, p.Project, now)
	if err != nil {
		return err
	}
	missing := MissingAt(g, f)
	if err := CanPass(g, p.Stage, len(missing), reason != "", a.who); err != nil {
		return err
	}
	if len(missing) == 0 {
		reason = "" // nothing was overridden
	}
	_, to, _ := NextGate(p.Stage)
	row := passedGate{ProjectID: p.ID, Gate: g, At: now, ActorID: &a.account, Reason: reason, Missing: []Missing{}}
	if reason != "" {
		row.Missing = missing
	}
	if err := gorm.G[passedGate](tx).Create(ctx, &row); err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `UPDATE projects SET stage = ?, since = ? WHERE id = ?`, to, now, p.ID); err != nil {
		return err
	}
	if err := tell(ctx, tx, p.Project, api.NoticeKindProjectStage, to, now, a.account); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: a.account, Action: "project.gate", Subject: p.ID,
		Detail: map[string]any{"gate": g, "to": to, "missing": len(missing), "overridden": reason != ""}})
}
