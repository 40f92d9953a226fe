package projects

import (
	"context"
	"io"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/ballots"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/projects/archive"
)

// files are those of an archive, in their order.
func (s *Service) files(ctx context.Context, row *archiveRow) ([]archive.File, error) {
	files := []archive.File{archive.Bytes(archive.Page, row.Page), archive.Bytes(archive.Document, row.Document)}
	votes, err := s.published(ctx, row.Votes)
	if err != nil {
		return nil, err
	}
	for _, f := range row.Votes {
		files = append(files, archive.Bytes(f.Name, votes[f.ID]))
	}
	for _, f := range row.Photos {
		files = append(files, archive.File{Name: f.Name, Open: func() (io.ReadCloser, error) {
			r, err := s.Media.See(ctx, uuid.Nil, f.ID)
			if err != nil {
				return nil, err
			}
			o, err := s.Media.Open(ctx, r, api.MediaVariantFull)
			if err != nil {
				return nil, err
			}
			return o, nil
		}})
	}
	return files, nil
}

// published are the files of votes as they were published, by the votes' ids.
func (s *Service) published(ctx context.Context, votes []archivedFile) (map[uuid.UUID][]byte, error) {
	ids, found := make([]uuid.UUID, len(votes)), map[uuid.UUID][]byte{}
	for i, f := range votes {
		ids[i] = f.ID
	}
	all, err := ballots.PublishedOf(ctx, s.DB, ids)
	if err != nil {
		return nil, err
	}
	if len(all) != len(ids) {
		return nil, ErrNoArchive
	}
	for _, p := range all {
		found[p.ID] = p.Document
	}
	return found, nil
}

// measure computes the sums and the size of an archive. No transaction is open meanwhile.
func (s *Service) measure(ctx context.Context, row *archiveRow) (err error) {
	files, err := s.files(ctx, row)
	if err != nil {
		return err
	}
	if row.Sums, err = archive.Sum(files); err != nil {
		return err
	}
	m := archive.NewMeter()
	if err := archive.Write(m, files, row.Sums, row.BuiltAt); err != nil {
		return err
	}
	row.Size, row.Sha256 = m.Size, m.Sum()
	return nil
}

// Archive gives the newest archive, for staff and those who watch. The download is in the log.
func (s *Service) Archive(ctx context.Context, actor, project uuid.UUID) (name string, size int64, write func(io.Writer) error, err error) {
	var row archiveRow
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		p, err := projectOf(ctx, tx, project)
		if err != nil {
			return err
		}
		a, _, err := askerOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if !a.who.Archives {
			return fault.ErrForbidden
		}
		rows, err := db.Rows[archiveRow](ctx, tx, `SELECT * FROM project_archives WHERE project_id = ? ORDER BY built_at DESC, id DESC LIMIT 1`, project)
		if err == nil && len(rows) == 0 {
			err = ErrNoArchive
		}
		if err != nil {
			return err
		}
		row, name = rows[0], Number(p.Number)+".zip"
		return audit.Record(ctx, tx, audit.Entry{Community: p.CommunityID, Actor: actor, Action: "project.download", Subject: p.ID, Detail: map[string]any{"archive": row.ID}})
	})
	if err != nil {
		return "", 0, nil, err
	}
	return name, row.Size, func(to io.Writer) error {
		files, err := s.files(ctx, &row)
		if err != nil {
			return err
		}
		return archive.Write(to, files, row.Sums, row.BuiltAt)
	}, nil
}
