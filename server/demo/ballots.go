package demo

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/china"
	"wugong/server/db"
)

// voted is a vote of the demo, told in days before now. Votes say, for each in turn, a mark or the options' numbers.
type voted struct {
	key, title, text string
	village          bool
	kind             api.BallotKind
	matter           api.BallotMatter
	profile          string
	effect           api.LegalEffect
	by               api.ElectorateKind
	noticed, opens   int // days ago
	closes           int // days ago; less than 0 is ahead
	options          []choosable
	budget           int64
	maxChoices       int
	votes            []string
	silent           []string // who has not voted yet, among those one can sign in as
	objects          string   // what somebody says against the result
	answer           string   // and how it is answered
	paper            int      // ballots that came back on paper
	onPaper          []string // their marks, by number in turn
	minutes          string   // what was signed, where the chair and the supervision committee have confirmed it
}

type choosable struct {
	title, text string
	yuan        int64
}

var votings = []voted{
	{key: "scooters", title: "电动车不进楼道，东侧建充电棚", kind: api.BallotKindDecision, matter: api.BallotMatterAssemblyMatter,
		profile: "resident_assembly", effect: api.LegalEffectRecorded, by: api.ElectorateKindAdults, noticed: 24, opens: 3, closes: -6,
		text:  "4号楼东侧建一处电动车充电棚，建成以后电动自行车不在楼道、门厅停放和充电。建成以前，先停在东门内划线处，由物业夜间看管。",
		votes: []string{"yes", "yes", "yes", "no", "yes", "abstain", "yes", "yes", "no", "yes", "yes"}, silent: []string{"wang", "liu", "zhang", "feng", "chen"}},
	{key: "benches", title: "四把长椅先放在哪里", kind: api.BallotKindChoice, matter: api.BallotMatterPriorities, by: api.ElectorateKindAdults,
		noticed: 5, opens: 4, closes: -3, maxChoices: 2,
		text: "今年做了四把带靠背的长椅，两个地方各放两把。每人最多选两处，票数多的先放，其余明年再添。",
		options: []choosable{{"小花园紫藤架下", "夏天有荫，带孩子的人多", 0}, {"4号楼一单元门口", "老人下楼歇脚", 0}, {"东门保安亭旁", "等车、等快递", 0},
			{"2号楼北侧空地", "下棋的人自带板凳", 0}},
		votes: []string{"0,1", "1", "0", "1,2", "0,1", "3", "1", "0,3", "1,0"}, silent: []string{"wang", "zhao", "li"}},
	{key: "fund", title: "十万元社区公益金花在哪里", kind: api.BallotKindBudget, matter: api.BallotMatterBudgetPoll, by: api.ElectorateKindAdults,
		noticed: 30, opens: 24, closes: 12, budget: 10_000_000,
		text: "街道拨给社区的公益金今年是十万元。下面五个项目都有报价，勾选您支持的，可以多选。按均等份额法计算，每个人分得同样多的份额。",
		options: []choosable{{"楼道两侧装扶手", "1、2、3号楼共 42 层，含安装", 48_000}, {"小花园换掉破损地砖", "约 260 平方米，防滑砖", 36_000},
			{"东门到2号楼换路灯", "八盏太阳能灯", 32_000}, {"2号楼地下室改成自习室", "墙面、照明、桌椅", 55_000}, {"社区图书角添书", "以儿童和养生书为主", 12_000}},
		votes: []string{"0,2", "0,1", "2,4", "0,2", "1", "0,4", "2,3", "0,1,2", "3,4", "0", "0,2", "1,4", "2", "0,2,4", "3", "0,1", "2,4", "0"}},
	{key: "gate", title: "东门夜里十一点以后只刷卡进出", kind: api.BallotKindDecision, matter: api.BallotMatterOther, by: api.ElectorateKindAdults,
		noticed: 20, opens: 14, closes: 1,
		text:  "征求意见：每天 23 点到次日 5 点，东门只能刷卡或由保安登记进出，西门关闭。急救、消防、孕妇和接送老人不受限制。",
		votes: []string{"yes", "yes", "no", "yes", "yes", "yes", "no", "yes", "yes", "abstain", "yes", "yes", "no", "yes"}, objects: "公告只贴在东门，3号楼二单元的人大多从西门走，没有看到。请补贴，并说明上夜班的人怎么办。"},
	{key: "roof", title: "用维修资金修4号楼屋面防水", kind: api.BallotKindDecision, matter: api.BallotMatterRepairFundUse,
		profile: "owner_ordinary", effect: api.LegalEffectRecorded, by: api.ElectorateKindOwners, noticed: 50, opens: 33, closes: 23,
		text:  "4号楼屋面漏水，五层、六层四户受影响。拟从小区维修资金支出 186,400 元，铲除旧卷材重做防水，质保五年。三家报价和现场照片贴在居委会门口。",
		votes: []string{"yes", "yes", "yes", "no", "yes", "yes", "yes", "abstain", "yes", "yes", "no", "yes", "yes", "yes", "yes", "yes"},
		paper: 62, onPaper: []string{"yes", "yes", "no", "yes", "yes", "abstain", "yes", "yes"},
		minutes: "在小区活动室召开业主大会，张卫民主持，陈晓敏、郭敏计票，冯国庆监票。计票结果与公布的一致，三人签字，原件存居委会。",
		objects: "漏水的四户自己也投了票，要不要回避？", answer: "屋面是全体业主共有的，业主都有表决权，法律没有要求受益的业主回避。四户的票不影响结果。"},
	{key: "company", title: "续聘安居物业，服务合同三年", kind: api.BallotKindDecision, matter: api.BallotMatterPropertyCompany,
		profile: "owner_ordinary", effect: api.LegalEffectRecorded, by: api.ElectorateKindOwners, noticed: 22, opens: 4, closes: -8,
		text:  "现有物业服务合同十二月底到期。拟续聘安居物业三年，物业费每平方米每月 1.35 元不变；新增每季度公布公共收益、每月清洗一次垃圾桶。合同全文在居委会和物业办公室可以查看。",
		votes: []string{"yes", "no", "yes", "yes", "no", "yes", "yes", "yes", "abstain", "yes"}, silent: []string{"wang", "liu", "li", "chen", "zhang", "feng", "guo"},
		paper: 24, onPaper: []string{"yes"}},
	{key: "canal", title: "入冬前清淤村口水渠，每户出工一天", village: true, kind: api.BallotKindDecision, matter: api.BallotMatterPublicWorks,
		profile: "villager_assembly_household", effect: api.LegalEffectRecorded, by: api.ElectorateKindHouseholds, noticed: 22, opens: 2, closes: -8,
		text:  "村口到沟边巷的水渠约 900 米，淤了半渠泥。计划十二月上旬清淤，每户出一个工，有困难的户可以不出，由村委会统一安排。机械费 6,800 元从村集体收益里出。",
		votes: []string{"yes", "yes", "yes", "no", "yes", "yes"}, silent: []string{"xue", "gao"}},
}

// decide lets the demo vote: what is over is counted, and one result has an objection that waits.
func (s *seeder) decide(ctx context.Context) error {
	for _, v := range votings {
		if err := s.hold(ctx, v); err != nil {
			return fmt.Errorf("vote %s: %w", v.key, err)
		}
	}
	return nil
}

func (s *seeder) hold(ctx context.Context, v voted) error {
	by, vote := s.accounts["zhang"], id("vote "+v.key)
	if v.village {
		by = s.accounts["gao"]
	}
	s.at = s.hour(v.noticed, 8)
	if _, _, err := s.ballots.Create(ctx, by, s.ballotDraft(v)); err != nil {
		return err
	}
	s.at = s.at.Add(10 * time.Minute)
	if _, err := s.ballots.Move(ctx, by, vote, api.BallotMove{Act: api.BallotMoveActGiveNotice, From: api.BallotStateDraft, Version: new(1)}); err != nil {
		return ignore(err)
	}
	if err := s.castAll(ctx, v); err != nil {
		return err
	}
	s.at = s.hour(v.closes, 18).Add(time.Minute)
	if err := s.onPaper(ctx, v); err != nil || v.closes <= 0 {
		return err
	}
	if _, err := s.ballots.Close(ctx, vote); err != nil {
		return err
	}
	if err := s.confirm(ctx, v); err != nil {
		return err
	}
	return s.dispute(ctx, v)
}

// dispute lets somebody object to a result, and the committee answer.
func (s *seeder) dispute(ctx context.Context, v voted) error {
	if v.objects == "" {
		return nil
	}
	objection := id("objection " + v.key)
	s.at = s.at.Add(5 * time.Hour)
	_, _, err := s.ballots.Object(ctx, s.accounts["jiang"], id("vote "+v.key), api.ObjectionDraft{ID: objection, About: api.ObjectionAboutResult, Text: v.objects})
	if err != nil || v.answer == "" {
		return err
	}
	s.at = s.at.Add(20 * time.Hour)
	_, err = s.ballots.Answer(ctx, s.accounts["chen"], objection, api.ObjectionAnswer{Text: v.answer, Upheld: false})
	return err
}

func (s *seeder) ballotDraft(v voted) api.BallotDraft {
	d := api.BallotDraft{ID: id("vote " + v.key), CommunityID: s.places[v.village].id, Kind: v.kind, Matter: v.matter, Title: v.title, Text: v.text,
		Electorate: api.ElectorateDraft{Kind: v.by}, OpensAt: new(s.hour(v.opens, 9)), ClosesAt: new(s.hour(v.closes, 18))}
	if v.profile != "" {
		d.Profile, d.LegalEffect = &v.profile, &v.effect
	}
	if v.maxChoices > 0 {
		d.MaxChoices, d.Seats = &v.maxChoices, new(2)
	}
	if v.budget > 0 {
		d.Budget = &api.BudgetTermsDraft{Budget: v.budget}
	}
	var options []api.BallotOptionDraft
	for i, o := range v.options {
		draft := api.BallotOptionDraft{ID: optionID(v, i), Title: o.title, Text: &o.text}
		if o.yuan > 0 {
			draft.Cost = new(o.yuan * 100)
		}
		options = append(options, draft)
	}
	if options != nil {
		d.Options = &options
	}
	return d
}

// hour is a full hour of a day in China, days before now.
func (s *seeder) hour(daysAgo, hour int) time.Time {
	return china.Midnight(s.end.AddDate(0, 0, -daysAgo)).Add(time.Duration(hour) * time.Hour).UTC()
}

func optionID(v voted, i int) uuid.UUID { return id(fmt.Sprintf("option %s %d", v.key, i)) }

// castAll writes down who voted. It happened at its time, so it is not cast by today's clock of the database.
func (s *seeder) castAll(ctx context.Context, v voted) error {
	var voters []string
	for _, n := range neighbours {
		if n.village == v.village {
			voters = append(voters, n.key)
		}
	}
	for _, p := range people {
		if p.Village == v.village && p.Building != "" && !p.Unverified && !slices.Contains(v.silent, p.Key) {
			voters = append(voters, p.Key)
		}
	}
	vote := id("vote " + v.key)
	for i, said := range v.votes {
		if i >= len(voters) {
			return nil
		}
		mark, choices, text := &said, "", said
		if v.kind != api.BallotKindDecision {
			mark, choices = nil, ""
			var chosen []string
			for word := range strings.SplitSeq(said, ",") {
				chosen = append(chosen, optionID(v, int(word[0]-'0')).String())
			}
			slices.Sort(chosen)
			text = strings.Join(chosen, ",")
			choices = "{" + text + "}"
		}
		nonce := sha256.Sum256([]byte(v.key + voters[i]))
		at := s.hour(v.opens, 9).Add(time.Duration(i+1) * 37 * time.Minute)
		err := db.Exec(ctx, s.DB, `INSERT INTO ballot_votes (ballot_id, voter_id, channel, by_id, account_id, mark, choices, receipt, at)
			SELECT ballot_id, voter_id, 'online', coalesce(owner_id, person_id), account_id, ?, CAST(nullif(?, '') AS uuid[]), ?, ?
			FROM ballot_casters WHERE ballot_id = ? AND account_id = ? ORDER BY voter_id LIMIT 1 ON CONFLICT DO NOTHING`,
			mark, choices, ballots.Receipt(vote, text, nonce[:16]), at, vote, s.accounts[voters[i]])
		if err != nil {
			return err
		}
	}
	return nil
}
