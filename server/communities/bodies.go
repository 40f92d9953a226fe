package communities

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/fault"
)

// body is a committee, a board or a meeting of representatives.
type body struct {
	ID, CommunityID uuid.UUID
	Kind            api.BodyKind
	Name            string
	TermFrom        time.Time
	TermTo          *time.Time
	CreatedBy       uuid.UUID
	CreatedAt       time.Time
	Version         int
	Members         int `gorm:"->"`
}

// TableName is bodies.
func (body) TableName() string { return "bodies" }

// seating is a member of a body now.
type seating struct {
	ID                uuid.UUID
	Name              string
	Seat              api.BodySeat
	PersonID, OwnerID *uuid.UUID
	Owns              bool // an owner, or a person who is one
	Woman, Kin        bool
	ValidFrom         time.Time
}

// bodyDetail is a body with its members and, for whom they concern, what the law misses in it.
type bodyDetail struct {
	body
	members []seating
	facts   bool // of members that the law's shares need are shown too
	gaps    *[]api.BodyGap
}

const bodySQL = `
SELECT o.*, (SELECT count(*) FROM body_members m WHERE m.body_id = o.id AND m.valid_to IS NULL) AS members FROM bodies o `

// Bodies lists a community's bodies, the oldest first, for its residents and who works for it.
func (s *Service) Bodies(ctx context.Context, actor, community uuid.UUID, p page) ([]body, error) {
	if _, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionBodyRead); err != nil {
		return nil, err
	}
	after, err := p.id()
	if err != nil {
		return nil, err
	}
	return db.Rows[body](ctx, s.DB, bodySQL+`WHERE o.community_id = @community
		AND (CAST(@after AS uuid) IS NULL OR (o.created_at, o.id) > (SELECT x.created_at, x.id FROM bodies x WHERE x.id = @after AND x.community_id = @community))
		ORDER BY o.created_at, o.id LIMIT @limit`, map[string]any{"community": community, "after": after, "limit": p.limit + 1})
}

// Body is one body. Residents read names, seats and the term; what the law's shares need is the committee's.
func (s *Service) Body(ctx context.Context, actor, id uuid.UUID) (d bodyDetail, err error) {
	now := s.Now()
	if d.body, err = loadBody(ctx, s.DB, id); err != nil {
		return d, err
	}
	standing, err := StandingOf(ctx, s.DB, d.CommunityID, actor, now)
	if err != nil {
		return d, err
	}
	if !Can(standing, api.PermissionBodyRead) {
		return d, ErrNoBody
	}
	return d, d.fill(ctx, s.DB, standing, now)
}

func loadBody(ctx context.Context, tx *gorm.DB, id uuid.UUID) (body, error) {
	return one[body](ctx, tx, ErrNoBody, bodySQL+"WHERE o.id = @id", map[string]any{"id": id})
}

func (d *bodyDetail) fill(ctx context.Context, tx *gorm.DB, s Standing, now time.Time) (err error) {
	d.members, err = db.Rows[seating](ctx, tx, `
		SELECT q.id, q.name, q.seat, q.person_id, q.owner_id, q.woman, q.kin, q.valid_from,
		  q.owner_id IS NOT NULL OR EXISTS (SELECT FROM owners n WHERE n.person_id = q.person_id) AS owns
		FROM body_members q WHERE q.body_id = ? AND q.valid_to IS NULL
		ORDER BY array_position(ARRAY['chair', 'vice_chair', 'committee', 'representative', 'member'], q.seat), q.name, q.id`, d.ID)
	if err != nil {
		return fmt.Errorf("members of a body: %w", err)
	}
	d.facts = Can(s, api.PermissionBodyManage)
	if d.facts || Can(s, api.PermissionOwnerRegisterRead) {
		gaps := Composition(d.factsOf(now))
		d.gaps = &gaps
	}
	return nil
}

func (d *bodyDetail) factsOf(now time.Time) BodyFacts {
	f := BodyFacts{Kind: d.Kind, Members: len(d.members), TermTo: d.TermTo, Today: now.Truncate(24 * time.Hour)}
	for _, m := range d.members {
		represents := m.Seat == api.BodySeatRepresentative
		for n, is := range map[*int]bool{&f.Representatives: represents, &f.WomenRepresentatives: represents && m.Woman, &f.Kin: m.Kin, &f.Owners: m.Owns,
			&f.Chairs: m.Seat == api.BodySeatChair} {
			if is {
				*n++
			}
		}
	}
	return f
}

// CreateBody makes a body without members. The same id again gives the same body.
func (s *Service) CreateBody(ctx context.Context, actor, community uuid.UUID, r api.BodyDraft) (d bodyDetail, made bool, err error) {
	d.body = body{ID: r.ID, CommunityID: community, Kind: r.Kind, TermFrom: r.TermFrom.Time, CreatedBy: actor, Version: 1}
	if d.Name, err = fault.Line("name", r.Name); err != nil {
		return d, false, err
	}
	if r.TermTo != nil {
		d.TermTo = &r.TermTo.Time
	}
	if err := checkBodyTerm(d.Kind, d.TermFrom, d.TermTo); err != nil {
		return d, false, err
	}
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		standing, err := allowed(ctx, tx, community, actor, now, api.PermissionBodyManage)
		if err != nil {
			return err
		}
		rows, err := steps(ctx, tx, map[string]any{"id": d.ID, "community": community, "kind": d.Kind, "name": d.Name, "from": d.TermFrom, "to": d.TermTo,
			"actor": actor, "now": now}, `
			INSERT INTO bodies (id, community_id, kind, name, term_from, term_to, created_by, created_at)
			VALUES (@id, @community, @kind, @name, CAST(@from AS date), CAST(@to AS date), @actor, @now) ON CONFLICT DO NOTHING`)
		if err != nil {
			return err
		}
		if made = rows[0] == 1; !made {
			return d.same(ctx, tx, standing, now)
		}
		if d.body, err = loadBody(ctx, tx, d.ID); err != nil {
			return err
		}
		if err := audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "body.create", Subject: d.ID,
			Detail: map[string]any{"kind": string(d.Kind)}}); err != nil {
			return err
		}
		return d.fill(ctx, tx, standing, now)
	})
	return d, made, err
}

// same tells why a body could not be made; nil where it is the same request again.
func (d *bodyDetail) same(ctx context.Context, tx *gorm.DB, s Standing, now time.Time) error {
	old, err := db.Rows[body](ctx, tx, bodySQL+"WHERE o.id = ?", d.ID)
	switch {
	case err != nil:
		return err
	case len(old) == 0:
		return ErrBodyExists.On("name", api.ProblemCodeBodyExists)
	case old[0].CreatedBy != d.CreatedBy || old[0].CommunityID != d.CommunityID:
		return fault.ErrIDTaken
	}
	d.body = old[0]
	return d.fill(ctx, tx, s, now)
}
