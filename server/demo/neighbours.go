package demo

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/identity"
)

// neighbour is somebody of the register who lives there and supports things; nobody signs in as them.
type neighbour struct {
	key, name, building, entrance, door string
	village                             bool
}

var neighbours = []neighbour{
	{"hu", "胡秀兰", "3号楼", "一单元", "401", false}, {"cheng", "程秀兰", "3号楼", "一单元", "502", false},
	{"tian", "田晓敏", "3号楼", "一单元", "601", false}, {"lai", "赖新民", "3号楼", "一单元", "101", false},
	{"gu", "顾少华", "3号楼", "一单元", "501", false}, {"jiang", "姜卫东", "3号楼", "二单元", "401", false},
	{"dong", "董俊杰", "3号楼", "二单元", "601", false}, {"hong", "江宏伟", "2号楼", "一单元", "501", false},
	{"wen", "文芳", "2号楼", "二单元", "301", false}, {"bai", "白海涛", "2号楼", "二单元", "102", false},
	{"jia", "贾晓东", "2号楼", "二单元", "401", false}, {"duan", "段晓东", "1号楼", "一单元", "101", false},
	{"shi", "石欣然", "1号楼", "一单元", "201", false}, {"han", "韩德福", "1号楼", "一单元", "601", false},
	{"jiayi", "任佳怡", "4号楼", "一单元", "201", false}, {"he", "贺芳", "4号楼", "一单元", "301", false},
	{"wei", "魏淑芬", "4号楼", "一单元", "601", false},
	{"guo2", "郭欣然", "东巷", "", "2号", true}, {"zeng", "李增光", "东巷", "", "4号", true}, {"xuefang", "薛芳", "东巷", "", "5号", true},
	{"bin", "田文斌", "东巷", "", "6号", true}, {"siyu", "郭思雨", "西巷", "", "2号", true}, {"defu", "王德福", "西巷", "", "4号", true},
	{"yumei", "高玉梅", "西巷", "", "5号", true}, {"zhiqiang", "马志强", "西巷", "", "6号", true}, {"wei2", "田卫东", "老槐巷", "", "3号", true},
	{"yong", "任永刚", "沟边巷", "", "2号", true},
}

// neighbourly gives the neighbours accounts and lets them join, each as the person of the register behind that door.
func (s *seeder) neighbourly(ctx context.Context) error {
	for i, n := range neighbours {
		err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			a, err := identity.EnsureAccount(ctx, tx, s.Keys, fmt.Sprintf("19900000%d", 400+i), n.name, s.at)
			s.accounts[n.key] = a.ID
			return err
		})
		if err != nil {
			return fmt.Errorf("account of %s: %w", n.name, err)
		}
		if err := s.welcome(ctx, s.accounts[n.key]); err != nil {
			return fmt.Errorf("%s agrees: %w", n.name, err)
		}
		if err := s.moveIn(ctx, n); err != nil {
			return fmt.Errorf("%s joins: %w", n.name, err)
		}
	}
	return nil
}

func (s *seeder) moveIn(ctx context.Context, n neighbour) error {
	where, member := s.places[n.village], id("member "+n.key)
	building := where.buildings[n.building]
	_, _, err := s.communities.Join(ctx, s.accounts[n.key], api.JoinRequest{ID: member, CommunityID: &where.id, BuildingID: &building,
		Name: n.name, Entrance: &n.entrance, Door: n.door})
	if ignore(err) != nil {
		return err
	}
	person, err := db.Row[struct{ ID uuid.UUID }](ctx, s.DB, `SELECT p.id FROM persons p JOIN households h ON h.id = p.household_id
		WHERE h.building_id = ? AND h.entrance = ? AND h.door = ? AND p.name = ?`, building, n.entrance, n.door, n.name)
	if err != nil {
		return fmt.Errorf("the register has nobody of that name there: %w", err)
	}
	_, err = s.communities.Verify(ctx, s.appointedBy(n.village), member, api.Verification{PersonID: &person.ID})
	return ignore(err)
}
