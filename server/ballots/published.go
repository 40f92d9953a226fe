package ballots

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// Published is what everybody may download of a counted vote.
type Published struct {
	ID       uuid.UUID
	Number   string
	Title    string
	Kind     api.BallotKind
	Result   api.BallotResult
	Names    map[uuid.UUID]string // of the options or projects
	Document []byte               // for wugong recount; nil for a choice or a budget of fewer than ten ballots
}

const publishedSQL = `SELECT b.id, b.number, b.title, b.kind, r.result, r.document,
  coalesce((SELECT jsonb_object_agg(o.id, o.title) FROM ballot_options o WHERE o.ballot_id = b.id), '{}') AS names FROM ballots b JOIN ballot_results r ON r.ballot_id = b.id
WHERE b.id IN ? AND b.cancelled_at IS NULL ORDER BY b.number`

// PublishedOf gives the counted ones among votes, by their numbers.
func PublishedOf(ctx context.Context, tx *gorm.DB, ids []uuid.UUID) ([]Published, error) {
	found := []Published{}
	if len(ids) == 0 {
		return found, nil
	}
	rows, err := db.Rows[struct {
		ID       uuid.UUID
		Number   int64
		Title    string
		Kind     api.BallotKind
		Result   string
		Document []byte
		Names    map[uuid.UUID]string `gorm:"serializer:json"`
	}](ctx, tx, publishedSQL, ids)
	if err != nil {
		return nil, fmt.Errorf("published votes: %w", err)
	}
	for _, r := range rows {
		p := Published{ID: r.ID, Number: Number(r.Number), Title: r.Title, Kind: r.Kind, Names: r.Names, Document: r.Document}
		if err := json.Unmarshal([]byte(r.Result), &p.Result); err != nil {
			return nil, fmt.Errorf("result of %s: %w", p.Number, err)
		}
		if p.hidden() {
			p.Document = nil
		}
		found = append(found, p)
	}
	return found, nil
}

// hidden tells whether so few have voted that the file would show who chose what.
func (p Published) hidden() bool { return p.Result.Small && p.Kind != api.BallotKindDecision }
