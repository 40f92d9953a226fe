package ballots

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/words"
)

// entry is a vote as lists show it, with what its state follows from.
type entry struct {
	Ballot
	PlaceKind      api.CommunityKind
	Outcome        *api.BallotOutcome
	Confirmed      bool
	ResultOpen     bool // objections to the result wait
	ObjectionsOpen bool
	ObjectionsDue  *time.Time
	Choices        int  // options
	Count          *int // on the roll
	Area           *int64
	Mine, Waiting  int
	Printed        bool
	Unkeyed        bool
	Reconciled     bool
	People         int64 // has taken part, where it closes soon
	AreaIn         int64
}

const entrySQL = `
SELECT b.*, c.kind AS place_kind, r.outcome, m.chair_by IS NOT NULL AND m.supervision_by IS NOT NULL AS confirmed, l.count, l.area,
  (SELECT count(*) FROM ballot_options o WHERE o.ballot_id = b.id) AS choices,
  EXISTS (SELECT FROM ballot_objections o WHERE o.ballot_id = b.id AND o.answered_at IS NULL AND o.about = 'result') AS result_open
FROM ballots b JOIN communities c ON c.id = b.community_id
LEFT JOIN ballot_results r ON r.ballot_id = b.id
LEFT JOIN ballot_minutes m ON m.ballot_id = b.id
LEFT JOIN ballot_rolls l ON l.ballot_id = b.id AND l.version = b.roll_version`

// dates are what the state of a listed vote follows from.
func (e entry) dates() Dates {
	return Dates{Notice: e.NoticeAt, Opens: e.OpensAt, Closes: e.ClosesAt, Cancelled: e.CancelledAt, Publicity: e.PublicityUntil,
		Result: e.Outcome != nil, Recorded: e.LegalEffect == api.LegalEffectRecorded, Confirmed: e.Confirmed, ObjectionsOpen: e.ResultOpen}
}

func (e entry) toAPI(ctx context.Context, now time.Time) api.BallotSummary {
	lang := words.Lang(ctx)
	s := api.BallotSummary{ID: e.ID, Number: Number(e.Number), Kind: e.Kind, Matter: e.Matter, MatterName: named(lang, "ballot.matter."+string(e.Matter)),
		Options: e.Choices, Budget: e.Budget, LegalEffect: e.LegalEffect, Title: e.Title,
		State: StateOf(e.dates(), now), Electorate: e.electorate(lang, e.PlaceKind), OpensAt: e.OpensAt, ClosesAt: e.ClosesAt,
		PublicityUntil: e.PublicityUntil, Count: e.Count, Outcome: e.Outcome, Mine: e.Mine > 0}
	if s.State == api.BallotStateOpen {
		s.Waiting = e.Waiting
	}
	return s
}

// mark is where a page ends: the moment it is sorted by, and the id.
type mark struct {
	at time.Time
	id uuid.UUID
}

func (m mark) cursor() *string {
	b := binary.BigEndian.AppendUint64(nil, uint64(m.at.UnixMicro()))
	return new(base64.RawURLEncoding.EncodeToString(append(b, m.id[:]...)))
}

// markOf reads a cursor; without one a list begins at first.
func markOf(cursor *string, first mark) (mark, error) {
	if cursor == nil {
		return first, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err != nil || len(b) != 24 {
		return mark{}, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	at := time.UnixMicro(int64(binary.BigEndian.Uint64(b))).UTC()
	if at.Year() < 2000 || at.Year() > 9999 {
		return mark{}, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return mark{at, uuid.UUID(b[8:])}, nil
}

var (
	lowest  = mark{time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), uuid.Nil}
	highest = mark{time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), uuid.Max}
)

// shelves are the lists: where, in which order, and what they are sorted by.
var shelves = map[api.BallotShelf]struct {
	where string
	first mark
	by    func(entry) time.Time
}{
	api.BallotShelfCurrent: {`WHERE b.community_id = @community AND b.notice_at IS NOT NULL AND b.done_at IS NULL AND (@all OR b.electorate <> 'affected') AND (b.closes_at, b.id) > (@at, @id)
		ORDER BY b.closes_at, b.id LIMIT @limit`, lowest, func(e entry) time.Time { return *e.ClosesAt }},
	api.BallotShelfClosed: {`WHERE b.community_id = @community AND b.done_at IS NOT NULL AND (@all OR b.electorate <> 'affected') AND (b.done_at, b.id) < (@at, @id)
		ORDER BY b.done_at DESC, b.id DESC LIMIT @limit`, highest, func(e entry) time.Time { return *e.DoneAt }},
	api.BallotShelfMine: {`WHERE b.community_id = @community AND b.id IN (SELECT ballot_id FROM (` + castersSQL + `) mine) AND (b.closes_at, b.id) < (@at, @id)
		ORDER BY b.closes_at DESC, b.id DESC LIMIT @limit`, highest, func(e entry) time.Time { return *e.ClosesAt }},
}

// List is a page of the votes of a community: all of them for who belongs to it, the public ones for everybody, one's own
// also for who does not belong to it any more.
func (s *Service) List(ctx context.Context, actor, community uuid.UUID, shelf api.BallotShelf, limit int, after *string) (p api.BallotPage, err error) {
	now, tx := s.now(), s.DB.WithContext(ctx)
	kind := shelves[shelf]
	from, err := markOf(after, kind.first)
	if err != nil {
		return p, err
	}
	if shelf == api.BallotShelfMine && actor == uuid.Nil {
		return p, fault.ErrUnauthenticated
	}
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err != nil {
		return p, err
	}
	rows, err := db.Rows[entry](ctx, tx, entrySQL+"\n"+kind.where, map[string]any{"community": community, "account": actor, "at": from.at,
		"id": from.id, "limit": limit + 1, "all": communities.Can(standing, api.PermissionBallotRead)})
	if err != nil {
		return p, fmt.Errorf("list votes: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark{kind.by(rows[limit-1]), rows[limit-1].ID}.cursor()
	}
	if err := addMine(ctx, tx, actor, rows); err != nil {
		return p, err
	}
	p.Items = make([]api.BallotSummary, len(rows))
	for i, e := range rows {
		p.Items[i] = e.toAPI(ctx, now)
	}
	return p, nil
}

// reader tells whether somebody reads the votes of a community; a stranger's community is not found.
func reader(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, now time.Time, own bool) (communities.Standing, error) {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	switch {
	case err != nil, own, communities.Can(standing, api.PermissionBallotRead):
		return standing, err
	case len(standing.Roles) == 0:
		return standing, communities.ErrNoCommunity
	}
	return standing, fault.ErrForbidden
}

// addMine tells of each listed vote for how many voters somebody casts, and how many have not voted.
func addMine(ctx context.Context, tx *gorm.DB, actor uuid.UUID, rows []entry) error {
	if actor == uuid.Nil || len(rows) == 0 {
		return nil
	}
	listed := make([]uuid.UUID, len(rows))
	for i, e := range rows {
		listed[i] = e.ID
	}
	found, err := db.Rows[struct {
		BallotID      uuid.UUID
		Mine, Waiting int
	}](ctx, tx, `SELECT c.ballot_id, count(DISTINCT c.voter_id) AS mine,
		count(DISTINCT c.voter_id) FILTER (WHERE v.voter_id IS NULL) AS waiting
		FROM (`+castersSQL+`) c LEFT JOIN ballot_votes v ON v.ballot_id = c.ballot_id AND v.voter_id = c.voter_id
		WHERE c.ballot_id = ANY (CAST(@listed AS uuid[])) GROUP BY c.ballot_id`, map[string]any{"account": actor, "listed": db.UUIDArray(listed)})
	if err != nil {
		return fmt.Errorf("list votes of my own: %w", err)
	}
	for i := range rows {
		for _, f := range found {
			if f.BallotID == rows[i].ID {
				rows[i].Mine, rows[i].Waiting = f.Mine, f.Waiting
			}
		}
	}
	return nil
}
