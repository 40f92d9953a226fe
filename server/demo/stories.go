package demo

import (
	"time"

	"wugong/api"
)

// story is a report with its life so far. Times count from the moment of seeding, so that the demo is
// always of this week.
type story struct {
	key, by, class, text, words string
	x, y                        int      // thousandths of the plan picture
	photos                      []string // files in photos/
	ago                         time.Duration
	steps                       []step
}

type step struct {
	by       string
	act      api.ReportAct
	after    time.Duration // after the step before
	note     string
	headline string
	staff    bool // the photos stay with staff
	reason   api.RejectReason
	kind     api.AssigneeKind
	who      string // key of a person
	name     string // of an assignee without an account
	number   string
	photo    string
}

const hour, day = time.Hour, 24 * time.Hour

var stories = []story{
	{key: "stairs", by: "wang", class: "X01", ago: 9 * day, x: 325, y: 245, words: "1号楼二单元三楼拐角",
		text: "楼梯拐角堆满了纸箱和旧柜子，晚上看不见，差点绊倒。", photos: []string{"stairwell-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: 2 * hour, headline: "1号楼楼道堆物"},
			{by: "chen", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindCommittee, who: "chen"},
			{by: "chen", act: api.ReportActStart, after: 3 * hour, note: "已和两户邻居约好周六一起清理。"},
			{by: "chen", act: api.ReportActResolve, after: 2 * day, note: "和邻居一起清走了三车，墙角也扫干净了。", photo: "stairwell-after"},
			{by: "wang", act: api.ReportActVerify, after: 5 * hour, note: "干净了，谢谢大家。"},
		}},
	{key: "bins", by: "liu", class: "X06", ago: 30 * hour, x: 625, y: 840, words: "南门垃圾分类点",
		text: "垃圾桶满了两天没人收，味道很大。", photos: []string{"bins-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: hour, headline: "南门垃圾分类点满溢"},
			{by: "chen", act: api.ReportActAssign, after: 20 * time.Minute, kind: api.AssigneeKindPropertyCompany, who: "zhou"},
			{by: "zhou", act: api.ReportActStart, after: 40 * time.Minute},
			{by: "zhou", act: api.ReportActResolve, after: 5 * hour, note: "已清运，改为每天早晚各收一次。", photo: "bins-after"},
			{by: "liu", act: api.ReportActVerify, after: 20 * hour},
		}},
	{key: "pothole", by: "liu", class: "0110", ago: 5 * day, x: 760, y: 352, words: "东门进来的主路，2号楼前",
		text: "路面坑越来越大，雨天积水，骑车很危险。", photos: []string{"pothole-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: 2 * hour, headline: "2号楼前路面破损"},
			{by: "chen", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindPropertyCompany, who: "zhou"},
			{by: "zhou", act: api.ReportActStart, after: 20 * hour, note: "材料已到，等天晴铺。"},
			{by: "zhou", act: api.ReportActResolve, after: 2 * day, note: "已重新铺平，养护 24 小时后通车。", photo: "pothole-after"},
		}},
	{key: "charging", by: "zhao", class: "X02", ago: 2 * day, x: 637, y: 535, words: "4号楼一单元门口",
		text: "有人从二楼窗户拉线给电动车充电，孩子天天从下面走。", photos: []string{"charging"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: hour, headline: "4号楼飞线充电"},
			{by: "chen", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindDepartment, name: "新宝路派出所消防专干"},
			{by: "chen", act: api.ReportActStart, after: 4 * hour, note: "已上门劝导收线，同时在车棚加装充电口。"},
		}},
	{key: "lane", by: "wang", class: "X03", ago: 30 * hour, x: 270, y: 368, words: "1号楼和3号楼之间的消防通道",
		text: "通道上停满了车，还堆着旧家具，救护车进不来。", photos: []string{"firelane-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: hour, headline: "消防通道被占"},
			{by: "chen", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindDepartment, name: "街道综合执法队"},
		}},
	{key: "lamp", by: "liu", class: "2102", ago: 4 * day, x: 843, y: 327, words: "东门路灯，编号 07",
		text: "路灯坏了三个晚上，下班回来一片黑。", photos: []string{"lamp-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: 2 * hour, headline: "东门路灯不亮"},
			{by: "chen", act: api.ReportActHandOver, after: hour, note: "灯杆属市政，已转路灯管理所。", number: "BJ-2026-11-0457"},
		}},
	{key: "lamp two", by: "zhao", class: "2102", ago: 38 * day, x: 838, y: 330, words: "东门路灯，编号 07",
		text: "东门第二盏路灯不亮了，孩子晚上下课回来害怕。", photos: []string{"lamp-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: 3 * hour, headline: "东门路灯不亮"},
			{by: "chen", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindPropertyCompany, who: "zhou"},
			{by: "zhou", act: api.ReportActResolve, after: 26 * hour, note: "换了灯泡，晚上看过是亮的。照片是白天补拍的。", photo: "banner-estate"},
			{by: "zhao", act: api.ReportActVerify, after: 9 * hour},
		}},
	{key: "lamp three", by: "wang", class: "2102", ago: 19 * day, x: 850, y: 322, words: "东门口",
		text: "东门的灯又灭了，跳完舞回来摸黑走。", photos: []string{"lamp-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: 2 * hour, headline: "东门路灯又灭了"},
			{by: "chen", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindPropertyCompany, who: "zhou"},
			{by: "zhou", act: api.ReportActResolve, after: 2 * day, note: "又换了一次灯泡。线路老了，建议整条更换。", photo: "banner-estate"},
			{by: "wang", act: api.ReportActVerify, after: 12 * hour, note: "亮了，就怕过几天又坏。"},
		}},
	{key: "gym", by: "li", class: "X04", ago: 8 * day, x: 206, y: 760, words: "小花园健身角",
		text: "扭腰器松了，一转就响，怕伤着老人。", photos: []string{"gym-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: hour, headline: "健身角器材松动"},
			{by: "chen", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindPropertyCompany, who: "zhou"},
			{by: "zhou", act: api.ReportActResolve, after: 2 * day, note: "已紧固底座螺栓。", photo: "gym-after"},
			{by: "li", act: api.ReportActReopen, after: day, note: "今天又松了，螺栓可能要换新的。"},
		}},
	{key: "stickers", by: "zhao", class: "0201", ago: 8 * hour, x: 797, y: 300, words: "2号楼二单元大门",
		text: "单元门上贴满了小广告。", photos: []string{"stickers-before"}, steps: []step{
			{by: "chen", act: api.ReportActAccept, after: hour, headline: "2号楼单元门小广告"},
		}},
	{key: "ramp", by: "zhao", class: "X05", ago: 3 * hour, x: 818, y: 312, words: "2号楼二单元坡道",
		text: "无障碍坡道的扶手断了一截，婴儿车和轮椅上不去。", photos: []string{"ramp"}},
	{key: "flood", by: "wang", class: "0406", ago: 90 * time.Minute, x: 505, y: 930, words: "南门口",
		text: "下过雨门口积水没过脚面，老人出不去。", photos: []string{"flood"}},
	{key: "private", by: "zhao", class: "0507", ago: 7 * day, x: 720, y: 235, words: "2号楼",
		text: "邻居把花盆放在自家门口。", photos: []string{"stairwell-after"}, steps: []step{
			{by: "chen", act: api.ReportActReject, after: 3 * hour, reason: api.RejectReasonPrivateDispute,
				note: "花盆没有占用公共通道。我们可以请楼栋长一起和邻居聊聊。"},
		}},
	{key: "ditch", by: "xue", class: "X11", ago: 3 * day, x: 766, y: 658, words: "老槐巷东头水渠",
		text: "水渠发黑发臭，一到傍晚没法开窗。", photos: []string{"ditch-before"}, steps: []step{
			{by: "ren", act: api.ReportActAccept, after: 2 * hour, headline: "老槐巷水渠发黑"},
			{by: "ren", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindDepartment, name: "横渠镇水利站"},
			{by: "ren", act: api.ReportActStart, after: 20 * hour, note: "水利站已派挖机，明天清淤。"},
		}},
	{key: "firewood", by: "ma", class: "X08", ago: 10 * day, x: 878, y: 440, words: "东巷路口",
		text: "柴草堆到路上，三轮车过不去。", photos: []string{"firewood-before"}, steps: []step{
			{by: "ren", act: api.ReportActAccept, after: hour, headline: "东巷路口柴草乱堆"},
			{by: "ren", act: api.ReportActAssign, after: hour, kind: api.AssigneeKindVolunteer, who: "xue"},
			{by: "xue", act: api.ReportActStart, after: 2 * hour},
			{by: "xue", act: api.ReportActResolve, after: day, note: "几家人一起码整齐，挪到了场边。", photo: "firewood-after"},
			{by: "ma", act: api.ReportActVerify, after: 6 * hour, note: "路通了。"},
		}},
	{key: "oldtree", by: "ma", class: "X13", ago: 26 * hour, x: 500, y: 362, words: "文化广场老槐树",
		text: "老槐树主枝往下垂，风大时吱呀响，要撑一下。", photos: []string{"oldtree"}, steps: []step{
			{by: "gao", act: api.ReportActAccept, after: 2 * hour, headline: "文化广场老槐树需要支撑"},
		}},
}
