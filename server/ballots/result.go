package ballots

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

// stored is the row of a result. It is written once.
type stored struct {
	BallotID     uuid.UUID
	At           time.Time
	Outcome      api.BallotOutcome
	Result       string
	Document     []byte
	DocumentHash []byte
	Receipts     []byte
	ReceiptsHash []byte
}

// TableName is ballot_results.
func (stored) TableName() string { return "ballot_results" }

// resultOf loads some columns of a result, for somebody who sees the vote.
func (s *Service) resultOf(ctx context.Context, actor, id uuid.UUID, columns string) (w whole, r stored, err error) {
	if w, err = s.See(ctx, actor, id); err != nil {
		return w, r, err
	}
	r, err = gorm.G[stored](s.DB).Select(columns).Where("ballot_id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = ErrNoResult
	}
	return w, r, err
}

// Result is what came out, and how it was computed. The same row is everybody's.
func (s *Service) Result(ctx context.Context, actor, id uuid.UUID) (out api.BallotResult, err error) {
	w, r, err := s.resultOf(ctx, actor, id, "ballot_id, result")
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal([]byte(r.Result), &out); err != nil {
		return out, fmt.Errorf("result: %w", err)
	}
	out.Provisional = w.state == api.BallotStateProvisional
	return out, nil
}

// Document is the public file for wugong recount. Below ten ballots of a choice or a budget there is none.
func (s *Service) Document(ctx context.Context, actor, id uuid.UUID) (name string, file []byte, err error) {
	w, r, err := s.resultOf(ctx, actor, id, "ballot_id, result, document")
	if err != nil {
		return "", nil, err
	}
	var out api.BallotResult
	if err := json.Unmarshal([]byte(r.Result), &out); err != nil {
		return "", nil, fmt.Errorf("result: %w", err)
	}
	if (Published{Kind: w.Kind, Result: out}).hidden() {
		return "", nil, ErrSmall
	}
	return Number(w.Number) + ".json", r.Document, nil
}

// Receipts are the receipts of all votes cast in the app, sorted.
func (s *Service) Receipts(ctx context.Context, actor, id uuid.UUID) (out api.BallotReceipts, err error) {
	_, r, err := s.resultOf(ctx, actor, id, "ballot_id, receipts, receipts_hash")
	if err != nil {
		return out, err
	}
	out = api.BallotReceipts{Items: []string{}, Hash: hexed(r.ReceiptsHash)}
	for i := 0; i+32 <= len(r.Receipts); i += 32 {
		out.Items = append(out.Items, hexed(r.Receipts[i:i+32]))
	}
	return out, nil
}

// PanelDocument is the file with register and votes by name, for the counting panel. The download is in the log.
func (s *Service) PanelDocument(ctx context.Context, actor, id uuid.UUID) (name string, file []byte, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		b, err := ballotOf(ctx, tx, id)
		if err != nil {
			return err
		}
		w, err := s.look(ctx, tx, b, actor, now)
		if err != nil {
			return err
		}
		if err := CanAct(api.BallotActPanel, w.facts); err != nil {
			if errors.Is(err, ErrNotNow) {
				err = ErrNoResult
			}
			return err
		}
		name = Number(b.Number) + "-panel.json"
		if file, err = panelFile(ctx, tx, b); err != nil {
			return err
		}
		return s.noted(ctx, tx, b, actor, "panel_document", map[string]any{"hash": hexed(hashOf(file))})
	})
	return name, file, err
}

func panelFile(ctx context.Context, tx *gorm.DB, b Ballot) ([]byte, error) {
	if b.Kind != api.BallotKindDecision {
		r, err := gorm.G[stored](tx).Select("ballot_id, document").Where("ballot_id = ?", b.ID).Take(ctx)
		return r.Document, err
	}
	lines, err := deliveries(ctx, tx, b)
	if err != nil {
		return nil, err
	}
	casts, err := db.Rows[cast](ctx, tx, castsSQL, map[string]any{"ballot": b.ID})
	if err != nil {
		return nil, fmt.Errorf("the panel's file: %w", err)
	}
	d := decisionOf(b, lines, casts)
	doc := paperDoc{Kind: "decision", Rule: b.Rule.document(), Invalid: &d.InvalidParticipates, Parking: &d.IncludeParking, Silence: b.Silence, Delivered: d.Delivered}
	for _, u := range d.Register {
		owners := u.Owners
		if owners == nil {
			owners = []string{}
		}
		doc.Register = append(doc.Register, unitDoc{ID: u.ID, Area: u.Area, Owners: owners, ByBuild: u.HeldByDeveloper, Kind: string(u.Kind), Voter: u.Voter})
	}
	votes := []voteDoc{}
	for i, v := range d.Votes {
		votes = append(votes, voteDoc{Person: v.Person, Choice: api.VoteMark(v.Choice), By: v.By, Channel: casts[i].Channel})
	}
	doc.Votes = &votes
	return json.Marshal(doc)
}
