package ballots

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/identity"
	"wugong/server/notifications"
)

// tried is what a refusal is judged by: the database's clock, and what there is of voter and account.
type tried struct {
	CommunityID                                    uuid.UUID
	Kind                                           api.BallotKind
	Electorate                                     api.ElectorateKind
	Notice, Cancelled, Early, Late, OnRoll, Caster bool
	NamedOther, Household, Advisory                bool
	Unkept                                         bool // there is no vote of the voter yet
	Channel                                        *api.VoteChannel
	Mark                                           *api.VoteMark
	ByID                                           *uuid.UUID
	CasterID                                       *uuid.UUID
	AccountID                                      *uuid.UUID // who cast it
	Receipt                                        []byte
	At                                             *time.Time
	Head                                           bool
}

const triedSQL = `
SELECT b.community_id, b.kind, b.electorate, b.notice_at IS NOT NULL AS notice, b.cancelled_at IS NOT NULL AS cancelled,
  coalesce(clock_timestamp() < b.opens_at, true) AS early, coalesce(clock_timestamp() >= b.closes_at, false) AS late,
  l.voter_id IS NOT NULL AS on_roll, c.voter_id IS NOT NULL AS caster, coalesce(l.kind = 'head', false) AS head, c.caster_id,
  coalesce(NOT c.named, false) AND EXISTS (SELECT FROM ballot_casters n WHERE n.ballot_id = b.id AND n.voter_id = @voter AND n.named) AS named_other,
  b.electorate = 'households' AND EXISTS (SELECT FROM memberships m JOIN persons p ON p.id = m.person_id
    WHERE m.account_id = @account AND m.state = 'verified' AND p.household_id = @voter) AS household,
  b.legal_effect = 'advisory' AS advisory, v.voter_id IS NULL AS unkept, v.channel, v.mark, v.by_id, v.account_id, v.receipt, v.at
FROM ballots b
LEFT JOIN ballot_roll l ON l.ballot_id = b.id AND l.voter_id = @voter
LEFT JOIN LATERAL (SELECT c.voter_id, c.named, coalesce(c.owner_id, c.person_id) AS caster_id FROM ballot_casters c
  WHERE c.ballot_id = b.id AND c.voter_id = @voter AND (c.account_id = @account OR ` + communities.MayCast + `)
  ORDER BY c.named DESC, c.account_id IS NOT DISTINCT FROM @account DESC, c.capacity LIMIT 1) c ON true
LEFT JOIN ballot_votes v ON v.ballot_id = b.id AND v.voter_id = @voter
WHERE b.id = @ballot`

// WhyNot names the reason why a vote was not recorded, for somebody who sees the vote. unverified says that they are not a
// verified member; nil means that nothing stands against it, but what was chosen.
func (t tried) WhyNot(unverified bool) error {
	switch {
	case t.Cancelled:
		return ErrCancelled
	case !t.Notice, t.Early:
		return ErrNotOpen
	case t.Late:
		return ErrClosed
	case !t.Caster && t.Household:
		return ErrRepresentative
	case !t.Caster && unverified:
		return ErrUnverified
	case !t.OnRoll, !t.Caster:
		return ErrNotOnRoll
	case t.NamedOther:
		return ErrNamedOther
	case t.Unkept:
		return nil
	case t.Channel != nil && *t.Channel == api.VoteChannelPaper:
		return ErrOnPaper
	case t.Advisory:
		return nil
	}
	return ErrCast
}

// refused looks up why nothing was recorded. The different choice of another co-owner is kept beside the first.
func (s *Service) refused(ctx context.Context, actor, ballot, voter uuid.UUID, c chosen, r api.VoteReceipt) (api.VoteReceipt, error) {
	tx := s.DB.WithContext(ctx)
	t, err := db.Row[tried](ctx, tx, triedSQL, map[string]any{"ballot": ballot, "voter": voter, "account": actor})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, ErrNotFound
	}
	if err != nil {
		return r, fmt.Errorf("why a vote was refused: %w", err)
	}
	standing, err := communities.StandingOf(ctx, tx, t.CommunityID, actor, s.now())
	if err != nil {
		return r, err
	}
	if !t.Caster && (!communities.Can(standing, api.PermissionBallotRead) || !t.Notice && !communities.Can(standing, api.PermissionBallotManage)) {
		return r, ErrNotFound
	}
	why := t.WhyNot(!standing.Verified)
	switch {
	case why != nil && t.AccountID != nil && *t.AccountID == actor && bytes.Equal(t.Receipt, Receipt(ballot, c.text(), c.nonce)):
		r.At = t.At.UTC() // sent again, because the answer of the first time was lost
		return r, nil
	case why == nil:
		return r, ErrChoice
	case !errors.Is(why, ErrCast) || !t.Head || t.CasterID == nil || t.ByID == nil || *t.ByID == *t.CasterID:
		return r, why
	case c.mark == nil || t.Mark != nil && *t.Mark == *c.mark:
		return r, why
	}
	return s.beside(ctx, actor, ballot, voter, *t.CasterID, c, r)
}

// noSuchVote is PostgreSQL's code for a key that points at nothing.
const noSuchVote = "23503"

func besideSQL(mayWrite string) string {
	return db.Numbered(`
INSERT INTO ballot_conflicts (ballot_id, voter_id, by_id, account_id, mark, receipt, at)
SELECT b.id, v.voter_id, @by, @account, @mark, @receipt, clock_timestamp()
FROM ballots b JOIN ballot_votes v ON v.ballot_id = b.id AND v.voter_id = @voter
WHERE b.id = @ballot AND b.cancelled_at IS NULL AND clock_timestamp() < b.closes_at AND v.channel = 'online' AND v.by_id <> @by AND v.mark <> @mark
  AND `+mayWrite+`
ON CONFLICT DO NOTHING RETURNING at`, "ballot", "voter", "account", "session", "mark", "by", "receipt")
}

// beside keeps the different choice of another co-owner, and tells the one who was first.
func (s *Service) beside(ctx context.Context, actor, ballot, voter, by uuid.UUID, c chosen, r api.VoteReceipt) (api.VoteReceipt, error) {
	receipt := Receipt(ballot, c.text(), c.nonce)
	at, err := s.record(ctx, s.casts().beside, ballot, actor, raw(ballot), raw(voter), raw(actor), raw(identity.SessionOf(ctx).ID), string(*c.mark), raw(by), receipt)
	var refusal *pgconn.PgError
	if errors.As(err, &refusal) && refusal.Code == noSuchVote {
		return r, ErrChanged // the first was withdrawn in the same moment
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return r, ErrCast
	}
	if err != nil {
		return r, err
	}
	r.At, r.Standing = at, api.VoteStandingConflict
	return r, s.tellConflict(ctx, actor, ballot, voter, at)
}

// tellConflict lets all co-owners who have voted know that their choices differ.
func (s *Service) tellConflict(ctx context.Context, actor, ballot, voter uuid.UUID, at time.Time) error {
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		b, err := ballotOf(ctx, tx, ballot)
		if err != nil {
			return err
		}
		return notifications.QueueAll(ctx, tx, b.news(api.NoticeKindBallotConflict, at), `SELECT account_id FROM ballot_votes
			WHERE ballot_id = @of_ballot AND voter_id = @of_voter AND account_id IS NOT NULL
			UNION SELECT account_id FROM ballot_conflicts WHERE ballot_id = @of_ballot AND voter_id = @of_voter AND account_id IS NOT NULL`,
			map[string]any{"of_ballot": ballot, "of_voter": voter})
	})
}

// Withdraw takes the caller's own vote back while the vote is open: of an advisory vote, or where co-owners disagree, so that
// the other's choice counts.
func (s *Service) Withdraw(ctx context.Context, actor, ballot, voter uuid.UUID) (api.MyVoter, error) {
	var v api.MyVoter
	err := s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := db.Exec(ctx, tx, lockSharedG, ballot.String(), lockBallots); err != nil {
			return fmt.Errorf("withdraw: %w", err)
		}
		b, err := ballotOf(ctx, tx, ballot)
		if err != nil {
			return err
		}
		w, err := s.look(ctx, tx, b, actor, now)
		if err != nil {
			return err
		}
		m, ok := w.voter(voter)
		if !ok {
			return ErrNoVoter
		}
		if err := withdrawable(ctx, tx, m, w); err != nil {
			return err
		}
		if err := withdraw(ctx, tx, m); err != nil {
			return err
		}
		if w, err = s.look(ctx, tx, b, actor, now); err != nil {
			return err
		}
		m, _ = w.voter(voter)
		v = m.toAPI(w.state, b)
		return nil
	})
	return v, err
}

const lockSharedG = `SELECT pg_advisory_xact_lock_shared(hashtextextended(?, ?))`

func (w whole) voter(id uuid.UUID) (mine, bool) {
	for _, m := range w.mine {
		if m.VoterID == id {
			return m, true
		}
	}
	return mine{}, false
}

func withdrawable(ctx context.Context, tx *gorm.DB, m mine, w whole) error {
	open, err := db.Row[struct{ Open bool }](ctx, tx, `SELECT opens_at <= clock_timestamp() AND clock_timestamp() < closes_at AND cancelled_at IS NULL AS open
		FROM ballots WHERE id = ?`, w.ID)
	switch {
	case err != nil:
		return fmt.Errorf("withdraw: %w", err)
	case !open.Open:
		return ErrClosed
	case !m.toAPI(api.BallotStateOpen, w.Ballot).Withdrawable:
		return ErrKept
	}
	return nil
}

// withdraw deletes the caller's own choice. Where it was the first, the earliest one beside it takes its place.
func withdraw(ctx context.Context, tx *gorm.DB, m mine) error {
	args := map[string]any{"ballot": m.BallotID, "voter": m.VoterID, "by": m.CasterID}
	steps := []string{`DELETE FROM ballot_conflicts WHERE ballot_id = @ballot AND voter_id = @voter AND by_id = @by`}
	switch {
	case m.first() && m.Conflicting:
		steps = []string{`UPDATE ballot_votes v SET by_id = c.by_id, account_id = c.account_id, mark = c.mark, receipt = c.receipt, at = c.at
			FROM (SELECT * FROM ballot_conflicts WHERE ballot_id = @ballot AND voter_id = @voter ORDER BY at, by_id LIMIT 1) c
			WHERE v.ballot_id = @ballot AND v.voter_id = @voter AND v.by_id = @by`,
			`DELETE FROM ballot_conflicts c USING ballot_votes v WHERE c.ballot_id = @ballot AND c.voter_id = @voter
			AND v.ballot_id = @ballot AND v.voter_id = @voter AND (c.by_id = v.by_id OR c.mark = v.mark)`}
	case m.first():
		steps = []string{`DELETE FROM ballot_votes WHERE ballot_id = @ballot AND voter_id = @voter AND by_id = @by AND channel = 'online'`}
	}
	for _, sql := range steps {
		if err := db.Exec(ctx, tx, sql, args); err != nil {
			return fmt.Errorf("withdraw a vote: %w", err)
		}
	}
	return nil
}
