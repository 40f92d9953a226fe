package ballots

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/identity"
)

// lockBallots keeps the advisory locks of votes apart from others. Who casts shares the lock of the vote; the closing job
// takes it alone, once, after closing.
const lockBallots = 7736401

// Who casts shares the lock of the own account as well, which its deletion takes alone: a vote recorded in that moment is
// found by the deletion, which takes the account from it, or is refused. The plan of the insert is the same for everybody,
// so it is made once a connection: to plan it anew costs more than to run it.
const (
	lockShared = `SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 7736401)),
  pg_advisory_xact_lock_shared(hashtextextended($2, 7736402)), set_config('plan_cache_mode', 'force_generic_plan', true)`
	lockCasters = `SELECT pg_advisory_xact_lock(hashtextextended(?, 7736402))`
	lockAlone   = `SELECT pg_advisory_xact_lock(hashtextextended(?, ?))`
)

// castSQL records a vote, if the session may write, by the database's clock the vote is open, the account is a caster of
// the line, and the choice is one that can be made. It points at the line of the roll and touches no row that voters share.
// A vote that is there already stands, but the last one of an advisory vote, which was cast in the app.
func castSQL(mayWrite, choice string) string {
	return db.Numbered(`
INSERT INTO ballot_votes (ballot_id, voter_id, channel, by_id, account_id, mark, choices, receipt, at)
SELECT b.id, c.voter_id, 'online', coalesce(c.owner_id, c.person_id), @account, @mark, CAST(@choices AS uuid[]), @receipt, clock_timestamp()
FROM ballots b
JOIN ballot_casters c ON c.ballot_id = b.id AND c.voter_id = @voter
WHERE b.id = @ballot AND `+openNow+`
  AND `+mayWrite+`
  AND (c.account_id = @account OR `+communities.MayCast+`)
  AND (c.named OR NOT EXISTS (SELECT FROM ballot_casters n WHERE n.ballot_id = b.id AND n.voter_id = @voter AND n.named))
  AND `+choice+`
ORDER BY c.named DESC, c.account_id IS NOT DISTINCT FROM @account DESC, c.capacity LIMIT 1
ON CONFLICT (ballot_id, voter_id) DO UPDATE SET by_id = EXCLUDED.by_id, account_id = EXCLUDED.account_id, mark = EXCLUDED.mark,
  choices = EXCLUDED.choices, receipt = EXCLUDED.receipt, at = EXCLUDED.at
  WHERE ballot_votes.channel = 'online' AND (SELECT legal_effect FROM ballots WHERE id = ballot_votes.ballot_id) = 'advisory'
RETURNING at`, "ballot", "voter", "account", "session", "mark", "choices", "receipt")
}

// openNow tells by the database's clock that votes are taken.
const openNow = `b.notice_at IS NOT NULL AND b.cancelled_at IS NULL
  AND b.opens_at <= clock_timestamp() AND clock_timestamp() < b.closes_at`

const (
	ofDecision = `b.kind = 'decision' AND CAST(@mark AS text) IN ('yes', 'no', 'abstain') AND CAST(@choices AS uuid[]) IS NULL`
	ofOptions  = `b.kind <> 'decision' AND CAST(@mark AS text) IS NULL AND CAST(@choices AS uuid[]) IS NOT NULL
  AND (SELECT count(*) FROM ballot_options o WHERE o.ballot_id = b.id AND o.id = ANY (CAST(@choices AS uuid[]))) = cardinality(CAST(@choices AS uuid[]))
  AND (b.kind = 'budget' OR cardinality(CAST(@choices AS uuid[])) = 0 OR cardinality(CAST(@choices AS uuid[])) BETWEEN b.min_choices AND b.max_choices)`
)

// casts are the statements of casting, for a mark and for options: first votes together, any vote, and what is kept beside
// the vote of another co-owner.
type casts struct {
	firstMark, firstChoices, mark, choices, beside string
}

func castsOf(mayWrite string) casts {
	return casts{
		firstMark: firstVotesSQL(mayWrite, ofDecision), firstChoices: firstVotesSQL(mayWrite, ofOptions),
		mark: castSQL(mayWrite, ofDecision), choices: castSQL(mayWrite, ofOptions), beside: besideSQL(mayWrite),
	}
}

// Receipt is SHA-256 over the id of the ballot (16 bytes), the choice in ASCII and the nonce (16 bytes). The choice is yes,
// no or abstain; else the ids that were chosen, in small letters, sorted and joined by commas, which is nothing for a blank
// ballot.
func Receipt(ballot uuid.UUID, choice string, nonce []byte) []byte {
	h := sha256.New()
	h.Write(ballot[:])
	h.Write([]byte(choice))
	h.Write(nonce)
	return h.Sum(nil)
}

// chosen is what was sent, brought into its one form.
type chosen struct {
	mark    *api.VoteMark
	choices *ids
	nonce   []byte
}

func (c chosen) text() string {
	if c.choices == nil {
		return string(*c.mark)
	}
	texts := make([]string, len(*c.choices))
	for i, id := range *c.choices {
		texts[i] = id.String()
	}
	return strings.Join(texts, ",")
}

func choiceOf(v api.VoteCast) (c chosen, err error) {
	if c.nonce, err = hex.DecodeString(v.Nonce); err != nil || (v.Mark == nil) == (v.Choices == nil) || v.Mark != nil && *v.Mark == api.VoteMarkInvalid {
		return c, ErrChoice
	}
	c.mark = v.Mark
	if v.Choices != nil {
		sorted := slices.Clone(*v.Choices)
		slices.SortFunc(sorted, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
		if len(slices.Compact(slices.Clone(sorted))) != len(sorted) {
			return c, ErrChoice
		}
		c.choices = (*ids)(&sorted)
	}
	return c, nil
}

// Cast records somebody's vote for a voter: the shared locks and the insert, in one message and so in one transaction, which
// may hold first votes of others that came in the same moment. The statement asks as well whether the session of the context
// may write. What is not recorded so is tried alone, and why nothing was recorded is looked up only then.
func (s *Service) Cast(ctx context.Context, actor, ballot, voter uuid.UUID, v api.VoteCast) (r api.VoteReceipt, err error) {
	c, err := choiceOf(v)
	if err != nil {
		return r, err
	}
	session, sql := identity.SessionOf(ctx).ID, s.casts().mark
	mine := &firstVote{voter: voter, account: actor, session: session, receipt: Receipt(ballot, c.text(), c.nonce)}
	if c.choices != nil {
		choices := db.UUIDArray(*c.choices)
		mine.choices, sql = &choices, s.casts().choices
	} else {
		mark := string(*c.mark)
		mine.mark = &mark
	}
	r = api.VoteReceipt{VoterID: voter, Receipt: hexed(mine.receipt), Standing: api.VoteStandingVoted}
	if r.At, err = s.first(ctx, kindOf{ballot, c.choices != nil}, mine); err != nil || !r.At.IsZero() {
		return r, err
	}
	r.At, err = s.record(ctx, sql, ballot, actor, raw(ballot), raw(voter), raw(actor), raw(session), mine.mark, mine.choices, mine.receipt)
	if !errors.Is(err, pgx.ErrNoRows) {
		return r, err
	}
	if err := s.WhyNotWrite(ctx); err != nil {
		return r, err
	}
	return s.refused(ctx, actor, ballot, voter, c, r)
}

// raw is an id as pgx sends it without a detour over its text.
func raw(id uuid.UUID) pgtype.UUID { return pgtype.UUID{Bytes: id, Valid: true} }

// record sends one insert under the shared locks of a vote and of an account, and gives the moment at which it was recorded.
// PostgreSQL runs what comes before one Sync as one transaction: without BEGIN and COMMIT, and each statement sees what was
// committed before it began, so that the insert sees what happened while it waited for a lock. An error of the commit comes
// with the end of the answers.
func (s *Service) record(ctx context.Context, sql string, ballot, account uuid.UUID, args ...any) (at time.Time, err error) {
	batch := &pgx.Batch{}
	batch.Queue(lockShared, ballot.String(), account.String())
	batch.Queue(sql, args...)
	err = s.Pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) error {
		answers := conn.SendBatch(ctx, batch)
		at, err = recorded(answers)
		if closed := answers.Close(); err == nil || errors.Is(err, pgx.ErrNoRows) {
			err = errors.Join(err, closed)
		}
		return err
	})
	return at.UTC(), err
}

func recorded(answers pgx.BatchResults) (at time.Time, err error) {
	if _, err := answers.Exec(); err != nil {
		return at, fmt.Errorf("cast: %w", err)
	}
	if err := answers.QueryRow().Scan(&at); err != nil {
		return at, fmt.Errorf("cast: %w", err)
	}
	return at, nil
}
