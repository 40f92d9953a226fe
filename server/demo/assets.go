package demo

import (
	"context"
	"fmt"
	"time"

	"wugong/api"
)

// kept is something on a community's list: what it is, where, and who agreed to look after it.
type kept struct {
	key, by                string
	kind                   api.AssetKind
	name, place, custodian string
	photo, project         string // the key of the project that built it, if one did
	ago                    time.Duration
	broken                 bool
}

// keep lets the committees put on the list what the communities look after.
func (s *seeder) keep(ctx context.Context) error {
	for _, k := range keptThings {
		if err := s.keepOne(ctx, k); ignore(err) != nil {
			return fmt.Errorf("asset %s: %w", k.key, err)
		}
	}
	return nil
}

func (s *seeder) keepOne(ctx context.Context, k kept) error {
	s.at = s.end.Add(-k.ago)
	by := s.accounts[k.by]
	draft := api.AssetDraft{ID: id("asset " + k.key), Kind: k.kind, Name: k.name, Place: k.place, Custodian: k.custodian}
	if k.project != "" {
		built := site{key: k.project}.project()
		draft.ProjectID = &built
	}
	if k.photo != "" && exists(k.photo) {
		photo, err := s.upload(ctx, by, "asset "+k.key, k.photo)
		if err != nil {
			return err
		}
		draft.PhotoID = &photo
	}
	if _, _, err := s.assets.Add(ctx, by, s.places[s.village(k.by)].id, draft); err != nil || !k.broken {
		return err
	}
	s.at = s.at.Add(day)
	_, err := s.assets.Change(ctx, by, draft.ID, api.AssetChange{Kind: k.kind, Name: k.name, Place: k.place, Custodian: k.custodian, State: api.AssetStateBroken})
	return err
}

var keptThings = []kept{
	{key: "sorting", by: "chen", kind: api.AssetKindSortingPoint, name: "东门垃圾分类亭", place: "梧桐苑小区东门北侧", custodian: "物业公司", photo: "bins-after", project: "shelter", ago: 14 * day},
	{key: "charging", by: "chen", kind: api.AssetKindCharging, name: "电动车充电棚", place: "3号楼北侧", custodian: "物业公司", photo: "charging", ago: 50 * day},
	{key: "oldtree", by: "chen", kind: api.AssetKindTree, name: "老梧桐树（百年）", place: "1号楼前", custodian: "1号楼 楼栋长李建国", photo: "oldtree", ago: 48 * day},
	{key: "fire", by: "chen", kind: api.AssetKindFire, name: "消防栓 2 号", place: "2号楼东侧路口", custodian: "物业公司", ago: 47 * day},
	{key: "board", by: "chen", kind: api.AssetKindBoard, name: "居务公开栏", place: "居委会门口", custodian: "居委会", photo: "board", ago: 46 * day},
	{key: "gym", by: "chen", kind: api.AssetKindFitness, name: "健身器材（五件）", place: "2号楼门口小花园", custodian: "居委会", photo: "gym-after", project: "fitness", ago: 25 * day},
	{key: "pavilion", by: "chen", kind: api.AssetKindPavilion, name: "小花园凉亭", place: "2号楼门口小花园", custodian: "2号楼 一单元各户轮值", ago: 36 * day},
	{key: "lamp", by: "chen", kind: api.AssetKindLamp, name: "亭子东边的路灯", place: "2号楼门口小花园东侧", custodian: "物业公司", ago: 36 * day, broken: true},
	{key: "ramp", by: "chen", kind: api.AssetKindRamp, name: "二单元门口坡道", place: "2号楼二单元门口", custodian: "物业公司", photo: "ramp", ago: 35 * day},
	{key: "wellroom", by: "ren", kind: api.AssetKindWater, name: "三组水渠闸口（两处）", place: "村北三组水渠", custodian: "三组组长", ago: 30 * day},
	{key: "villageboard", by: "ren", kind: api.AssetKindBoard, name: "村务公开栏", place: "村委会大门东侧", custodian: "村委会", ago: 29 * day},
	{key: "villagelamp", by: "ren", kind: api.AssetKindLamp, name: "东巷口太阳能路灯", place: "东巷口", custodian: "一组组长马德福", ago: 28 * day},
}
