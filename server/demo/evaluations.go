package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
)

// survey is one of the committee's: who answered, and how. Times count from the moment of seeding.
type survey struct {
	key, by, title, text string
	ago                  time.Duration
	days                 int
	paper                bool
	answers              []rating
}

// rating is somebody's answer. The demo may name whose it is; the server cannot.
type rating struct {
	by, words string
	marks     [7]int
}

// rate lets the committees ask and people answer; what is over is counted, and what is wanting is put right.
func (s *seeder) rate(ctx context.Context) error {
	for _, v := range surveys {
		if err := s.ask(ctx, v); err != nil {
			return fmt.Errorf("survey %s: %w", v.key, err)
		}
	}
	for _, p := range []struct {
		key, finding, owner string
		ago                 time.Duration
		due                 int
		done, photo         string
	}{
		{"ramp", "二单元门口的坡道雨天打滑", "物业公司", 18 * day, 10, "坡面加铺了防滑条，两边装了扶手", "ramp"},
		{"light", "亭子东边的灯晚上七点就灭", "物业公司", 18 * day, 21, "", ""},
		{"bench", "长椅少，老人站着聊天", "居委会", 18 * day, 16, "", ""},
	} {
		s.at = s.end.Add(-p.ago)
		of, promise := id("survey garden"), id("rectification "+p.key)
		draft := api.RectificationDraft{ID: promise, EvaluationID: &of, Finding: p.finding, Owner: p.owner, DueOn: openapitypes.Date{Time: dateOnly(s.at.AddDate(0, 0, p.due))}}
		if _, _, err := s.evaluations.Promise(ctx, s.accounts["chen"], s.places[false].id, draft); err != nil {
			return fmt.Errorf("promise %s: %w", p.key, err)
		}
		if err := s.putRight(ctx, promise, p.done, p.photo); err != nil {
			return fmt.Errorf("put right %s: %w", p.key, err)
		}
	}
	return nil
}

func (s *seeder) putRight(ctx context.Context, promise uuid.UUID, note, photo string) error {
	if note == "" || !exists(photo) {
		return nil
	}
	s.at = s.at.Add(6 * day)
	uploaded, err := s.upload(ctx, s.accounts["chen"], "rectification "+promise.String(), photo)
	if err != nil {
		return err
	}
	_, err = s.evaluations.Close(ctx, s.accounts["chen"], promise, api.RectificationClosing{Note: note, PhotoID: uploaded})
	return ignore(err)
}

func (s *seeder) ask(ctx context.Context, v survey) error {
	s.at = s.end.Add(-v.ago)
	draft := api.EvaluationDraft{ID: id("survey " + v.key), Title: v.title, Text: &v.text, Unit: api.EvaluationUnitHousehold, Paper: v.paper,
		ClosesOn: openapitypes.Date{Time: dateOnly(s.at.AddDate(0, 0, v.days))}}
	if _, _, err := s.evaluations.Create(ctx, s.accounts[v.by], s.places[s.village(v.by)].id, draft); err != nil {
		return err
	}
	for _, r := range v.answers {
		m := r.marks
		sheet := api.EvaluationSheet{Clean: m[0], Comfortable: m[1], Safe: m[2], Beautiful: m[3], Gain: m[4], Happiness: m[5], Security: m[6]}
		if r.words != "" {
			sheet.Words = &r.words
		}
		s.at = s.at.Add(3 * hour)
		if _, err := s.evaluations.Answer(ctx, s.accounts[r.by], draft.ID, sheet); ignore(err) != nil {
			return fmt.Errorf("%s answers: %w", r.by, err)
		}
	}
	if s.at = s.end.Add(-v.ago).AddDate(0, 0, v.days+4); s.at.Before(s.end) {
		return s.evaluations.CountDue(ctx)
	}
	return nil
}

var surveys = []survey{
	{key: "garden", by: "chen", title: "2号楼门口小花园整修，您满意吗", text: "修了步道和亭子，换了灯，补种了花木。", ago: 34 * day, days: 10, answers: []rating{
		{"wang", "亭子好，就是长椅少。", [7]int{5, 4, 4, 5, 5, 5, 4}}, {"liu", "灯灭得太早，下班回来看不见。", [7]int{4, 4, 3, 4, 4, 4, 3}},
		{"zhao", "坡道下雨天滑。", [7]int{4, 3, 2, 4, 4, 4, 3}}, {"hu", "", [7]int{5, 5, 4, 5, 5, 5, 5}}, {"cheng", "", [7]int{5, 4, 5, 5, 4, 4, 5}},
		{"tian", "比以前干净多了。", [7]int{5, 5, 5, 5, 5, 5, 5}}, {"lai", "", [7]int{4, 4, 3, 4, 4, 3, 4}}, {"gu", "", [7]int{3, 4, 4, 4, 3, 3, 4}},
		{"jiang", "", [7]int{5, 5, 4, 5, 5, 5, 4}}, {"dong", "", [7]int{4, 5, 4, 4, 4, 5, 4}}, {"wen", "", [7]int{5, 4, 4, 5, 5, 4, 4}},
		{"bai", "", [7]int{4, 4, 0, 4, 4, 4, 4}}, {"duan", "", [7]int{5, 4, 3, 5, 4, 5, 4}}}},
	{key: "stairs", by: "chen", title: "楼道灯和扶手装好了，请您打分", text: "1号楼到4号楼的楼道换了声控灯，装了扶手。", ago: 4 * day, days: 12, paper: true, answers: []rating{
		{"hu", "", [7]int{4, 5, 5, 4, 5, 5, 5}}, {"han", "", [7]int{5, 5, 5, 4, 5, 5, 5}}, {"he", "", [7]int{4, 4, 5, 4, 4, 4, 5}},
		{"wei", "", [7]int{5, 5, 4, 5, 5, 5, 5}}, {"gu", "", [7]int{4, 4, 4, 4, 4, 4, 4}}}},
	{key: "canal", by: "ren", title: "三组水渠清淤，大家说说怎么样", text: "十月清了一千二百米，修了两处闸口。", ago: 3 * day, days: 10, paper: true, answers: []rating{
		{"xue", "", [7]int{4, 4, 5, 4, 5, 4, 4}}, {"guo2", "", [7]int{5, 4, 4, 4, 5, 5, 5}}}},
}
