package conventions

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

const rowSQL = `
SELECT v.*, k.title, k.kind AS convention_kind, c.name AS community, c.division_name AS committee, c.kind AS community_kind,
  (SELECT count(*) FROM convention_opinions o WHERE o.version_id = v.id) AS opinions,
  (SELECT count(*) FROM convention_opinions o WHERE o.version_id = v.id AND o.verdict IS NULL) AS waiting,
  EXISTS (SELECT FROM convention_versions w WHERE w.convention_id = v.convention_id
    AND w.state IN ('collecting', 'drafting', 'review', 'draft_publicity', 'voting', 'adopted', 'published')) AS working,
  p.postings, p.postings > 0 AS board, r.party_fit, r.town_fit,
  coalesce(jsonb_array_length(t.clauses), 0) AS clauses, coalesce(t.lint_open, 0) AS lint_open
FROM convention_versions v JOIN conventions k ON k.id = v.convention_id JOIN communities c ON c.id = v.community_id
LEFT JOIN convention_revisions t ON t.version_id = v.id AND t.revision = v.revision
CROSS JOIN LATERAL (SELECT count(*) AS postings FROM convention_postings b WHERE b.version_id = v.id AND b.stage = v.state AND b.at >= v.counted_from) p
CROSS JOIN LATERAL (SELECT coalesce(bool_or(office = 'party'), false) AS party_fit, coalesce(bool_or(office = 'town'), false) AS town_fit
  FROM convention_reviews q WHERE q.version_id = v.id AND q.verdict = 'fit' AND q.revision = v.revision AND q.at >= v.since) r `

// versions gives versions with what their steps follow from.
func versions(ctx context.Context, tx *gorm.DB, condition string, args map[string]any) ([]row, error) {
	rows, err := db.Rows[row](ctx, tx, rowSQL+condition, args)
	if err != nil {
		return nil, fmt.Errorf("versions of a convention: %w", err)
	}
	return rows, nil
}

// versionOf loads a version; not found is a fault.
func versionOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (row, error) {
	rows, err := versions(ctx, tx, `WHERE v.id = @id`, map[string]any{"id": id})
	if err == nil && len(rows) == 0 {
		err = ErrNoVersion
	}
	if err != nil {
		return row{}, err
	}
	return rows[0], nil
}

// lockVersion keeps others from moving a version, or another one of the same convention, until the transaction ends.
func lockVersion(ctx context.Context, tx *gorm.DB, id uuid.UUID) (row, error) {
	err := db.Exec(ctx, tx, `SELECT FROM conventions WHERE id = (SELECT convention_id FROM convention_versions WHERE id = ?) FOR NO KEY UPDATE`, id)
	if err == nil {
		err = db.Exec(ctx, tx, `SELECT FROM convention_versions WHERE id = ? FOR NO KEY UPDATE`, id)
	}
	if err != nil {
		return row{}, fmt.Errorf("lock a version: %w", err)
	}
	return versionOf(ctx, tx, id)
}

// shareVersion keeps a version in its state until the transaction ends; others may do the same.
func shareVersion(ctx context.Context, tx *gorm.DB, id uuid.UUID) (row, error) {
	if err := db.Exec(ctx, tx, `SELECT FROM convention_versions WHERE id = ? FOR SHARE`, id); err != nil {
		return row{}, fmt.Errorf("share a version: %w", err)
	}
	return versionOf(ctx, tx, id)
}

// conventionOf loads a convention; not found is a fault.
func conventionOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, locked bool) (Convention, error) {
	return oneOf[Convention](ctx, tx, `SELECT * FROM conventions WHERE id = ?`, id, locked, ErrNotFound)
}

// oneOf loads a row by its id, which may be locked with it; none is the fault for no such row.
func oneOf[T any](ctx context.Context, tx *gorm.DB, sql string, id uuid.UUID, locked bool, none error) (one T, err error) {
	if locked {
		sql += ` FOR NO KEY UPDATE`
	}
	one, err = db.Row[T](ctx, tx, sql, id)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return one, none
	}
	if err != nil {
		return one, fmt.Errorf("read of a convention: %w", err)
	}
	return one, nil
}

// standingOf is the version of a convention that holds; found is false for none.
func standingOf(ctx context.Context, tx *gorm.DB, convention uuid.UUID) (r row, found bool, err error) {
	rows, err := versions(ctx, tx, `WHERE v.convention_id = @convention AND v.state IN ('in_force', 'amending', 'correction_ordered')`,
		map[string]any{"convention": convention})
	if err != nil || len(rows) == 0 {
		return r, false, err
	}
	return rows[0], true, nil
}

// insertConvention adds a convention, unless its id is there already; then made is false. A title that is taken is a fault.
func insertConvention(ctx context.Context, tx *gorm.DB, c Convention) (made bool, err error) {
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `INSERT INTO conventions (id, community_id, kind, title, creator_id, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`, c.ID, c.CommunityID, c.Kind, c.Title, c.CreatorID, c.CreatedAt, c.UpdatedAt)
	if err != nil {
		return false, fmt.Errorf("a new convention: %w", err)
	}
	if len(rows) == 1 {
		return true, nil
	}
	if _, err := conventionOf(ctx, tx, c.ID, false); errors.Is(err, ErrNotFound) {
		return false, ErrTitle.On("title", ErrTitle.Code)
	}
	return false, err
}

// insertVersion adds a version, unless its id is there already; then made is false.
func insertVersion(ctx context.Context, tx *gorm.DB, v Version) (made bool, err error) {
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `INSERT INTO convention_versions (id, convention_id, community_id, major, minor, kind, state,
		since, until, counted_from, opened_at, opener_id, proposer, call_id, reason, topics, based_on, how, adopted_on, published_at, shown_until,
		effective_on, filing_due_at, filed_on, filing_number, revision)
		VALUES (@id, @convention, @community, @major, @minor, @kind, @state, @since, @until, @since, @since, @opener, @proposer, @call, @reason,
		CAST(@topics AS jsonb), @based, @how, @adopted, @published, @shown, @effective, @due, @filed, @number, @revision)
		ON CONFLICT (id) DO NOTHING RETURNING id`, map[string]any{
		"id": v.ID, "convention": v.ConventionID, "community": v.CommunityID, "major": v.Major, "minor": v.Minor, "kind": v.Kind, "state": v.State,
		"since": v.Since, "until": v.Until, "opener": v.OpenerID, "proposer": v.Proposer, "call": v.CallID, "reason": v.Reason, "topics": asJSON(v.Topics),
		"based": v.BasedOn, "how": v.How, "adopted": v.AdoptedOn, "published": v.PublishedAt, "shown": v.ShownUntil, "effective": v.EffectiveOn,
		"due": v.FilingDueAt, "filed": v.FiledOn, "number": v.FilingNumber, "revision": v.Revision})
	if err != nil {
		return false, fmt.Errorf("a new version: %w", err)
	}
	return len(rows) == 1, nil
}

// saveVersion writes what moves change, and that the convention has changed.
func saveVersion(ctx context.Context, tx *gorm.DB, v Version, now time.Time) error {
	err := db.Exec(ctx, tx, `UPDATE convention_versions SET state = @state, since = @since, until = @until, counted_from = @counted, revision = @revision,
		shown_revision = @shown, ballot_id = @ballot, voted_revision = @voted, adopted_on = @adopted, published_at = @published,
		shown_until = @until_shown, effective_on = @effective, ended_on = @ended, ordered_at = @ordered, order_reason = @order_reason,
		suspended = CAST(@suspended AS jsonb), ordered_by = @ordered_by, filing_due_at = @due, sent_at = @sent, sent_by = @sent_by,
		filed_on = @filed, filing_number = @number, filed_by = @filed_by, returned_at = @returned, return_reason = @return_reason,
		returned_by = @returned_by WHERE id = @id`, map[string]any{
		"id": v.ID, "state": v.State, "since": v.Since, "until": v.Until, "counted": v.CountedFrom, "revision": v.Revision, "shown": v.ShownRevision,
		"ballot": v.BallotID, "voted": v.VotedRevision, "adopted": v.AdoptedOn, "published": v.PublishedAt, "until_shown": v.ShownUntil,
		"effective": v.EffectiveOn, "ended": v.EndedOn, "ordered": v.OrderedAt, "order_reason": v.OrderReason, "suspended": asJSON(v.Suspended),
		"ordered_by": v.OrderedBy, "due": v.FilingDueAt, "sent": v.SentAt, "sent_by": v.SentBy, "filed": v.FiledOn, "number": v.FilingNumber,
		"filed_by": v.FiledBy, "returned": v.ReturnedAt, "return_reason": v.ReturnReason, "returned_by": v.ReturnedBy})
	if err == nil {
		err = db.Exec(ctx, tx, `UPDATE conventions SET updated_at = greatest(updated_at, ?) WHERE id = ?`, now, v.ConventionID)
	}
	if err != nil {
		return fmt.Errorf("save a version: %w", err)
	}
	return nil
}

// addRevision adds a text to a version.
func addRevision(ctx context.Context, tx *gorm.DB, r Revision) error {
	err := db.Exec(ctx, tx, `INSERT INTO convention_revisions (version_id, revision, preamble, clauses, short, explanations, note, lint_open, fingerprint,
		saved_by, at, shown) VALUES (@version, @revision, @preamble, CAST(@clauses AS jsonb), @short, CAST(@explanations AS jsonb), @note, @lint,
		@fingerprint, @by, @at, @shown)`, map[string]any{"version": r.VersionID, "revision": r.Revision, "preamble": r.Preamble,
		"clauses": asJSON(r.Clauses), "short": r.Short, "explanations": asJSON(r.Explanations), "note": r.Note, "lint": r.LintOpen,
		"fingerprint": r.Fingerprint, "by": r.SavedBy, "at": r.At, "shown": r.Shown})
	if err != nil {
		return fmt.Errorf("a new revision: %w", err)
	}
	return nil
}

// revisionOf loads a text of a version; found is false for none.
func revisionOf(ctx context.Context, tx *gorm.DB, version uuid.UUID, n int) (r Revision, found bool, err error) {
	r, err = db.Row[Revision](ctx, tx, `SELECT * FROM convention_revisions WHERE version_id = ? AND revision = ?`, version, n)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, false, nil
	}
	if err != nil {
		return r, false, fmt.Errorf("a revision: %w", err)
	}
	return r, true, nil
}

// show lets the public read the newest text of a version from now on.
func show(ctx context.Context, tx *gorm.DB, v *Version) error {
	v.ShownRevision = v.Revision
	err := db.Exec(ctx, tx, `UPDATE convention_revisions SET shown = true WHERE version_id = ? AND revision = ?`, v.ID, v.Revision)
	if err != nil {
		return fmt.Errorf("show a revision: %w", err)
	}
	return nil
}

// staged adds a line to the timeline.
func staged(ctx context.Context, tx *gorm.DB, v Version, from api.ConventionState, by *uuid.UUID, role *api.Role, reason *string, now time.Time) error {
	var before *api.ConventionState
	if from != "" {
		before = &from
	}
	err := db.Exec(ctx, tx, `INSERT INTO convention_stages (version_id, from_state, to_state, at, actor_id, role, reason, ballot_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, v.ID, before, v.State, now, by, role, reason, v.BallotID)
	if err != nil {
		return fmt.Errorf("the timeline: %w", err)
	}
	return nil
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil || string(text) == "null" {
		return "[]"
	}
	return string(text)
}
