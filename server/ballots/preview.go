package ballots

import (
	"context"
	"time"

	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/words"
)

// preview is a draft as it would be, were notice given now.
type preview struct {
	voters  int
	area    int64 // 0.01 m²
	hinders []*fault.Fault
}

// previewOf counts the register as a notice would copy it, and gathers what stands against giving it.
func previewOf(ctx context.Context, tx *gorm.DB, b Ballot, now time.Time) (*preview, error) {
	voters, err := communities.VotersOf(ctx, tx, b.electorateOf(), now)
	if err != nil && fault.Of(err) == nil {
		return nil, err
	}
	p := &preview{voters: len(voters), area: areaOf(voters)}
	if err == nil {
		err = CheckRoll(p.voters, p.area, b.Rule.Tally().CountsArea())
	}
	for _, why := range []error{err, CheckDates(b.Rule.NoticeDays, b.OpensAt, b.ClosesAt, now)} {
		if f := fault.Of(why); f != nil {
			p.hinders = append(p.hinders, f)
		}
	}
	return p, nil
}

func areaOf(voters []communities.Voter) (area int64) {
	for _, v := range voters {
		area += v.Area
	}
	return area
}

func (p preview) toAPI(lang api.Language, b Ballot) (*api.BallotRollNow, *[]api.FieldProblem) {
	roll := &api.BallotRollNow{Count: p.voters}
	if b.Rule.Tally().CountsArea() {
		roll.Area = &p.area
	}
	hinders := []api.FieldProblem{}
	for _, f := range p.hinders {
		said := api.FieldProblem{Field: "electorate", Message: words.Say(lang, "problem."+string(f.Code), f.Args)}
		if len(f.Fields) > 0 {
			said.Field = f.Fields[0].Name
		}
		hinders = append(hinders, said)
	}
	return roll, &hinders
}
