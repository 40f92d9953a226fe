package complaints

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
)

// seats is where somebody answers complaints or watches, in all communities.
type seats struct {
	actor                           uuid.UUID
	chairs, towns, watched, offices []uuid.UUID
	platform                        bool
}

// roles of a seat: those that answer, those that a complaint may be about, and the supervision committee.
var seatRoles = append(slices.Clone(concerned[api.ComplaintTopicStaff]), api.RoleTownOfficer, api.RolePlatformAdmin, api.RoleSupervision)

func seatsOf(ctx context.Context, tx *gorm.DB, actor uuid.UUID, now time.Time) (s seats, err error) {
	held, err := communities.SeatsOf(ctx, tx, actor, now, seatRoles...)
	if err != nil {
		return s, err
	}
	s.actor = actor
	for _, seat := range held {
		switch seat.Role {
		case api.RoleTownOfficer:
			s.towns = append(s.towns, seat.Community)
		case api.RoleSupervision:
			s.watched = append(s.watched, seat.Community)
		case api.RolePlatformAdmin:
			s.platform = true
		case api.RoleCommitteeChair:
			s.chairs = append(s.chairs, seat.Community)
		}
		if slices.Contains(concerned[api.ComplaintTopicStaff], seat.Role) {
			s.offices = append(s.offices, seat.Community)
		}
	}
	return s, nil
}

// none tells whether nothing can wait there.
func (s seats) none() bool { return len(s.chairs)+len(s.towns)+len(s.watched) == 0 && !s.platform }

func (s seats) args(now time.Time) map[string]any {
	return map[string]any{"actor": s.actor, "chairs": db.UUIDArray(s.chairs), "towns": db.UUIDArray(s.towns), "watched": db.UUIDArray(s.watched),
		"offices": db.UUIDArray(s.offices), "platform": s.platform, "now": now}
}

// facts are what decides about a complaint and who sits there.
func (s seats) facts(c Complaint, now time.Time) Facts {
	at := func(places []uuid.UUID) bool { return c.CommunityID != nil && slices.Contains(places, *c.CommunityID) }
	f := Facts{
		Topic: c.Topic, State: c.State, Desk: c.Desk, FirstDesk: c.FirstDesk, Round: c.round(),
		Late: c.late(now), Mine: is(c.ComplainantID, s.actor), Answered: is(c.AnsweredBy, s.actor), AnsweredSecond: is(c.SecondBy, s.actor),
		Watches: at(s.watched), Chair: at(s.chairs), Town: at(s.towns), Platform: s.platform,
	}
	f.Concerned = c.Topic == api.ComplaintTopicStaff && at(s.offices) || c.Topic == api.ComplaintTopicTownStaff && at(s.towns)
	return f
}

func (c Complaint) round() int {
	if c.AgainAt != nil {
		return 2
	}
	return 1
}

// late tells whether the last round is past its date, or was when it was answered.
func (c Complaint) late(now time.Time) bool {
	switch {
	case c.State == api.ComplaintStateReceived:
		return now.After(c.DueAt)
	case c.SecondAt != nil:
		return c.SecondAt.After(c.DueAt)
	}
	return c.AnsweredAt.After(c.DueAt)
}

func (c Complaint) overdue(now time.Time) bool {
	return c.State == api.ComplaintStateReceived && now.After(c.DueAt)
}

// answerers are the accounts that sit at a desk and may answer: not who complained, not those it may be about, and in the
// second round not who answered the first, but for the platform.
func answerers(ctx context.Context, tx *gorm.DB, c Complaint, desk api.ComplaintDesk, now time.Time) (ids []uuid.UUID, err error) {
	if desk == api.ComplaintDeskPlatform {
		ids, err = communities.PlatformHolders(ctx, tx, now)
	} else {
		ids, err = communities.HoldersOf(ctx, tx, api.Value(c.CommunityID), now, answering[desk])
	}
	if err != nil {
		return nil, err
	}
	not := []uuid.UUID{api.Value(c.ComplainantID)}
	if desk != api.ComplaintDeskPlatform {
		not = append(not, api.Value(c.AnsweredBy))
	}
	if roles := concerned[c.Topic]; c.CommunityID != nil && len(roles) > 0 {
		about, err := communities.HoldersOf(ctx, tx, *c.CommunityID, now, roles...)
		if err != nil {
			return nil, err
		}
		not = append(not, about...)
	}
	return slices.DeleteFunc(ids, func(id uuid.UUID) bool { return slices.Contains(not, id) }), nil
}

// deskFrom is the first desk, from one upwards, at which somebody may answer, and who; at the platform perhaps nobody yet.
func deskFrom(ctx context.Context, tx *gorm.DB, c Complaint, desk api.ComplaintDesk, now time.Time) (api.ComplaintDesk, []uuid.UUID, error) {
	for {
		to, err := answerers(ctx, tx, c, desk, now)
		if err != nil || len(to) > 0 || desk == api.ComplaintDeskPlatform {
			return desk, to, err
		}
		desk = above(desk)
	}
}
