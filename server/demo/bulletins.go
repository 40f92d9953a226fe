package demo

import (
	"context"
	"fmt"
	"time"

	"wugong/api"
	"wugong/server/fault"
)

// posted is a notice of the board. Times count from the moment of seeding; a negative ago is written now for later.
type posted struct {
	key, by, title, text string
	audience             api.BulletinAudience
	building             string // for the audience buildings
	urgent               bool
	ago                  time.Duration // until it is or was published, before the moment of seeding
	shown                time.Duration // on the board; 0 as usual
	corrects             string        // key of an earlier one
	withdrawn            string        // why it was taken back, if it was
}

// post lets people write on the boards, each at its time, and tells the audience.
func (s *seeder) post(ctx context.Context) error {
	for _, p := range board {
		if err := s.put(ctx, p); err != nil {
			return fmt.Errorf("notice %s: %w", p.key, err)
		}
	}
	return nil
}

func (s *seeder) put(ctx context.Context, p posted) error {
	s.at = s.end.Add(-max(p.ago, 2*hour))
	publish := s.end.Add(-p.ago)
	place := s.places[s.village(p.by)]
	draft := api.BulletinDraft{ID: id("bulletin " + p.key), Title: p.title, Text: p.text, Audience: p.audience, Urgent: &p.urgent, PublishAt: &publish}
	if p.building != "" {
		draft.BuildingIds = &api.BuildingIds{place.buildings[p.building]}
	}
	if p.shown > 0 {
		until := publish.Add(p.shown)
		draft.Until = &until
	}
	if p.corrects != "" {
		old := id("bulletin " + p.corrects)
		draft.Corrects = &old
	}
	if _, _, err := s.bulletins.Create(ctx, s.accounts[p.by], place.id, draft); err != nil {
		return ignore(err)
	}
	if p.ago < 0 {
		return nil
	}
	if _, err := s.bulletins.Announce(ctx, draft.ID); err != nil {
		return err
	}
	if p.withdrawn == "" {
		return nil
	}
	s.at = s.at.Add(3 * hour)
	_, err := s.bulletins.Withdraw(ctx, s.accounts[p.by], draft.ID, p.withdrawn)
	if f := fault.Of(err); f != nil && f.Code == api.ProblemCodeBulletinWithdrawn {
		return nil
	}
	return err
}

var board = []posted{
	{key: "clinic", by: "chen", audience: api.BulletinAudiencePublic, ago: 40 * day, shown: 9 * day, title: "免费量血压、测血糖",
		text: "社区卫生服务中心的医生来小花园义诊，给大家量血压、测血糖、看用药单。\n\n时间：周六上午九点到十一点半\n地点：小花园凉亭，下雨改到居委会一楼\n\n测血糖请空腹来。正在吃药的，把药盒带上。"},
	{key: "insurance", by: "chen", audience: api.BulletinAudienceMembers, ago: 13 * day, title: "明年的居民医保，请在 12 月 25 日前交",
		text: "城乡居民基本医疗保险已经开始缴明年的费用，12 月 25 日截止。过了这个日子再交，有等待期，住院可能报不了。\n\n怎么交：用手机在“陕西医保”里交，也可以带身份证到居委会一楼，我们帮您交。\n\n低保户、特困人员由政府代交，不用自己出钱。拿不准的请打电话问。"},
	{key: "pipes", by: "chen", audience: api.BulletinAudienceMembers, ago: 7 * day, title: "周四上午检修水管，会停水",
		text: "自来水公司检修南门外的主管道，周四上午八点到十二点全小区停水。", withdrawn: "自来水公司通知检修改期，定下日子再告诉大家。"},
	{key: "tank", by: "zhou", audience: api.BulletinAudienceBuildings, building: "3号楼", ago: 4 * day, title: "3号楼水箱清洗，停水半天",
		text: "3号楼楼顶的水箱每半年清洗消毒一次，这次请的是有资质的公司，洗完取水样送检。\n\n时间：周三上午八点到十二点，两个单元都停水\n\n请提前接好水。来水以后先放一两分钟，水清了再用。水样结果贴在单元门口，也发在这里。"},
	{key: "yard", by: "li", audience: api.BulletinAudienceBuildings, building: "1号楼", ago: 2 * day, title: "周六上午一起清楼道",
		text: "二单元三楼拐角的纸箱已经清走了，还剩一楼楼梯下面。周六上午九点，愿意搭把手的在一单元门口集合，手套和扫把我来准备。\n\n自家放在楼道里的东西，请在周五晚上以前拿回去。老人搬不动的，跟我说一声，我去帮忙。"},
	{key: "meeting", by: "chen", audience: api.BulletinAudiencePublic, ago: 30 * hour, title: "小花园怎么改，请来说说",
		text: "小花园要改造，想先听大家的。\n\n时间：周五晚上七点\n地点：居委会二楼会议室\n说什么：健身角放哪儿，要不要遮雨的棚子，晚上的灯亮到几点\n\n来不了的，可以在这里拍照上报，写“小花园”三个字，我们都记下来。"},
	{key: "power", by: "zhang", audience: api.BulletinAudiencePublic, urgent: true, ago: 5 * hour, title: "今晚九点到十一点停电抢修",
		text: "变压器有异响，供电局今晚九点到十一点停电抢修，1号楼到4号楼都停。\n\n请提前把手机充好电。楼道里没有灯，晚回来的邻居带个手电，慢点走。\n\n家里有人用制氧机、呼吸机的，现在就打电话给居委会，我们送发电机上门。"},
	{key: "heating", by: "chen", audience: api.BulletinAudienceMembers, ago: -2 * day, title: "暖气不热，可以约上门测温",
		text: "供暖已经满两周。家里不到 18 度的，可以约热力公司上门测温，不收钱。\n\n打电话给居委会登记门牌号就行，三天内上门。"},
	{key: "road", by: "ren", audience: api.BulletinAudiencePublic, ago: 6 * day, title: "一组到三组的路封三天",
		text: "一组到三组的生产路铺水泥，从后天早上六点起封三天。三轮车和小车请从村东头绕行。\n\n刚铺好的路面，人和牲口都不要上去踩。"},
	{key: "road again", by: "ren", audience: api.BulletinAudiencePublic, ago: 5 * day, corrects: "road", title: "更正：路封五天，不是三天",
		text: "昨天说封三天，写错了。水泥要养护，一共封五天。三轮车和小车照样从村东头绕行。\n\n给大家添麻烦了。"},
	{key: "wheat", by: "ma", audience: api.BulletinAudienceBuildings, building: "东巷", ago: 28 * hour, title: "东巷的冬灌从明天开始",
		text: "冬灌按往年的次序，从东头往西轮，每户两个小时，夜里也不停。\n\n轮到的人家请提前半个钟头到渠口。有事来不了的，先跟我说，跟后面的人家换一下。"},
	{key: "film", by: "gao", audience: api.BulletinAudiencePublic, ago: 9 * hour, title: "周六晚上文化广场放电影",
		text: "镇上的放映队周六晚上七点在文化广场放电影，片子是《秦岭一家人》。\n\n天冷，请多穿些，自带小板凳。下雨改到村委会大院。"},
}
