package ballots

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Votes that come in one moment are recorded together: what one commit costs is then shared by all who wait for it. Nobody
// waits for others to come; who comes while two messages of a vote are on their way goes with the next.
const (
	together = 64 // votes in one message at most
	onTheWay = 2  // messages of one vote at once
)

// firstVote is one that is to be recorded. It is done when done is closed, and recorded if at is set.
type firstVote struct {
	voter, account, session uuid.UUID
	mark, choices           *string
	receipt                 []byte
	at                      time.Time
	done                    chan struct{}
}

// kindOf keeps votes apart which one statement cannot record.
type kindOf struct {
	ballot  uuid.UUID
	options bool
}

// waiting are the votes that nobody has sent yet, and how many messages are on their way.
type waiting struct {
	mu      sync.Mutex
	votes   map[kindOf][]*firstVote
	senders map[kindOf]int
}

// firstVotesSQL records the first votes for lines of the roll, each by the only account that was linked to its line at
// notice: nearly every vote is one. It is castSQL's condition for each of them; whom it leaves out castSQL judges, which would
// record what this records the same.
func firstVotesSQL(mayWrite, choice string) string {
	return strings.NewReplacer("@account", "s.account", "@session", "s.session", "@voter", "s.voter", "@mark", "s.mark", "@choices", "s.choices").Replace(`
INSERT INTO ballot_votes (ballot_id, voter_id, channel, by_id, account_id, mark, choices, receipt, at)
SELECT b.id, c.voter_id, 'online', coalesce(c.owner_id, c.person_id), @account, @mark, CAST(@choices AS uuid[]), s.receipt, clock_timestamp()
FROM ballots b
CROSS JOIN unnest(CAST($2 AS uuid[]), CAST($3 AS uuid[]), CAST($4 AS uuid[]), CAST($5 AS text[]), CAST($6 AS text[]), CAST($7 AS bytea[]))
  AS s (voter, account, session, mark, choices, receipt)
JOIN ballot_casters c ON c.ballot_id = $1 AND c.voter_id = @voter AND c.account_id = @account
WHERE b.id = $1 AND ` + openNow + `
  AND ` + mayWrite + `
  AND ` + choice + `
  AND NOT EXISTS (SELECT FROM ballot_casters n WHERE n.ballot_id = $1 AND n.voter_id = @voter AND n.ctid <> c.ctid AND (n.named OR n.account_id = @account))
ON CONFLICT (ballot_id, voter_id) DO NOTHING
RETURNING voter_id, account_id, receipt, at`)
}

const lockTogether = `SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 7736401)),
  (SELECT count(pg_advisory_xact_lock_shared(hashtextextended(a, 7736402))) FROM unnest(CAST($2 AS text[])) a),
  set_config('plan_cache_mode', 'force_generic_plan', true)`

// first sends a vote with the next message of its kind, and gives the moment at which it was recorded; the zero time where it
// was not, for whatever reason.
func (s *Service) first(ctx context.Context, kind kindOf, v *firstVote) (time.Time, error) {
	v.done = make(chan struct{})
	w := &s.waiting
	w.mu.Lock()
	if w.votes == nil {
		w.votes, w.senders = map[kindOf][]*firstVote{}, map[kindOf]int{}
	}
	w.votes[kind] = append(w.votes[kind], v)
	if w.senders[kind] < onTheWay {
		w.senders[kind]++
		go s.send(context.WithoutCancel(ctx), kind)
	}
	w.mu.Unlock()
	select {
	case <-v.done:
		return v.at, nil
	case <-ctx.Done():
		return time.Time{}, fmt.Errorf("cast: %w", ctx.Err())
	}
}

// send records what waits until nothing does.
func (s *Service) send(ctx context.Context, kind kindOf) {
	for {
		votes := s.waiting.take(kind)
		if votes == nil {
			return
		}
		if err := s.recordFirst(ctx, kind, votes); err != nil {
			slog.WarnContext(ctx, "votes are recorded one by one", "votes", len(votes), "error", err)
		}
		for _, v := range votes {
			close(v.done)
		}
	}
}

// take gives the votes of the next message; without any its sender has ended.
func (w *waiting) take(kind kindOf) []*firstVote {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.votes[kind]
	if len(all) == 0 {
		delete(w.votes, kind)
		if w.senders[kind]--; w.senders[kind] == 0 {
			delete(w.senders, kind)
		}
		return nil
	}
	n := min(len(all), together)
	w.votes[kind] = all[n:]
	return all[:n:n]
}

// recordFirst records votes in one transaction, in the order of their voters, so that two messages never wait for each other.
func (s *Service) recordFirst(ctx context.Context, kind kindOf, votes []*firstVote) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	slices.SortFunc(votes, func(a, b *firstVote) int { return bytes.Compare(a.voter[:], b.voter[:]) })
	var voters, accounts, sessions []pgtype.UUID
	var locks []string
	var marks, choices []*string
	var receipts [][]byte
	for _, v := range votes {
		voters, accounts, sessions = append(voters, raw(v.voter)), append(accounts, raw(v.account)), append(sessions, raw(v.session))
		marks, choices, receipts = append(marks, v.mark), append(choices, v.choices), append(receipts, v.receipt)
		locks = append(locks, v.account.String())
	}
	sql := s.casts().firstMark
	if kind.options {
		sql = s.casts().firstChoices
	}
	batch := &pgx.Batch{}
	batch.Queue(lockTogether, kind.ballot.String(), locks)
	batch.Queue(sql, raw(kind.ballot), voters, accounts, sessions, marks, choices, receipts)
	var recorded []recordedVote
	err := s.Pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) (err error) {
		answers := conn.SendBatch(ctx, batch)
		if _, err = answers.Exec(); err == nil {
			recorded, err = readRecorded(answers)
		}
		if closed := answers.Close(); err == nil {
			err = closed // the commit
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("cast together: %w", err)
	}
	for _, v := range votes {
		for _, r := range recorded {
			if r.voter.Bytes == v.voter && r.account.Bytes == v.account && bytes.Equal(r.receipt, v.receipt) {
				v.at = r.at.UTC()
			}
		}
	}
	return nil
}

type recordedVote struct {
	voter, account pgtype.UUID
	receipt        []byte
	at             time.Time
}

func readRecorded(answers pgx.BatchResults) ([]recordedVote, error) {
	rows, err := answers.Query()
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r recordedVote, err error) {
		return r, row.Scan(&r.voter, &r.account, &r.receipt, &r.at)
	})
}
