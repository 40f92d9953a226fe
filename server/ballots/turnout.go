package ballots

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// within loads a vote for who looks after turnout or paper, and to which buildings that is bound (all is true for none).
func (s *Service) within(ctx context.Context, actor, id uuid.UUID, permission api.Permission) (w whole, buildings []uuid.UUID, all bool, err error) {
	if w, err = s.inside(ctx, actor, id); err != nil {
		return w, nil, false, err
	}
	standing, err := communities.StandingOf(ctx, s.DB.WithContext(ctx), w.CommunityID, actor, w.now)
	if err != nil {
		return w, nil, false, err
	}
	if !communities.Can(standing, permission) {
		return w, nil, false, fault.ErrForbidden
	}
	if w.roll == nil {
		return w, nil, false, ErrNotNow
	}
	buildings, all = communities.BuildingsFor(standing, permission)
	return w, buildings, all, nil
}

const turnoutSQL = `
SELECT l.building_id, l.building, l.entrance, count(*) AS voters, count(v.voter_id) AS voted, count(*) FILTER (WHERE v.channel = 'paper') AS paper,
  sum(l.area) AS area, coalesce(sum(l.area) FILTER (WHERE v.voter_id IS NOT NULL), 0) AS area_voted
FROM ballot_roll l LEFT JOIN ballot_votes v ON v.ballot_id = l.ballot_id AND v.voter_id = l.voter_id
WHERE l.ballot_id = @ballot AND (@all OR l.building_id = ANY (CAST(@buildings AS uuid[])))
GROUP BY l.building_id, l.building, l.entrance ORDER BY min(l.position)`

// Turnout tells who took part, by building and entrance, never by choice; a building head sees the own buildings.
func (s *Service) Turnout(ctx context.Context, actor, id uuid.UUID) (out api.Turnout, err error) {
	w, buildings, all, err := s.within(ctx, actor, id, api.PermissionBallotTurnout)
	if err != nil {
		return out, err
	}
	rows, err := db.Rows[struct {
		BuildingID           *uuid.UUID
		Building, Entrance   string
		Voters, Voted, Paper int
		Area, AreaVoted      int64
	}](ctx, s.DB, turnoutSQL, map[string]any{"ballot": id, "all": all, "buildings": db.UUIDArray(buildings)})
	if err != nil {
		return out, fmt.Errorf("turnout: %w", err)
	}
	out = api.Turnout{AsOf: w.now, Places: []api.TurnoutPlace{}}
	counts := w.Rule.Tally().CountsArea()
	var people, area int64
	for _, r := range rows {
		p := api.TurnoutPlace{BuildingID: r.BuildingID, Building: r.Building, Entrance: r.Entrance, Voters: r.Voters, Voted: r.Voted, Paper: r.Paper}
		if counts {
			p.Area, p.AreaVoted = &r.Area, &r.AreaVoted
		}
		people, area = people+int64(r.Voted), area+r.AreaVoted
		out.Places = append(out.Places, p)
	}
	if all {
		out.Progress = *w.progress0(people, area)
	} else {
		out.Progress = api.BallotProgress{AsOf: w.now, Total: w.amounts(int64(w.roll.Count), w.roll.Area)}
	}
	return out, nil
}

func (w whole) progress0(people, area int64) *api.BallotProgress {
	return w.Ballot.progress(*w.roll, people, area, w.now)
}

// place is where a list of the roll goes on: after a position and a voter.
type place struct {
	position int
	voter    uuid.UUID
}

func (p place) cursor() *string {
	b := binary.BigEndian.AppendUint32(nil, uint32(p.position))
	return new(base64.RawURLEncoding.EncodeToString(append(b, p.voter[:]...)))
}

func placeOf(cursor *string) (place, error) {
	if cursor == nil {
		return place{-1, uuid.Nil}, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err != nil || len(b) != 20 || b[0] > 127 {
		return place{}, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return place{int(binary.BigEndian.Uint32(b)), uuid.UUID(b[4:])}, nil
}

const doorsSQL = `
SELECT l.building_id, l.building, l.entrance, l.door, min(l.position) AS position, count(*) AS voters, count(v.voter_id) AS voted,
  coalesce(json_agg(l.name ORDER BY l.position) FILTER (WHERE v.voter_id IS NULL), '[]') AS names
FROM ballot_roll l LEFT JOIN ballot_votes v ON v.ballot_id = l.ballot_id AND v.voter_id = l.voter_id
WHERE l.ballot_id = @ballot AND (CAST(@building AS uuid) IS NULL OR l.building_id = @building)
  AND (@all OR l.building_id = ANY (CAST(@buildings AS uuid[]))) AND l.position > @position
GROUP BY l.building_id, l.building, l.entrance, l.door
HAVING NOT @missing OR count(*) > count(v.voter_id)
ORDER BY min(l.position) LIMIT @limit`

// Doors is the walking list: doors in order, with who has not voted where the caller may see names.
func (s *Service) Doors(ctx context.Context, actor, id uuid.UUID, building *uuid.UUID, missing bool, limit int, after *string) (p api.TurnoutDoorPage, err error) {
	w, buildings, all, err := s.within(ctx, actor, id, api.PermissionBallotTurnout)
	if err != nil {
		return p, err
	}
	from, err := placeOf(after)
	if err != nil {
		return p, err
	}
	rows, err := db.Rows[struct {
		BuildingID               *uuid.UUID
		Building, Entrance, Door string
		Position, Voters, Voted  int
		Names                    string
	}](ctx, s.DB, doorsSQL, map[string]any{"ballot": id, "building": building, "all": all, "buildings": db.UUIDArray(buildings),
		"position": from.position, "missing": missing, "limit": limit + 1})
	if err != nil {
		return p, fmt.Errorf("doors: %w", err)
	}
	names, err := s.names(ctx, actor, w)
	if err != nil {
		return p, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = place{rows[limit-1].Position, uuid.Nil}.cursor()
	}
	p.Items = []api.TurnoutDoor{}
	for _, r := range rows {
		d := api.TurnoutDoor{BuildingID: r.BuildingID, Building: r.Building, Entrance: r.Entrance, Door: r.Door, Voters: r.Voters, Voted: r.Voted, Names: []string{}}
		if names {
			if err := json.Unmarshal([]byte(r.Names), &d.Names); err != nil {
				return p, fmt.Errorf("doors: %w", err)
			}
		}
		p.Items = append(p.Items, d)
	}
	return p, nil
}

// names tells whether somebody sees the names on the roll.
func (s *Service) names(ctx context.Context, actor uuid.UUID, w whole) (bool, error) {
	standing, err := communities.StandingOf(ctx, s.DB.WithContext(ctx), w.CommunityID, actor, w.now)
	return communities.Can(standing, api.PermissionBallotNames), err
}

const rollSQL = `
SELECT l.*, v.channel, EXISTS (SELECT FROM ballot_casters c WHERE c.ballot_id = l.ballot_id AND c.voter_id = l.voter_id) AS representative,
  EXISTS (SELECT FROM ballot_conflicts k WHERE k.ballot_id = l.ballot_id AND k.voter_id = l.voter_id) AS conflicting
FROM ballot_roll l LEFT JOIN ballot_votes v ON v.ballot_id = l.ballot_id AND v.voter_id = l.voter_id
WHERE l.ballot_id = @ballot AND (l.position, l.voter_id) > (@position, @voter) AND (CAST(@building AS uuid) IS NULL OR l.building_id = @building)
  AND (@all OR l.building_id = ANY (CAST(@buildings AS uuid[]))) AND (@q = '' OR l.name ILIKE @q OR l.door ILIKE @q)
ORDER BY l.position, l.voter_id LIMIT @limit`

// Roll is a page of the roll, for committee, panel and building heads (who see their own buildings).
func (s *Service) Roll(ctx context.Context, actor, id uuid.UUID, building *uuid.UUID, q string, limit int, after *string) (p api.RollPage, err error) {
	w, buildings, all, err := s.within(ctx, actor, id, api.PermissionBallotNames)
	if err != nil {
		return p, err
	}
	from, err := placeOf(after)
	if err != nil {
		return p, err
	}
	if q != "" {
		q = "%" + likeable(q) + "%"
	}
	rows, err := db.Rows[struct {
		Line
		Channel        *api.VoteChannel
		Representative bool
		Conflicting    bool
	}](ctx, s.DB, rollSQL, map[string]any{"ballot": id, "position": from.position, "voter": from.voter, "building": building, "all": all,
		"buildings": db.UUIDArray(buildings), "q": q, "limit": limit + 1})
	if err != nil {
		return p, fmt.Errorf("the roll: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = place{rows[limit-1].Position, rows[limit-1].VoterID}.cursor()
	}
	p.Items = []api.RollLine{}
	for _, r := range rows {
		l := api.RollLine{VoterID: r.VoterID, Kind: r.Kind, Name: r.Name, Building: r.Building, Entrance: r.Entrance, Door: r.Door, Units: labels(r.Units),
			Representative: r.Representative, Standing: mine{Line: r.Line, Channel: r.Channel, Conflicting: r.Conflicting}.standing()}
		if w.Rule.Tally().CountsArea() {
			l.Area = new(r.Area)
		}
		p.Items = append(p.Items, l)
	}
	p.Roll = &api.BallotRoll{Version: w.roll.Version, Count: w.roll.Count, Hash: hexed(w.roll.Hash), MadeAt: w.roll.MadeAt}
	return p, nil
}

func labels(units []unit) []string {
	all := []string{}
	for _, u := range units {
		all = append(all, u.Label)
	}
	return all
}

// likeable keeps what was typed from being a pattern.
func likeable(q string) string {
	var out []rune
	for _, r := range q {
		if slices.Contains([]rune{'%', '_', '\\'}, r) {
			out = append(out, '\\')
		}
		out = append(out, r)
	}
	return string(out)
}
