// Package projects carries a matter through the five stages 共谋, 共建, 共管, 共评, 共享. It begins with a proposal that the
// committee has accepted, or with the plan of another community's project. What happens is kept as records: each type says
// who writes it, who sees it and while the project is where (rules.go). A record is never changed: a later one says what was
// wrong, takes its place, and both stay to be read; nothing can be deleted. Out of each stage leads a gate, which lists what
// is missing (gates.go); only the chair passes one that lacks something, with a reason that everybody reads. Small matters at
// the doorstep take a light path. Who gave work, money, goods or land declares it; two households that have seen it witness
// it, then the committee confirms it, or whoever doubts it disputes it. Money is a chain of entries: each begins where the
// one before ended, is approved by somebody who did not record it and countersigned by the supervision committee, and is
// never changed, only reversed. What a share costs is computed in whole fen and adds up. At the end stand a story whose
// numbers come from the records, and an archive that opens without this program.
package projects

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/notifications"
	"wugong/server/proposals"
)

// Service holds what the use cases need.
type Service struct {
	DB        *gorm.DB
	Now       func() time.Time
	Media     *media.Service // for the photos of an archive
	PublicURL string         // before /projects/<id> in the code on paper
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// write opens a transaction for somebody who is still there.
func (s *Service) write(ctx context.Context, actor uuid.UUID, f func(tx *gorm.DB, now time.Time) error) error {
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		return f(tx, s.now())
	})
}

// askerOf tells what somebody is in a community.
func askerOf(ctx context.Context, tx *gorm.DB, community, account uuid.UUID, now time.Time) (a asker, s communities.Standing, err error) {
	s, err = communities.StandingOf(ctx, tx, community, account, now)
	return asker{account, s.Household, whoOf(s)}, s, err
}

// Create begins a project with an accepted proposal. Sent again by the same person it gives the project of the first time.
func (s *Service) Create(ctx context.Context, actor, community uuid.UUID, d api.ProjectDraft) (p api.Project, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		a, _, err := askerOf(ctx, tx, community, actor, now)
		if err != nil {
			return err
		}
		if !a.who.Manages {
			return fault.ErrForbidden
		}
		if _, err := projectOf(ctx, tx, d.ID); errors.Is(err, ErrNotFound) {
			if made, err = s.begin(ctx, tx, actor, community, d, now); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		if p, err = s.mine(ctx, tx, d.ID, actor, community, now); err == nil && !made && (p.Proposal == nil || p.Proposal.ID != d.ProposalID) {
			err = fault.ErrIDTaken
		}
		return err
	})
	return p, made && err == nil, err
}

// mine loads a project that somebody has just begun; of another person its id is taken.
func (s *Service) mine(ctx context.Context, tx *gorm.DB, id, actor, community uuid.UUID, now time.Time) (api.Project, error) {
	p, err := projectOf(ctx, tx, id)
	if err != nil {
		return api.Project{}, err
	}
	if !is(p.CreatedBy, actor) || p.CommunityID != community {
		return api.Project{}, fault.ErrIDTaken
	}
	return s.look(ctx, tx, p, actor, now)
}

// begin inserts a project for a proposal that passes G0.
func (s *Service) begin(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, d api.ProjectDraft, now time.Time) (made bool, err error) {
	m, err := proposals.MatterOf(ctx, tx, d.ProposalID)
	if err == nil && (m.CommunityID != community || !m.Open()) {
		err = proposals.ErrNotFound
	}
	if err != nil {
		return false, err
	}
	if missing := MissingAt(api.ProjectGateG0, matterFacts(m)); len(missing) > 0 {
		return false, ErrUnready
	}
	p := Project{ID: d.ID, CommunityID: community, ProposalID: &m.ID, CreatedBy: &actor, Title: m.Title, Text: m.Text, Area: m.Area,
		Dimensions: dimensions(m.Dimensions), Path: d.Path, Stage: planned, StartedAt: now, Since: now}
	if (d.Path == api.ProjectPathLight) != (d.Light != nil) {
		return false, ErrLight.On("light", ErrLight.Code)
	}
	if d.Light != nil {
		if err := CheckLight(*d.Light); err != nil {
			return false, err
		}
		p.LightBudget = &d.Light.Budget
	}
	return s.started(ctx, tx, p, now)
}

// started inserts a project and its first gate, and tells the community.
func (s *Service) started(ctx context.Context, tx *gorm.DB, p Project, now time.Time) (made bool, err error) {
	if made, err = insertProject(ctx, tx, &p); err != nil || !made {
		if err == nil {
			if _, e := projectOf(ctx, tx, p.ID); errors.Is(e, ErrNotFound) {
				err = ErrExists // another one has the proposal
			}
		}
		return false, err
	}
	if err := db.Exec(ctx, tx, `INSERT INTO project_gates (project_id, gate, at, actor_id) VALUES (?, 'G0', ?, ?)`, p.ID, now, p.CreatedBy); err != nil {
		return false, err
	}
	if err := tell(ctx, tx, p, api.NoticeKindProjectStarted, "", now, *p.CreatedBy); err != nil {
		return false, err
	}
	return true, audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: *p.CreatedBy, Action: "project.begin", Subject: p.ID,
		Detail: map[string]any{"path": p.Path, "proposal": p.ProposalID, "reused_from": p.ReusedFrom}})
}

// tell puts news of a project into the inbox of everybody in the community.
func tell(ctx context.Context, tx *gorm.DB, p Project, kind api.NoticeKind, stage api.ProjectStage, now time.Time, by uuid.UUID) error {
	query, args := communities.Audience{Community: p.CommunityID, Except: by}.Accounts(now)
	n := notifications.Notice{Kind: kind, Community: p.CommunityID, Subject: p.ID, At: now, Link: "/projects/" + p.ID.String(),
		Args: map[string]string{"title": p.Title}}
	if stage != "" {
		n.Words = map[string]string{"stage": "project.stage." + string(stage)}
	}
	return notifications.QueueAll(ctx, tx, n, query, args)
}

// matterFacts is what G0 needs to know.
func matterFacts(m proposals.Matter) Facts {
	return Facts{Path: api.ProjectPathFull, ProposalAccepted: m.State == api.ProposalStateAccepted && !m.Hidden,
		ProposalAuthor: m.AuthorID != nil || m.Source != api.ProposalSourceOnline, ProposalPlace: m.Placed,
		ProposalReason: strings.TrimSpace(m.Text) != "" || m.Photos > 0}
}

// OfProposal tells which project a proposal became, or what it lacks to become one.
func (s *Service) OfProposal(ctx context.Context, actor, proposal uuid.UUID) (out api.ProposalProject, err error) {
	now := s.now()
	m, err := proposals.MatterOf(ctx, s.DB, proposal)
	if err == nil && !m.Open() {
		err = proposals.ErrNotFound
	}
	if err != nil {
		return out, err
	}
	a, _, err := askerOf(ctx, s.DB, m.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, s.DB, `SELECT id FROM projects WHERE proposal_id = ?`, proposal)
	if err != nil {
		return out, err
	}
	out.Missing = []api.GateMissing{}
	if len(rows) > 0 {
		out.ProjectID = &rows[0].ID
		return out, nil
	}
	missing := MissingAt(api.ProjectGateG0, matterFacts(m))
	out.Missing, out.MayBegin = saidMissing(ctx, missing), new(a.who.Manages && len(missing) == 0)
	return out, nil
}

// See gives a project; it is for everybody.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (api.Project, error) {
	p, err := projectOf(ctx, s.DB, id)
	if err != nil {
		return api.Project{}, err
	}
	return s.look(ctx, s.DB, p, actor, s.now())
}

// List is a page of a community's projects, the newest first.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, stage api.ProjectStage, limit int, after *string) (p api.ProjectPage, err error) {
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	a, _, err := askerOf(ctx, s.DB, community, actor, s.now())
	if err != nil {
		return p, err
	}
	rows, err := listProjects(ctx, s.DB, community, stage, seen, limit+1)
	if err != nil {
		return p, err
	}
	p.MayBegin = new(a.who.Manages)
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	p.Items = make([]api.ProjectSummary, len(rows))
	for i, r := range rows {
		p.Items[i] = r.toAPI(ctx)
	}
	return p, nil
}
