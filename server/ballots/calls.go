package ballots

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/numbers"
	"wugong/server/words"
)

// callDays is how long a call can be signed.
const callDays = 60

// Call asks for a meeting. Base and needed are as of the call, by the register.
type Call struct {
	ID          uuid.UUID
	Number      int64 `gorm:"->"`
	CommunityID uuid.UUID
	AuthorID    *uuid.UUID // none once the account is deleted
	Meeting     api.CallMeeting
	BodyID      *uuid.UUID
	Title, Text string
	At, EndsAt  time.Time
	Base        int
	Needed      int
	Signed      int
	ReachedAt   *time.Time
}

// TableName is ballot_calls.
func (Call) TableName() string { return "ballot_calls" }

// callSeen is a call as somebody sees it: with all signatures, and their own.
type callSeen struct {
	Call
	Kind  api.CommunityKind
	Mine  bool
	Voter *uuid.UUID // for whom they could sign
}

const callSQL = `
SELECT k.*, c.kind, k.signed + coalesce((SELECT sum(d.signed) FROM call_deltas d WHERE d.call_id = k.id), 0) AS signed,
  EXISTS (SELECT FROM call_signs s WHERE s.call_id = k.id AND s.account_id = @account AND s.withdrawn_at IS NULL) AS mine,
  (SELECT c.voter_id FROM call_voters c WHERE c.call_id = k.id AND (c.person_id IN (SELECT person_id FROM memberships WHERE account_id = @account AND state = 'verified')
    OR c.owner_id IN (SELECT o.id FROM owners o WHERE o.phone_hash = (SELECT phone_hash FROM accounts WHERE id = @account)
      OR o.person_id IN (SELECT person_id FROM memberships WHERE account_id = @account AND state = 'verified')))
    ORDER BY c.voter_id LIMIT 1) AS voter
FROM ballot_calls k JOIN communities c ON c.id = k.community_id`

func (c callSeen) toAPI(ctx context.Context, now time.Time) api.Call {
	rule, _ := callingOf(c.Meeting, c.Kind)
	return api.Call{ID: c.ID, Number: numbers.Say("C", c.Number), CommunityID: c.CommunityID, Rule: rule.toAPI(words.Lang(ctx)), Title: c.Title, Text: c.Text,
		At: c.At, EndsAt: c.EndsAt, Base: c.Base, Needed: c.Needed, Signed: c.Signed, ReachedAt: c.ReachedAt, Mine: c.Mine,
		CanSign: c.Voter != nil && !c.Mine && now.Before(c.EndsAt)}
}

// seeCall gives a call to who reads the votes of its community.
func seeCall(ctx context.Context, tx *gorm.DB, actor, id uuid.UUID, now time.Time) (callSeen, error) {
	c, err := db.Row[callSeen](ctx, tx, callSQL+` WHERE k.id = @id`, map[string]any{"account": actor, "id": id})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, ErrNoCall
	}
	if err != nil {
		return c, fmt.Errorf("a call: %w", err)
	}
	if _, err := reader(ctx, tx, c.CommunityID, actor, now, c.Voter != nil); err != nil {
		return c, ErrNoCall
	}
	return c, nil
}

// Call is one call.
func (s *Service) Call(ctx context.Context, actor, id uuid.UUID) (api.Call, error) {
	c, err := seeCall(ctx, s.DB.WithContext(ctx), actor, id, s.now())
	if err != nil {
		return api.Call{}, err
	}
	return c.toAPI(ctx, s.now()), nil
}

// Calls lists the calls of a community, newest first.
func (s *Service) Calls(ctx context.Context, actor, community uuid.UUID, limit int, after *string) (p api.CallPage, err error) {
	now, tx := s.now(), s.DB.WithContext(ctx)
	if _, err := reader(ctx, tx, community, actor, now, false); err != nil {
		return p, err
	}
	from, err := markOf(after, highest)
	if err != nil {
		return p, err
	}
	rows, err := db.Rows[callSeen](ctx, tx, callSQL+` WHERE k.community_id = @community AND (k.at, k.id) < (@at, @id) ORDER BY k.at DESC, k.id DESC LIMIT @limit`,
		map[string]any{"account": actor, "community": community, "at": from.at, "id": from.id, "limit": limit + 1})
	if err != nil {
		return p, fmt.Errorf("calls: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark{rows[limit-1].At, rows[limit-1].ID}.cursor()
	}
	p.Items = []api.Call{}
	for _, c := range rows {
		p.Items = append(p.Items, c.toAPI(ctx, now))
	}
	return p, nil
}

// MakeCall calls for a meeting; who may sign is copied from the register. Sent again it gives the record of the first time.
func (s *Service) MakeCall(ctx context.Context, actor uuid.UUID, d api.CallDraft) (out api.Call, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		old, err := gorm.G[Call](tx).Where("id = ?", d.ID).Take(ctx)
		switch {
		case err == nil && (old.AuthorID == nil || *old.AuthorID != actor || old.CommunityID != d.CommunityID):
			return fault.ErrIDTaken
		case errors.Is(err, gorm.ErrRecordNotFound):
			if err := s.newCall(ctx, tx, actor, d, now); err != nil {
				return err
			}
			made = true
		case err != nil:
			return err
		}
		c, err := seeCall(ctx, tx, actor, d.ID, now)
		out = c.toAPI(ctx, now)
		return err
	})
	return out, made && err == nil, err
}

func (s *Service) newCall(ctx context.Context, tx *gorm.DB, actor uuid.UUID, d api.CallDraft, now time.Time) error {
	standing, err := reader(ctx, tx, d.CommunityID, actor, now, false)
	if err != nil {
		return err
	}
	community, err := communities.CommunityOf(ctx, tx, d.CommunityID)
	if err != nil {
		return err
	}
	rule, ok := callingOf(d.Meeting, community.Kind)
	if !ok || (rule.electorate == api.ElectorateKindMembers) != (d.BodyID != nil) {
		return ErrCallRule.On("meeting", ErrCallRule.Code)
	}
	c := Call{ID: d.ID, CommunityID: d.CommunityID, AuthorID: &actor, Meeting: d.Meeting, BodyID: d.BodyID, At: now, EndsAt: china.Workdays.EndOfPeriod(now, callDays)}
	if c.Title, err = fault.Line("title", d.Title); err != nil {
		return err
	}
	if c.Text, err = fault.Text("text", d.Text); err != nil || c.Text == "" {
		return fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	voters, err := communities.VotersOf(ctx, tx, communities.Electorate{Community: d.CommunityID, Kind: rule.electorate, Body: api.Value(d.BodyID), IncludeParking: true}, now)
	if err != nil {
		return err
	}
	if len(voters) == 0 {
		return ErrCallBase
	}
	c.Base, c.Needed = len(voters), int(rule.threshold.Least(int64(len(voters))))
	result := gorm.WithResult()
	if err := gorm.G[Call](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, &c); err != nil {
		return fmt.Errorf("call: %w", err)
	}
	if result.RowsAffected == 0 {
		return fault.ErrIDTaken
	}
	if err := enterSigners(ctx, tx, c.ID, voters); err != nil {
		return err
	}
	seen, err := seeCall(ctx, tx, actor, c.ID, now)
	if err != nil {
		return err
	}
	if seen.Voter == nil || !standing.Verified {
		return ErrNotEntitled.With("who", words.Say(words.Lang(ctx), "ballot.electorate."+string(rule.electorate), nil))
	}
	return audit.Record(ctx, tx, audit.Entry{Community: c.CommunityID, Actor: actor, Action: "call.make", Subject: c.ID,
		Detail: map[string]any{"meeting": c.Meeting, "base": c.Base, "needed": c.Needed}})
}

func enterSigners(ctx context.Context, tx *gorm.DB, id uuid.UUID, voters []communities.Voter) error {
	lines := make([]entered, len(voters))
	for i, v := range voters {
		lines[i] = lineOf(v, i)
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return fmt.Errorf("who may sign: %w", err)
	}
	err = db.Exec(ctx, tx, `INSERT INTO call_voters (call_id, voter_id, person_id, owner_id)
		SELECT DISTINCT CAST(@call AS uuid), l.voter_id, c.person_id, c.owner_id FROM jsonb_to_recordset(CAST(@lines AS jsonb)) AS l(voter_id uuid, casters jsonb),
		jsonb_to_recordset(l.casters) AS c(person_id uuid, owner_id uuid)`, map[string]any{"call": id, "lines": string(text)})
	if err != nil {
		return fmt.Errorf("who may sign: %w", err)
	}
	return nil
}

// Sign signs a call, or takes the signature back; saying it again changes nothing. Signatures only add rows.
func (s *Service) Sign(ctx context.Context, actor, id uuid.UUID, on bool) (out api.Call, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		c, err := seeCall(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		switch {
		case !now.Before(c.EndsAt):
			return ErrCallEnded
		case c.Voter == nil:
			rule, _ := callingOf(c.Meeting, c.Kind)
			return ErrNotEntitled.With("who", words.Say(words.Lang(ctx), "ballot.electorate."+string(rule.electorate), nil))
		}
		changed, err := signed(ctx, tx, c, actor, on, now)
		if err != nil {
			return err
		}
		if changed {
			if err := db.Exec(ctx, tx, `INSERT INTO call_deltas (call_id, signed) VALUES (?, ?)`, id, map[bool]int{true: 1, false: -1}[on]); err != nil {
				return fmt.Errorf("sign: %w", err)
			}
			if err := db.Enqueue(ctx, tx, FoldArgs{Call: id}, now); err != nil {
				return err
			}
		}
		c, err = seeCall(ctx, tx, actor, id, now)
		out = c.toAPI(ctx, now)
		return err
	})
	return out, err
}

// signed writes the signature of a voter; changed is false where it was so already. A household signs once, whoever does.
func signed(ctx context.Context, tx *gorm.DB, c callSeen, actor uuid.UUID, on bool, now time.Time) (changed bool, err error) {
	sql := `INSERT INTO call_signs (call_id, voter_id, account_id, at) VALUES (@call, @voter, @actor, @now)
		ON CONFLICT (call_id, voter_id) DO UPDATE SET account_id = @actor, at = @now, withdrawn_at = NULL WHERE call_signs.withdrawn_at IS NOT NULL`
	if !on {
		sql = `UPDATE call_signs SET withdrawn_at = greatest(at, @now) WHERE call_id = @call AND account_id = @actor AND withdrawn_at IS NULL`
	}
	result := gorm.WithResult()
	err = gorm.G[any](tx, result).Exec(ctx, sql, map[string]any{"call": c.ID, "voter": c.Voter, "actor": actor, "now": now})
	if err != nil {
		return false, fmt.Errorf("sign: %w", err)
	}
	return result.RowsAffected > 0, nil
}
