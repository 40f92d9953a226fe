package communities

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/notifications"
	"wugong/server/words"
)

// roleRow is a role with the names around it.
type roleRow struct {
	RoleGrant
	HolderName, AccountName string
	Building                *string
}

const roleSQL = `
SELECT g.*, coalesce(m.name, '') AS holder_name, a.display_name AS account_name, b.name AS building
FROM role_grants g JOIN accounts a ON a.id = g.account_id
LEFT JOIN memberships m ON m.id = g.membership_id LEFT JOIN buildings b ON b.id = g.building_id `

func roleOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (roleRow, error) {
	return one[roleRow](ctx, tx, ErrNoRole, roleSQL+"WHERE g.id = @id", map[string]any{"id": id})
}

// Grant gives a member a role for a term. The same id again gives the same role.
func (s *Service) Grant(ctx context.Context, actor, community uuid.UUID, d api.RoleDraft) (row roleRow, made bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		standing, err := allowed(ctx, tx, community, actor, now, api.PermissionRoleGrant)
		if err != nil {
			return err
		}
		old, err := gorm.G[RoleGrant](tx).Where("id = ?", d.ID).Find(ctx)
		if err != nil {
			return err
		}
		if len(old) > 0 {
			if old[0].GrantedBy != actor || old[0].MembershipID == nil || *old[0].MembershipID != d.MembershipID {
				return fault.ErrIDTaken
			}
			row, err = roleOf(ctx, tx, d.ID)
			return err
		}
		g, err := drafted(ctx, tx, standing, d, now)
		if err != nil {
			return err
		}
		if err := insertRole(ctx, tx, g); err != nil {
			return err
		}
		made = true
		if row, err = roleOf(ctx, tx, d.ID); err != nil {
			return err
		}
		return granted(ctx, tx, community, row)
	})
	return row, made, err
}

// drafted checks a role to give: who gives it, who gets it, where, and how long.
func drafted(ctx context.Context, tx *gorm.DB, s Standing, d api.RoleDraft, now time.Time) (g RoleGrant, err error) {
	if !CanGrant(s, d.Role) {
		return g, ErrRoleNotGrantable
	}
	if err := checkTerm(d.Role, d.ValidFrom, d.ValidTo, now); err != nil {
		return g, err
	}
	m, err := takeMembership(ctx, tx, d.MembershipID)
	if err != nil {
		return g, err
	}
	open := []api.MembershipState{api.MembershipStateRequested, api.MembershipStateVerified}
	switch {
	case m.CommunityID != s.Community || !slices.Contains(open, m.State):
		return g, ErrNoMembership
	case m.AccountID == s.Account:
		return g, ErrRoleNotGrantable
	}
	holder, err := StandingOf(ctx, tx, s.Community, m.AccountID, later(now, m.RequestedAt))
	if err != nil {
		return g, err
	}
	if err := checkHolder(d.Role, holder.Verified, holder.Adult, d.BuildingID != nil); err != nil {
		return g, err
	}
	g = RoleGrant{ID: d.ID, AccountID: m.AccountID, MembershipID: &m.ID, Role: d.Role, BuildingID: d.BuildingID,
		ValidFrom: d.ValidFrom.UTC().Truncate(time.Microsecond), GrantedBy: s.Account, CreatedAt: now}
	if d.ValidTo != nil {
		to := d.ValidTo.UTC().Truncate(time.Microsecond)
		g.ValidTo = &to
	}
	if g.BuildingID != nil {
		if _, err := loadBuilding(ctx, tx, s.Community, *g.BuildingID); err != nil {
			return g, err
		}
	}
	return g, g.above(ctx, tx, s.Community)
}

// above sets the scope: the community, its town for a town officer, its county for a supervisor.
func (g *RoleGrant) above(ctx context.Context, tx *gorm.DB, community uuid.UUID) error {
	level := map[api.Role]int{api.RoleTownOfficer: 4, api.RoleSupervisor: 3}[g.Role]
	if level == 0 {
		g.CommunityID = &community
		return nil
	}
	found, err := one[struct{ ID uuid.UUID }](ctx, tx, ErrNoCommunity, "SELECT ancestors[@level ] AS id FROM communities WHERE id = @id",
		map[string]any{"level": level, "id": community})
	g.DivisionID = &found.ID
	return err
}

// insertRole inserts a role unless the person holds it in that term already, or is on the other side of the
// line between a committee and those who watch it.
func insertRole(ctx context.Context, tx *gorm.DB, g RoleGrant) error {
	if err := lockAccountRoles(ctx, tx, g.AccountID); err != nil {
		return err
	}
	held, err := overlapping(ctx, tx, g)
	if err != nil {
		return err
	}
	if held {
		return ErrRoleTerm.On("valid_from", api.ProblemCodeRoleTermInvalid)
	}
	opposite, err := opposed(ctx, tx, g)
	if err != nil {
		return err
	}
	if opposite {
		return ErrRoleNotGrantable.On("role", api.ProblemCodeRoleNotGrantable)
	}
	return gorm.G[RoleGrant](tx).Create(ctx, &g)
}

// opposed tells whether the person would watch a committee and be on it at the same time (arts. 36, 37).
func opposed(ctx context.Context, tx *gorm.DB, g RoleGrant) (bool, error) {
	other := []api.Role{api.RoleSupervision}
	switch g.Role {
	case api.RoleSupervision:
		other = committee
	case api.RoleCommitteeMember, api.RoleCommitteeChair:
	default:
		return false, nil
	}
	row, err := one[struct{ Held bool }](ctx, tx, nil, `
		SELECT EXISTS (SELECT FROM role_grants WHERE account_id = @account AND community_id = @community AND role IN @other
		  AND tstzrange(valid_from, valid_to) && tstzrange(CAST(@from AS timestamptz), CAST(@to AS timestamptz))) AS held`,
		map[string]any{"account": g.AccountID, "community": g.CommunityID, "other": other, "from": g.ValidFrom, "to": g.ValidTo})
	return row.Held, err
}

// granted records a new role and tells its holder.
func granted(ctx context.Context, tx *gorm.DB, community uuid.UUID, g roleRow) error {
	c, err := CommunityOf(ctx, tx, community)
	if err != nil {
		return err
	}
	err = notifications.Queue(ctx, tx, notifications.Notice{
		To: []uuid.UUID{g.AccountID}, Kind: api.NoticeKindRoleGranted, At: g.CreatedAt, Community: community, Subject: g.ID, Link: "/me",
		Args: map[string]string{"community": c.Name}, Words: map[string]string{"role": words.Of("role."+string(g.Role), c.Kind)},
	})
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: community, Actor: g.GrantedBy, Action: "role.grant", Subject: g.ID,
		Detail: map[string]any{"role": string(g.Role), "account": g.AccountID.String()}})
}

// EndRole ends a role now: by its holder, or by somebody who could give it. One that has not begun never will.
func (s *Service) EndRole(ctx context.Context, actor, id uuid.UUID) (row roleRow, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		g, err := gorm.G[RoleGrant](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return ErrNoRole
		}
		if err != nil {
			return err
		}
		community, err := mayEnd(ctx, tx, actor, g, now)
		if err != nil {
			return err
		}
		if g.ValidTo != nil && !g.ValidTo.After(later(now, g.ValidFrom)) {
			return ErrRoleEnded
		}
		_, err = gorm.G[RoleGrant](tx).Where("id = ?", id).
			Set(set("valid_to", later(now, g.ValidFrom)), set("ended_by", actor)).Update(ctx)
		if err != nil {
			return err
		}
		if row, err = roleOf(ctx, tx, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "role.end", Subject: id,
			Detail: map[string]any{"role": string(g.Role)}})
	})
	return row, err
}

// mayEnd tells in which community a role is ended, or why not. A role over a division is reached by way of
// the membership it was given to.
func mayEnd(ctx context.Context, tx *gorm.DB, actor uuid.UUID, g RoleGrant, now time.Time) (uuid.UUID, error) {
	community := uuid.Nil
	switch {
	case g.CommunityID != nil:
		community = *g.CommunityID
	case g.MembershipID != nil:
		m, err := gorm.G[Membership](tx).Where("id = ?", *g.MembershipID).Take(ctx)
		if err != nil {
			return community, err
		}
		community = m.CommunityID
	case g.AccountID == actor:
		return community, nil
	default:
		return community, ErrNoRole
	}
	s, err := StandingOf(ctx, tx, community, actor, now)
	switch {
	case err != nil:
		return community, err
	case g.AccountID == actor, CanGrant(s, g.Role):
		return community, nil
	case len(s.Roles) == 0:
		return community, ErrNoRole
	}
	return community, fault.ErrForbidden
}

// Roles lists who holds and held which role, newest term first, for everybody who belongs to the community.
func (s *Service) Roles(ctx context.Context, actor, community uuid.UUID, p page) ([]roleRow, error) {
	standing, err := StandingOf(ctx, s.DB, community, actor, s.Now())
	if err != nil {
		return nil, err
	}
	switch {
	case len(standing.Roles) == 0:
		return nil, ErrNoCommunity
	case !standing.Verified && len(standing.Roles) == 1 && standing.Has(api.RoleResidentUnverified):
		c, err := CommunityOf(ctx, s.DB, community)
		if err != nil {
			return nil, err
		}
		return nil, fault.New(fault.Forbidden, api.ProblemCodeVerifiedOnly).With("kind", string(c.Kind))
	case !slices.ContainsFunc(standing.Roles, func(g Grant) bool { return g.Role != api.RoleSupervisor }):
		return nil, fault.ErrForbidden // sums only, no names
	}
	after, err := p.id()
	if err != nil {
		return nil, err
	}
	where, sought := "WHERE g.community_id = @community ", searchWords(p.q)
	if len(sought) > 0 {
		where += rolesFound
	}
	return db.Rows[roleRow](ctx, s.DB, roleSQL+where+`
		  AND (CAST(@after AS uuid) IS NULL OR (g.valid_from, g.id) < (SELECT x.valid_from, x.id FROM role_grants x WHERE x.id = @after AND x.community_id = @community))
		ORDER BY g.valid_from DESC, g.id DESC LIMIT @limit`,
		map[string]any{"community": community, "words": db.TextArray(sought), "after": after, "limit": p.limit + 1})
}
