package demo

import (
	"time"

	"wugong/api"
)

// idea is a proposal with its life so far. Times count from the moment of seeding; those of a remark and of a deed from the
// proposal.
type idea struct {
	key, by, title, text string
	area                 api.ProgrammeAreaCode
	tags                 []api.OutcomeDimension
	named                bool
	source               api.ProposalSource
	x, y                 int // thousandths of the plan picture
	words                string
	photo                string
	reports              []string // stories that it comes from
	ago                  time.Duration
	backers              []string
	remarks              []remark
	deeds                []deed
}

type remark struct {
	by, text string
	stance   api.Stance
	after    time.Duration
	answers  string // key of the remark it answers: idea and position
	flagged  string // by whom
}

type deed struct {
	by, note, into string
	act            api.ProposalAct
	class          string
	after          time.Duration
}

const (
	clean, comfortable = api.OutcomeDimensionClean, api.OutcomeDimensionComfortable
	safe, beautiful    = api.OutcomeDimensionSafe, api.OutcomeDimensionBeautiful
	agree, against     = api.StanceFor, api.StanceAgainst
	concern            = api.StanceConcern
)

var ideas = []idea{
	{key: "lift", by: "hu", title: "3号楼一单元加装电梯", area: "G3", tags: []api.OutcomeDimension{comfortable, safe}, ago: 13 * day, x: 372, y: 520, words: "3号楼一单元",
		text:    "一单元十二户，六十五岁以上的有七位。我家老头子做完膝盖手术，上回下楼晒太阳还是国庆节。隔壁馨苑小区去年装上了，听说政府也有补贴。想请居委会牵头，先把我们一单元的人叫到一起商量商量。",
		backers: []string{"cheng", "tian", "gu", "jiang", "dong", "zhang", "chen", "wang", "han", "wei", "he", "shi", "liu", "feng"},
		remarks: []remark{
			{by: "lai", stance: against, after: 5 * hour, text: "我住一楼，电梯井正好挡着我家厨房的窗户，白天都要开灯。采光和噪音没有说法以前，我不同意。"},
			{by: "chen", answers: "lift 0", after: 9 * hour, text: "您说的要紧。设计单位下周来实测，看能不能往东挪八十公分、用玻璃井道。出了图先拿到您家看。"},
			{by: "gu", stance: concern, after: 11 * hour, text: "支持装，就是钱怎么分？听说有的地方按楼层，有的按面积，先讲清楚再签字。"},
			{by: "cheng", stance: agree, after: 20 * hour, text: "我腿脚还行，也愿意出这个钱。谁都有老的一天。"},
		},
		deeds: []deed{{by: "chen", act: api.ProposalActAccept, after: 5 * day,
			note: "采纳。下周三晚上七点在居委会二楼先开一次一单元的座谈会，请每户来一位；一楼两户我们先单独上门听意见。补贴政策和几种分摊办法会印好带到会上。"}}},
	{key: "lift again", by: "tian", title: "六楼老人下不了楼，想装部电梯", area: "G3", tags: []api.OutcomeDimension{comfortable}, ago: 9 * day, x: 372, y: 520, words: "3号楼一单元六楼",
		text: "我妈八十一，住六楼，一年下楼不到十次，看病都是我背。能不能装个电梯，或者先装个座椅电梯也行。", backers: []string{"hu", "dong", "wen", "zhao"},
		deeds: []deed{{by: "zhang", act: api.ProposalActMerge, into: "lift", after: day, note: "和一单元加装电梯是同一件事，支持的人一起算过去。座椅电梯也会请设计单位一并说明。"}}},
	{key: "shed", by: "zhao", title: "4号楼东边建个电动车充电棚", area: "G3", tags: []api.OutcomeDimension{safe}, ago: 5 * day, x: 690, y: 560, words: "4号楼东侧空地", photo: "charging",
		text:    "好几家从窗户拉线下来充电，孩子天天从底下走。4号楼东边那块空地能停三十来辆，建个棚、装带断电保护的充电口，大家就不用拉线了。",
		backers: []string{"liu", "he", "jiayi", "bai", "wen", "hong", "jia"},
		remarks: []remark{
			{by: "wei", stance: concern, after: 8 * hour, text: "那块地离我们窗户不到五米，夜里充电嗡嗡响，万一起火怎么办？"},
			{by: "zhou", answers: "shed 0", after: 26 * hour, text: "物业量过了，往东能再挪六米，离楼十一米。棚子用不燃的材料，装烟感和喷淋，夜里十二点自动断电。"},
			{by: "he", stance: agree, after: 30 * hour, text: "早该建了。收费能不能跟家里的电价差不多？"},
		}},
	{key: "lamps", by: "chen", title: "东门到2号楼的路灯整条换一遍", area: "G3", tags: []api.OutcomeDimension{safe}, ago: 2 * day, x: 843, y: 327, words: "东门到2号楼", photo: "lamp-before",
		source: api.ProposalSourceReportCluster, reports: []string{"lamp", "lamp two", "lamp three"},
		text:    "东门这一段路灯，一个多月里坏了三回，每回换了灯泡没多久又灭。线路是十几年前的，光换灯泡不顶用。想把这一段的线和灯一起换掉，请大家说说晚上哪几处最黑。",
		backers: []string{"liu", "wang", "zhao", "hong", "duan", "li"},
		remarks: []remark{{by: "liu", stance: agree, after: 4 * hour, text: "2号楼拐弯那里最黑，有个坑，下班骑车差点摔了。"}}},
	{key: "basement", by: "hong", title: "2号楼地下室改成孩子写作业的地方", area: "G2", tags: []api.OutcomeDimension{comfortable}, ago: 10 * day, x: 720, y: 235, words: "2号楼地下室",
		text:    "放学到下班这两个小时，孩子没处去，都在楼下追着跑。2号楼地下室空了好几年，收拾出来摆几张桌子，退休的老师轮流看一看，行不行？",
		backers: []string{"zhao", "wen", "jia", "bai", "jiayi"},
		remarks: []remark{{by: "feng", stance: concern, after: day, text: "地下室先得看通风和消防能不能过，过不了就换个地方，别勉强。"}}},
	{key: "garden", by: "wang", title: "小花园分块认领，大家种花", area: "G5", tags: []api.OutcomeDimension{beautiful, comfortable}, named: true, ago: 20 * hour, x: 206, y: 760, words: "小花园", photo: "banner-estate",
		text:    "小花园北边那片土一直荒着。划成二十来块，谁愿意种谁认一块，只种花不种菜，浇水轮着来。我先认一块，种月季。",
		backers: []string{"li", "duan", "han"},
		remarks: []remark{{by: "duan", stance: agree, after: 3 * hour, text: "我家有多余的月季苗，分给大家。"}}},
	{key: "rails", by: "li", title: "1号楼楼道两边都装上扶手", area: "G3", tags: []api.OutcomeDimension{safe}, source: api.ProposalSourceVisit, ago: 3 * day, x: 325, y: 245, words: "1号楼两个单元",
		text:    "入户走访时三位八十岁以上的老人都提到：楼道只有一边有扶手，下楼时够不着。想在另一边也装上，转角处加一截横的。",
		backers: []string{"wang", "shi", "han", "duan"}},
	{key: "parking", by: "jia", title: "把小花园改成停车位", area: "G3", ago: 20 * day, x: 206, y: 760, words: "小花园",
		text:    "晚上九点以后回来根本没地方停车。小花园用的人不多，铺平了能停十八辆，按月收点费补贴物业。",
		backers: []string{"bai", "hong"},
		remarks: []remark{
			{by: "wang", stance: against, after: 3 * hour, text: "小花园是老人晒太阳的地方，改了我们上哪儿去？"},
			{by: "shi", stance: against, after: 6 * hour, text: "绿地不能说改就改，孩子也要有个跑的地方。"},
			{by: "dong", stance: against, after: 9 * hour, text: "就你家有车，这么自私的主意也提得出来！", flagged: "bai"},
			{by: "bai", stance: agree, after: day, text: "停车是真难。就算不改花园，也该想想别的办法。"},
		},
		deeds: []deed{{by: "zhang", act: api.ProposalActDecline, after: 3 * day,
			note: "不采纳。小花园在规划上是公共绿地，改成车位要过规划审批，还要全体业主表决，反对的也多。停车难是实情：我们正和东边单位谈夜间错时停车，谈成了马上告诉大家。"}}},
	{key: "hall", by: "bai", title: "2号楼楼道也堆了东西，想请人来看看", area: "G6", tags: []api.OutcomeDimension{clean, safe}, ago: 6 * day, x: 797, y: 300, words: "2号楼二单元二楼", photo: "stairwell-before",
		text:    "看到1号楼清得干干净净，我们单元二楼拐角也堆了纸箱和旧柜子，搬东西过不去。",
		backers: []string{"wen"},
		deeds:   []deed{{by: "chen", act: api.ProposalActTurnIntoReport, class: "X01", after: 20 * hour, note: "这件事不用商量，直接按上报办理，办到哪一步都能看到。"}}},
	{key: "bench", by: "jiayi", title: "4号楼门口放两把长椅", area: "G2", tags: []api.OutcomeDimension{comfortable}, ago: 15 * day, x: 637, y: 535, words: "4号楼一单元门口",
		text:  "接孩子的老人都站着等，放两把长椅就好。",
		deeds: []deed{{by: "jiayi", act: api.ProposalActWithdraw, after: 2 * day, note: "物业已经从库房搬来两把，谢谢。"}}},
}
