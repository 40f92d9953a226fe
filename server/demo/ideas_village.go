package demo

import "wugong/api"

var villageIdeas = []idea{
	{key: "gully", by: "bin", title: "沟边巷硬化到村口", area: "G8", tags: []api.OutcomeDimension{clean, safe}, ago: 25 * day, x: 300, y: 720, words: "沟边巷",
		text:    "沟边巷还是土路，一下雨三轮车就陷在里头，娃上学一脚泥。全长三百来米，各家门前自己出工，水泥村里想想办法，赶上冻以前能铺完。",
		backers: []string{"ren", "yong", "zeng", "xuefang", "siyu", "defu", "xue", "ma", "wei2", "guo2"},
		remarks: []remark{
			{by: "yong", stance: agree, after: 6 * hour, text: "我家有搅拌机，出机器，不要钱。"},
			{by: "defu", stance: concern, after: 30 * hour, text: "路铺高了，雨水不要倒灌到院里。两边要留水渠。"},
			{by: "ren", answers: "gully 1", after: 40 * hour, text: "说得对，图上加了一边水渠，坡往沟里走。"},
		},
		deeds: []deed{{by: "gao", act: api.ProposalActAccept, after: 6 * day,
			note: "采纳。镇上的“以奖代补”可以报水泥钱，工由各家出。这个周末晚上在文化广场开村民小组会，商量怎么出工、让不让地。"}}},
	{key: "mud", by: "zeng", title: "沟边巷下雨全是泥，能不能铺一铺", area: "G8", tags: []api.OutcomeDimension{clean}, ago: 22 * day, x: 310, y: 700, words: "沟边巷中段",
		text: "去地里都要走这条巷子，一下雨没处下脚。", backers: []string{"bin", "zhiqiang", "yumei"},
		deeds: []deed{{by: "ren", act: api.ProposalActMerge, into: "gully", after: 2 * day, note: "跟硬化沟边巷是一件事，合到一起办。"}}},
	{key: "bins", by: "xue", title: "老槐巷的垃圾池往外挪", area: "G4", tags: []api.OutcomeDimension{clean}, ago: 4 * day, x: 766, y: 658, words: "老槐巷东头水渠边", photo: "ditch-before",
		text:    "垃圾池就在水渠边上，一刮风袋子全进了渠，夏天苍蝇多得开不了窗。往北挪五十米是队里的空地，离人家都远，再放几个分类的桶。",
		backers: []string{"wei2", "guo2", "xuefang", "yumei"},
		remarks: []remark{{by: "wei2", stance: agree, after: 7 * hour, text: "挪过去我负责把老池子填平。"},
			{by: "yumei", stance: concern, after: day, text: "挪远了，腿脚不便的老人怎么倒？"}}},
	{key: "stage", by: "siyu", title: "文化广场搭个能遮雨的戏台", area: "G8", tags: []api.OutcomeDimension{comfortable, beautiful}, ago: 9 * day, x: 500, y: 362, words: "文化广场", photo: "oldtree",
		text:    "过会唱戏、放电影、办红白事都在广场，一下雨就散了。想在老槐树西边搭个顶棚，不要伤着树根。",
		backers: []string{"defu", "zhiqiang", "xue", "xuefang", "zeng", "guo2"}},
	{key: "toll", by: "zhiqiang", title: "拉沙的大车进村收过路费", area: "G6", ago: 18 * day, x: 880, y: 440, words: "村口",
		text:    "拉沙的大车把东巷的路压坏了，应该在村口设个杆，一车收二十块钱修路。",
		backers: []string{"zeng"},
		remarks: []remark{{by: "ma", stance: concern, after: 10 * hour, text: "路是该有人管，可咱自己设杆收钱怕是不合法。"}},
		deeds: []deed{{by: "gao", act: api.ProposalActDecline, after: 4 * day,
			note: "不采纳。村里没有权力设卡收费，公路法不允许。大车超载的事已经报给镇上和交警，他们答应这个月来设限高限重。"}}},
	{key: "straw", by: "ma", title: "东巷路口柴草又堆出来了", area: "G8", tags: []api.OutcomeDimension{clean}, source: api.ProposalSourcePhone, ago: 7 * day, x: 878, y: 440, words: "东巷路口", photo: "firewood-before",
		text:  "郭大爷打电话来说：路口的柴草又堆到路上了，请村上再来看看，顺便划一块地方专门堆。",
		deeds: []deed{{by: "ren", act: api.ProposalActTurnIntoReport, class: "X08", after: 30 * hour, note: "先按上报清理。划地方堆柴的事，下次村民小组会上一起说。"}}},
}
