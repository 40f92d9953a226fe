package reports

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/places"
)

// page is a list with the mark of where it goes on; the mark is empty at the end.
type page struct {
	lines  []line
	photos map[uuid.UUID][]shown
	next   string
	actor  uuid.UUID
	exact  bool             // for the reporter or staff
	counts *api.QueueCounts // of the whole queue
	now    time.Time
}

// factsOf gathers what the rules need to know about a report and somebody with a standing in its community.
func factsOf(r Report, s communities.Standing) Facts {
	f := Facts{
		State: r.State, Objected: r.Objected, Reopened: r.Reopened,
		ResolvedAt: api.Value(r.ResolvedAt), VerifiedAt: api.Value(r.VerifiedAt),
	}
	if s.Account == uuid.Nil {
		return f
	}
	building := api.Value(r.BuildingID)
	f.Resolver = api.Value(r.ResolvedBy) == s.Account
	f.Watches = communities.Can(s, api.PermissionReportWatch) ||
		building != uuid.Nil && s.HasIn(building, api.RoleBuildingHead)
	for party, is := range map[Party]bool{
		Reporter:  r.ReporterID == s.Account,
		Committee: communities.Can(s, api.PermissionReportManage),
		Grid:      s.HasIn(building, api.RoleGridWorker),
		Assignee:  r.AssigneeKind != nil && (r.AssigneeID == nil || *r.AssigneeID == s.Account) && works(s, *r.AssigneeKind),
		Neighbour: r.ReporterID != s.Account && (s.Verified || s.Has(api.RoleBuildingHead)),
	} {
		if is {
			f.Parties |= party
		}
	}
	return f
}

// See gives a report as somebody may see it. What one may not see does not exist.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (full, error) {
	r, err := reportOf(ctx, s.DB, id)
	if err != nil {
		return full{}, err
	}
	return s.look(ctx, s.DB, r, actor, s.Now())
}

// look gathers what belongs to a report, as far as the caller may see it.
func (s *Service) look(ctx context.Context, tx *gorm.DB, r Report, actor uuid.UUID, now time.Time) (f full, err error) {
	standing, err := communities.StandingOf(ctx, tx, r.CommunityID, actor, now)
	if err != nil {
		return full{}, err
	}
	f = full{Report: r, Now: now, Facts: factsOf(r, standing)}
	if f.Sight = SightOf(f.Facts); f.Sight == Nothing {
		return full{}, ErrNotFound
	}
	if f.Events, err = eventsOf(ctx, tx, r.ID); err != nil {
		return full{}, err
	}
	if f.photosShown() {
		if f.Photos, err = photosOf(ctx, tx, r.ID); err != nil {
			return full{}, err
		}
	}
	c, err := communities.CommunityOf(ctx, tx, r.CommunityID)
	if err != nil {
		return full{}, err
	}
	f.Community, f.Kind = c.Name, c.Kind
	if r.AssetID != nil {
		thing, err := places.AssetOf(ctx, tx, *r.AssetID)
		if err != nil {
			return full{}, err
		}
		f.Asset = &thing
	}
	if f.Sight == AsStaff {
		f.Names, err = identity.NamesOf(ctx, tx, staffIn(f.Events))
	}
	return f, err
}

func (f full) photosShown() bool {
	return f.Sight != AsPublic || f.PhotoAudience != nil && *f.PhotoAudience == api.PhotoAudiencePublic
}

// staffIn are the accounts that acted for the committee or as assignees. Reporters and neighbours are never named.
func staffIn(events []event) (ids []uuid.UUID) {
	for _, e := range events {
		if e.ActorID != nil && (e.Party == api.TimelineActorCommittee || e.Party == api.TimelineActorAssignee) {
			ids = append(ids, *e.ActorID)
		}
	}
	return ids
}

// List gives a community's accepted reports as everybody sees them, newest first.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, state *api.ReportState, class *string, asset *uuid.UUID, limit int, after string) (page, error) {
	seen, _, err := readMark(after)
	if err != nil {
		return page{}, err
	}
	if _, err := communities.CommunityOf(ctx, s.DB, community); err != nil {
		return page{}, err
	}
	lines, err := publicAfter(ctx, s.DB, community, state, class, asset, seen, limit+1)
	if err != nil {
		return page{}, err
	}
	return s.page(ctx, page{lines: lines, actor: actor}, limit, false)
}

// Mine gives the reports that somebody filed, newest first.
func (s *Service) Mine(ctx context.Context, actor uuid.UUID, limit int, after string) (page, error) {
	seen, _, err := readMark(after)
	if err != nil {
		return page{}, err
	}
	lines, err := mineAfter(ctx, s.DB, actor, seen, limit+1)
	if err != nil {
		return page{}, err
	}
	return s.page(ctx, page{lines: lines, actor: actor, exact: true}, limit, false)
}

// Queue gives what waits for the committee, for those who look after a building, or for an assignee.
func (s *Service) Queue(ctx context.Context, actor, community uuid.UUID, limit int, after string) (page, error) {
	seen, due, err := readMark(after)
	if err != nil {
		return page{}, err
	}
	now := s.Now()
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, now)
	if err != nil {
		return page{}, err
	}
	if !standing.Verified && !communities.Can(standing, api.PermissionReportWork) && !standing.Staff() {
		return page{}, fault.ErrForbidden
	}
	p, q := page{actor: actor, exact: true}, scopeOf(standing)
	if p.lines, err = queueAfter(ctx, s.DB, community, q, due, seen, limit+1); err != nil {
		return page{}, err
	}
	if after == "" {
		if p.counts, err = queueCounts(ctx, s.DB, community, q, now); err != nil {
			return page{}, err
		}
	}
	return s.page(ctx, p, limit, true)
}

// scopeOf says which of the waiting reports somebody works on: all, those of some buildings, or the assigned ones.
func scopeOf(s communities.Standing) scope {
	q := scope{Account: s.Account, All: s.Staff()}
	for _, g := range s.Roles {
		switch {
		case g.Role != api.RoleGridWorker && g.Role != api.RoleBuildingHead:
		case g.Building == uuid.Nil:
			q.All = true
		default:
			q.Buildings = append(q.Buildings, g.Building)
		}
	}
	for kind := range rolesOf {
		if works(s, kind) {
			q.Kinds = append(q.Kinds, kind)
		}
	}
	q.Own = q.Kinds
	if s.Verified {
		q.Own = append(q.Own[:len(q.Own):len(q.Own)], api.AssigneeKindVolunteer)
	}
	return q
}

// page cuts a list to its length, marks where it goes on, and adds the photos.
func (s *Service) page(ctx context.Context, p page, limit int, byDue bool) (page, error) {
	if len(p.lines) > limit {
		p.lines = p.lines[:limit]
		last := p.lines[limit-1]
		p.next = writeMark(last.ID, nil)
		if byDue {
			due := never
			if last.DueAt != nil {
				due = *last.DueAt
			}
			p.next = writeMark(last.ID, &due)
		}
	}
	p.now = s.Now()
	ids := make([]uuid.UUID, 0, len(p.lines))
	for _, l := range p.lines {
		if p.exact || l.Audience != nil && *l.Audience == api.PhotoAudiencePublic {
			ids = append(ids, l.ID)
		}
	}
	photos, err := photosOf(ctx, s.DB, ids...)
	p.photos = make(map[uuid.UUID][]shown, len(ids))
	for _, photo := range photos {
		p.photos[photo.ReportID] = append(p.photos[photo.ReportID], photo)
	}
	return p, err
}

// keptHere gives the thing that a report is about: one that its community keeps.
func keptHere(ctx context.Context, tx *gorm.DB, d api.ReportDraft) (*uuid.UUID, error) {
	if d.AssetID == nil {
		return nil, nil
	}
	thing, err := places.AssetOf(ctx, tx, *d.AssetID)
	if err == nil && (thing.CommunityID != d.CommunityID || !places.Keeps(thing.State)) {
		err = places.ErrNotFound.On("asset_id", places.ErrNotFound.Code)
	}
	return &thing.ID, err
}
