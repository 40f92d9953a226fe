package demo

import (
	"context"
	"fmt"
	"time"

	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
)

type entry struct {
	by, name string
	t        api.ProjectRecordType
	body     api.ProjectRecordBody
	photos   []string
}

func (p site) addAll(ctx context.Context, all []entry) error {
	for _, e := range all {
		if err := p.add(ctx, e.by, e.name, e.t, e.body, e.photos...); err != nil {
			return fmt.Errorf("project %s: %w", p.key, err)
		}
	}
	return nil
}

func (p site) daysOn(n int) openapitypes.Date {
	return openapitypes.Date{Time: dateOnly(p.at.AddDate(0, 0, n))}
}

// lift is being planned: two ways to build it were talked over, and what each household would pay is on the table.
func (s *seeder) lift(ctx context.Context) error {
	p := site{s, "lift", "chen", 5 * time.Hour}
	p.at = s.end.Add(-7 * day)
	if err := p.begin(ctx, nil); err != nil {
		return fmt.Errorf("project lift: %w", err)
	}
	meeting := &api.DeliberationBody{Form: api.DeliberationFormTalk, Topic: "一单元装不装电梯，怎么装", NoticeOn: p.daysOn(-3), HeldOn: p.daysOn(0), Place: "居委会二楼活动室", Chair: "居委会委员陈晓敏",
		Attendees: []api.Attendance{{Actors: api.ActorsResidents, Count: 11}, {Actors: api.ActorsCommittee, Count: 2}, {Actors: api.ActorsSociety, Count: 1}},
		Minutes:   "十二户来了十一户。十户愿意装；一楼一户担心采光。设计单位讲了两种做法：贴墙装省钱，往东挪八十公分不挡一楼厨房。大家商定先按往东挪的做法出图，再按楼层算各家的份额。",
		Opinions: &[]api.SaidOpinion{{Stance: against, Text: "电梯井正挡着一楼厨房的窗。", Reply: text("按往东挪的图做，井道用玻璃，出图先拿到一楼两家看。")},
			{Stance: concern, Text: "一楼、二楼用得少，也要出钱吗？", Reply: text("一楼不出，二楼少出，份额表会贴出来。")}},
		FollowUps: &[]api.FollowUp{{What: "出往东挪八十公分的图", Who: "设计单位", DueOn: new(p.daysOn(10))}}}
	return p.addAll(ctx, []entry{
		{"chen", "meeting", api.ProjectRecordTypeDeliberation, api.ProjectRecordBody{Deliberation: meeting}, []string{"sign_in:convention-signed"}},
		{"lai", "dissent", api.ProjectRecordTypeDissent, api.ProjectRecordBody{Answer: &api.AnswerBody{AboutID: new(p.id("meeting")), Text: "图没有出来以前，我仍然不同意。玻璃井道夜里的灯也会照进来。"}}, nil},
		{"chen", "wall", api.ProjectRecordTypeOption, api.ProjectRecordBody{Option: &api.OptionBody{Title: "贴墙装", Text: "井道贴着楼道窗，平层入户，工期短。", Cost: 52_000_000, PrivateParts: true,
			Effects: text("一楼两户厨房采光受影响"), Affected: text("一楼 101、102"), Designer: new("市建筑设计院")}}, nil},
		{"chen", "east", api.ProjectRecordTypeOption, api.ProjectRecordBody{Option: &api.OptionBody{Title: "往东挪八十公分", Text: "井道离墙八十公分，用连廊接楼道，玻璃井壁。", Cost: 58_000_000, PrivateParts: true,
			Effects: text("占绿地约六平方米，移栽两棵女贞"), Affected: text("一楼 101、102"), Designer: new("市建筑设计院")}}, nil},
		{"chen", "ground floor", api.ProjectRecordTypeStakeholder, api.ProjectRecordBody{Stakeholder: &api.StakeholderBody{Name: "赖新民", Kind: api.StakeholderKindOwner, MustAgree: true, Stake: text("厨房窗户正对井道")}}, nil},
		{"chen", "plan", api.ProjectRecordTypeFundingPlan, api.ProjectRecordBody{FundingPlan: &api.FundingPlanBody{Estimate: 58_000_000, Lines: []api.PlanLine{
			{Source: api.FundSourceFiscal, Fund: text("既有住宅加装电梯补贴"), Amount: 20_000_000}, {Source: api.FundSourceResidents, Amount: 38_000_000}}}}, nil},
		{"chen", "shares", api.ProjectRecordTypeCostShare, api.ProjectRecordBody{CostShare: &api.CostShareBody{Total: 38_000_000, Rule: api.ShareRuleFloor, Units: liftUnits()}}, nil},
	})
}

// liftUnits are the twelve doors of the entrance: the ground floor pays nothing, each floor above more.
func liftUnits() (units []api.ShareUnit) {
	for floor, weight := range []int{0, 50, 100, 130, 160, 190} {
		for _, door := range []string{"01", "02"} {
			units = append(units, api.ShareUnit{Label: fmt.Sprintf("3号楼一单元%d%s", floor+1, door), Weight: new(weight)})
		}
	}
	return units
}

// gully is being built by the villagers before the frost: the chair went on before everything was in, and says why.
func (s *seeder) gully(ctx context.Context) error {
	p := site{s, "gully", "ren", 7 * time.Hour}
	p.at = s.end.Add(-18 * day)
	if err := p.begin(ctx, nil); err != nil {
		return fmt.Errorf("project gully: %w", err)
	}
	meeting := &api.DeliberationBody{Form: api.DeliberationFormHamletNight, Topic: "沟边巷硬化，怎么出工", NoticeOn: p.daysOn(-4), HeldOn: p.daysOn(0), Place: "文化广场", Chair: "村委会委员任建军",
		Attendees: []api.Attendance{{Actors: api.ActorsResidents, Count: 34}, {Actors: api.ActorsCommittee, Count: 3}},
		Minutes:   "沟边巷十九户来了十七户，都同意硬化。路宽三米，两边让出水渠；每户出工五天，出不了工的可以出机器或者捐钱，不强派。水泥报镇上的以奖代补。",
		Opinions:  &[]api.SaidOpinion{{Stance: concern, Text: "路铺高了，雨水不要倒灌到院里。", Reply: text("图上加了一边水渠，坡往沟里走。")}}}
	if err := p.addAll(ctx, []entry{
		{"ren", "meeting", api.ProjectRecordTypeDeliberation, api.ProjectRecordBody{Deliberation: meeting}, nil},
		{"ren", "option", api.ProjectRecordTypeOption, api.ProjectRecordBody{Option: &api.OptionBody{Title: "三米宽水泥路，带一边水渠", Text: "全长三百一十米，厚十八公分，坡向沟里；水渠三十公分宽，盖板可以揭。", Cost: 9_600_000}}, nil},
		{"ren", "plan", api.ProjectRecordTypeFundingPlan, api.ProjectRecordBody{FundingPlan: &api.FundingPlanBody{Estimate: 9_600_000, Lines: []api.PlanLine{
			{Source: api.FundSourceFiscal, Fund: text("镇乡村道路补助"), Amount: 3_000_000}, {Source: api.FundSourceReward, Amount: 3_600_000},
			{Source: api.FundSourceLabour, Amount: 2_400_000}, {Source: api.FundSourceDonation, Amount: 600_000}}}}, nil},
		{"ren", "work plan", api.ProjectRecordTypeWorkPlan, api.ProjectRecordBody{WorkPlan: &api.WorkPlanBody{Mode: api.ProcurementModeSelfBuild, Basis: "不到招标限额，村民自己建",
			Builder: "沟边巷各户，任永刚带班", StartsOn: p.daysOn(4), EndsOn: p.daysOn(32), Text: "分三段浇，每段养护七天，留半幅让人走。"}}, nil},
	}); err != nil {
		return err
	}
	if err := p.pass(ctx, 1, "地一上冻就浇不成了。村民小组会上各户都同意，先开工；表决和公示这个月补办，补办的结果也贴在这里。"); err != nil {
		return fmt.Errorf("project gully: %w", err)
	}
	if err := p.add(ctx, "ren", "point", api.ProjectRecordTypePhotoPoint, api.ProjectRecordBody{PhotoPoint: &api.PhotoPointBody{Name: "巷口老井边", Hint: text("站在井台上朝巷里拍")}}, "before:flood"); err != nil {
		return fmt.Errorf("project gully: %w", err)
	}
	if err := p.enter(ctx, "in", 3_000_000, "镇财政所"); err != nil {
		return fmt.Errorf("project gully: %w", err)
	}
	for n, g := range []gift{
		{by: "yong", what: "自家搅拌机，连人带机器", kind: api.ContributionKindEquipment, quantity: 240, display: api.ContributionDisplayReal, seen: []string{"bin", "zeng"}},
		{by: "defu", what: "清基、支模", kind: api.ContributionKindLabour, quantity: 30, display: api.ContributionDisplayReal, seen: []string{"yong", "bin"}},
		{by: "xuefang", what: "做饭、送水", kind: api.ContributionKindVolunteer, quantity: 20, display: api.ContributionDisplayHousehold, seen: []string{"bin", "yong"}},
		{by: "xue", what: "出不了工，捐五百元买水泥", kind: api.ContributionKindMoney, quantity: 50_000, display: api.ContributionDisplayAnonymous, seen: []string{"defu"}},
	} {
		if err := p.give(ctx, n, g); err != nil {
			return fmt.Errorf("project gully: %w", err)
		}
	}
	if err := p.addAll(ctx, []entry{
		{"yong", "progress", api.ProjectRecordTypeProgress, api.ProjectRecordBody{Progress: &api.ProgressBody{Percent: 40, Text: "第一段浇完，正在洒水养护；第二段模板支好了。"}}, []string{"during:ditch-before"}},
		{"bin", "slope", api.ProjectRecordTypeQualityIssue, api.ProjectRecordBody{QualityIssue: &api.QualityIssueBody{Place: "第一段靠老井", Text: "坡没找够，泼水试了，有一处积水。", Severity: api.QualityIssueBodySeverityMinor,
			DueOn: openapitypes.Date{Time: dateOnly(s.end.AddDate(0, 0, 6))}}}, nil},
	}); err != nil {
		return err
	}
	if err := p.enter(ctx, "out", 1_840_000, "县水泥厂门市部"); err != nil {
		return fmt.Errorf("project gully: %w", err)
	}
	return nil
}
