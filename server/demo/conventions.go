package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
)

// pledge is a clause of the demo's conventions: its id follows from the key, so that it stays through the versions.
type pledge struct {
	key, heading, title, text string
	topic                     api.ConventionTopic
}

func (p pledge) clause() api.ConventionClause {
	c := api.ConventionClause{ID: id("clause " + p.key), Title: &p.title, Text: p.text, Topic: &p.topic}
	if p.heading != "" {
		c.Heading = &p.heading
	}
	return c
}

func clauses(all []pledge) []api.ConventionClause {
	list := make([]api.ConventionClause, len(all))
	for i, p := range all {
		list[i] = p.clause()
	}
	return list
}

var estatePledges = []pledge{
	{"u stairs", "公共地方", "楼道", "楼道是大家的路，不堆放杂物。确实要临时放的，贴上门牌号，三天内搬走。", "safety"},
	{"u bins", "", "垃圾分类", "早上七点到九点、晚上六点到八点投放，厨余垃圾破袋。大件先联系物业，不堆在楼下。", "waste"},
	{"u garden", "", "小花园", "爱护花木和座椅，带孩子的人看好孩子。谁损坏谁修好，修不了的告诉物业。", "facilities"},
	{"u parking", "", "停车", "车停在线内，不占消防通道。亲友来访，停东门内临时车位。", "parking"},
	{"u quiet", "邻里之间", "安静", "晚上十点到早上七点不大声放音乐、不拖拽家具。装修在工作日白天做，先在单元门口贴告示。", "noise"},
	{"u dogs", "", "养犬", "出门拴绳，坐电梯抱起或贴边，粪便随手清理。", "dogs"},
	{"u help", "", "互相照应", "楼上楼下有独居老人的，常敲敲门。停水停电的时候，先看看老人家里。", "help"},
	{"u words", "怎样守约", "劝导和表扬", "做得好的上红榜。没做到的，邻居提醒，楼栋长上门劝，不吵不骂。", "other"},
}

var villagePledges = []pledge{
	{"v yard", "村容", "房前屋后", "柴草码整齐，农具进院。门前到路边自家扫，公共路段每月一号一起扫。", "frontage"},
	{"v water", "", "水渠和污水", "不往水渠倒垃圾、污水。清渠的日子各户出一个人，有难处的说一声。", "water"},
	{"v feast", "乡风", "红白事", "红白事从简，不比排场。理事会帮着操办，烟酒不上高档。", "customs"},
	{"v fire", "", "防火", "秸秆不焚烧，上坟用鲜花代替烧纸。看见烟火先打电话，再叫邻居。", "safety"},
	{"v old", "邻里", "敬老", "儿女常回家看看。留守老人家里灯没亮的，邻居去敲门。", "help"},
}

// agree lets the communities have their conventions: both were adopted earlier on paper, and the estate amends its own.
func (s *seeder) agree(ctx context.Context) error {
	for _, c := range []struct {
		key, by, title, how, preamble, short, number string
		kind                                         api.ConventionKind
		pledges                                      []pledge
	}{
		{"u convention", "zhang", "梧桐苑居民公约", "居民代表会议 2025 年通过，应到代表 31 人，实到 26 人，24 人同意。", "同住一个院，和气过日子。我们商量好下面这些，互相提醒，一起做到。",
			"楼道不堆东西，垃圾按时分类投，车停线里不占消防通道。晚上十点以后轻一点，遛狗拴绳清粪便。老人家里常敲敲门，有话好好说。",
			"东街备〔2025〕17号", api.ConventionKindResidentConvention, estatePledges},
		{"v convention", "gao", "村规民约", "村民会议 2025 年以户代表通过，应到 214 户，实到 168 户，159 户同意。", "一村一家人。老规矩里好的留下，新日子里要紧的添上。",
			"门前自家扫，水渠不倒脏水，秸秆不烧。红白事从简。老人家里灯没亮，去敲敲门。", "镇备〔2025〕9号", api.ConventionKindVillageConvention, villagePledges},
	} {
		s.at = s.end.Add(-58 * day)
		by := s.accounts[c.by]
		photo, err := s.upload(ctx, by, c.key, "convention-signed")
		if err != nil {
			return err
		}
		adopted := dateOnly(s.end.AddDate(-1, -2, 0))
		_, _, err = s.conventions.Create(ctx, by, s.places[s.village(c.by)].id, api.ConventionDraft{ID: id(c.key), VersionID: id(c.key + " 1.0"), Kind: c.kind, Title: c.title,
			Posted: &api.ConventionPosted{AdoptedOn: openapitypes.Date{Time: adopted}, EffectiveOn: openapitypes.Date{Time: adopted.AddDate(0, 0, 10)}, Preamble: &c.preamble,
				Clauses: clauses(c.pledges), Short: &c.short, How: &c.how, Photos: []uuid.UUID{photo}, FiledOn: &openapitypes.Date{Time: adopted.AddDate(0, 0, 7)},
				FilingNumber: &c.number}})
		if ignore(err) != nil {
			return fmt.Errorf("%s: %w", c.title, err)
		}
	}
	for _, who := range []string{"wang", "liu", "chen", "feng"} {
		s.at = s.at.Add(7 * hour)
		if _, err := s.conventions.Sign(ctx, s.accounts[who], id("u convention 1.0"), true); err != nil {
			return err
		}
	}
	return s.amend(ctx)
}

// amend lets the estate amend its convention: collected, drafted, reviewed, and shown for opinions now.
func (s *seeder) amend(ctx context.Context) error {
	version, zhang, chen := id("u convention 1.1"), s.accounts["zhang"], s.accounts["chen"]
	s.at = s.end.Add(-48 * day)
	if _, _, err := s.conventions.Open(ctx, zhang, id("u convention"), api.ConventionVersionDraft{ID: version, Kind: api.ConventionVersionKindAmendment,
		Proposer: api.ConventionProposerCommittee, Collect: new(true), Reason: "公约一年多了，养犬和夜里安静这两条大家意见最多，请大家再商量一次。"}); err != nil {
		return err
	}
	if err := s.hang(ctx, version, "autumn", 47); err != nil {
		return err
	}
	if err := s.speak(ctx, version, 46, []opinion{
		{"wang", "夜里十点太晚，我们老人九点就睡了。", "noise", api.ConventionAnswerVerdictPartly, "冬天改到九点半，夏天还是十点，写在“安静”这一条。"},
		{"liu", "遛狗的早晚高峰不要进小花园，孩子多。", "dogs", api.ConventionAnswerVerdictAdopted, ""},
		{"zhao", "租房的人也想参加红榜评选。", "other", api.ConventionAnswerVerdictAdopted, ""},
		{"li", "建议不许养大型犬。", "dogs", api.ConventionAnswerVerdictNotAdopted, "能不能养、养多大，由市里的养犬条例管，公约不能另外规定。"}}); err != nil {
		return err
	}
	steps := []struct {
		daysAgo int
		do      func() error
	}{
		{29, func() error {
			return s.step(ctx, chen, version, api.ConventionActStartDrafting, api.ConventionStateCollecting, 1)
		}},
		{28, func() error { return s.draft(ctx, chen, version) }},
		{27, func() error {
			return s.step(ctx, zhang, version, api.ConventionActSubmit, api.ConventionStateDrafting, 2)
		}},
		{24, func() error {
			return s.review(ctx, "secretary", version, api.ConventionOfficeParty, "党支部研究过，同意提请公示。")
		}},
		{15, func() error {
			return s.review(ctx, "sun", version, api.ConventionOfficeTown, "没有和法律、法规抵触的地方。养犬一条和市条例一致。")
		}},
		{4, func() error {
			return s.step(ctx, zhang, version, api.ConventionActPublicise, api.ConventionStateReview, 2)
		}},
	}
	for _, step := range steps {
		s.at = s.hour(step.daysAgo, 10)
		if err := ignore(step.do()); err != nil {
			return err
		}
	}
	if err := s.hang(ctx, version, "now", 4); err != nil {
		return err
	}
	return s.speak(ctx, version, 3, []opinion{
		{"wang", "九点半好，字也看得清。就怕装修的不听。", "noise", api.ConventionAnswerVerdictPartly, "装修的时间城管有规定，物业会在开工前把这条交给装修公司签字。"},
		{"zhao", "“早晚高峰”是几点到几点？写清楚。", "dogs", "", ""}})
}

func (s *seeder) step(ctx context.Context, by, version uuid.UUID, act api.ConventionAct, from api.ConventionState, revision int) error {
	_, err := s.conventions.Move(ctx, by, version, api.ConventionMove{Act: act, From: from, Revision: &revision})
	return err
}

// draft changes two clauses and adds one.
func (s *seeder) draft(ctx context.Context, by, version uuid.UUID) error {
	var changed []pledge
	for _, p := range estatePledges {
		switch p.key {
		case "u quiet":
			p.text = "晚上十点（冬天九点半）到早上七点不大声放音乐、不拖拽家具。装修在工作日白天做，先在单元门口贴告示。"
		case "u dogs":
			p.text = "出门拴绳，坐电梯抱起或贴边，粪便随手清理。早晚高峰不带进小花园。"
		case "u words":
			p.text = "做得好的上红榜，租户和业主一样评。没做到的，邻居提醒，楼栋长上门劝，不吵不骂。"
		}
		changed = append(changed, p)
		if p.key == "u help" {
			changed = append(changed, pledge{"u lamps", "", "报修", "看见坏了的灯、松了的扶手，拍张照报上来，不等出事。", "facilities"})
		}
	}
	short := "楼道不堆东西，垃圾按时分类投，车停线里不占消防通道。晚上十点（冬天九点半）以后轻一点，遛狗拴绳清粪便，早晚高峰不进小花园。坏了的东西拍照报上来。老人家里常敲敲门，有话好好说。"
	preamble := "同住一个院，和气过日子。我们商量好下面这些，互相提醒，一起做到。"
	note := "按征集的意见改了安静、养犬、劝导和表扬三条，添了报修一条。"
	explained := []api.ConventionExplanation{{ClauseID: id("clause u help"), Rule: api.ConventionLintRuleUtilities, Text: "说的是停水停电的时候照应老人，不是拿停水停电管人。"}}
	_, err := s.conventions.Save(ctx, by, version, api.ConventionText{Revision: 1, Preamble: &preamble, Clauses: clauses(changed), Short: &short, Note: &note, Explanations: &explained})
	return err
}

func (s *seeder) review(ctx context.Context, who string, version uuid.UUID, office api.ConventionOffice, text string) error {
	_, _, err := s.conventions.Review(ctx, s.accounts[who], version, api.ConventionReviewDraft{ID: id("review " + who), Office: office, Verdict: api.ConventionVerdictFit,
		Revision: 2, Text: &text})
	return err
}

// hang shows a version on the board.
func (s *seeder) hang(ctx context.Context, version uuid.UUID, name string, daysAgo int) error {
	s.at = s.hour(daysAgo, 16)
	photo, err := s.upload(ctx, s.accounts["chen"], "convention "+name, "convention-board")
	if err != nil {
		return err
	}
	_, _, err = s.conventions.Post(ctx, s.accounts["chen"], version, api.BoardPostingDraft{ID: id("convention board " + name), PhotoID: photo,
		PostedOn: openapitypes.Date{Time: dateOnly(s.at)}, Place: "2号楼前公告栏"})
	return ignore(err)
}

// opinion is one of the demo; without a verdict it waits.
type opinion struct {
	by, text string
	topic    api.ConventionTopic
	verdict  api.ConventionAnswerVerdict
	reason   string
}

func (s *seeder) speak(ctx context.Context, version uuid.UUID, daysAgo int, all []opinion) error {
	for n, o := range all {
		s.at = s.hour(daysAgo, 9).Add(time.Duration(n) * 5 * hour)
		said := id(fmt.Sprintf("convention opinion %d %d", daysAgo, n))
		if _, _, err := s.conventions.Opine(ctx, s.accounts[o.by], version, api.ConventionOpinionDraft{ID: said, Text: o.text, Topic: &o.topic}); err != nil {
			return ignore(err)
		}
		if o.verdict == "" {
			continue
		}
		answer := api.ConventionAnswer{Verdict: o.verdict}
		if o.reason != "" {
			answer.Reason = &o.reason
		}
		s.at = s.at.Add(20 * hour)
		if _, err := s.conventions.Answer(ctx, s.accounts["chen"], said, answer); ignore(err) != nil {
			return err
		}
	}
	return nil
}
