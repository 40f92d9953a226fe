package conventions

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/words"
)

// three are the versions of a convention that its summary names.
type three struct{ standing, work, last *api.ConventionVersionSummary }

// threesOf gives the version that stands, the one on its way, and the last one where there is neither; one statement for all.
func threesOf(ctx context.Context, tx *gorm.DB, ids []uuid.UUID, now time.Time) (map[uuid.UUID]three, error) {
	all := map[uuid.UUID]three{}
	if len(ids) == 0 {
		return all, nil
	}
	rows, err := db.Rows[Version](ctx, tx, `SELECT v.* FROM convention_versions v WHERE v.convention_id IN ?
		AND (v.state NOT IN ('superseded', 'repealed', 'withdrawn') OR v.id = (SELECT x.id FROM convention_versions x
		WHERE x.convention_id = v.convention_id ORDER BY x.opened_at DESC, x.id DESC LIMIT 1))`, ids)
	if err != nil {
		return nil, fmt.Errorf("versions of conventions: %w", err)
	}
	for _, v := range rows {
		t, shown := all[v.ConventionID], new(v.summary(now))
		switch {
		case Stands(v.State):
			t.standing = shown
		case Works(v.State):
			t.work = shown
		default:
			t.last = shown
		}
		all[v.ConventionID] = t
	}
	for id, t := range all {
		if t.standing != nil || t.work != nil {
			t.last = nil
			all[id] = t
		}
	}
	return all, nil
}

// convention is a convention as somebody sees it.
func (s *Service) convention(ctx context.Context, tx *gorm.DB, c Convention, actor uuid.UUID, now time.Time) (out api.Convention, err error) {
	standing, err := communities.StandingOf(ctx, tx, c.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	place, err := db.Row[struct {
		Name, DivisionName string
		Kind               api.CommunityKind
		Versions           int
	}](ctx, tx, `SELECT name, division_name, kind, (SELECT count(*) FROM convention_versions v WHERE v.convention_id = ?) AS versions
		FROM communities WHERE id = ?`, c.ID, c.CommunityID)
	if err != nil {
		return out, fmt.Errorf("where a convention holds: %w", err)
	}
	all, err := threesOf(ctx, tx, []uuid.UUID{c.ID}, now)
	t := all[c.ID]
	out = api.Convention{ID: c.ID, CommunityID: c.CommunityID, Community: place.Name, CommunityKind: place.Kind, Issuer: place.DivisionName, Kind: c.Kind,
		Title: c.Title, CreatedAt: c.CreatedAt, Versions: place.Versions, Standing: t.standing, Work: t.work, Last: t.last, Acts: []api.ConventionDeed{}}
	writes := communities.Can(standing, api.PermissionConventionWrite)
	if t.work == nil && (writes || t.standing != nil && communities.Can(standing, api.PermissionConventionPropose)) {
		out.Acts = append(out.Acts, api.ConventionDeedAmend)
		if t.standing != nil {
			out.Acts = append(out.Acts, api.ConventionDeedRepeal)
		}
	}
	return out, err
}

// Get gives a convention; it is for everybody.
func (s *Service) Get(ctx context.Context, actor, id uuid.UUID) (out api.Convention, err error) {
	tx := s.DB.WithContext(ctx)
	c, err := conventionOf(ctx, tx, id, false)
	if err != nil {
		return out, err
	}
	return s.convention(ctx, tx, c, actor, s.now())
}

// List is a page of a community's conventions, the last changed first.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, limit int, after string) (p api.ConventionPage, err error) {
	tx, now := s.DB.WithContext(ctx), s.now()
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err != nil {
		return p, err
	}
	rows, next, err := page[Convention](ctx, tx, `SELECT * FROM conventions WHERE community_id = @of`,
		`(updated_at, id) < (SELECT x.updated_at, x.id FROM conventions x WHERE x.id = @seen)`, `updated_at DESC, id DESC`, community, limit, after,
		func(c Convention) uuid.UUID { return c.ID })
	if err != nil {
		return p, err
	}
	ids := make([]uuid.UUID, len(rows))
	for i, c := range rows {
		ids[i] = c.ID
	}
	all, err := threesOf(ctx, tx, ids, now)
	if err != nil {
		return p, err
	}
	p.Items, p.Next, p.MayCreate = make([]api.ConventionSummary, len(rows)), next, new(communities.Can(standing, api.PermissionConventionWrite))
	for i, c := range rows {
		t := all[c.ID]
		p.Items[i] = api.ConventionSummary{ID: c.ID, Kind: c.Kind, Title: c.Title, UpdatedAt: c.UpdatedAt, Standing: t.standing, Work: t.work, Last: t.last}
	}
	return p, nil
}

// Versions are all versions of a convention, the newest first.
func (s *Service) Versions(ctx context.Context, id uuid.UUID, limit int, after string) (p api.ConventionVersionPage, err error) {
	tx := s.DB.WithContext(ctx)
	if _, err := conventionOf(ctx, tx, id, false); err != nil {
		return p, err
	}
	rows, next, err := page[Version](ctx, tx, `SELECT * FROM convention_versions WHERE convention_id = @of`,
		`(opened_at, id) < (SELECT x.opened_at, x.id FROM convention_versions x WHERE x.id = @seen)`, `opened_at DESC, id DESC`, id, limit, after,
		func(v Version) uuid.UUID { return v.ID })
	p.Items, p.Next = make([]api.ConventionVersionSummary, len(rows)), next
	for i, v := range rows {
		p.Items[i] = v.summary(s.now())
	}
	return p, err
}

// revised is a line of the list of texts.
type revised struct {
	Revision
	Count int
}

// Revisions are the texts that a version had which somebody may read, the newest first.
func (s *Service) Revisions(ctx context.Context, actor, id uuid.UUID, limit int, after string) (p api.ConventionRevisionPage, err error) {
	tx, now := s.DB.WithContext(ctx), s.now()
	v, err := versionOf(ctx, tx, id)
	if err != nil {
		return p, err
	}
	standing, err := communities.StandingOf(ctx, tx, v.CommunityID, actor, now)
	if err != nil {
		return p, err
	}
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	below := 1 << 30
	if seen != uuid.Nil {
		below = int(seen[12])<<24 | int(seen[13])<<16 | int(seen[14])<<8 | int(seen[15])
	}
	rows, err := db.Rows[revised](ctx, tx, `SELECT version_id, revision, note, fingerprint, at, shown, jsonb_array_length(clauses) AS count FROM convention_revisions
		WHERE version_id = @id AND (@inner OR shown) AND revision < @below ORDER BY revision DESC LIMIT @limit`,
		map[string]any{"id": id, "inner": works(standing), "below": below, "limit": limit + 1})
	if err != nil {
		return p, fmt.Errorf("texts of a version: %w", err)
	}
	p.Items = []api.ConventionRevision{}
	if len(rows) > limit {
		rows = rows[:limit]
		n := rows[limit-1].Revision.Revision
		p.Next = mark(uuid.UUID{12: byte(n >> 24), 13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)})
	}
	for _, r := range rows {
		item := api.ConventionRevision{Revision: r.Revision.Revision, At: r.At, Clauses: r.Count, Shown: r.Shown, Fingerprint: hexed(r.Fingerprint)}
		if r.Note != "" {
			item.Note = &r.Note
		}
		p.Items = append(p.Items, item)
	}
	return p, nil
}

// LintText searches a text for what a convention may not say; for who drafts.
func (s *Service) LintText(ctx context.Context, actor, community uuid.UUID, clauses []api.ConventionClause) (out api.ConventionLint, err error) {
	standing, err := communities.StandingOf(ctx, s.DB.WithContext(ctx), community, actor, s.now())
	if err != nil {
		return out, err
	}
	if !works(standing) {
		return out, fault.ErrForbidden
	}
	return api.ConventionLint{Findings: Lint(clauses, nil, words.Lang(ctx))}, nil
}

// page reads a page of something that belongs to of, from behind the last one seen.
func page[T any](ctx context.Context, tx *gorm.DB, sql, behind, order string, of uuid.UUID, limit int, after string, id func(T) uuid.UUID) ([]T, *string, error) {
	seen, err := readMark(after)
	if err != nil {
		return nil, nil, err
	}
	if seen != uuid.Nil {
		sql += ` AND ` + behind
	}
	rows, err := db.Rows[T](ctx, tx, sql+` ORDER BY `+order+` LIMIT @limit`, map[string]any{"of": of, "seen": seen, "limit": limit + 1})
	if err != nil {
		return nil, nil, fmt.Errorf("a page: %w", err)
	}
	if len(rows) <= limit {
		return rows, nil, nil
	}
	return rows[:limit], mark(id(rows[limit-1])), nil
}

func mark(id uuid.UUID) *string { return new(base64.RawURLEncoding.EncodeToString(id[:])) }

// readMark says where a list goes on; uuid.Nil for its beginning.
func readMark(text string) (uuid.UUID, error) {
	if text == "" {
		return uuid.Nil, nil
	}
	mark, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(mark) != 16 {
		return uuid.Nil, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return uuid.UUID(mark), nil
}
