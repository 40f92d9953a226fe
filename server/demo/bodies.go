package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/db"
)

// sitting is a body of the demo: names by seat, in one line each.
type sitting struct {
	village    bool
	kind       api.BodyKind
	name       string
	chair      string
	vice       string
	committee  string
	members    string
	represents string
	women      string // of those who represent
	owners     bool   // they are in the owners' register
}

var bodies = []sitting{
	{kind: api.BodyKindResidentRepMeeting, name: "新宝路社区居民代表会议", committee: "张卫民 陈晓敏 胡秀兰 贾晓东 许宏伟",
		represents: "段晓东 郭敏 易桂英 李建国 曾芳 毛长顺 郝俊杰 邹亚楠 王秀兰 宋海涛 刘洋 孙新民 金丽娟 魏建国 黄佳怡 薛卫东 沈桂英 孟红霞 " +
			"冯国庆 姜卫东 史宇航 程秀兰 任佳怡 田晓敏 秦永刚 戴玉梅 郝静 袁德福"},
	{kind: api.BodyKindOwnersCommittee, name: "梧桐苑小区业主委员会", owners: true, chair: "李建国", vice: "刘洋", members: "郭敏 王秀兰 陈晓敏 段晓东 毛长顺"},
	{kind: api.BodyKindCouncil, name: "梧桐苑议事会", chair: "李建国", members: "王秀兰 郭敏 曾芳 金丽娟 武静"},
	{village: true, kind: api.BodyKindVillagerRepMeeting, name: "村民代表会议", committee: "高志远 任建军 薛芳",
		represents: "田玉梅 李丽娟 田丽娟 薛海燕 郭巧玲 薛巧玲 田小凤 郭欣然 李增光 田文斌 马德福 李亚楠 王德福 马志强 田卫东 田永刚",
		women:      "田玉梅 李丽娟 田丽娟 薛海燕 郭巧玲 薛巧玲 田小凤"},
	{village: true, kind: api.BodyKindVillagersBoard, name: "村民理事会", chair: "马德福", vice: "薛巧玲", members: "田文斌 李增光 田玉梅 王德福 郭建国"},
}

// govern imports whose the flats are and seats the bodies.
func (s *seeder) govern(ctx context.Context) error {
	file, err := open("register_owners.csv")
	if err != nil {
		return err
	}
	if _, err := s.communities.ImportOwners(ctx, s.appointedBy(false), s.places[false].id, file, false, ""); err != nil {
		return fmt.Errorf("owners: %w", err)
	}
	for _, b := range bodies {
		if err := s.seat(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", b.name, err)
		}
	}
	return nil
}

func (s *seeder) seat(ctx context.Context, b sitting) error {
	from := types.Date{Time: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	to := types.Date{Time: time.Date(2031, 2, 28, 0, 0, 0, 0, time.UTC)}
	by, where, body := s.appointedBy(b.village), s.places[b.village].id, id("body "+b.name)
	d := api.BodyDraft{ID: body, Kind: b.kind, Name: b.name, TermFrom: from, TermTo: &to}
	_, made, err := s.communities.CreateBody(ctx, by, where, d)
	if err != nil || !made {
		return ignore(err)
	}
	c := api.BodyChange{Version: 1, Name: b.name, TermFrom: from, TermTo: &to}
	women := strings.Fields(b.women)
	for seat, names := range map[api.BodySeat]string{api.BodySeatChair: b.chair, api.BodySeatViceChair: b.vice, api.BodySeatCommittee: b.committee,
		api.BodySeatMember: b.members, api.BodySeatRepresentative: b.represents} {
		for _, name := range strings.Fields(names) {
			m := api.BodySeating{ID: id("seat " + b.name + name), Name: name, Seat: seat}
			woman := slices.Contains(women, name)
			m.Woman = &woman
			if err := s.linked(ctx, b.owners, where, name, &m); err != nil {
				return err
			}
			c.Members = append(c.Members, m)
		}
	}
	_, err = s.communities.ChangeBody(ctx, by, body, c)
	return err
}

// linked links a member to the register by a name that only one there has.
func (s *seeder) linked(ctx context.Context, owner bool, community uuid.UUID, name string, m *api.BodySeating) error {
	sql, to := "SELECT id FROM persons WHERE community_id = ? AND name = ? AND adult AND valid_to IS NULL", &m.PersonID
	if owner {
		sql, to = "SELECT id FROM owners WHERE community_id = ? AND name = ?", &m.OwnerID
	}
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, s.DB, sql, community, name)
	if err != nil {
		return err
	}
	if len(rows) != 1 {
		return fmt.Errorf("%d are called %s", len(rows), name)
	}
	*to = &rows[0].ID
	return nil
}
