package demo

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/db"
)

// roster is who looks after what in turn. Holders are people of the demo by their keys, names are those without an account.
type roster struct {
	key, by, title, area string
	project              string // the key of the project whose result it looks after, if it is one
	ago, reaches         int    // days before the moment of seeding, and after it
	weekdays             []int
	holders, names       []string
}

// takeTurns makes the rosters and lets people say of the last fortnight whether they did their turn. Not everybody says it,
// and one could not.
func (s *seeder) takeTurns(ctx context.Context) error {
	for _, r := range rostered {
		if err := s.takeTurn(ctx, r); ignore(err) != nil {
			return fmt.Errorf("roster %s: %w", r.key, err)
		}
	}
	return nil
}

func (s *seeder) takeTurn(ctx context.Context, r roster) error {
	s.at = s.end.AddDate(0, 0, -r.ago)
	draft := api.RosterDraft{ID: id("roster " + r.key), Title: r.title, Area: r.area, Weekdays: r.weekdays,
		StartsOn: openapitypes.Date{Time: dateOnly(s.at)}, EndsOn: openapitypes.Date{Time: dateOnly(s.end.AddDate(0, 0, r.reaches))}}
	if r.project != "" {
		built := site{key: r.project}.project()
		draft.ProjectID = &built
	}
	whose := map[string]string{}
	for _, key := range r.holders {
		h, err := s.holder(ctx, key)
		if err != nil {
			return err
		}
		draft.Holders, whose[h.Name] = append(draft.Holders, h), key
	}
	for _, name := range r.names {
		draft.Holders = append(draft.Holders, api.DutyHolder{Name: name})
	}
	place, by := s.places[s.village(r.by)].id, s.accounts[r.by]
	if _, _, err := s.rosters.Create(ctx, by, place, draft); err != nil {
		return err
	}
	turns, err := s.rosters.Turns(ctx, by, place, draft.StartsOn.Time, dateOnly(s.end).AddDate(0, 0, -1), &draft.ID)
	if err != nil {
		return err
	}
	return s.markTurns(ctx, turns.Items, whose, by)
}

// markTurns says of each turn whether it was done: its household on the same evening, the committee for those without an
// account; of every seventh nobody says anything, and the fifth could not be done.
func (s *seeder) markTurns(ctx context.Context, turns []api.DutyTurn, whose map[string]string, committee uuid.UUID) error {
	for i, turn := range turns {
		if i%7 == 6 {
			continue
		}
		s.at = turn.On.Add(11 * hour)
		by, mark := committee, api.DutyMark{Done: i != 4}
		if key, known := whose[turn.Name]; known {
			by = s.accounts[key]
		}
		if !mark.Done {
			why := "那天下大雨，改到第二天扫的"
			mark.Note = &why
		}
		if _, err := s.rosters.Mark(ctx, by, turn.ID, mark); err != nil {
			return fmt.Errorf("turn of %s: %w", turn.Name, err)
		}
	}
	return nil
}

// holder is somebody's household as a roster names it: by its door.
func (s *seeder) holder(ctx context.Context, key string) (api.DutyHolder, error) {
	h, err := db.Row[struct {
		ID   uuid.UUID
		Name string
	}](ctx, s.DB, `SELECT h.id, concat_ws(' ', b.name, h.entrance || h.door) AS name FROM memberships m JOIN persons p ON p.id = m.person_id
		JOIN households h ON h.id = p.household_id JOIN buildings b ON b.id = h.building_id WHERE m.account_id = ? AND m.state = 'verified'`, s.accounts[key])
	if err != nil {
		return api.DutyHolder{}, fmt.Errorf("household of %s: %w", key, err)
	}
	return api.DutyHolder{HouseholdID: &h.ID, Name: h.Name}, nil
}

var everyDay = []int{1, 2, 3, 4, 5, 6, 7}

// The garden's first turn was thirteen days ago: today it is Zhao's household's, in four days Wang's.
var rostered = []roster{
	{key: "garden", by: "chen", title: "小花园轮值", area: "2号楼门口小花园：扫步道，看灯亮不亮", ago: 13, reaches: 100, weekdays: everyDay,
		holders: []string{"liu", "bai", "wen", "zhao", "jia", "hong", "hu", "wang", "duan", "han"}},
	{key: "sorting", by: "chen", title: "垃圾分类亭督导", project: "shelter", area: "东门分类亭，早七点到八点半", ago: 12, reaches: 60, weekdays: []int{2, 4, 6},
		holders: []string{"gu", "jiang"}, names: []string{"志愿者 吴老师", "志愿者 秦大姐"}},
	{key: "canal", by: "ren", title: "水渠巡查", area: "三组水渠，看闸口和垃圾", ago: 13, reaches: 60, weekdays: []int{3, 7},
		holders: []string{"xue", "guo2", "bin"}, names: []string{"三组 老支书"}},
}
