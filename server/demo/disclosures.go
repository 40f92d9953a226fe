package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/disclosures"
)

// opened is something laid open, with what was asked and done about it. Times count from the moment of seeding.
type opened struct {
	key, by  string
	category api.DisclosureCategoryCode
	kind     api.DisclosureFrequency
	back     int // periods before the last one that is over
	ago      time.Duration
	title    string // %s is the period
	text     string
	opening  int64
	lines    []api.DisclosureLine
	checked  string
	asked    []asked
	board    *hung
	fixed    *fix
}

// hung is a photo of it on a board, a day after it was laid open.
type hung struct{ photo, place string }

// fix is a correction, two days after: what was wrong, and what it says instead.
type fix struct{ reason, text string }

// asked is a question; without an answer it waits.
type asked struct {
	by, text, answer string
	after            time.Duration // from the disclosure to the question
}

// disclose lets the committees lay open what they owe. In the village the accounts go month by month, and one is late.
func (s *seeder) disclose(ctx context.Context) error {
	s.at = s.end.Add(-59 * day)
	if _, err := s.disclosures.SetRhythm(ctx, s.accounts["gao"], s.places[true].id, true); err != nil {
		return err
	}
	late, err := s.overdue(ctx)
	if err != nil {
		return err
	}
	for _, o := range laidOpen {
		period, words := s.period(o, late[slot{s.village(o.by), o.category}])
		if err := s.layOpen(ctx, o, period, words); err != nil {
			return fmt.Errorf("disclosure %s: %w", o.key, err)
		}
	}
	return s.catchUp(ctx)
}

// slot is a kind of matter in one of the two places.
type slot struct {
	village  bool
	category api.DisclosureCategoryCode
}

// overdue are the periods whose day has passed and for which nothing is laid open, the newest first. The newest accounts of the
// village are not among them: they stay late, so that one sees what that looks like.
func (s *seeder) overdue(ctx context.Context) (map[slot][]api.DisclosurePeriod, error) {
	s.at = s.end
	late := map[slot][]api.DisclosurePeriod{}
	for village, by := range map[bool]string{false: "chen", true: "ren"} {
		calendar, err := s.disclosures.Calendar(ctx, s.accounts[by], s.places[village].id)
		if err != nil {
			return nil, err
		}
		kept := !village
		for _, d := range calendar.Duties {
			switch {
			case d.State != api.DisclosureDutyStateOverdue:
			case d.Category == api.DisclosureCategoryCodeFinance && !kept:
				kept = true
			default:
				late[slot{village, d.Category}] = append(late[slot{village, d.Category}], d.Period)
			}
		}
	}
	return late, nil
}

// catchUp lays open what is late after all the stories: on some days of the year two months are.
func (s *seeder) catchUp(ctx context.Context) error {
	late, err := s.overdue(ctx)
	if err != nil {
		return err
	}
	for where, periods := range late {
		for _, o := range laidOpen {
			if s.village(o.by) != where.village || o.category != where.category || o.kind == evt {
				continue
			}
			for _, p := range periods {
				o.key, o.kind, o.asked, o.board, o.fixed = fmt.Sprint(o.key, " ", p.Kind, p.Start), p.Kind, nil, nil, nil
				if err := s.layOpen(ctx, o, p, wordsOf(p)); err != nil {
					return fmt.Errorf("disclosure %s: %w", o.key, err)
				}
			}
			break
		}
	}
	return nil
}

// period is what a story is about: the newest period that is late, or the last one that was over then, and so many before it.
func (s *seeder) period(o opened, late []api.DisclosurePeriod) (api.DisclosurePeriod, string) {
	if o.kind == evt {
		at := disclosures.PeriodOf(evt, s.end.Add(-o.ago))
		return api.DisclosurePeriod{Kind: evt, Start: openapitypes.Date{Time: dateOnly(at.Start)}}, ""
	}
	length := map[api.DisclosureFrequency]int{mon: 1, qtr: 3}[o.kind]
	p := api.DisclosurePeriod{Kind: o.kind, Start: openapitypes.Date{Time: dateOnly(disclosures.PeriodOf(o.kind, s.end.Add(-20*day)).Start.AddDate(0, -length, 0))}}
	if len(late) > 0 {
		p = late[0]
	}
	if o.back > 0 {
		p = api.DisclosurePeriod{Kind: o.kind, Start: openapitypes.Date{Time: p.Start.AddDate(0, -length*o.back, 0)}}
	}
	return p, wordsOf(p)
}

// wordsOf names a month or a quarter.
func wordsOf(p api.DisclosurePeriod) string {
	if p.Kind == mon {
		return p.Start.Format("2006年1月")
	}
	return fmt.Sprintf("%d年第%d季度", p.Start.Year(), (p.Start.Month()+2)/3)
}

// dateOnly is a day of China as a date of the contract.
func dateOnly(t time.Time) time.Time {
	y, m, d := t.In(china.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func (s *seeder) layOpen(ctx context.Context, o opened, period api.DisclosurePeriod, words string) error {
	s.at = s.end.Add(-o.ago)
	place := s.places[s.village(o.by)].id
	draft := api.DisclosureDraft{ID: id("disclosure " + o.key), Category: o.category, Period: period, Title: words + o.title, Text: o.text}
	if len(o.lines) > 0 {
		draft.Lines, draft.Opening = &o.lines, &o.opening
	}
	if _, _, err := s.disclosures.Create(ctx, s.accounts[o.by], place, draft); err != nil {
		return ignore(err)
	}
	if err := s.afterwards(ctx, o, draft); err != nil {
		return err
	}
	if o.checked != "" {
		s.at = s.end.Add(-o.ago + 20*hour)
		if _, err := s.disclosures.Check(ctx, s.accounts["feng"], draft.ID, api.DisclosureCheck{Note: &o.checked}); err != nil {
			return ignore(err)
		}
	}
	for n, q := range o.asked {
		if err := s.askAbout(ctx, draft.ID, id(fmt.Sprintf("question %s %d", o.key, n)), q, s.end.Add(-o.ago+q.after), o.by); err != nil {
			return err
		}
	}
	return nil
}

// afterwards hangs it on the board, and corrects it.
func (s *seeder) afterwards(ctx context.Context, o opened, draft api.DisclosureDraft) error {
	if o.board != nil {
		s.at = s.end.Add(-o.ago + day)
		photo, err := s.upload(ctx, s.accounts[o.by], o.key, o.board.photo)
		if err != nil {
			return err
		}
		_, _, err = s.disclosures.Post(ctx, s.accounts[o.by], draft.ID, api.BoardPostingDraft{ID: id("posting " + o.key), PhotoID: photo,
			PostedOn: openapitypes.Date{Time: dateOnly(s.at)}, Place: o.board.place})
		if err != nil {
			return ignore(err)
		}
	}
	if o.fixed == nil {
		return nil
	}
	s.at = s.end.Add(-o.ago + 2*day)
	corrected := draft.ID
	draft.ID, draft.Corrects, draft.Reason, draft.Text = id("correction "+o.key), &corrected, &o.fixed.reason, o.fixed.text
	_, _, err := s.disclosures.Create(ctx, s.accounts[o.by], s.places[s.village(o.by)].id, draft)
	return ignore(err)
}

func (s *seeder) askAbout(ctx context.Context, about, question uuid.UUID, q asked, at time.Time, by string) error {
	s.at = at
	if _, _, err := s.disclosures.Ask(ctx, s.accounts[q.by], about, api.DisclosureQuestionDraft{ID: question, Text: q.text}); err != nil {
		return ignore(err)
	}
	if q.answer == "" {
		return nil
	}
	s.at = at.Add(26 * hour)
	_, err := s.disclosures.Answer(ctx, s.accounts[by], question, api.DisclosureAnswer{Text: q.answer})
	return ignore(err)
}

const (
	inc = api.DisclosureSideIncome
	exp = api.DisclosureSideExpense
	mon = api.DisclosureFrequencyMonth
	qtr = api.DisclosureFrequencyQuarter
	evt = api.DisclosureFrequencyEvent
)

var laidOpen = []opened{
	{key: "u finance before", by: "chen", category: "finance", kind: qtr, back: 1, ago: 56 * day, title: "财务收支", checked: "票据齐全，和银行流水对得上。",
		text: "这个季度主要花在楼道灯和小花园的花木上。票据在居委会一楼，随时可以来查。", opening: 1286450,
		lines: []api.DisclosureLine{{Side: inc, Item: "党群服务经费", Amount: 5000000}, {Side: inc, Item: "快递柜场地费", Amount: 360000},
			{Side: exp, Item: "更换楼道灯 46 盏", Amount: 1748000}, {Side: exp, Item: "小花园花木养护", Amount: 1260000}, {Side: exp, Item: "办公用品、打印纸", Amount: 87560}}},
	{key: "u fees before", by: "chen", category: "fees", kind: qtr, back: 1, ago: 56*day - hour, title: "收费与补贴",
		text: "没有向居民收过费。高龄补贴由街道直接打到卡上，本社区 38 人，本季度共 17100 元。"},
	{key: "u finance", by: "chen", category: "finance", kind: qtr, ago: 12 * day, title: "财务收支", checked: "看过凭证，没有意见。",
		board: &hung{"board", "南门公告栏"},
		text:  "收入是党群服务经费和快递柜的场地费，支出主要是消防通道划线和老人活动室的暖气。", opening: 3550890,
		lines: []api.DisclosureLine{{Side: inc, Item: "党群服务经费", Amount: 5000000}, {Side: inc, Item: "快递柜场地费", Amount: 360000},
			{Side: exp, Item: "消防通道划线", Amount: 680000}, {Side: exp, Item: "老人活动室换暖气片 6 组", Amount: 912000},
			{Side: exp, Item: "重阳节慰问 38 位老人", Amount: 380000}, {Side: exp, Item: "打印机硒鼓、办公用品", Amount: 64320}},
		asked: []asked{{by: "liu", text: "换一组暖气片要 1520 元，是怎么定的价？", after: 20 * hour,
			answer: "问了三家，报价分别是 1520、1680、1750 元一组，都含安装，选了最低的一家，质保五年。三份报价单在居委会一楼，可以来看。"}}},
	{key: "u fees", by: "chen", category: "fees", kind: qtr, ago: 12*day - hour, title: "收费与补贴",
		text:  "没有向居民收过费。高龄补贴 38 人，本季度共 17100 元；困难家庭临时补贴 2 户，共 3000 元，都由街道直接打到卡上。",
		fixed: &fix{"困难家庭临时补贴少算了一户", "没有向居民收过费。高龄补贴 38 人，本季度共 17100 元；困难家庭临时补贴 3 户，共 4500 元，都由街道直接打到卡上。"}},
	{key: "u assistance", by: "chen", category: "assistance", kind: qtr, ago: 11 * day, title: "救助与捐赠",
		text: "收到爱心超市捐的米 40 袋、油 40 桶，发给低保户和独居老人 40 户，每户一袋一桶，都有签收。没有收到捐款。"},
	{key: "u assisting", by: "chen", category: "assisting", kind: qtr, ago: 11*day - hour, title: "协助政府的工作",
		text: "入户核对居民医保 612 户，登记 60 岁以上独居老人 54 人，配合消防检查两次。没有另外花钱。"},
	{key: "u ramp", by: "zhang", category: "projects", kind: evt, ago: 4 * day, title: "2号楼单元门口坡道，比价结果",
		text:  "轮椅和婴儿车上不去，2号楼两个单元门口各修一条坡道。三家报价：9800 元、11200 元、12600 元，按居民代表会议定的办法选了最低的一家，带扶手，十天完工，质保两年。",
		asked: []asked{{by: "zhao", text: "坡道下雨天滑不滑？扶手两边都有吗？", after: 30 * hour}}},
	{key: "u decision", by: "zhang", category: "decisions", kind: evt, ago: 9 * day, title: "居民代表会议的决定：小花园先修亭子",
		text: "应到代表 31 人，实到 27 人，24 人同意、2 人不同意、1 人弃权：小花园先修亭子，再添健身器材。预算不超过 6 万元，月底前把图纸贴出来。"},
	{key: "v finance", by: "ren", category: "finance", kind: mon, ago: 13 * day, title: "村财务收支",
		text: "收入是果库的租金和运转经费，支出主要是修水渠。票据在村委会，随时可以来查。", opening: 4862000,
		lines: []api.DisclosureLine{{Side: inc, Item: "村果库租金", Amount: 1200000}, {Side: inc, Item: "村级运转经费", Amount: 850000},
			{Side: exp, Item: "三组水渠清淤，用工 18 个", Amount: 270000}, {Side: exp, Item: "村委会电费、网费", Amount: 41260}},
		asked: []asked{{by: "xue", text: "清淤的工钱是一天多少？都给了谁家？", after: 15 * hour,
			answer: "一个工 150 元，18 个工共 2700 元，三组九户人家出的工，名单贴在村委会门口。"}}},
	{key: "v fees", by: "ren", category: "fees", kind: qtr, ago: 13 * day, title: "收费与补贴",
		text: "水费按每方 2 元收，共收 8460 元，全部交了水厂。耕地地力补贴 214 户，已经由镇上打到一卡通。"},
	{key: "v assistance", by: "ren", category: "assistance", kind: qtr, ago: 13*day - hour, title: "救助与捐赠",
		text: "秋天的连阴雨冲塌院墙 2 户，镇上救灾款每户 3000 元，已经发到户。没有收到捐款。"},
	{key: "v assisting", by: "ren", category: "assisting", kind: qtr, ago: 13*day - 2*hour, title: "协助政府的工作",
		text: "改厕登记 36 户，医保参保动员 214 户，秸秆禁烧值守 20 天，都由村干部轮流，没有另外花钱。"},
	{key: "v land", by: "gao", category: "assets", kind: evt, ago: 3 * day, title: "村果库续租，租金一年 14.4 万元",
		text: "果库到期，村民代表会议 19 人到会，17 人同意续租给合作社，一年 14.4 万元，按月交，比去年多 1.2 万元。合同在村委会，可以来看。"},
}
