package communities

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/notifications"
)

// joinsPerDay bounds the requests of one account, so that nobody floods committees with notices.
const joinsPerDay = 10

// Join asks for membership, by an invitation's code or by naming a community and perhaps a building. The
// same id again gives the same membership; only one can be open for an account in a community.
func (s *Service) Join(ctx context.Context, actor uuid.UUID, r api.JoinRequest) (row membershipRow, made bool, err error) {
	m, err := joining(r)
	if err != nil {
		return row, false, err
	}
	if r.InvitationCode != nil {
		if err := s.countLook(ctx); err != nil {
			return row, false, err
		}
	}
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		m.AccountID, m.RequestedAt = actor, now
		if made, err = ask(ctx, tx, &m, r, now); err != nil {
			return err
		}
		if row, err = membershipOf(ctx, tx, m.ID); err != nil || !made {
			return err
		}
		if err := tellVerifiers(ctx, tx, row, now); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: m.CommunityID, Actor: actor, Action: "membership.request", Subject: m.ID})
	})
	return row, made, err
}

// joining checks the words of a request.
func joining(r api.JoinRequest) (m Membership, err error) {
	m = Membership{ID: r.ID, State: api.MembershipStateRequested}
	if m.Name, err = fault.Line("name", r.Name); err != nil {
		return m, err
	}
	if m.Door, err = fault.Line("door", r.Door); err != nil {
		return m, err
	}
	if r.Entrance != nil && *r.Entrance != "" {
		m.Entrance, err = fault.Line("entrance", *r.Entrance)
	}
	return m, err
}

// ask inserts the request, or finds the one of the same id.
func ask(ctx context.Context, tx *gorm.DB, m *Membership, r api.JoinRequest, now time.Time) (made bool, err error) {
	old, err := gorm.G[Membership](tx).Where("id = ?", m.ID).Find(ctx)
	if err != nil {
		return false, err
	}
	if len(old) == 0 {
		if err := m.aim(ctx, tx, r, now); err != nil {
			return false, err
		}
		recent, err := gorm.G[Membership](tx).Where("account_id = ? AND requested_at > ?", m.AccountID, now.Add(-24*time.Hour)).Count(ctx, "id")
		if err != nil {
			return false, err
		}
		if recent >= joinsPerDay {
			return false, ErrTooMany.Retry(24 * time.Hour)
		}
		result := gorm.WithResult()
		if err := gorm.G[Membership](tx, clause.OnConflict{DoNothing: true}, result).Create(ctx, m); err != nil {
			return false, err
		}
		if result.RowsAffected == 1 {
			return true, nil
		}
		if old, err = gorm.G[Membership](tx).Where("id = ?", m.ID).Find(ctx); err != nil {
			return false, err
		}
	}
	switch {
	case len(old) == 0:
		return false, ErrMemberAlready
	case old[0].AccountID != m.AccountID:
		return false, fault.ErrIDTaken
	}
	return false, nil
}

// aim finds the community and building that a request is for.
func (m *Membership) aim(ctx context.Context, tx *gorm.DB, r api.JoinRequest, now time.Time) error {
	if r.InvitationCode != nil {
		i, err := byCode(ctx, tx, *r.InvitationCode, now)
		if err != nil {
			return err
		}
		m.CommunityID, m.BuildingID, m.InvitationID = i.CommunityID, &i.BuildingID, &i.ID
		return nil
	}
	if r.CommunityID == nil {
		return fault.ErrInvalid.On("community_id", api.ProblemCodeCommunityNotFound)
	}
	if _, err := CommunityOf(ctx, tx, *r.CommunityID); err != nil {
		return err
	}
	m.CommunityID = *r.CommunityID
	if r.BuildingID == nil {
		return nil
	}
	b, err := loadBuilding(ctx, tx, m.CommunityID, *r.BuildingID)
	m.BuildingID = &b.ID
	return err
}

var (
	committee = []api.Role{api.RoleCommitteeMember, api.RoleCommitteeChair}
	verifiers = append([]api.Role{api.RoleBuildingHead, api.RoleGridWorker}, committee...)
)

// tellVerifiers notifies those who can verify a request: of its building and the committee.
func tellVerifiers(ctx context.Context, tx *gorm.DB, m membershipRow, now time.Time) (err error) {
	var to []uuid.UUID
	if m.BuildingID == nil {
		to, err = HoldersOf(ctx, tx, m.CommunityID, now, committee...)
	} else {
		to, err = HoldersIn(ctx, tx, m.CommunityID, *m.BuildingID, now, verifiers...)
	}
	if err != nil {
		return err
	}
	return notifications.Queue(ctx, tx, notifications.Notice{
		To: to, Kind: api.NoticeKindJoinRequested, At: now, Community: m.CommunityID, Subject: m.ID, Link: "/members",
		Args: map[string]string{"name": m.Name, "community": m.CommunityName},
	})
}

// Leave ends the actor's own membership, and the roles held by it.
func (s *Service) Leave(ctx context.Context, actor, id uuid.UUID) error {
	return s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		m, err := takeMembership(ctx, tx, id)
		if err != nil {
			return err
		}
		switch {
		case m.AccountID != actor:
			return ErrNoMembership
		case m.State == api.MembershipStateLeft:
			return nil
		case m.State == api.MembershipStateRefused:
			return ErrDecided
		}
		n, err := gorm.G[Membership](tx).Where("id = ? AND state = ?", id, m.State).Set(
			set("state", api.MembershipStateLeft), set("left_at", later(now, m.RequestedAt))).Update(ctx)
		if err != nil || n == 0 {
			return err
		}
		err = db.Exec(ctx, tx, `UPDATE role_grants SET valid_to = greatest(valid_from, CAST(@now AS timestamptz)), ended_by = @actor
			WHERE membership_id = @id AND (valid_to IS NULL OR valid_to > greatest(valid_from, CAST(@now AS timestamptz)))`,
			map[string]any{"now": now, "actor": actor, "id": id})
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: m.CommunityID, Actor: actor, Action: "membership.leave", Subject: id,
			Detail: map[string]any{"from": string(m.State)}})
	})
}

func set(column string, value any) clause.Assignment {
	return clause.Assignment{Column: clause.Column{Name: column}, Value: value}
}

// later keeps times in order when the clock of another server was ahead.
func later(now, than time.Time) time.Time {
	if now.Before(than) {
		return than
	}
	return now
}

// allowed gives the standing of somebody who may do something at least somewhere in the community. To
// strangers, what only its own people may see does not exist.
func allowed(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, now time.Time, a Action) (Standing, error) {
	standing, err := StandingOf(ctx, tx, community, actor, now)
	switch {
	case err != nil:
		return standing, err
	case Can(standing, a):
		return standing, nil
	case len(standing.Roles) == 0:
		return standing, ErrNoCommunity
	}
	return standing, fault.ErrForbidden
}
