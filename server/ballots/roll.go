package ballots

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// electorateOf is of whom the roll is made, as the register knows it.
func (b Ballot) electorateOf() communities.Electorate {
	return communities.Electorate{Community: b.CommunityID, Kind: b.Electorate, Estate: api.Value(b.EstateID), Building: api.Value(b.BuildingID), Entrance: b.Entrance,
		Body: api.Value(b.BodyID), Without: api.Value(b.WithoutUnitID), Also: b.AlsoUnitIDs, IncludeParking: b.IncludeParking}
}

// votersOf copies the register as of a moment. Nobody, or no area where area counts, opens no vote.
func votersOf(ctx context.Context, tx *gorm.DB, b Ballot, at time.Time) ([]communities.Voter, error) {
	voters, err := communities.VotersOf(ctx, tx, b.electorateOf(), at)
	if err != nil {
		return nil, err
	}
	if err := CheckRoll(len(voters), areaOf(voters), b.Rule.Tally().CountsArea()); err != nil {
		return nil, err
	}
	return voters, nil
}

// entered is a line of the roll with those who cast for it, as the database takes it in one statement.
type entered struct {
	VoterID    uuid.UUID     `json:"voter_id"`
	Position   int           `json:"position"`
	Kind       api.VoterKind `json:"kind"`
	Key        string        `json:"key"`
	Name       string        `json:"name"`
	BuildingID *uuid.UUID    `json:"building_id"`
	Building   string        `json:"building"`
	Entrance   string        `json:"entrance"`
	Door       string        `json:"door"`
	Area       int64         `json:"area"`
	Units      []unit        `json:"units"`
	Casters    []enteredBy   `json:"casters"`
}

type enteredBy struct {
	PersonID  *uuid.UUID        `json:"person_id"`
	OwnerID   *uuid.UUID        `json:"owner_id"`
	AccountID *uuid.UUID        `json:"account_id"`
	Capacity  api.VoterCapacity `json:"capacity"`
	Named     bool              `json:"named"`
}

// lineOf is a voter as the roll keeps it.
func lineOf(v communities.Voter, position int) entered {
	e := entered{VoterID: v.ID, Position: position, Kind: v.Kind, Key: v.Key, Name: v.Name, BuildingID: api.Maybe(v.Place.Building),
		Building: v.Place.BuildingName, Entrance: v.Place.Entrance, Door: v.Place.Door, Area: v.Area, Units: []unit{}, Casters: []enteredBy{}}
	var named []string
	for _, u := range v.Units {
		owners := u.Owners
		if owners == nil {
			owners = []string{}
		}
		e.Units = append(e.Units, unit{ID: u.ID.String(), Label: u.Label, Area: u.Area, Kind: string(u.Kind), Owners: owners, ByBuild: u.HeldByDeveloper, Voter: u.Voter})
		if u.Voter != "" {
			named = append(named, u.Voter)
		}
	}
	for _, c := range v.Casters {
		by := enteredBy{PersonID: api.Maybe(c.Person), OwnerID: api.Maybe(c.Owner), AccountID: api.Maybe(c.Account), Capacity: c.Capacity}
		if c.Owner != uuid.Nil {
			by.PersonID = nil
			by.Named = slices.Contains(named, c.Owner.String())
		}
		e.Casters = append(e.Casters, by)
	}
	return e
}

const enterSQL = `
INSERT INTO ballot_roll (ballot_id, voter_id, position, kind, key, name, building_id, building, entrance, door, area, units)
SELECT CAST(@ballot AS uuid), l.voter_id, l.position, l.kind, l.key, l.name, l.building_id, l.building, l.entrance, l.door, l.area, l.units
FROM jsonb_to_recordset(CAST(@lines AS jsonb)) AS l(voter_id uuid, position integer, kind text, key text, name text, building_id uuid,
  building text, entrance text, door text, area bigint, units jsonb)`

const enterCastersSQL = `
INSERT INTO ballot_casters (ballot_id, voter_id, person_id, owner_id, account_id, capacity, named)
SELECT DISTINCT CAST(@ballot AS uuid), l.voter_id, c.person_id, c.owner_id, c.account_id, c.capacity, c.named
FROM jsonb_to_recordset(CAST(@lines AS jsonb)) AS l(voter_id uuid, casters jsonb),
  jsonb_to_recordset(l.casters) AS c(person_id uuid, owner_id uuid, account_id uuid, capacity text, named boolean)
ON CONFLICT DO NOTHING`

// enter writes lines of the roll with their casters, in two statements however many they are.
func enter(ctx context.Context, tx *gorm.DB, ballot uuid.UUID, lines []entered) error {
	if len(lines) == 0 {
		return nil
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return fmt.Errorf("enter the roll: %w", err)
	}
	args := map[string]any{"ballot": ballot, "lines": string(text)}
	for _, sql := range []string{enterSQL, enterCastersSQL} {
		if err := db.Exec(ctx, tx, sql, args); err != nil {
			return fmt.Errorf("enter the roll: %w", err)
		}
	}
	return nil
}

// sealRoll counts and hashes the roll as it stands and notes the version.
func sealRoll(ctx context.Context, tx *gorm.DB, b Ballot, version int, objection *uuid.UUID, now time.Time) (roll, error) {
	lines, err := db.Rows[struct {
		Key  string
		Area int64
	}](ctx, tx, `SELECT key, area FROM ballot_roll WHERE ballot_id = ? ORDER BY key`, b.ID)
	if err != nil {
		return roll{}, fmt.Errorf("seal the roll: %w", err)
	}
	r := roll{BallotID: b.ID, Version: version, Count: len(lines), MadeAt: now, ObjectionID: objection}
	h := sha256.New()
	for _, l := range lines {
		r.Area += l.Area
		h.Write([]byte(l.Key + "\t" + strconv.FormatInt(l.Area, 10) + "\n"))
	}
	r.Hash = h.Sum(nil)
	if err := gorm.G[roll](tx).Create(ctx, &r); err != nil {
		return r, fmt.Errorf("seal the roll: %w", err)
	}
	return r, nil
}

// difference is where the register of now differs from a line of the roll.
type difference struct {
	kind   api.RollChangeKind
	voter  uuid.UUID
	name   string
	place  string
	before *int64
	after  *int64
	line   entered // what the line would be
}

// differences compares the roll with the register, in the order of both.
func differences(ctx context.Context, tx *gorm.DB, b Ballot, now time.Time) ([]difference, error) {
	old, err := gorm.G[Line](tx).Where("ballot_id = ?", b.ID).Order("position, voter_id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("the roll: %w", err)
	}
	voters, err := votersOf(ctx, tx, b, now)
	if err != nil && !errors.Is(err, ErrRegisterEmpty) && !errors.Is(err, ErrRegisterArea) {
		return nil, err
	}
	had := make(map[uuid.UUID]Line, len(old))
	for _, l := range old {
		had[l.VoterID] = l
	}
	var all []difference
	for i, v := range voters {
		e := lineOf(v, i)
		l, there := had[v.ID]
		delete(had, v.ID)
		d := difference{voter: v.ID, name: e.Name, place: spaced(e.Building, e.Entrance, e.Door), after: new(e.Area), line: e}
		switch {
		case !there:
			d.kind = api.RollChangeKindAdd
		case !l.same(e):
			d.kind, d.before = api.RollChangeKindChange, new(l.Area)
		default:
			continue
		}
		all = append(all, d)
	}
	gone := []difference{}
	for _, l := range had {
		gone = append(gone, difference{kind: api.RollChangeKindRemove, voter: l.VoterID, name: l.Name, place: l.place(), before: new(l.Area), line: entered{Position: l.Position}})
	}
	slices.SortFunc(gone, func(a, b difference) int {
		return cmp.Or(cmp.Compare(a.line.Position, b.line.Position), slices.Compare(a.voter[:], b.voter[:]))
	})
	return append(all, gone...), nil
}

// same tells whether a line of the roll says what the register says.
func (l Line) same(e entered) bool {
	return l.Area == e.Area && l.Key == e.Key && l.Name == e.Name && l.place() == spaced(e.Building, e.Entrance, e.Door) &&
		slices.EqualFunc(l.Units, e.Units, func(a, b unit) bool { return a.ID == b.ID && a.Area == b.Area && a.Voter == b.Voter })
}

// redraw takes the lines of some voters from the register anew and seals a new version. Nobody has voted yet.
func redraw(ctx context.Context, tx *gorm.DB, b Ballot, voters []uuid.UUID, objection uuid.UUID, now time.Time) (roll, error) {
	all, err := differences(ctx, tx, b, now)
	if err != nil {
		return roll{}, err
	}
	var fresh []entered
	touched := []uuid.UUID{}
	for _, d := range all {
		if !slices.Contains(voters, d.voter) {
			continue
		}
		touched = append(touched, d.voter)
		if d.kind != api.RollChangeKindRemove {
			fresh = append(fresh, d.line)
		}
	}
	if len(touched) == 0 {
		return roll{}, ErrUnchanged
	}
	err = db.Exec(ctx, tx, `DELETE FROM ballot_roll WHERE ballot_id = ? AND voter_id = ANY (CAST(? AS uuid[]))`, b.ID, ids(touched))
	if errors.Is(err, gorm.ErrForeignKeyViolated) {
		return roll{}, ErrFixed // a numbered ballot is out
	}
	if err != nil {
		return roll{}, fmt.Errorf("redraw the roll: %w", err)
	}
	if err := enter(ctx, tx, b.ID, fresh); err != nil {
		return roll{}, err
	}
	r, err := sealRoll(ctx, tx, b, b.RollVersion+1, &objection, now)
	if err == nil && (r.Count == 0 || r.Area == 0 && b.Rule.Tally().CountsArea()) {
		err = ErrRegisterEmpty
	}
	return r, err
}

// RollDifferences tells the committee where the register of now differs from the roll.
func (s *Service) RollDifferences(ctx context.Context, actor, id uuid.UUID) (out api.RollDifferences, err error) {
	w, err := s.inside(ctx, actor, id)
	if err != nil {
		return out, err
	}
	if !w.facts.Office.Manages {
		return out, fault.ErrForbidden
	}
	if w.state != api.BallotStateNotice {
		return out, ErrFixed
	}
	all, err := differences(ctx, s.DB.WithContext(ctx), w.Ballot, w.now)
	out.Items, out.More = []api.RollDifference{}, len(all) > 200
	for _, d := range all[:min(len(all), 200)] {
		out.Items = append(out.Items, api.RollDifference{VoterID: d.voter, Change: d.kind, Name: d.name, Place: d.place, AreaBefore: d.before, AreaAfter: d.after})
	}
	return out, err
}
