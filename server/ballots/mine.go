package ballots

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"

	"wugong/server/db"
)

// mine is a voter for whom somebody may cast, with what was returned so far.
type mine struct {
	Line
	CasterID    uuid.UUID
	Capacity    api.VoterCapacity
	NamedOther  bool // the head has named others
	Channel     *api.VoteChannel
	Mark        *api.VoteMark
	Choices     *ids
	Receipt     []byte
	At          *time.Time
	ByID        *uuid.UUID
	OtherMark   *api.VoteMark // mine, beside the first
	OtherAt     *time.Time
	OtherHash   []byte
	Conflicting bool
}

// castersSQL gives the lines of ballot_casters that an account is: by what was linked at the notice, whoever has left since;
// and by what is linked now, so that whoever joined since casts for the line that was theirs.
const castersSQL = `
  SELECT c.* FROM ballot_casters c WHERE c.account_id = @account
  UNION SELECT c.* FROM memberships ms JOIN ballot_casters c ON c.person_id = ms.person_id WHERE ms.account_id = @account AND ms.state = 'verified'
  UNION SELECT c.* FROM accounts ac JOIN owners ow ON ow.phone_hash = ac.phone_hash JOIN ballot_casters c ON c.owner_id = ow.id WHERE ac.id = @account
  UNION SELECT c.* FROM memberships ms JOIN owners ow ON ow.person_id = ms.person_id JOIN ballot_casters c ON c.owner_id = ow.id
    WHERE ms.account_id = @account AND ms.state = 'verified'`

const minesSQL = `
SELECT DISTINCT ON (l.position, l.voter_id) l.*, coalesce(c.owner_id, c.person_id) AS caster_id, c.capacity,
  NOT c.named AND EXISTS (SELECT FROM ballot_casters n WHERE n.ballot_id = l.ballot_id AND n.voter_id = l.voter_id AND n.named) AS named_other,
  v.channel, v.mark, v.choices, v.receipt, v.at, v.by_id, x.mark AS other_mark, x.at AS other_at, x.receipt AS other_hash,
  EXISTS (SELECT FROM ballot_conflicts k WHERE k.ballot_id = l.ballot_id AND k.voter_id = l.voter_id) AS conflicting
FROM (` + castersSQL + `) c
JOIN ballot_roll l ON l.ballot_id = c.ballot_id AND l.voter_id = c.voter_id
LEFT JOIN ballot_votes v ON v.ballot_id = l.ballot_id AND v.voter_id = l.voter_id
LEFT JOIN ballot_conflicts x ON x.ballot_id = l.ballot_id AND x.voter_id = l.voter_id AND x.by_id = coalesce(c.owner_id, c.person_id)
WHERE c.ballot_id = @ballot
ORDER BY l.position, l.voter_id, c.named DESC, c.capacity`

// minesOf are the voters of a vote for whom somebody may cast.
func minesOf(ctx context.Context, tx *gorm.DB, actor, ballot uuid.UUID) ([]mine, error) {
	if actor == uuid.Nil {
		return nil, nil
	}
	rows, err := db.Rows[mine](ctx, tx, minesSQL, map[string]any{"account": actor, "ballot": ballot})
	if err != nil {
		return nil, fmt.Errorf("for whom somebody casts: %w", err)
	}
	return rows, nil
}

// standing tells what was returned for the voter.
func (m mine) standing() api.VoteStanding {
	switch {
	case m.Channel == nil:
		return api.VoteStandingOpen
	case *m.Channel == api.VoteChannelPaper:
		return api.VoteStandingVotedPaper
	case m.Conflicting:
		return api.VoteStandingConflict
	}
	return api.VoteStandingVoted
}

// first tells whether the vote that stands is the caller's own.
func (m mine) first() bool { return m.ByID != nil && *m.ByID == m.CasterID }

// hindered tells why the caller cannot cast for the voter now; empty where they can.
func (m mine) hindered(state api.BallotState, advisory bool) (why api.VoteHindrance) {
	switch {
	case state == api.BallotStateCancelled:
		return api.VoteHindranceCancelled
	case state == api.BallotStateNotice || state == api.BallotStateDraft:
		return api.VoteHindranceNotOpen
	case state != api.BallotStateOpen:
		return api.VoteHindranceClosed
	case m.NamedOther:
		return api.VoteHindranceNamedOther
	case m.Channel == nil:
		return ""
	case *m.Channel == api.VoteChannelPaper:
		return api.VoteHindrancePaper
	case advisory, m.Kind == api.VoterKindHead && !m.first() && m.OtherMark == nil:
		return ""
	}
	return api.VoteHindranceVoted
}

// toAPI shows the voter to the caller: of a head also what the co-owner chose, so that they can settle it.
func (m mine) toAPI(state api.BallotState, b Ballot) api.MyVoter {
	advisory, open := b.LegalEffect == api.LegalEffectAdvisory, state == api.BallotStateOpen
	v := api.MyVoter{ID: m.VoterID, Kind: m.Kind, Capacity: m.Capacity, Name: m.Name, Place: m.place(), Units: []string{}, Standing: m.standing()}
	if m.Area > 0 {
		v.Area = &m.Area
	}
	for _, u := range m.Units {
		v.Units = append(v.Units, u.Label)
	}
	if m.Channel != nil {
		v.Vote = &api.MyVote{Channel: *m.Channel, At: *m.At, ByMe: m.first(), Mark: m.Mark}
		if m.Choices != nil {
			v.Vote.Choices = (*[]uuid.UUID)(m.Choices)
		}
		if m.first() {
			v.Vote.Receipt = new(hexed(m.Receipt))
		}
	}
	if m.OtherMark != nil { // the caller's own, which is not the first
		v.Vote = &api.MyVote{Channel: api.VoteChannelOnline, At: *m.OtherAt, ByMe: true, Mark: m.OtherMark, Receipt: new(hexed(m.OtherHash))}
	}
	if why := m.hindered(state, advisory); why != "" {
		v.Hindrance = &why
	}
	own := m.first() || m.OtherMark != nil
	v.Changeable = open && advisory && own && !m.NamedOther
	v.Withdrawable = open && own && (advisory || m.Conflicting)
	return v
}

func (l Line) place() string { return spaced(l.Building, l.Entrance, l.Door) }
