package proposals

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// Matter is what a project takes over from a proposal, and what tells whether it may become one.
type Matter struct {
	ID, CommunityID uuid.UUID
	Number          int64
	Title, Text     string
	Area            api.ProgrammeAreaCode
	Dimensions      dimensions
	State           api.ProposalState
	Source          api.ProposalSource
	AuthorID        *uuid.UUID
	ProposedAt      time.Time
	Hidden          bool
	Placed          bool // has a point, a spot or words for its place
	Photos          int
}

// Open tells whether everybody may read it: it is neither hidden nor withdrawn.
func (m Matter) Open() bool { return !m.Hidden && m.State != api.ProposalStateWithdrawn }

// Link is the proposal as other pages name it.
func (m Matter) Link() api.ProposalLink {
	return api.ProposalLink{ID: m.ID, Number: Number(m.Number), Title: m.Title}
}

// MatterOf loads a proposal for what builds on it; not found is a fault.
func MatterOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (Matter, error) {
	rows, err := db.Rows[Matter](ctx, tx, `SELECT p.id, p.community_id, p.number, p.title, p.text, p.area, p.dimensions, p.state, p.source, p.author_id,
		p.proposed_at, p.hidden_at IS NOT NULL AS hidden, p.lat IS NOT NULL OR p.spot_x IS NOT NULL OR p.place_words <> '' AS placed,
		(SELECT count(*) FROM proposal_photos f WHERE f.proposal_id = p.id) AS photos FROM proposals p WHERE p.id = ?`, id)
	if err != nil {
		return Matter{}, fmt.Errorf("load a proposal: %w", err)
	}
	if len(rows) == 0 {
		return Matter{}, ErrNotFound
	}
	return rows[0], nil
}

// Origin is a report that a proposal, or one merged into it, comes from.
type Origin struct {
	ID      uuid.UUID
	Number  int64
	Class   string
	FiledAt time.Time
}

// OriginsOf gives the reports that a proposal and those merged into it come from and that everybody may read, the oldest
// first; at most thirty.
func OriginsOf(ctx context.Context, tx *gorm.DB, proposal uuid.UUID) ([]Origin, error) {
	rows, err := db.Rows[Origin](ctx, tx, `SELECT DISTINCT r.id, r.number, r.class, r.filed_at FROM proposals p
		JOIN proposal_reports t ON t.proposal_id = p.id JOIN reports r ON r.id = t.report_id
		WHERE (p.id = @proposal OR p.merged_into = @proposal) AND r.state NOT IN ('submitted', 'rejected')
		ORDER BY r.filed_at, r.id LIMIT 30`, map[string]any{"proposal": proposal})
	if err != nil {
		return nil, fmt.Errorf("reports of a proposal: %w", err)
	}
	return rows, nil
}

// AreaName is a programme area in the reader's language.
func AreaName(ctx context.Context, code api.ProgrammeAreaCode) string { return areaName(ctx, code) }
