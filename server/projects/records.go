package projects

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// Add adds a record. Sent again by the same person it gives the record of the first time, and made is false.
func (s *Service) Add(ctx context.Context, actor, project uuid.UUID, d api.ProjectRecordDraft) (out api.ProjectRecord, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		hold := shareProject
		if k := kinds[d.Type]; k.once || d.Type == api.ProjectRecordTypeRating {
			hold = lockProject
		}
		p, err := hold(ctx, tx, project)
		if err != nil {
			return err
		}
		a, standing, err := askerOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		old, err := db.Rows[Record](ctx, tx, `SELECT * FROM project_records WHERE id = ?`, d.ID)
		if err != nil {
			return err
		}
		if len(old) == 0 {
			w := writing{d: d, p: p, asker: a, standing: standing, now: now}
			if made, err = w.add(ctx, tx); err != nil {
				return err
			}
		} else if !is(old[0].AuthorID, actor) || old[0].ProjectID != project {
			return fault.ErrIDTaken
		}
		r, err := recordOf(ctx, tx, d.ID, a)
		if errors.Is(err, ErrNoRecord) && !made {
			err = ErrSuperseded // somebody else took the place
		}
		if err != nil {
			return err
		}
		out, err = s.recordAPI(ctx, tx, p, r, a, now)
		return err
	})
	return out, made && err == nil, err
}

// writing is a record being written.
type writing struct {
	d        api.ProjectRecordDraft
	p        placed
	asker    asker
	standing communities.Standing
	now      time.Time
	r        Record
	old      recordRow // what it supersedes
	photos   []photo
}

// add checks and inserts a record with everything that belongs to it.
func (w *writing) add(ctx context.Context, tx *gorm.DB) (made bool, err error) {
	if err := CanWrite(w.d.Type, w.asker.who, w.p.Stage, w.p.Path); err != nil {
		return false, err
	}
	part, _, err := partOf(w.d.Type, w.d.Body)
	if err != nil {
		return false, err
	}
	points, err := check(w.d.Type, part, w.now)
	if err != nil {
		return false, err
	}
	k := kinds[w.d.Type]
	w.r = Record{ID: w.d.ID, ProjectID: w.p.ID, CommunityID: w.p.CommunityID, RootID: w.d.ID, Stage: k.stage, Type: w.d.Type, Version: 1,
		Visibility: k.visibility, Actors: w.asker.who.Actors(), Source: api.RecordSourceOnline, AuthorID: &w.asker.account,
		OccurredAt: w.now, CreatedAt: w.now, AboutID: maybe(points.about), AlsoID: maybe(points.also), BallotID: maybe(points.ballot)}
	if w.r.Body, err = json.Marshal(part); err != nil {
		return false, err
	}
	for _, step := range []func(context.Context, *gorm.DB) error{w.say, w.supersede, w.pointAt, w.picture} {
		if err := step(ctx, tx); err != nil {
			return false, err
		}
	}
	if made, err = insertRecord(ctx, tx, &w.r); err != nil || !made {
		return false, err
	}
	return true, w.attach(ctx, tx, part)
}

// say checks where the record comes from and when it happened.
func (w *writing) say(ctx context.Context, tx *gorm.DB) (err error) {
	who := w.asker.who
	if w.d.Source != nil {
		w.r.Source = *w.d.Source
	}
	if w.r.Source != api.RecordSourceOnline && !who.Manages && !who.Heads {
		return fault.ErrForbidden
	}
	if w.d.OnBehalfOf != nil {
		if w.r.Source == api.RecordSourceOnline {
			return ErrBody.On("on_behalf_of", ErrBody.Code)
		}
		if w.r.OnBehalfOf, err = fault.Line("on_behalf_of", *w.d.OnBehalfOf); err != nil {
			return err
		}
	}
	if w.r.Source == api.RecordSourceOnline && w.r.Actors == api.ActorsResidents {
		w.r.HouseholdID = maybe(w.standing.Household)
	}
	if w.d.OccurredAt != nil {
		if w.d.OccurredAt.After(w.now) {
			return ErrDate.On("occurred_at", ErrDate.Code)
		}
		w.r.OccurredAt = w.d.OccurredAt.UTC().Truncate(time.Microsecond)
	}
	n, err := written(ctx, tx, w.asker.account, w.now.Add(-24*time.Hour))
	if err == nil && n >= perDay {
		err = ErrMany.Retry(24 * time.Hour)
	}
	return err
}

// supersede takes the place of an earlier version. Of a type that stands once, and of a household's rating, a second one
// must say which it supersedes.
func (w *writing) supersede(ctx context.Context, tx *gorm.DB) (err error) {
	if (w.d.Supersedes == nil) != (w.d.Reason == nil) {
		return ErrReason.On("reason", ErrReason.Code)
	}
	if w.d.Supersedes == nil {
		return w.first(ctx, tx)
	}
	if w.old, err = recordOf(ctx, tx, *w.d.Supersedes, w.asker); err != nil {
		return err
	}
	if w.old.ProjectID != w.p.ID || w.old.Type != w.d.Type {
		return ErrSupersede.On("supersedes", ErrSupersede.Code)
	}
	if err := CanSupersede(is(w.old.AuthorID, w.asker.account), w.old.Actors, w.old.SupersededBy == nil, w.asker.who); err != nil {
		return err
	}
	if w.r.Reason, err = fault.Line("reason", *w.d.Reason); err != nil {
		return err
	}
	w.r.RootID, w.r.Version, w.r.Supersedes = w.old.RootID, w.old.Version+1, &w.old.ID
	return NoSecrets("reason", w.r.Reason)
}

func (w *writing) first(ctx context.Context, tx *gorm.DB) error {
	rated := w.d.Type == api.ProjectRecordTypeRating
	if !kinds[w.d.Type].once && !rated {
		return nil
	}
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `SELECT r.id FROM project_records r WHERE r.project_id = @project AND r.type = @type
		AND (NOT @rated OR r.household_id = @household) AND NOT EXISTS (SELECT FROM project_records n WHERE n.supersedes = r.id)`,
		map[string]any{"project": w.p.ID, "type": w.d.Type, "rated": rated, "household": w.r.HouseholdID})
	switch {
	case err != nil || len(rows) == 0:
		return err
	case rated:
		return ErrRated
	}
	return ErrSupersede.On("supersedes", ErrSupersede.Code)
}

// pointAt checks what the record speaks of: records of its project and of the right type, votes of its community.
func (w *writing) pointAt(ctx context.Context, tx *gorm.DB) error {
	about := kinds[w.d.Type].about
	if w.r.AboutID == nil && len(about) > 0 {
		return ErrReference.On("body", ErrReference.Code)
	}
	if w.r.AboutID != nil && (len(about) > 0 || w.d.Type == api.ProjectRecordTypeOversight) {
		if err := w.same(ctx, tx, *w.r.AboutID, about); err != nil {
			return err
		}
	} else if w.r.AboutID != nil {
		return ErrReference.On("body", ErrReference.Code)
	}
	if w.r.AlsoID != nil {
		if err := w.same(ctx, tx, *w.r.AlsoID, []api.ProjectRecordType{api.ProjectRecordTypeDeliberation}); err != nil {
			return err
		}
	}
	if w.r.BallotID == nil {
		return nil
	}
	votes, err := ballots.DecidedOf(ctx, tx, []uuid.UUID{*w.r.BallotID}, w.now)
	if err != nil {
		return err
	}
	if v, known := votes[*w.r.BallotID]; !known || v.Community != w.p.CommunityID {
		return ErrReference.On("body."+kinds[w.d.Type].body+".ballot_id", ErrReference.Code)
	}
	return nil
}

func (w *writing) same(ctx context.Context, tx *gorm.DB, id uuid.UUID, of []api.ProjectRecordType) error {
	r, err := recordOf(ctx, tx, id, w.asker)
	if errors.Is(err, ErrNoRecord) || err == nil && (r.ProjectID != w.p.ID || len(of) > 0 && !slices.Contains(of, r.Type)) {
		return ErrReference.On("body", ErrReference.Code)
	}
	return err
}

// picture checks the photos: what they show, and at which point they were taken.
func (w *writing) picture(ctx context.Context, tx *gorm.DB) error {
	seen := map[uuid.UUID]bool{}
	for i, f := range api.Value(w.d.Photos) {
		at := w.d.Type == api.ProjectRecordTypeProgress || w.d.Type == api.ProjectRecordTypePhotoPoint
		switch {
		case f.Kind == api.ProjectPhotoKindVoucher, (f.PointID == nil) != (f.Moment == nil), f.PointID != nil && !at:
			return ErrPhoto.On("photos", ErrPhoto.Code)
		case f.PointID != nil && *f.PointID != w.r.ID && !seen[*f.PointID]:
			if err := w.same(ctx, tx, *f.PointID, []api.ProjectRecordType{api.ProjectRecordTypePhotoPoint}); err != nil {
				return err
			}
			seen[*f.PointID] = true
		case f.PointID != nil && *f.PointID == w.r.ID && w.d.Type != api.ProjectRecordTypePhotoPoint:
			return ErrPhoto.On("photos", ErrPhoto.Code)
		}
		w.photos = append(w.photos, photo{MediaID: f.ID, ProjectID: w.p.ID, RecordID: &w.r.ID, Position: i, Kind: f.Kind, PointID: f.PointID, Moment: f.Moment})
	}
	return nil
}

// Record gives one record to somebody who may see it.
func (s *Service) Record(ctx context.Context, actor, id uuid.UUID) (out api.ProjectRecord, err error) {
	project, err := projectIDOf(ctx, s.DB, "project_records", id, ErrNoRecord)
	if err != nil {
		return out, err
	}
	p, err := projectOf(ctx, s.DB, project)
	if err != nil {
		return out, err
	}
	now := s.now()
	a, _, err := askerOf(ctx, s.DB, p.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	r, err := recordOf(ctx, s.DB, id, a)
	if err != nil {
		return out, err
	}
	return s.recordAPI(ctx, s.DB, p, r, a, now)
}

// Records is a page of a project's records that somebody may see.
func (s *Service) Records(ctx context.Context, actor, project uuid.UUID, stage api.ProjectStage, t api.ProjectRecordType, limit int, after *string) (out api.ProjectRecordPage, err error) {
	seen, err := readMark(after)
	if err != nil {
		return out, err
	}
	p, err := projectOf(ctx, s.DB, project)
	if err != nil {
		return out, err
	}
	now := s.now()
	a, _, err := askerOf(ctx, s.DB, p.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	rows, err := listRecords(ctx, s.DB, project, stage, t, seen, limit+1, a)
	if err != nil {
		return out, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		out.Next = mark(rows[limit-1].ID)
	}
	out.Items, err = s.recordsAPI(ctx, s.DB, p, rows, a, now)
	return out, err
}
