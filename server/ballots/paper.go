package ballots

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// paper is one numbered ballot with the line of the roll it is for.
type paper struct {
	BallotID                 uuid.UUID
	Number                   int
	RunID                    uuid.UUID
	VoterID                  uuid.UUID
	State                    api.PaperState
	IssuedAt                 *time.Time
	ReturnedAt               *time.Time
	BatchID                  *uuid.UUID
	Reason                   *string // of the last time it was made void or handed back
	BuildingID               *uuid.UUID
	Name                     string
	Building, Entrance, Door string
	Area                     int64
	Units                    []unit `gorm:"serializer:json"`
}

const paperSQL = `
SELECT p.ballot_id, p.number, p.run_id, p.voter_id, p.state, p.issued_at, p.returned_at, p.batch_id,
  (SELECT x.reason FROM paper_words x WHERE x.ballot_id = p.ballot_id AND x.number = p.number ORDER BY x.at DESC LIMIT 1) AS reason, l.building_id, l.name, l.building, l.entrance,
  l.door, l.area, l.units
FROM ballot_papers p JOIN ballot_roll l ON l.ballot_id = p.ballot_id AND l.voter_id = p.voter_id
WHERE p.ballot_id = @ballot`

func (p paper) toAPI(w whole) api.Paper {
	a := api.Paper{Number: p.Number, RunID: p.RunID, VoterID: p.VoterID, State: p.State, Name: p.Name, Building: p.Building, Entrance: p.Entrance,
		Door: p.Door, Units: labels(p.Units), Link: fmt.Sprintf("%s/papers/%d", w.link(), p.Number), IssuedAt: p.IssuedAt, ReturnedAt: p.ReturnedAt, BatchID: p.BatchID,
		Reason: p.Reason}
	if w.Rule.Tally().CountsArea() {
		a.Area = &p.Area
	}
	return a
}

// printRun is one printing of numbered ballots.
type printRun struct {
	ID       uuid.UUID
	BallotID uuid.UUID
	First    int
	Count    int
	ByID     uuid.UUID
	At       time.Time
}

// TableName is print_runs.
func (printRun) TableName() string { return "print_runs" }

func (r printRun) toAPI() api.PrintRun {
	return api.PrintRun{ID: r.ID, First: r.First, Last: r.First + r.Count - 1, Count: r.Count, At: r.At}
}

// Print numbers ballots for those in some place who have not voted and hold none. Sent again it gives the same run.
func (s *Service) Print(ctx context.Context, actor, ballot uuid.UUID, d api.PrintRunDraft) (out api.PrintRun, made bool, err error) {
	w, buildings, all, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper)
	if err != nil {
		return out, false, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if _, err := lockBallot(ctx, tx, ballot); err != nil {
			return err
		}
		old, err := gorm.G[printRun](tx).Where("id = ?", d.ID).Take(ctx)
		if err == nil {
			if old.BallotID != ballot || old.ByID != actor {
				return fault.ErrIDTaken
			}
			out = old.toAPI()
			return nil
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		if err := CanAct(api.BallotActPrint, w.facts); err != nil {
			return err
		}
		r, err := number(ctx, tx, printRun{ID: d.ID, BallotID: ballot, ByID: actor, At: now}, d, buildings, all)
		if err != nil {
			return err
		}
		out, made = r.toAPI(), true
		return s.noted(ctx, tx, w.Ballot, actor, "print", map[string]any{"first": r.First, "count": r.Count})
	})
	return out, made && err == nil, err
}

const numberSQL = `
WITH chosen AS (
  SELECT l.voter_id, row_number() OVER (ORDER BY l.position, l.voter_id) AS n FROM ballot_roll l
  WHERE l.ballot_id = @ballot AND (CAST(@building AS uuid) IS NULL OR l.building_id = @building) AND (CAST(@entrance AS text) IS NULL OR l.entrance = @entrance)
    AND (NOT @some OR l.voter_id = ANY (CAST(@voters AS uuid[]))) AND (@all OR l.building_id = ANY (CAST(@buildings AS uuid[])))
    AND NOT EXISTS (SELECT FROM ballot_votes v WHERE v.ballot_id = l.ballot_id AND v.voter_id = l.voter_id)
    AND NOT EXISTS (SELECT FROM ballot_papers p WHERE p.ballot_id = l.ballot_id AND p.voter_id = l.voter_id AND p.state <> 'spoiled')),
run AS (INSERT INTO print_runs (id, ballot_id, first, count, by_id, at)
  SELECT CAST(@run AS uuid), CAST(@ballot AS uuid), CAST(@last AS integer) + 1, count(*), CAST(@by AS uuid), CAST(@now AS timestamptz) FROM chosen HAVING count(*) > 0)
INSERT INTO ballot_papers (ballot_id, number, run_id, voter_id, state, by_id)
SELECT CAST(@ballot AS uuid), CAST(@last AS integer) + n, CAST(@run AS uuid), voter_id, 'printed', CAST(@by AS uuid) FROM chosen`

// number gives the next numbers of a vote that is locked, to those who have not voted and hold none.
func number(ctx context.Context, tx *gorm.DB, r printRun, d api.PrintRunDraft, buildings []uuid.UUID, all bool) (printRun, error) {
	last, err := db.Row[struct{ N int }](ctx, tx, `SELECT coalesce(max(first + count - 1), 0) AS n FROM print_runs WHERE ballot_id = ?`, r.BallotID)
	if err != nil {
		return r, fmt.Errorf("print: %w", err)
	}
	result := gorm.WithResult()
	err = gorm.G[any](tx, result).Exec(ctx, numberSQL, map[string]any{"ballot": r.BallotID, "last": last.N, "run": r.ID, "by": r.ByID, "now": r.At,
		"building": d.BuildingID, "entrance": d.Entrance, "some": d.VoterIds != nil, "voters": db.UUIDArray(api.Value(d.VoterIds)), "all": all,
		"buildings": db.UUIDArray(buildings)})
	if err != nil {
		return r, fmt.Errorf("print: %w", err)
	}
	r.First, r.Count = last.N+1, int(result.RowsAffected)
	if r.Count == 0 {
		return r, ErrNoneToPrint
	}
	return r, nil
}

// PrintRuns lists the printings of a vote, the newest first.
func (s *Service) PrintRuns(ctx context.Context, actor, ballot uuid.UUID, limit int, after *string) (p api.PrintRunPage, err error) {
	if _, _, _, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper); err != nil {
		return p, err
	}
	from := place{position: math.MaxInt32}
	if after != nil {
		if from, err = placeOf(after); err != nil {
			return p, err
		}
	}
	rows, err := db.Rows[printRun](ctx, s.DB, `SELECT * FROM print_runs WHERE ballot_id = ? AND first < ? ORDER BY first DESC LIMIT ?`, ballot, from.position, limit+1)
	if err != nil {
		return p, fmt.Errorf("print runs: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = place{rows[limit-1].First, uuid.Nil}.cursor()
	}
	p.Items = make([]api.PrintRun, len(rows))
	for i, r := range rows {
		p.Items[i] = r.toAPI()
	}
	return p, nil
}

// Papers lists numbered ballots of a vote, of a run or in a state.
func (s *Service) Papers(ctx context.Context, actor, ballot uuid.UUID, run *uuid.UUID, state *api.PaperState, limit int, after *string) (p api.PaperPage, err error) {
	w, buildings, all, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper)
	if err != nil {
		return p, err
	}
	from, err := placeOf(after)
	if err != nil {
		return p, err
	}
	rows, err := db.Rows[paper](ctx, s.DB, paperSQL+` AND p.number > @number AND (CAST(@run AS uuid) IS NULL OR p.run_id = @run)
		AND (CAST(@state AS text) IS NULL OR p.state = @state) AND (@all OR l.building_id = ANY (CAST(@buildings AS uuid[])))
		ORDER BY p.number LIMIT @limit`, map[string]any{"ballot": ballot, "number": from.position, "run": run, "state": state, "all": all,
		"buildings": db.UUIDArray(buildings), "limit": limit + 1})
	if err != nil {
		return p, fmt.Errorf("papers: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = place{rows[limit-1].Number, uuid.Nil}.cursor()
	}
	p.Items = []api.Paper{}
	for _, r := range rows {
		p.Items = append(p.Items, r.toAPI(w))
	}
	return p, nil
}

// Paper is one numbered ballot, as its QR is scanned.
func (s *Service) Paper(ctx context.Context, actor, ballot uuid.UUID, n int) (api.Paper, error) {
	w, buildings, all, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper)
	if err != nil {
		return api.Paper{}, err
	}
	p, err := paperOf(ctx, s.DB.WithContext(ctx), ballot, n, buildings, all)
	return p.toAPI(w), err
}

func paperOf(ctx context.Context, tx *gorm.DB, ballot uuid.UUID, n int, buildings []uuid.UUID, all bool) (paper, error) {
	p, err := db.Row[paper](ctx, tx, paperSQL+` AND p.number = @number AND (@all OR l.building_id = ANY (CAST(@buildings AS uuid[])))`,
		map[string]any{"ballot": ballot, "number": n, "all": all, "buildings": db.UUIDArray(buildings)})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, ErrNoPaper
	}
	return p, err
}
