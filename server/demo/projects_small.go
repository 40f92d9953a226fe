package demo

import "wugong/api"

// doorsteps are the proposals of the small matters; they were accepted long ago.
var doorsteps = []idea{
	{key: "potholes", by: "liu", title: "2号楼拐弯的坑补平", area: "G3", tags: []api.OutcomeDimension{safe}, ago: 46 * day, x: 760, y: 320, words: "2号楼拐弯处", photo: "pothole-before",
		text:    "拐弯处那个坑有半米宽，下雨积了水看不见，上个月有人骑车摔了。补这点地方花不了多少钱，大家搭把手，一个周末就能弄完。",
		backers: []string{"zhao", "hong", "wang"}, deeds: accepted("采纳，按小事快办。材料钱从公共收益里出，周末愿意出力的邻居一起来。")},
	{key: "fitness", by: "hu", title: "健身器材换掉坏件，下面铺软垫", area: "G2", tags: []api.OutcomeDimension{safe, comfortable}, ago: 42 * day, x: 225, y: 730, words: "小花园健身角", photo: "gym-before",
		text:    "漫步机断了一边，孩子还在上头晃。坏的换掉，底下铺上软垫，老人孩子摔一下不要紧。",
		backers: []string{"cheng", "tian", "shi"}, deeds: accepted("采纳，按小事快办。厂家报了价，两周内换好。")},
	{key: "landing", by: "wang", title: "1号楼二单元楼道清空，拐角刷白", area: "G3", tags: []api.OutcomeDimension{clean, beautiful}, ago: 36 * day, x: 325, y: 245, words: "1号楼二单元", photo: "stairwell-before",
		text:    "楼道拐角的旧柜子、纸箱没人认，晚上看不清。清出去，墙面刷一遍，上下楼也亮堂。",
		backers: []string{"han", "duan", "shi"}, deeds: accepted("采纳，按小事快办。先贴一周告示，有人要的自己搬走。")},
	{key: "shelter", by: "duan", title: "东门的垃圾桶换成分类亭", area: "G4", tags: []api.OutcomeDimension{clean}, ago: 33 * day, x: 850, y: 340, words: "东门北侧", photo: "bins-before",
		text:    "几个桶敞着口，夏天味道大，袋子堆在外头。换成带盖的分类亭，旁边装个洗手的龙头。",
		backers: []string{"li", "liu", "zhao", "wang"}, deeds: accepted("采纳，按小事快办。样式请大家看过两种，选了带雨棚的。")},
}

func accepted(note string) []deed {
	return []deed{{by: "chen", act: api.ProposalActAccept, after: 2 * day, note: note}}
}

var smallWorks = []works{
	{key: "potholes", begun: 43 * day, pace: 16 * hour, gates: 5, budget: 86_000, paid: 79_250, consents: "2号楼一单元102", point: "2号楼拐弯处", before: "pothole-before", after: "pothole-after",
		done: "旧沥青切齐，垫了碎石，灌浆找平，养护三天后放行。", paidTo: "城东建材店",
		gifts: []gift{
			{by: "liu", what: "搬石料、推平", kind: api.ContributionKindLabour, quantity: 10, display: api.ContributionDisplayReal, seen: []string{"zhao", "wang"}},
			{by: "hong", what: "借出平板夯，会用的人自己来", kind: api.ContributionKindEquipment, quantity: 60, display: api.ContributionDisplayReal, seen: []string{"liu", "zhao"}},
			{by: "wang", what: "烧水、看孩子，让年轻人腾出手", kind: api.ContributionKindVolunteer, quantity: 5, display: api.ContributionDisplayHousehold, seen: []string{"liu", "hong"}}},
		thing: "2号楼拐弯处路面", keeper: "2号楼 一单元刘洋家", care: "看有没有下沉、开裂", howOften: "每月一次，大雨后加一次",
		marks: []mark{{"wang", "走着稳当，推小车也不颠了。", 5}, {"zhao", "", 5}, {"bai", "边上再抹一道斜面就更好。", 4}},
		told:  "liu", stands: "wang",
		story: &api.CaseStoryBody{Title: "一个坑，一个周末", Problem: "2号楼拐弯处的坑有半米宽，下雨积水看不见，骑车的摔过。往年报修，等排队、等凑单，一等就是几个月。",
			Tried:  "按小事快办：受影响的住户签字同意，材料钱从公共收益里出。周六上午切边、垫石，下午灌浆，三天后放行。会用夯机的邻居带着机器来，老人烧水看孩子。",
			Lesson: "小事不用等。早一个月补，就不会有人摔。下回先在坑边摆上警示桶，再商量。", Copy: "两天、八百来块材料钱、五六个人；材料清单和切边的尺寸在进度记录里。", Contact: "社区居委会"},
		benefit: &api.BenefitBody{Households: 36, Users: new(150), Access: text("轮椅和婴儿车可以直接过"), Text: "每天从这里上下班、接孩子的人都用得上。"}},
	{key: "fitness", begun: 38 * day, pace: 14 * hour, gates: 4, budget: 1_260_000, paid: 1_238_000, consents: "小花园北侧3号楼101", point: "健身角", before: "gym-before", after: "gym-after",
		done: "换了漫步机和扭腰器，铺了四十平方米软垫，螺丝都复紧过。", paidTo: "康健体育器材厂",
		gifts: []gift{{by: "gu", what: "联系厂家，来回跑了三趟", kind: api.ContributionKindVolunteer, quantity: 15, display: api.ContributionDisplayReal, seen: []string{"hu", "tian"}},
			{by: "cheng", what: "清旧垫、扫地面", kind: api.ContributionKindLabour, quantity: 5, display: api.ContributionDisplayReal, seen: []string{"gu", "hu"}}},
		thing: "健身角五件器材和软垫", keeper: "物业公司", care: "查螺丝、轴承，擦洗", howOften: "每月一次",
		marks: []mark{{"hu", "软垫好，膝盖舒服多了。", 5}, {"tian", "", 4}, {"wang", "", 5}, {"shi", "早上锻炼的人多了。", 5}}},
	{key: "landing", begun: 32 * day, pace: 12 * hour, gates: 3, budget: 180_000, paid: 164_500, consents: "1号楼二单元402", point: "二层拐角", before: "stairwell-before", after: "stairwell-after",
		done: "清出旧柜子两个、纸箱一车；拐角和墙裙刷了两遍。", paidTo: "兴旺涂料店",
		gifts: []gift{{by: "han", what: "搬柜子下楼", kind: api.ContributionKindLabour, quantity: 5, display: api.ContributionDisplayReal, seen: []string{"wang", "duan"}},
			{by: "shi", what: "刷墙裙", kind: api.ContributionKindLabour, quantity: 10, display: api.ContributionDisplayReal, seen: []string{"han", "wang"}}},
		thing: "二单元楼道", keeper: "1号楼 楼栋长李建国", care: "不让再堆东西，灯坏了报修", howOften: "每周看一次",
		marks: []mark{{"wang", "亮堂，下楼敢走了。", 5}, {"han", "", 4}}},
	{key: "shelter", begun: 28 * day, pace: 10 * hour, gates: 2, budget: 1_860_000, paid: 1_835_000, consents: "东门北侧2号楼101", point: "东门北侧", before: "bins-before", after: "bins-after",
		done: "四分类亭装好，带雨棚和洗手龙头，地面重做了防渗。", paidTo: "洁源环卫设备厂",
		gifts: []gift{{by: "zhao", what: "守桶劝导四个晚上", kind: api.ContributionKindVolunteer, quantity: 20, display: api.ContributionDisplayReal, seen: []string{"liu", "li"}},
			{by: "duan", what: "月季苗十二棵，种在亭子两边", kind: api.ContributionKindGoods, quantity: 12, display: api.ContributionDisplayReal, seen: []string{"li"}}},
		thing: "东门垃圾分类亭", keeper: "物业公司", care: "清洗、换袋，龙头防冻", howOften: "每天"},
}
