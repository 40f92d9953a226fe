package audit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// ErrBroken says that the log is not what was sealed.
var ErrBroken = errors.New("the log was changed")

const mostFindings = 50

// Head is the newest seal of a chain. Kept elsewhere (printed, posted on the board), it also shows when the end of
// a chain was cut off.
type Head struct {
	Community uuid.UUID
	N         int64
	H         []byte
}

// Report is what Verify found.
type Report struct {
	Sealed   int64    // entries that are sealed
	Unsealed int64    // entries that wait for the sealer
	Heads    []Head   // one a chain
	Wrong    []string // at most 50
	Findings int      // all of them
}

// String is for the person at the terminal.
func (r Report) String() string {
	var b strings.Builder
	if r.Findings == 0 {
		fmt.Fprintf(&b, "The log is whole: %d entries sealed in %d chains, %d waiting to be sealed.", r.Sealed, len(r.Heads), r.Unsealed)
	} else {
		fmt.Fprintf(&b, "The log was changed: %d findings in %d sealed entries.", r.Findings, r.Sealed)
	}
	for _, w := range r.Wrong {
		b.WriteString("\n  " + w)
	}
	for _, h := range r.Heads {
		fmt.Fprintf(&b, "\n  %s  %d  %x", h.Community, h.N, h.H)
	}
	return b.String()
}

func (r *Report) add(wrong ...string) {
	r.Findings += len(wrong)
	for _, w := range wrong {
		if len(r.Wrong) < mostFindings {
			r.Wrong = append(r.Wrong, w)
		}
	}
}

// Verify computes every chain again from the entries, in one snapshot. Where something was changed, removed, moved
// or slipped in, the error is ErrBroken with the report in its text.
func Verify(ctx context.Context, tx *gorm.DB) (r Report, err error) {
	snapshot := &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	err = tx.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := verifyChains(ctx, tx, &r); err != nil {
			return err
		}
		return verifyTail(ctx, tx, &r)
	}, snapshot)
	if err != nil {
		return r, fmt.Errorf("verify the log: %w", err)
	}
	if r.Findings > 0 {
		return r, fmt.Errorf("%w: %s", ErrBroken, r)
	}
	return r, nil
}

// verifyChains reads all seals with their entries, chain by chain, without holding more than one.
func verifyChains(ctx context.Context, tx *gorm.DB, r *Report) (err error) {
	rows, err := gorm.G[any](tx).Raw(`
		SELECT s.community_id, s.n, s.entry_id, s.h, e.id, e.community_id, e.actor_id, e.action, e.subject_id, e.detail, e.at
		FROM audit_seals s LEFT JOIN audit_entries e ON e.id = s.entry_id
		ORDER BY s.community_id, s.n`).Rows(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var before passed
	for rows.Next() {
		s, h, err := scanLink(rows, &before)
		if err != nil {
			return err
		}
		r.Sealed++
		r.add(before.findings(s, h)...)
		before = passed{community: s.CommunityID, n: s.N, h: s.H}
		if len(r.Heads) == 0 || r.Heads[len(r.Heads)-1].Community != s.CommunityID {
			r.Heads = append(r.Heads, Head{})
		}
		r.Heads[len(r.Heads)-1] = Head{Community: s.CommunityID, N: s.N, H: s.H}
	}
	return rows.Err()
}

// scanLink reads one seal and computes what it should be; where a new chain begins, before becomes its empty start.
func scanLink(rows *sql.Rows, before *passed) (s seal, h []byte, err error) {
	var id, community, actor, subject uuid.NullUUID
	var action, detail sql.NullString
	var at sql.NullTime
	err = rows.Scan(&s.CommunityID, &s.N, &s.EntryID, &s.H, &id, &community, &actor, &action, &subject, &detail, &at)
	if err != nil {
		return s, nil, err
	}
	if before.community != s.CommunityID || before.n == 0 {
		*before = passed{community: s.CommunityID}
	}
	if !id.Valid {
		return s, nil, nil
	}
	return s, link(before.h, entry{
		ID: id.UUID, CommunityID: community.UUID, ActorID: actor.UUID, Action: action.String,
		SubjectID: subject.UUID, Detail: detail.String, At: at.Time,
	}), nil
}

// verifyTail counts what waits for the sealer, and finds what should have been sealed long ago: it lies before an
// entry that is sealed, so its seal was removed or it was slipped in.
func verifyTail(ctx context.Context, tx *gorm.DB, r *Report) error {
	rows, err := db.Rows[struct {
		ID          uuid.UUID
		CommunityID uuid.UUID
		At          time.Time
		Late        bool
	}](ctx, tx, `
		SELECT e.id, e.community_id, e.at, e.txid < coalesce((
		  SELECT last.txid FROM audit_entries last
		  WHERE EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = last.id)
		  ORDER BY last.txid DESC LIMIT 1), '0') AS late
		FROM audit_entries e
		WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = e.id)
		ORDER BY e.txid, e.at, e.id`)
	if err != nil {
		return err
	}
	for _, row := range rows {
		r.Unsealed++
		if row.Late {
			r.add(fmt.Sprintf("community %s, entry %s of %s: it has no seal, though later ones have",
				row.CommunityID, row.ID, row.At.UTC().Format(time.RFC3339)))
		}
	}
	return nil
}
