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
	BuildingID               *uuid.UUID
	Name                     string
	Building, Entrance, Door string
	Area                     int64
	Units                    []unit `gorm:"serializer:json"`
}

const paperSQL = `
SELECT p.ballot_id, p.number, p.run_id, p.voter_id, p.state, p.issued_at, p.returned_at, p.batch_id, l.building_id, l.name, l.building, l.entrance,
  l.door, l.area, l.units
FROM ballot_papers p JOIN ballot_roll l ON l.ballot_id = p.ballot_id AND l.voter_id = p.voter_id
WHERE p.ballot_id = @ballot`

func (p paper) toAPI(w whole) api.Paper {
	a := api.Paper{Number: p.Number, RunID: p.RunID, VoterID: p.VoterID, State: p.State, Name: p.Name, Building: p.Building, Entrance: p.Entrance,
		Door: p.Door, Units: labels(p.Units), Link: fmt.Sprintf("%s/papers/%d", w.link(), p.Number), IssuedAt: p.IssuedAt, ReturnedAt: p.ReturnedAt, BatchID: p.BatchID}
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
	last, err := gorm.G[struct{ N int }](tx).Raw(`SELECT coalesce(max(first + count - 1), 0) AS n FROM print_runs WHERE ballot_id = ?`, r.BallotID).Take(ctx)
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
	rows, err := gorm.G[paper](s.DB).Raw(paperSQL+` AND p.number > @number AND (CAST(@run AS uuid) IS NULL OR p.run_id = @run)
		AND (CAST(@state AS text) IS NULL OR p.state = @state) AND (@all OR l.building_id = ANY (CAST(@buildings AS uuid[])))
		ORDER BY p.number LIMIT @limit`, map[string]any{"ballot": ballot, "number": from.position, "run": run, "state": state, "all": all,
		"buildings": db.UUIDArray(buildings), "limit": limit + 1}).Find(ctx)
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
	p, err := gorm.G[paper](tx).Raw(paperSQL+` AND p.number = @number AND (@all OR l.building_id = ANY (CAST(@buildings AS uuid[])))`,
		map[string]any{"ballot": ballot, "number": n, "all": all, "buildings": db.UUIDArray(buildings)}).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, ErrNoPaper
	}
	return p, err
}

// step does something with one numbered ballot; doing it again changes nothing.
func (s *Service) step(ctx context.Context, actor, ballot uuid.UUID, n int, to api.PaperState) (out api.Paper, err error) {
	w, buildings, all, err := s.within(ctx, actor, ballot, api.PermissionBallotPaper)
	if err != nil {
		return out, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := gorm.G[any](tx).Exec(ctx, lockSharedG, ballot.String(), lockBallots); err != nil {
			return fmt.Errorf("a paper: %w", err)
		}
		_, err := gorm.G[struct{ Number int }](tx).Raw(`SELECT number FROM ballot_papers WHERE ballot_id = ? AND number = ? FOR UPDATE`, ballot, n).Find(ctx)
		if err != nil {
			return fmt.Errorf("a paper: %w", err)
		}
		p, err := paperOf(ctx, tx, ballot, n, buildings, all)
		if err != nil {
			return err
		}
		if p.State != to {
			if err := s.take(ctx, tx, w, p, actor, to, now); err != nil {
				return err
			}
		}
		p, err = paperOf(ctx, tx, ballot, n, buildings, all)
		out = p.toAPI(w)
		return err
	})
	return out, err
}

// take takes the step: out against a signature, which proves delivery; back, which marks the roll; or void.
func (s *Service) take(ctx context.Context, tx *gorm.DB, w whole, p paper, actor uuid.UUID, to api.PaperState, now time.Time) error {
	if err := canTake(p.State); err != nil {
		return err
	}
	if err := s.stillOpen(ctx, tx, w.ID, to); err != nil {
		return err
	}
	args := map[string]any{"ballot": w.ID, "number": p.Number, "voter": p.VoterID, "actor": actor, "now": now, "state": to}
	var sql []string
	switch to {
	case api.PaperStateIssued:
		sql = []string{`UPDATE ballot_papers SET state = 'issued', issued_at = @now, by_id = @actor WHERE ballot_id = @ballot AND number = @number`,
			`UPDATE ballot_roll SET delivered = true WHERE ballot_id = @ballot AND voter_id = @voter AND NOT delivered`}
	case api.PaperStateReturned:
		marked := gorm.WithResult()
		err := gorm.G[any](tx, marked).Exec(ctx, `INSERT INTO ballot_votes (ballot_id, voter_id, channel, at)
			VALUES (@ballot, @voter, 'paper', clock_timestamp()) ON CONFLICT DO NOTHING`, args)
		if err != nil {
			return fmt.Errorf("mark the roll: %w", err)
		}
		if marked.RowsAffected == 0 {
			return ErrCast
		}
		sql = []string{`UPDATE ballot_papers SET state = 'returned', issued_at = coalesce(issued_at, @now), returned_at = @now, by_id = @actor
			WHERE ballot_id = @ballot AND number = @number`}
	case api.PaperStateSpoiled:
		sql = []string{`UPDATE ballot_papers SET state = 'spoiled', spoiled_at = @now, by_id = @actor WHERE ballot_id = @ballot AND number = @number`}
	}
	for _, one := range sql {
		if err := gorm.G[any](tx).Exec(ctx, one, args); err != nil {
			return fmt.Errorf("a paper: %w", err)
		}
	}
	return s.noted(ctx, tx, w.Ballot, actor, "paper", map[string]any{"number": p.Number, "state": to})
}

// canTake tells why nothing can be done with a paper any more.
func canTake(from api.PaperState) error {
	switch {
	case from == api.PaperStateSpoiled:
		return ErrPaperSpoiled
	case from == api.PaperStateReturned:
		return ErrPaperReturned
	}
	return nil
}

// stillOpen asks the database's clock: what comes back counts only while the vote is open, and nothing moves once it is counted.
func (s *Service) stillOpen(ctx context.Context, tx *gorm.DB, ballot uuid.UUID, to api.PaperState) error {
	t, err := gorm.G[struct{ Early, Late, Done bool }](tx).Raw(`SELECT clock_timestamp() < opens_at AS early, clock_timestamp() >= closes_at AS late,
		done_at IS NOT NULL AS done FROM ballots WHERE id = ?`, ballot).Take(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("a paper: %w", err)
	case t.Done:
		return ErrClosed
	case to == api.PaperStateReturned && t.Early:
		return ErrNotOpen
	case to != api.PaperStateSpoiled && t.Late:
		return ErrClosed
	}
	return nil
}
