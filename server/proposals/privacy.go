package proposals

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"

	"wugong/server/db"
)

// Exported is what somebody proposed, supported and said.
type Exported struct {
	Proposals []exportedProposal `json:"proposals,omitempty"`
	Supports  []exportedSupport  `json:"supports,omitempty"`
	Opinions  []exportedOpinion  `json:"opinions,omitempty"`
	Flags     []exportedFlag     `json:"flags,omitempty"`
}

type exportedProposal struct {
	ID         uuid.UUID             `json:"id"`
	Number     string                `json:"number"`
	Title      string                `json:"title"`
	Text       string                `json:"text"`
	Area       api.ProgrammeAreaCode `json:"area"`
	Dimensions dimensions            `json:"dimensions,omitempty"`
	PlaceWords string                `json:"place_words,omitempty"`
	Lat        *float64              `json:"lat,omitempty"`
	Lon        *float64              `json:"lon,omitempty"`
	SpotX      *int                  `json:"spot_x,omitempty"`
	SpotY      *int                  `json:"spot_y,omitempty"`
	Named      bool                  `json:"named"`
	Source     api.ProposalSource    `json:"source"`
	State      api.ProposalState     `json:"state"`
	ProposedAt time.Time             `json:"proposed_at"`
	Hidden     *api.ModerationReason `json:"hidden,omitempty"`
	Photos     []uuid.UUID           `json:"photos,omitempty"`
}

type exportedSupport struct {
	ProposalID  uuid.UUID  `json:"proposal_id"`
	At          time.Time  `json:"at"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
}

type exportedOpinion struct {
	ID         uuid.UUID        `json:"id"`
	ProposalID uuid.UUID        `json:"proposal_id"`
	AnswersID  *uuid.UUID       `json:"answers_id,omitempty"`
	Stance     *api.Stance      `json:"stance,omitempty"`
	Text       string           `json:"text"`
	Named      bool             `json:"named"`
	State      api.OpinionState `json:"state"`
	At         time.Time        `json:"at"`
}

// ExportOf gives what an account proposed, supported and said, and nothing that others did.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	e := Exported{}
	made, err := gorm.G[Proposal](tx).Where("author_id = ?", account).Order("proposed_at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("export proposals: %w", err)
	}
	photos, err := db.Rows[photo](ctx, tx, `SELECT f.* FROM proposal_photos f JOIN proposals p ON p.id = f.proposal_id
		WHERE p.author_id = ? ORDER BY f.position`, account)
	if err != nil {
		return nil, fmt.Errorf("export photos of proposals: %w", err)
	}
	for _, p := range made {
		x := exportedProposal{ID: p.ID, Number: Number(p.Number), Title: p.Title, Text: p.Text, Area: p.Area, Dimensions: p.Dimensions,
			PlaceWords: p.PlaceWords, Lat: p.Lat, Lon: p.Lon, SpotX: p.SpotX, SpotY: p.SpotY, Named: p.Named, Source: p.Source,
			State: p.State, ProposedAt: p.ProposedAt, Hidden: p.HiddenReason}
		for _, w := range photos {
			if w.ProposalID == p.ID {
				x.Photos = append(x.Photos, w.MediaID)
			}
		}
		e.Proposals = append(e.Proposals, x)
	}
	if e.Supports, err = db.Rows[exportedSupport](ctx, tx, `SELECT proposal_id, at, withdrawn_at FROM proposal_supports
		WHERE account_id = ? ORDER BY at, proposal_id`, account); err != nil {
		return nil, fmt.Errorf("export supports: %w", err)
	}
	if e.Opinions, err = db.Rows[exportedOpinion](ctx, tx, `SELECT id, proposal_id, answers_id, stance, text, named, state, at FROM proposal_opinions
		WHERE author_id = ? ORDER BY at, id`, account); err != nil {
		return nil, fmt.Errorf("export opinions: %w", err)
	}
	if e.Flags, err = exportFlags(ctx, tx, account); err != nil {
		return nil, err
	}
	return e, nil
}

// Forget takes an account from what it proposed and said: nobody's words stay, because others have supported and answered
// them, but those of withdrawn proposals and of opinions that were never shown go. Its support is taken back.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, now time.Time) error {
	if err := forgetSupport(ctx, tx, account, now); err != nil {
		return err
	}
	if err := forgetFlags(ctx, tx, account); err != nil {
		return err
	}
	for _, sql := range []string{
		`UPDATE proposals SET author_id = NULL, named = false, accuracy = NULL, title = CASE WHEN state = 'withdrawn' THEN '—' ELSE title END,
		   text = CASE WHEN state = 'withdrawn' THEN '' ELSE text END WHERE author_id = @account`,
		`DELETE FROM proposal_opinions WHERE author_id = @account AND state = 'held'`,
		`UPDATE proposal_opinions SET author_id = NULL, named = false WHERE author_id = @account`,
	} {
		if err := db.Exec(ctx, tx, sql, map[string]any{"account": account}); err != nil {
			return fmt.Errorf("forget who proposed: %w", err)
		}
	}
	return nil
}

// forgetSupport takes a support back wherever it counts, and then its rows away. What is merged meanwhile is entered as well.
func forgetSupport(ctx context.Context, tx *gorm.DB, account uuid.UUID, now time.Time) error {
	var entered []uuid.UUID
	for {
		rows, err := db.Rows[struct{ Root, ID uuid.UUID }](ctx, tx, `SELECT coalesce(p.merged_into, p.id) AS root, p.id FROM proposal_supports s
			JOIN proposals p ON p.id = s.proposal_id WHERE s.account_id = ? AND s.withdrawn_at IS NULL ORDER BY 1, 2`, account)
		if err != nil {
			return fmt.Errorf("find supports: %w", err)
		}
		var roots, wait []uuid.UUID
		for _, row := range rows {
			roots = append(roots, row.Root)
			for _, id := range []uuid.UUID{row.Root, row.ID} {
				if !slices.Contains(entered, id) && !slices.Contains(wait, id) {
					wait = append(wait, id)
				}
			}
		}
		if len(wait) > 0 {
			if err := enter(ctx, tx, slices.Clone(wait)...); err != nil {
				return err
			}
			entered = append(entered, wait...)
			continue
		}
		for _, root := range slices.Compact(roots) {
			if err := takeBack(ctx, tx, root, account, now); err != nil {
				return err
			}
		}
		return db.Exec(ctx, tx, `DELETE FROM proposal_supports WHERE account_id = ?`, account)
	}
}
