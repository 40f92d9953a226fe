package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
)

// register imports the households of a community and remembers its buildings.
func (s *seeder) register(ctx context.Context, village bool, name string) error {
	file, err := open(name)
	if err != nil {
		return err
	}
	p := s.places[village]
	if _, err := s.communities.ImportRegister(ctx, s.appointedBy(village), p.id, file, false, ""); err != nil {
		return ignore(err)
	}
	rows, err := db.Rows[struct {
		ID   uuid.UUID
		Name string
	}](ctx, s.DB, `SELECT id, name FROM buildings WHERE community_id = ?`, p.id)
	if err != nil {
		return err
	}
	p.buildings = map[string]uuid.UUID{}
	for _, row := range rows {
		p.buildings[row.Name] = row.ID
	}
	s.places[village] = p
	return nil
}

// join lets a person ask to join and be verified as the person of the register with that phone.
func (s *seeder) join(ctx context.Context, p Person) error {
	where := s.places[p.Village]
	building, entrance := where.buildings[p.Building], p.Entrance
	member := id("member " + p.Key)
	_, _, err := s.communities.Join(ctx, s.accounts[p.Key], api.JoinRequest{ID: member, CommunityID: &where.id, BuildingID: &building,
		Name: p.Name, Entrance: &entrance, Door: p.Door})
	if err = ignore(err); err != nil || p.Unverified {
		return err
	}
	person, err := db.Row[struct{ ID uuid.UUID }](ctx, s.DB, `SELECT id FROM persons WHERE community_id = ? AND phone_hash = ?`, where.id, s.Keys.HashPhone(p.Phone))
	if err != nil {
		return fmt.Errorf("the register has nobody with the phone of %s: %w", p.Name, err)
	}
	_, err = s.communities.Verify(ctx, s.verifier(p), member, api.Verification{PersonID: &person.ID})
	return ignore(err)
}

// appoint gives everybody else the role they have.
func (s *seeder) appoint(ctx context.Context) error {
	for _, p := range people {
		if p.Role == "" || office(p.Role) {
			continue
		}
		first := communities.First{Account: s.accounts[p.Key], Role: p.Role, Code: code(p), ValidFrom: s.at, ValidTo: term(s.at)}
		if p.Role == api.RoleBuildingHead {
			first.Building = s.places[p.Village].buildings[p.Building]
		}
		err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return communities.GrantFirst(ctx, tx, first, s.at) })
		if err != nil {
			return fmt.Errorf("role of %s: %w", p.Name, err)
		}
	}
	return nil
}

// upload stores a picture of the demo under an id of its own for each use.
func (s *seeder) upload(ctx context.Context, by uuid.UUID, use, name string) (uuid.UUID, error) {
	file, err := open("photos/" + name + ".jpg")
	if err != nil {
		return uuid.Nil, err
	}
	photo := id("photo " + use + " " + name)
	_, _, err = s.media.Upload(ctx, by, photo, file)
	return photo, err
}

// pictures gives each community its plan, its banner and the committee's telephone.
func (s *seeder) pictures(ctx context.Context) error {
	for village, c := range map[bool]struct {
		plan, banner, phone string
		centre              api.Point
	}{
		false: {"plan-estate", "banner-estate", "0917-3260000", api.Point{Lat: 34.3675, Lon: 107.1480}},
		true:  {"plan-village", "banner-village", "0917-5410000", api.Point{Lat: 34.1560, Lon: 107.6700}},
	} {
		chair := s.appointedBy(village)
		change := api.CommunityChange{Phone: &c.phone, Centre: &c.centre}
		for name, into := range map[string]**uuid.UUID{c.plan: &change.PlanMediaID, c.banner: &change.BannerMediaID} {
			if !exists(name) {
				continue
			}
			photo, err := s.upload(ctx, chair, "community", name)
			if err != nil {
				return err
			}
			*into = &photo
		}
		if _, err := s.communities.Update(ctx, chair, s.places[village].id, change); ignore(err) != nil {
			return err
		}
	}
	return nil
}

// exists tells whether a picture was drawn yet.
func exists(name string) bool {
	f, err := files.Open("photos/" + name + ".jpg")
	if err == nil {
		_ = f.Close()
	}
	return err == nil
}

// pictured tells whether all pictures of a story are there; a story is not told without them.
func (st story) pictured() bool {
	missing := func(name string) bool { return name != "" && !exists(name) }
	return !slices.ContainsFunc(st.photos, missing) && !slices.ContainsFunc(st.steps, func(s step) bool { return missing(s.photo) })
}

// happening is one act of one story at its time.
type happening struct {
	at time.Time
	do func(ctx context.Context) error
}

// live lets all stories happen in the order of their times, so that the log reads like a diary.
func (s *seeder) live(ctx context.Context) error {
	var all []happening // of those stories whose pictures are there
	for _, st := range stories {
		if !st.pictured() {
			continue
		}
		at := s.end.Add(-st.ago)
		all = append(all, happening{at, func(ctx context.Context) error { return s.file(ctx, st) }})
		state := api.ReportStateSubmitted
		for n, step := range st.steps {
			at = at.Add(step.after)
			if at.After(s.end) {
				return fmt.Errorf("the story %s goes on after now", st.key)
			}
			from := state
			all = append(all, happening{at, func(ctx context.Context) error { return s.move(ctx, st, n, step, from) }})
			state = after(step.act)
		}
	}
	return s.happen(ctx, all)
}

// happen lets everything happen at its time, one after the other.
func (s *seeder) happen(ctx context.Context, all []happening) error {
	slices.SortStableFunc(all, func(a, b happening) int { return a.at.Compare(b.at) })
	for _, h := range all {
		s.at = h.at
		if err := h.do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// after is the state an act of the stories leads to.
func after(act api.ReportAct) api.ReportState {
	return map[api.ReportAct]api.ReportState{
		api.ReportActAccept: api.ReportStateAccepted, api.ReportActReject: api.ReportStateRejected,
		api.ReportActAssign: api.ReportStateAssigned, api.ReportActStart: api.ReportStateInProgress,
		api.ReportActHandOver: api.ReportStateWaitingExternal, api.ReportActResolve: api.ReportStateResolved,
		api.ReportActVerify: api.ReportStateVerified, api.ReportActReopen: api.ReportStateReopened,
	}[act]
}

func (s *seeder) village(key string) bool {
	i := slices.IndexFunc(people, func(p Person) bool { return p.Key == key })
	return people[i].Village
}

func (s *seeder) file(ctx context.Context, st story) error {
	by := s.accounts[st.by]
	draft := api.ReportDraft{ID: id("report " + st.key), CommunityID: s.places[s.village(st.by)].id, Class: st.class, Text: &st.text,
		Place: api.Place{Spot: &api.PlanSpot{X: st.x, Y: st.y}, Words: &st.words}}
	for _, name := range st.photos {
		photo, err := s.upload(ctx, by, st.key, name)
		if err != nil {
			return fmt.Errorf("story %s: %w", st.key, err)
		}
		draft.PhotoIds = append(draft.PhotoIds, photo)
	}
	if _, _, err := s.reports.File(ctx, by, draft); err != nil {
		return fmt.Errorf("story %s: %w", st.key, ignore(err))
	}
	return nil
}

func (s *seeder) move(ctx context.Context, st story, n int, step step, from api.ReportState) error {
	m := api.ReportMove{Act: step.act, From: from, Note: text(step.note), Headline: text(step.headline), CaseNumber: text(step.number)}
	switch step.act {
	case api.ReportActAccept:
		audience := api.PhotoAudiencePublic
		if step.staff {
			audience = api.PhotoAudienceStaff
		}
		m.PhotoAudience = &audience
	case api.ReportActReject:
		m.Reason = &step.reason
	case api.ReportActAssign:
		m.Assignee = s.assignee(step)
	}
	if step.photo != "" {
		photo, err := s.upload(ctx, s.accounts[step.by], fmt.Sprint(st.key, n), step.photo)
		if err != nil {
			return fmt.Errorf("story %s: %w", st.key, err)
		}
		m.PhotoIds = &[]uuid.UUID{photo}
	}
	if _, err := s.reports.Move(ctx, s.accounts[step.by], id("report "+st.key), m); ignore(err) != nil {
		return fmt.Errorf("story %s, %s: %w", st.key, step.act, ignore(err))
	}
	return nil
}

func (s *seeder) assignee(step step) *api.Assignee {
	a := &api.Assignee{Kind: step.kind, Name: step.name}
	if step.who != "" {
		account := s.accounts[step.who]
		i := slices.IndexFunc(people, func(p Person) bool { return p.Key == step.who })
		a.AccountID, a.Name = &account, people[i].Name
	}
	return a
}

func text(s string) *string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return &s
}

// newcomer asks to join and waits: the desk of the building head is not empty.
func (s *seeder) newcomer(ctx context.Context) error {
	s.at = s.end.Add(-2 * hour)
	for _, p := range people {
		if p.Unverified {
			if err := s.join(ctx, p); err != nil {
				return fmt.Errorf("%s joins: %w", p.Name, err)
			}
		}
	}
	return nil
}
