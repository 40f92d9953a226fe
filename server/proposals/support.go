package proposals

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/identity"
)

// Numbers that keep the advisory locks of this package apart from others.
const (
	lockProposals  = 7736301
	lockHouseholds = 7736302
)

// enter keeps proposals from being merged or parted until the transaction ends, beside others who do the same.
func enter(ctx context.Context, tx *gorm.DB, ids ...uuid.UUID) error {
	return lockAll(ctx, tx, "pg_advisory_xact_lock_shared", ids)
}

// enterAlone waits for all who entered some proposals, and keeps others out until the transaction ends.
func enterAlone(ctx context.Context, tx *gorm.DB, ids ...uuid.UUID) error {
	return lockAll(ctx, tx, "pg_advisory_xact_lock", ids)
}

func lockAll(ctx context.Context, tx *gorm.DB, lock string, ids []uuid.UUID) error {
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	for _, id := range slices.Compact(ids) {
		if err := db.Exec(ctx, tx, `SELECT `+lock+`(hashtextextended(?, ?))`, id.String(), lockProposals); err != nil {
			return fmt.Errorf("lock a proposal: %w", err)
		}
	}
	return nil
}

// lockHousehold lets the supporters of a proposal who live together come one after the other.
func lockHousehold(ctx context.Context, tx *gorm.DB, proposal, household uuid.UUID) error {
	err := db.Exec(ctx, tx, `SELECT pg_advisory_xact_lock(hashtextextended(?, ?))`, proposal.String()+household.String(), lockHouseholds)
	if err != nil {
		return fmt.Errorf("lock a household: %w", err)
	}
	return nil
}

// together are the proposals whose supporters are counted together.
const together = `(SELECT m.id FROM proposals m WHERE m.id = @proposal OR m.merged_into = @proposal)`

// supportSQL notes a support where it was given, and counts the person unless they support already, there or in what is
// counted together with it, and the household unless somebody of it does.
const supportSQL = `
WITH before AS (
  SELECT EXISTS (SELECT FROM proposal_supports s WHERE s.account_id = @account AND s.withdrawn_at IS NULL AND s.proposal_id IN ` + together + `) AS had,
    EXISTS (SELECT FROM proposal_supports s WHERE s.household_id = @household AND s.withdrawn_at IS NULL AND s.proposal_id IN ` + together + `) AS housed
), put AS (
  INSERT INTO proposal_supports AS s (proposal_id, account_id, household_id, at)
  SELECT @proposal, @account, @household, CAST(@now AS timestamptz) FROM before
  ON CONFLICT (proposal_id, account_id) DO UPDATE SET household_id = excluded.household_id, at = excluded.at, withdrawn_at = NULL
    WHERE s.withdrawn_at IS NOT NULL
  RETURNING 1)
INSERT INTO proposal_deltas (proposal_id, persons, households)
SELECT @proposal, CASE WHEN had THEN 0 ELSE 1 END, CASE WHEN housed THEN 0 ELSE 1 END FROM put, before WHERE NOT (had AND housed)`

// takeBackSQL takes a person's support from a proposal and from those merged into it, and their households where nobody
// else of them is left.
const takeBackSQL = `
WITH gone AS (
  UPDATE proposal_supports s SET withdrawn_at = greatest(s.at, CAST(@now AS timestamptz))
  WHERE s.account_id = @account AND s.withdrawn_at IS NULL AND s.proposal_id IN ` + together + ` RETURNING s.household_id)
INSERT INTO proposal_deltas (proposal_id, persons, households)
SELECT @proposal, -1, -(SELECT count(*) FROM (SELECT DISTINCT household_id FROM gone) g WHERE NOT EXISTS (
  SELECT FROM proposal_supports o WHERE o.household_id = g.household_id AND o.account_id <> @account AND o.withdrawn_at IS NULL
    AND o.proposal_id IN ` + together + `))
WHERE EXISTS (SELECT FROM gone)`

// Support counts the actor among the supporters of a proposal. Twice is once.
func (s *Service) Support(ctx context.Context, actor, id uuid.UUID) (api.ProposalSupport, error) {
	return s.supporting(ctx, actor, id, func(tx *gorm.DB, f Facts, standing communities.Standing, now time.Time) error {
		band, err := identity.AgeBand(ctx, tx, actor)
		if err != nil {
			return err
		}
		f.Teen = band == api.AgeBandTeen
		if err := CanSupport(f); err != nil {
			return err
		}
		if err := lockHousehold(ctx, tx, id, standing.Household); err != nil {
			return err
		}
		err = db.Exec(ctx, tx, supportSQL, map[string]any{"proposal": id, "account": actor, "household": standing.Household, "now": now})
		if err != nil {
			return fmt.Errorf("support a proposal: %w", err)
		}
		return nil
	})
}

// TakeBack takes the actor from the supporters of a proposal. Whoever is none stays none.
func (s *Service) TakeBack(ctx context.Context, actor, id uuid.UUID) (api.ProposalSupport, error) {
	return s.supporting(ctx, actor, id, func(tx *gorm.DB, f Facts, _ communities.Standing, now time.Time) error {
		if err := CanTakeBack(f); err != nil {
			return err
		}
		return takeBack(ctx, tx, id, actor, now)
	})
}

// takeBack belongs behind enter.
func takeBack(ctx context.Context, tx *gorm.DB, id, account uuid.UUID, now time.Time) error {
	args := map[string]any{"proposal": id, "account": account, "now": now}
	homes, err := db.Rows[struct{ HouseholdID uuid.UUID }](ctx, tx, `SELECT DISTINCT household_id FROM proposal_supports s
		WHERE s.account_id = @account AND s.withdrawn_at IS NULL AND s.proposal_id IN `+together+` ORDER BY 1`, args)
	if err != nil {
		return fmt.Errorf("find a support: %w", err)
	}
	for _, home := range homes {
		if err := lockHousehold(ctx, tx, id, home.HouseholdID); err != nil {
			return err
		}
	}
	if err := db.Exec(ctx, tx, takeBackSQL, args); err != nil {
		return fmt.Errorf("take a support back: %w", err)
	}
	return nil
}

// supporting runs what a supporter does. One person's acts come one after the other, those of different people together.
func (s *Service) supporting(ctx context.Context, actor, id uuid.UUID, do func(*gorm.DB, Facts, communities.Standing, time.Time) error) (r api.ProposalSupport, err error) {
	now := s.Now().UTC().Truncate(time.Microsecond)
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.HoldAlone(ctx, tx, actor); err != nil {
			return err
		}
		if err := enter(ctx, tx, id); err != nil {
			return err
		}
		p, err := proposalOf(ctx, tx, id)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		f := factsOf(p, standing)
		if SightOf(f) == Nothing {
			return ErrNotFound
		}
		if err := do(tx, f, standing, now); err != nil {
			return err
		}
		r, err = supportOf(ctx, tx, id, actor)
		return err
	})
	return r, err
}

// supportOf tells how many support a proposal, and whether somebody does.
func supportOf(ctx context.Context, tx *gorm.DB, id, actor uuid.UUID) (r api.ProposalSupport, err error) {
	rows, err := db.Rows[struct {
		Persons, Households int
		Supported           bool
	}](ctx, tx, `SELECT `+supportColumns+` FROM proposals p`+countsJoin+` WHERE p.id = @id`, map[string]any{"id": id, "actor": actor})
	if err != nil || len(rows) == 0 {
		return r, fmt.Errorf("count supporters: %w", err)
	}
	return api.ProposalSupport{Persons: rows[0].Persons, Households: rows[0].Households, Mine: rows[0].Supported}, nil
}

// settleSQL brings counts to what the rows say, for proposals that were entered alone.
const settleSQL = `
INSERT INTO proposal_deltas (proposal_id, persons, households)
SELECT p.id, rows.persons - now.persons, rows.households - now.households FROM proposals p
CROSS JOIN LATERAL (
  SELECT count(DISTINCT s.account_id) AS persons, count(DISTINCT s.household_id) AS households FROM proposal_supports s
  WHERE p.state <> 'merged' AND s.withdrawn_at IS NULL
    AND (s.proposal_id = p.id OR s.proposal_id IN (SELECT m.id FROM proposals m WHERE m.merged_into = p.id))) rows
CROSS JOIN LATERAL (
  SELECT c.persons + coalesce(sum(d.persons), 0) AS persons, c.households + coalesce(sum(d.households), 0) AS households
  FROM proposal_counts c LEFT JOIN proposal_deltas d ON d.proposal_id = c.proposal_id
  WHERE c.proposal_id = p.id GROUP BY c.proposal_id) now
WHERE p.id = ANY (CAST(@ids AS uuid[])) AND (rows.persons <> now.persons OR rows.households <> now.households)`

func settle(ctx context.Context, tx *gorm.DB, ids ...uuid.UUID) error {
	if err := db.Exec(ctx, tx, settleSQL, map[string]any{"ids": db.UUIDArray(ids)}); err != nil {
		return fmt.Errorf("count supporters anew: %w", err)
	}
	return nil
}
