package ballots

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// exported is what is kept of somebody's votes.
type exported struct {
	Votes      []exportedVote      `json:"votes"`
	Signs      []exportedSign      `json:"signed_calls"`
	Calls      []exportedCall      `json:"calls"`
	Objections []exportedObjection `json:"objections"`
}

type exportedVote struct {
	BallotID uuid.UUID     `json:"ballot_id"`
	Title    string        `json:"title"`
	VoterID  uuid.UUID     `json:"voter_id"`
	Mark     *api.VoteMark `json:"mark,omitempty"`
	Choices  *ids          `json:"choices,omitempty"`
	Receipt  string        `json:"receipt"`
	At       time.Time     `json:"at"`
}

type exportedSign struct {
	CallID      uuid.UUID  `json:"call_id"`
	At          time.Time  `json:"at"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
}

type exportedCall struct {
	ID    uuid.UUID `json:"id"`
	Title string    `json:"title"`
	Text  string    `json:"text"`
	At    time.Time `json:"at"`
}

type exportedObjection struct {
	ID       uuid.UUID          `json:"id"`
	BallotID uuid.UUID          `json:"ballot_id"`
	About    api.ObjectionAbout `json:"about"`
	Text     string             `json:"text"`
	Answer   *string            `json:"answer,omitempty"`
	At       time.Time          `json:"at"`
}

// ExportOf gives the votes somebody cast, the calls they made and signed, and their objections.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	e := exported{}
	var err error
	if e.Votes, err = db.Rows[exportedVote](ctx, tx, `
		SELECT v.ballot_id, b.title, v.voter_id, v.mark, v.choices, encode(v.receipt, 'hex') AS receipt, v.at FROM ballot_votes v
		JOIN ballots b ON b.id = v.ballot_id WHERE v.account_id = @account
		UNION ALL SELECT x.ballot_id, b.title, x.voter_id, x.mark, NULL, encode(x.receipt, 'hex'), x.at FROM ballot_conflicts x
		JOIN ballots b ON b.id = x.ballot_id WHERE x.account_id = @account ORDER BY at`, map[string]any{"account": account}); err != nil {
		return nil, fmt.Errorf("export votes: %w", err)
	}
	if e.Signs, err = db.Rows[exportedSign](ctx, tx, `SELECT call_id, at, withdrawn_at FROM call_signs WHERE account_id = ? ORDER BY at`, account); err != nil {
		return nil, fmt.Errorf("export signatures: %w", err)
	}
	if e.Calls, err = db.Rows[exportedCall](ctx, tx, `SELECT id, title, text, at FROM ballot_calls WHERE author_id = ? ORDER BY at`, account); err != nil {
		return nil, fmt.Errorf("export calls: %w", err)
	}
	if e.Objections, err = db.Rows[exportedObjection](ctx, tx, `SELECT id, ballot_id, about, text, answer, at FROM ballot_objections
		WHERE author_id = ? ORDER BY at`, account); err != nil {
		return nil, fmt.Errorf("export objections: %w", err)
	}
	return e, nil
}

// Forget takes an account from what it voted, signed and said. What was cast stays and counts, and leads to nobody.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	if err := db.Exec(ctx, tx, lockCasters, account.String()); err != nil {
		return fmt.Errorf("forget who voted: %w", err)
	}
	for _, sql := range []string{
		`UPDATE ballot_votes SET account_id = NULL WHERE account_id = @account`,
		`UPDATE ballot_conflicts SET account_id = NULL WHERE account_id = @account`,
		`UPDATE ballot_casters SET account_id = NULL WHERE account_id = @account AND NOT EXISTS (SELECT FROM ballot_casters o
		   WHERE o.ballot_id = ballot_casters.ballot_id AND o.voter_id = ballot_casters.voter_id AND o.account_id IS NULL
		   AND o.person_id IS NOT DISTINCT FROM ballot_casters.person_id AND o.owner_id IS NOT DISTINCT FROM ballot_casters.owner_id)`,
		`DELETE FROM ballot_casters WHERE account_id = @account`,
		`UPDATE call_signs SET account_id = NULL WHERE account_id = @account`,
		`UPDATE ballot_calls SET author_id = NULL WHERE author_id = @account`,
		`UPDATE ballot_objections SET author_id = NULL WHERE author_id = @account`,
		`UPDATE ballots SET created_by = NULL WHERE created_by = @account`,
	} {
		if err := db.Exec(ctx, tx, sql, map[string]any{"account": account}); err != nil {
			return fmt.Errorf("forget who voted: %w", err)
		}
	}
	return nil
}

// OutcomeOf gives the outcome of a vote and its state, for what builds on it; the outcome is nil until it is counted.
func OutcomeOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, now time.Time) (*api.BallotOutcome, api.BallotState, error) {
	e, err := db.Row[entry](ctx, tx, entrySQL+` WHERE b.id = ?`, id)
	if err != nil {
		return nil, "", fmt.Errorf("the outcome of a vote: %w", err)
	}
	return e.Outcome, StateOf(e.dates(), now), nil
}

// OfProposal gives the votes that came from a proposal and are noticed, oldest first.
func OfProposal(ctx context.Context, tx *gorm.DB, proposal uuid.UUID, now time.Time) ([]api.BallotSummary, error) {
	rows, err := db.Rows[entry](ctx, tx, entrySQL+` WHERE b.proposal_id = ? AND b.notice_at IS NOT NULL ORDER BY b.created_at, b.id LIMIT 20`, proposal)
	if err != nil {
		return nil, fmt.Errorf("votes of a proposal: %w", err)
	}
	all := make([]api.BallotSummary, len(rows))
	for i, e := range rows {
		all[i] = e.toAPI(ctx, now)
	}
	return all, nil
}

// Decision is how far a vote is, for what builds on it: At is when its result stopped being provisional.
type Decision struct {
	ID                uuid.UUID
	Number            string
	State             api.BallotState
	Outcome           *api.BallotOutcome
	OpensAt, ClosesAt *time.Time
	At                *time.Time
}

// DecisionsOf gives how far votes are, with one statement however many they are.
func DecisionsOf(ctx context.Context, tx *gorm.DB, ids []uuid.UUID, now time.Time) (map[uuid.UUID]Decision, error) {
	all := map[uuid.UUID]Decision{}
	if len(ids) == 0 {
		return all, nil
	}
	rows, err := gorm.G[entry](tx).Raw(entrySQL+` WHERE b.id IN ?`, ids).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("how far votes are: %w", err)
	}
	for _, e := range rows {
		all[e.ID] = Decision{ID: e.ID, Number: Number(e.Ballot.Number), State: StateOf(e.dates(), now), Outcome: e.Outcome, OpensAt: e.OpensAt,
			ClosesAt: e.ClosesAt, At: e.PublicityFrom}
	}
	return all, nil
}

// Put drafts a vote and gives its notice in the caller's transaction, so that nothing of what it is about changes between.
func (s *Service) Put(ctx context.Context, tx *gorm.DB, actor uuid.UUID, d api.BallotDraft, now time.Time) error {
	made, err := s.create(ctx, tx, actor, d, now)
	if err != nil {
		return err
	}
	if !made {
		return fault.ErrIDTaken
	}
	b, err := lockBallot(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	return s.giveNotice(ctx, tx, b, actor, api.BallotMove{Version: &b.Version}, now)
}

// ReachedCall tells which meeting a call of a community asks for, and whether it has as many signatures as it takes.
func ReachedCall(ctx context.Context, tx *gorm.DB, id, community uuid.UUID) (meeting api.CallMeeting, reached bool, err error) {
	c, err := gorm.G[Call](tx).Where("id = ? AND community_id = ?", id, community).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("a call: %w", err)
	}
	return c.Meeting, c.ReachedAt != nil, nil
}
