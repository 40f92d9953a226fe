package projects

import (
	"bytes"
	"context"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/china"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/projects/archive"
	"wugong/server/words"
)

//go:embed archive.html
var archiveHTML string

var archivePage = template.Must(template.New("archive").Funcs(template.FuncMap{
	"yuan": yuan, "day": func(t time.Time) string { return t.In(china.Zone).Format("2006-01-02") },
	"said": func(key string) string { return words.Say(api.LanguageZhCN, key, nil) },
	"text": recordText, "amount": amountText,
}).Parse(archiveHTML))

// archived is what an archive keeps, as a verified resident sees it: no names but those that were chosen to be shown, no
// sign-in sheets, no parcels. Money is in its order from the first entry.
type archived struct {
	MadeAt        time.Time            `json:"made_at"`
	Project       api.Project          `json:"project"`
	Records       []api.ProjectRecord  `json:"records"`
	Contributions []api.Contribution   `json:"contributions"`
	Funds         []api.FundEntry      `json:"funds"`
	Votes         []archivedVote       `json:"votes"`
	Timeline      []api.MatterStep     `json:"timeline"`
	Files         map[uuid.UUID]string `json:"photos"`
}

// archiveRow is an archive that was built.
type archiveRow struct {
	ID, ProjectID  uuid.UUID
	BuiltBy        *uuid.UUID
	BuiltAt        time.Time
	Page, Document []byte
	Sums           string
	Photos         []archivedFile `gorm:"serializer:json"`
	Votes          []archivedFile `gorm:"serializer:json"`
	Records        int
	Size           int64
	Sha256         []byte
	Covers         int64
}

// TableName is project_archives.
func (archiveRow) TableName() string { return "project_archives" }

// archivedFile is a photo or a vote, and the name of its file in the archive.
type archivedFile struct {
	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
}

// newestArchive is the newest archive as the project's page shows it.
func newestArchive(ctx context.Context, tx *gorm.DB, project uuid.UUID) (*api.ProjectArchive, error) {
	rows, err := db.Rows[struct {
		ID      uuid.UUID
		BuiltAt time.Time
		Size    int64
		Sha256  []byte
		Records int
		Photos  int
		Current bool
	}](ctx, tx, `SELECT id, built_at, size, sha256, records, jsonb_array_length(photos) AS photos, covers = `+coversSQL+` AS current
		FROM project_archives WHERE project_id = @project ORDER BY built_at DESC, id DESC LIMIT 1`, map[string]any{"project": project})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	r := rows[0]
	return &api.ProjectArchive{ID: r.ID, BuiltAt: r.BuiltAt, Size: r.Size, Sha256: hex.EncodeToString(r.Sha256), Records: r.Records, Photos: r.Photos, Current: r.Current}, nil
}

// archiver is in whose eyes an archive is read: a verified resident who is nobody in particular.
var archiver = asker{who: Who{Reads: true}}

// Build builds the archive of a project as it is now. Sent again by the same person it gives that of the first time.
func (s *Service) Build(ctx context.Context, actor, project uuid.UUID, d api.ArchiveDraft) (out api.ProjectArchive, made bool, err error) {
	now := s.now()
	row, err := s.builds(ctx, actor, project, d.ID, now)
	if err != nil {
		return out, false, err
	}
	if row == nil {
		if row, err = s.snapshot(ctx, project, now); err != nil {
			return out, false, err
		}
		row.ID, row.BuiltBy = d.ID, &actor
		if err := s.measure(ctx, row); err != nil {
			return out, false, err
		}
		made = true
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		p, err := shareProject(ctx, tx, project)
		if err != nil {
			return err
		}
		if made {
			if made, err = saveArchive(ctx, tx, p, row, actor); err != nil {
				return err
			}
		}
		newest, err := newestArchive(ctx, tx, project)
		if err == nil {
			out = *newest
		}
		return err
	})
	return out, made && err == nil, err
}

// builds tells whether somebody may build the archive now; one that they built under this id is given.
func (s *Service) builds(ctx context.Context, actor, project, id uuid.UUID, now time.Time) (*archiveRow, error) {
	p, err := projectOf(ctx, s.DB, project)
	if err != nil {
		return nil, err
	}
	a, _, err := askerOf(ctx, s.DB, p.CommunityID, actor, now)
	switch {
	case err != nil:
		return nil, err
	case !a.who.Manages:
		return nil, fault.ErrForbidden
	case orderOf(p.Stage) < orderOf(evaluated):
		return nil, ErrGateNotNow
	}
	rows, err := db.Rows[archiveRow](ctx, s.DB, `SELECT * FROM project_archives WHERE id = ?`, id)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if !is(rows[0].BuiltBy, actor) || rows[0].ProjectID != project {
		return nil, fault.ErrIDTaken
	}
	return &rows[0], nil
}

func saveArchive(ctx context.Context, tx *gorm.DB, p placed, row *archiveRow, actor uuid.UUID) (made bool, err error) {
	photos, err := json.Marshal(row.Photos)
	if err != nil {
		return false, err
	}
	votes, err := json.Marshal(row.Votes)
	if err != nil {
		return false, err
	}
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `INSERT INTO project_archives (id, project_id, built_by, built_at, page, document, sums, photos, votes, records, size, sha256, covers)
		VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb), ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`, row.ID, row.ProjectID, actor, row.BuiltAt, row.Page, row.Document,
		row.Sums, string(photos), string(votes), row.Records, row.Size, row.Sha256, row.Covers)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	return true, audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: actor, Action: "project.archive", Subject: p.ID,
		Detail: map[string]any{"archive": row.ID, "records": row.Records, "photos": len(row.Photos)}})
}

// snapshot reads a whole project as of one moment of the database.
func (s *Service) snapshot(ctx context.Context, project uuid.UUID, now time.Time) (row *archiveRow, err error) {
	ctx = words.With(ctx, api.LanguageZhCN)
	d := archived{MadeAt: now, Files: map[uuid.UUID]string{}}
	row = &archiveRow{ProjectID: project, BuiltAt: now, Photos: []archivedFile{}, Votes: []archivedFile{}}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		p, err := projectOf(ctx, tx, project)
		if err != nil {
			return err
		}
		if d.Project, err = s.look(ctx, tx, p, uuid.Nil, now); err != nil {
			return err
		}
		d.Project.Acts, d.Project.RecordTypes = []api.ProjectAct{}, []api.ProjectRecordType{}
		if err := s.readAll(ctx, tx, p, &d, now); err != nil {
			return err
		}
		if d.Votes, row.Votes, err = votesOf(ctx, tx, d.Records); err != nil {
			return err
		}
		covers, err := db.Row[struct{ N int64 }](ctx, tx, `SELECT `+coversSQL+` AS n`, map[string]any{"project": project})
		row.Covers = covers.N
		return err
	}, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	row.photograph(&d)
	row.Records = len(d.Records)
	if row.Document, err = json.MarshalIndent(d, "", " "); err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := archivePage.Execute(&page, d); err != nil {
		return nil, fmt.Errorf("the page of an archive: %w", err)
	}
	row.Page = page.Bytes()
	return row, nil
}

// readAll reads the records, the ledgers and the timeline of a project, each from its beginning.
func (s *Service) readAll(ctx context.Context, tx *gorm.DB, p placed, d *archived, now time.Time) error {
	records, err := db.Rows[recordRow](ctx, tx, recordSQL+`WHERE r.project_id = @project AND `+visibleSQL+` ORDER BY r.created_at, r.id`,
		archiver.args(map[string]any{"project": p.ID}))
	if err != nil {
		return err
	}
	if d.Records, err = s.recordsAPI(ctx, tx, p, records, archiver, now); err != nil {
		return err
	}
	given, err := db.Rows[givenRow](ctx, tx, givenSQL+`WHERE c.project_id = @project AND c.state <> 'void' ORDER BY c.declared_at, c.id`,
		archiver.args(map[string]any{"project": p.ID}))
	if err != nil {
		return err
	}
	d.Contributions = make([]api.Contribution, len(given))
	for i, g := range given {
		d.Contributions[i] = g.toAPI(archiver)
	}
	entries, err := db.Rows[entryRow](ctx, tx, entrySQL+`WHERE f.project_id = @project ORDER BY f.seq`, map[string]any{"project": p.ID, "now": now})
	if err != nil {
		return err
	}
	d.Funds = make([]api.FundEntry, len(entries))
	for i, e := range entries {
		d.Funds[i] = e.toAPI(archiver, p.Stage)
	}
	d.Timeline, err = s.steps(ctx, tx, p, archiver, now)
	return err
}

// photograph lists the photos that are public, each with the name of its file. Photos of gifts of land are not among them.
func (row *archiveRow) photograph(d *archived) {
	add := func(photos []api.ProjectPhoto) {
		for _, f := range photos {
			if _, known := d.Files[f.ID]; !known {
				name := fmt.Sprintf("%s%03d.jpg", archive.Photos, len(row.Photos)+1)
				d.Files[f.ID] = name
				row.Photos = append(row.Photos, archivedFile{f.ID, name})
			}
		}
	}
	for _, r := range d.Records {
		if r.Visibility == public {
			add(r.Photos)
		}
	}
	for i, c := range d.Contributions {
		if c.Kind == api.ContributionKindLand {
			d.Contributions[i].Photos = []api.ProjectPhoto{}
			continue
		}
		add(c.Photos)
	}
	for _, e := range d.Funds {
		add(e.Photos)
	}
}
