package proposals

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// dimensions is PostgreSQL's text[].
type dimensions []api.OutcomeDimension

// Value writes the array as PostgreSQL reads it.
func (d dimensions) Value() (driver.Value, error) {
	texts := make([]string, len(d))
	for i, one := range d {
		texts[i] = string(one)
	}
	return db.TextArray(texts), nil
}

// Scan reads the array as PostgreSQL writes it: its words need no quotes.
func (d *dimensions) Scan(v any) error {
	text, ok := v.(string)
	if b, isBytes := v.([]byte); isBytes {
		text, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("text[] came as %T", v)
	}
	*d = dimensions{}
	for word := range strings.SplitSeq(strings.Trim(text, "{}"), ",") {
		if word != "" {
			*d = append(*d, api.OutcomeDimension(word))
		}
	}
	return nil
}

// proposalOf loads a proposal; not found is a fault.
func proposalOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, options ...clause.Expression) (Proposal, error) {
	p, err := gorm.G[Proposal](tx, options...).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, ErrNotFound
	}
	return p, err
}

// insertProposal adds a proposal with its counts, unless its id is there already; then made is false.
func insertProposal(ctx context.Context, tx *gorm.DB, p *Proposal) (made bool, err error) {
	result := gorm.WithResult()
	err = gorm.G[Proposal](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, p)
	if err != nil || result.RowsAffected == 0 {
		return false, err
	}
	if err := db.Exec(ctx, tx, `INSERT INTO proposal_counts (proposal_id, community_id) VALUES (?, ?)`, p.ID, p.CommunityID); err != nil {
		return false, fmt.Errorf("begin to count: %w", err)
	}
	*p, err = proposalOf(ctx, tx, p.ID)
	return err == nil, err
}

// saveMove writes what a step changed of a proposal that is locked.
func saveMove(ctx context.Context, tx *gorm.DB, p Proposal) error {
	set := func(column string, value any) clause.Assigner {
		return clause.Assignment{Column: clause.Column{Name: column}, Value: value}
	}
	_, err := gorm.G[Proposal](tx).Where("id = ?", p.ID).Set(set("state", p.State), set("due_at", p.DueAt),
		set("merged_into", p.MergedInto), set("report_id", p.ReportID), set("hidden_at", p.HiddenAt), set("hidden_by", p.HiddenBy),
		set("hidden_reason", p.HiddenReason), set("hidden_note", p.HiddenNote)).Update(ctx)
	return err
}

// record adds a line to a proposal's timeline.
func record(ctx context.Context, tx *gorm.DB, e event) (err error) {
	if e.ID, err = uuid.NewV7(); err != nil {
		return err
	}
	return gorm.G[event](tx).Create(ctx, &e)
}

// bump adds to the counts of a proposal; they are folded later.
func bump(ctx context.Context, tx *gorm.DB, d delta) error {
	return gorm.G[delta](tx).Create(ctx, &d)
}

// heard is the change of the counts by an opinion that appears (1) or disappears (-1); an answer changes nothing.
func heard(o Opinion, by int) (d delta, counts bool) {
	d.ProposalID = o.ProposalID
	if o.Stance == nil {
		return d, false
	}
	switch *o.Stance {
	case api.StanceFor:
		d.SaidFor = by
	case api.StanceAgainst:
		d.SaidAgainst = by
	case api.StanceConcern:
		d.SaidConcern = by
	}
	return d, true
}

// addPhotos ties photos to a proposal in their order.
func addPhotos(ctx context.Context, tx *gorm.DB, proposal uuid.UUID, ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	photos := make([]photo, len(ids))
	for i, id := range ids {
		photos[i] = photo{MediaID: id, ProposalID: proposal, Position: i}
	}
	return gorm.G[photo](tx).CreateInBatches(ctx, &photos, len(photos))
}

// addReports ties a proposal to the reports that it comes from; all of them must be of its community.
func addReports(ctx context.Context, tx *gorm.DB, p Proposal, ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	result := gorm.WithResult()
	err := gorm.G[any](tx, result).Exec(ctx, `INSERT INTO proposal_reports (proposal_id, report_id)
		SELECT @proposal, id FROM reports WHERE community_id = @community AND id = ANY (CAST(@ids AS uuid[]))`,
		map[string]any{"proposal": p.ID, "community": p.CommunityID, "ids": db.UUIDArray(ids)})
	if err != nil {
		return fmt.Errorf("tie reports to a proposal: %w", err)
	}
	if int(result.RowsAffected) != len(ids) {
		return fault.ErrInvalid.On("report_ids", api.ProblemCodeReportNotFound)
	}
	return nil
}
