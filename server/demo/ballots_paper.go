package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/db"
)

// takenBackSQL takes ballots back in the order of their numbers, of owners without an account. It happened at its time, so it
// is not done by today's clock of the database.
const takenBackSQL = `
WITH back AS (
  SELECT p.number, p.voter_id, CAST(@from AS timestamptz) + row_number() OVER (ORDER BY p.number) * interval '43 minutes' AS at
  FROM ballot_papers p JOIN ballot_roll l ON l.ballot_id = p.ballot_id AND l.voter_id = p.voter_id
  WHERE p.ballot_id = @ballot AND p.state = 'printed' AND l.key <> 'developer'
    AND NOT EXISTS (SELECT FROM ballot_casters c WHERE c.ballot_id = p.ballot_id AND c.voter_id = p.voter_id AND c.account_id IS NOT NULL)
  ORDER BY p.number LIMIT @n),
marked AS (INSERT INTO ballot_votes (ballot_id, voter_id, channel, at) SELECT @ballot, voter_id, 'paper', at FROM back)
UPDATE ballot_papers p SET state = 'returned', issued_at = @from, returned_at = back.at, by_id = @by FROM back
WHERE p.ballot_id = @ballot AND p.number = back.number`

// onPaper prints ballots for all who have not voted in the app and takes so many back. Once voting is over two people key
// them, a third settles the one ballot on which they differ, and the chair closes the paper with a signed note.
func (s *seeder) onPaper(ctx context.Context, v voted) error {
	if v.paper == 0 {
		return nil
	}
	vote, by := id("vote "+v.key), s.accounts["chen"]
	s.at = s.hour(v.opens, 10)
	if _, _, err := s.ballots.Print(ctx, by, vote, api.PrintRunDraft{ID: id("run " + v.key)}); err != nil {
		return err
	}
	err := db.Exec(ctx, s.DB, takenBackSQL, map[string]any{"ballot": vote, "from": s.at.Add(6 * time.Hour), "n": v.paper, "by": by})
	if err != nil || v.closes <= 0 {
		return err
	}
	s.at = s.hour(v.closes, 18).Add(20 * time.Minute)
	for n := 0; ; n++ {
		b, _, err := s.ballots.MakeBatch(ctx, by, vote, api.BatchDraft{ID: id(fmt.Sprintf("batch %s %d", v.key, n))})
		if errors.Is(err, ballots.ErrBatchEmpty) {
			break
		}
		if err != nil {
			return err
		}
		if err := s.key(ctx, v, b, n == 0); err != nil {
			return err
		}
	}
	note := "没有交回的票，楼栋长上门两次没有人；核对单由张卫民、陈晓敏、冯国庆签字。"
	_, err = s.ballots.Reconcile(ctx, s.accounts["zhang"], vote, api.ReconciliationWord{Note: &note})
	return err
}

// key lets two people read a batch; of the first batch one reads its first ballot wrongly, and a third looks at it again.
func (s *seeder) key(ctx context.Context, v voted, b api.Batch, slip bool) error {
	read := func(numbers []int, wrong bool) api.BatchLook {
		var l api.BatchLook
		for i, n := range numbers {
			mark := api.VoteMark(v.onPaper[n%len(v.onPaper)])
			if wrong && i == 0 {
				mark = api.VoteMarkInvalid
			}
			l.Papers = append(l.Papers, api.PaperMark{Number: n, Mark: &mark})
		}
		return l
	}
	type look struct {
		by      uuid.UUID
		numbers []int
		wrong   bool
	}
	looks := []look{{s.accounts["chen"], b.Papers, false}, {s.accounts["guo"], b.Papers, slip}}
	if slip {
		looks = append(looks, look{s.accounts["zhang"], b.Papers[:1], false})
	}
	for _, l := range looks {
		s.at = s.at.Add(25 * time.Minute)
		if _, err := s.ballots.Look(ctx, l.by, b.ID, read(l.numbers, l.wrong)); err != nil {
			return err
		}
	}
	return nil
}

// confirm enters what was signed: the chair, then the supervision committee.
func (s *seeder) confirm(ctx context.Context, v voted) error {
	if v.minutes == "" {
		return nil
	}
	for _, who := range []string{"zhang", "feng"} {
		s.at = s.at.Add(16 * time.Hour)
		_, err := s.ballots.Move(ctx, s.accounts[who], id("vote "+v.key), api.BallotMove{Act: api.BallotMoveActEnterMinutes, From: api.BallotStateProvisional,
			Minutes: &v.minutes})
		if err != nil {
			return err
		}
	}
	return nil
}
