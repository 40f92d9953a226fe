// Package places keeps what a community looks after (资产): lamps, benches, bins, a pavilion. The committee puts each on the
// list, with a number, where it is, who looks after it (an office, a firm, a household that agreed) and by which project it
// was built. Everybody reads the list. A QR code hangs at the thing; a report made from there knows what it is about, and
// the thing shows its reports. What is retired stays, with its history, and takes no more reports.
package places

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
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
	"wugong/server/numbers"
)

// Service holds what the use cases need.
type Service struct {
	DB        *gorm.DB
	Now       func() time.Time
	PublicURL string // before /assets/<id> in the code at the thing
}

// Asset is something that a community keeps.
type Asset struct {
	ID                  uuid.UUID
	Number              int64
	CommunityID         uuid.UUID
	ProjectID, AuthorID *uuid.UUID
	Kind                api.AssetKind
	Name, Place         string
	Custodian           string
	State               api.AssetState
	PhotoID             *uuid.UUID
	Since               time.Time
	Community           string
	Width, Height       int
}

// Say shows its number as "A-00AK7-X".
func (a Asset) Say() string { return numbers.Say("A", a.Number) }

func (s *Service) show(a Asset, may bool) api.Asset {
	shown := api.Asset{ID: a.ID, Number: a.Say(), CommunityID: a.CommunityID, Community: a.Community, ProjectID: a.ProjectID, Kind: a.Kind, Name: a.Name,
		Place: a.Place, Custodian: a.Custodian, State: a.State, Since: a.Since, MayChange: may,
		Link: strings.TrimSuffix(s.PublicURL, "/") + "/assets/" + a.ID.String()}
	if a.PhotoID != nil {
		shown.Photo = &api.Photo{ID: *a.PhotoID, Width: a.Width, Height: a.Height, Kind: api.PhotoKindAfter}
	}
	return shown
}

const assetSQL = `SELECT a.*, c.name AS community, coalesce(w.width, 0) AS width, coalesce(w.height, 0) AS height
FROM assets a JOIN communities c ON c.id = a.community_id LEFT JOIN media w ON w.id = a.photo_id `

// AssetOf gives something that is kept; not found is a fault.
func AssetOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Asset, error) {
	rows, err := db.Rows[Asset](ctx, tx, assetSQL+`WHERE a.id = ?`, id)
	if err != nil {
		return Asset{}, fmt.Errorf("load an asset: %w", err)
	}
	if len(rows) == 0 {
		return Asset{}, ErrNotFound
	}
	return rows[0], nil
}

// mostBuilt is how many things of one project are told of together.
const mostBuilt = 200

// BuiltBy gives the things that a project built and that are kept, the oldest first; each names its custodian.
func BuiltBy(ctx context.Context, tx *gorm.DB, project uuid.UUID) ([]Asset, error) {
	rows, err := db.Rows[Asset](ctx, tx, assetSQL+`WHERE a.project_id = ? AND a.state <> 'retired' ORDER BY a.since, a.id LIMIT ?`, project, mostBuilt)
	if err != nil {
		return nil, fmt.Errorf("what a project built: %w", err)
	}
	return rows, nil
}

// See gives something that is kept; it is for everybody.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (api.Asset, error) {
	a, err := AssetOf(ctx, s.DB, id)
	if err != nil {
		return api.Asset{}, err
	}
	standing, err := communities.StandingOf(ctx, s.DB, a.CommunityID, actor, s.Now())
	return s.show(a, communities.Can(standing, api.PermissionAssetManage)), err
}

// List is a page of what a community keeps, the newest first.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, project *uuid.UUID, limit int, after string) (p api.AssetPage, err error) {
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, s.Now())
	if err != nil {
		return p, err
	}
	condition := `WHERE a.community_id = @community`
	if project != nil {
		condition += ` AND a.project_id = @project`
	}
	if seen != uuid.Nil {
		condition += ` AND (a.since, a.id) < (SELECT x.since, x.id FROM assets x WHERE x.id = @seen AND x.community_id = @community)`
	}
	rows, err := db.Rows[Asset](ctx, s.DB, assetSQL+condition+` ORDER BY a.since DESC, a.id DESC LIMIT @limit`,
		map[string]any{"community": community, "project": project, "seen": seen, "limit": limit + 1})
	if err != nil {
		return p, fmt.Errorf("list assets: %w", err)
	}
	p.Items, p.MayAdd = []api.Asset{}, communities.Can(standing, api.PermissionAssetManage)
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	for _, a := range rows {
		p.Items = append(p.Items, s.show(a, p.MayAdd))
	}
	return p, nil
}

// Add puts something on the list. Sent again by the same person it gives what the first time made, and made is false.
func (s *Service) Add(ctx context.Context, actor, community uuid.UUID, d api.AssetDraft) (shown api.Asset, made bool, err error) {
	w, err := Write(d.Name, d.Place, d.Custodian)
	if err != nil {
		return shown, false, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := allowed(ctx, tx, community, actor, now); err != nil {
			return err
		}
		if _, err := AssetOf(ctx, tx, d.ID); errors.Is(err, ErrNotFound) {
			if made, err = add(ctx, tx, actor, community, d, w, now); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		a, err := AssetOf(ctx, tx, d.ID)
		if err == nil && (a.AuthorID == nil || *a.AuthorID != actor || a.CommunityID != community) {
			err = fault.ErrIDTaken
		}
		shown = s.show(a, true)
		return err
	})
	return shown, made && err == nil, err
}

func add(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, d api.AssetDraft, w Written, now time.Time) (made bool, err error) {
	today, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM assets WHERE author_id = ? AND since > ?`, actor, now.Add(-24*time.Hour))
	if err != nil {
		return false, err
	}
	if today.N >= perDay {
		return false, ErrTooMany.Retry(24 * time.Hour)
	}
	if err := communities.CheckProject(ctx, tx, d.ProjectID, community); err != nil {
		return false, err
	}
	done := tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Exec(`INSERT INTO assets (id, community_id, project_id, author_id, kind, name, place, custodian, photo_id, since)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`, d.ID, community, d.ProjectID, actor, d.Kind, w.Name, w.Place, w.Custodian, d.PhotoID, now)
	if done.Error != nil || done.RowsAffected == 0 {
		return false, photoFault(done.Error)
	}
	if d.PhotoID != nil {
		if err := media.AttachPublic(ctx, tx, actor, []uuid.UUID{*d.PhotoID}, community); err != nil {
			return false, err
		}
	}
	return true, audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "asset.add", Subject: d.ID,
		Detail: map[string]any{"kind": d.Kind, "project": d.ProjectID}})
}

// photoFault tells a photo that is not there, or that something else has, from an outage.
func photoFault(err error) error {
	if errors.Is(err, gorm.ErrForeignKeyViolated) || errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrPhoto.On("photo_id", ErrPhoto.Code)
	}
	return err
}

// Change writes anew what is known of something.
func (s *Service) Change(ctx context.Context, actor, id uuid.UUID, c api.AssetChange) (shown api.Asset, err error) {
	w, err := Write(c.Name, c.Place, c.Custodian)
	if err != nil {
		return shown, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := db.Exec(ctx, tx, `SELECT FROM assets WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
			return err
		}
		a, err := AssetOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := allowed(ctx, tx, a.CommunityID, actor, now); err != nil {
			return err
		}
		photo := a.PhotoID
		if c.PhotoID != nil && (photo == nil || *photo != *c.PhotoID) {
			if err := media.AttachPublic(ctx, tx, actor, []uuid.UUID{*c.PhotoID}, a.CommunityID); err != nil {
				return err
			}
			photo = c.PhotoID
		}
		err = db.Exec(ctx, tx, `UPDATE assets SET kind = ?, name = ?, place = ?, custodian = ?, state = ?, photo_id = ? WHERE id = ?`,
			c.Kind, w.Name, w.Place, w.Custodian, c.State, photo, id)
		if err != nil {
			return photoFault(err)
		}
		fresh, err := AssetOf(ctx, tx, id)
		if err != nil {
			return err
		}
		shown = s.show(fresh, true)
		return audit.Record(ctx, tx, audit.Entry{Community: a.CommunityID, Actor: actor, Action: "asset.change", Subject: id,
			Detail: map[string]any{"from": a.State, "to": c.State, "custodian": w.Custodian != a.Custodian}})
	})
	return shown, err
}

// write runs a use case in one transaction; the account stays open meanwhile.
func (s *Service) write(ctx context.Context, actor uuid.UUID, do func(tx *gorm.DB, now time.Time) error) error {
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		return do(tx, s.Now().UTC().Truncate(time.Microsecond))
	})
}

func allowed(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, now time.Time) error {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err == nil && !communities.Can(standing, api.PermissionAssetManage) {
		err = fault.ErrForbidden
	}
	return err
}

func mark(id uuid.UUID) *string {
	text := base64.RawURLEncoding.EncodeToString(id[:])
	return &text
}

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
