package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
)

// works is a small matter at the doorstep on its way through the gates. Sums are in fen.
type works struct {
	key            string // of its proposal
	begun          time.Duration
	pace           time.Duration // from one act to the next
	gates          int           // passed so far
	budget, paid   int64
	consents       string // the household that agreed in writing
	point          string
	before, after  string // photos
	done           string // what was built, in words
	paidTo         string
	gifts          []gift
	thing, keeper  string
	care, howOften string
	marks          []mark
	story          *api.CaseStoryBody
	told, stands   string // by whom, and who of those who took part stands by it
	benefit        *api.BenefitBody
}

// gift is what somebody gave, and who has seen it: after two of them the committee confirms it.
type gift struct {
	by, what string
	kind     api.ContributionKind
	quantity int64 // in the unit of its kind
	display  api.ContributionDisplay
	seen     []string
}

type mark struct {
	by, words string
	score     int
}

// site is a project being carried on.
type site struct {
	*seeder
	key, committee string
	pace           time.Duration
}

func (p site) project() uuid.UUID { return id("project " + p.key) }

func (p site) id(what string) uuid.UUID { return id("project " + p.key + " " + what) }

// next goes on to the next act.
func (p site) next() { p.at = p.at.Add(p.pace) }

func (p site) today() openapitypes.Date { return openapitypes.Date{Time: dateOnly(p.at)} }

// carry carries the demo's projects on: one in each stage, and one that is done and archived.
func (s *seeder) carry(ctx context.Context) error {
	for _, w := range smallWorks {
		if err := s.carryOut(ctx, w); err != nil {
			return fmt.Errorf("project %s: %w", w.key, err)
		}
	}
	for _, carry := range []func(context.Context) error{s.lift, s.gully} {
		if err := carry(ctx); err != nil {
			return err
		}
	}
	return nil
}

// carryOut takes a small matter as far as it has come.
func (s *seeder) carryOut(ctx context.Context, w works) error {
	p := site{s, w.key, "chen", w.pace}
	p.at = s.end.Add(-w.begun)
	if err := p.begin(ctx, &w.budget); err != nil {
		return err
	}
	for i, stage := range []func(context.Context, works) error{p.agree, p.build, p.hand, p.rate, p.share} {
		if err := stage(ctx, w); err != nil {
			return err
		}
		if i == w.gates {
			return nil
		}
		if err := p.pass(ctx, i+1, ""); err != nil {
			return err
		}
	}
	p.next()
	_, _, err := s.projects.Build(ctx, s.accounts["chen"], p.project(), api.ArchiveDraft{ID: p.id("archive")})
	return ignore(err)
}

func (p site) begin(ctx context.Context, light *int64) error {
	d := api.ProjectDraft{ID: p.project(), ProposalID: id("proposal " + p.key), Path: api.ProjectPathFull}
	if light != nil {
		d.Path, d.Light = api.ProjectPathLight, &api.LightConditions{Budget: *light}
	}
	_, _, err := p.projects.Create(ctx, p.accounts[p.committee], p.places[p.village(p.committee)].id, d)
	return ignore(err)
}

// pass passes a gate: the committee, or the chair with a reason.
func (p site) pass(ctx context.Context, gate int, reason string) error {
	p.next()
	by := p.committee
	if reason != "" {
		by = "gao"
	}
	_, err := p.projects.Pass(ctx, p.accounts[by], p.project(), api.GateMove{Gate: api.ProjectGate(fmt.Sprint("G", gate)), Reason: text(reason)})
	return ignore(err)
}

// add adds a record; photos are their names with what they show, as "paper:convention-signed".
func (p site) add(ctx context.Context, by, name string, t api.ProjectRecordType, b api.ProjectRecordBody, photos ...string) error {
	p.next()
	var shown []api.ProjectPhotoDraft
	for _, photo := range photos {
		kind, file, _ := strings.Cut(photo, ":")
		uploaded, err := p.upload(ctx, p.accounts[by], "project "+p.key+" "+name, file)
		if err != nil {
			return err
		}
		one := api.ProjectPhotoDraft{ID: uploaded, Kind: api.ProjectPhotoKindPicture}
		switch kind {
		case "paper", "sign_in":
			one.Kind = api.ProjectPhotoKind(kind)
		case "before", "during", "after":
			point, moment := p.id("point"), api.PhotoMoment(kind)
			one.PointID, one.Moment = &point, &moment
		}
		shown = append(shown, one)
	}
	_, _, err := p.projects.Add(ctx, p.accounts[by], p.project(), api.ProjectRecordDraft{ID: p.id(name), Type: t, Body: b, Photos: &shown})
	if ignore(err) != nil {
		return fmt.Errorf("%s: %w", name, ignore(err))
	}
	return nil
}

// agree is the planning of a small matter: who is affected says yes in writing, and where the money comes from.
func (p site) agree(ctx context.Context, w works) error {
	who := p.id("stakeholder")
	if err := p.add(ctx, "chen", "stakeholder", api.ProjectRecordTypeStakeholder, api.ProjectRecordBody{Stakeholder: &api.StakeholderBody{
		Name: w.consents, Kind: api.StakeholderKindHousehold, MustAgree: true, Stake: text("施工在门前，几天里进出要绕一下")}}); err != nil {
		return err
	}
	if err := p.add(ctx, "chen", "signoff", api.ProjectRecordTypeSignoff, api.ProjectRecordBody{Signoff: &api.SignoffBody{StakeholderID: who, Agrees: true,
		SignedOn: p.today()}}, "paper:convention-signed"); err != nil {
		return err
	}
	return p.add(ctx, "chen", "plan", api.ProjectRecordTypeFundingPlan, api.ProjectRecordBody{FundingPlan: &api.FundingPlanBody{Estimate: w.budget,
		Lines: []api.PlanLine{{Source: api.FundSourceCommonIncome, Amount: w.budget, Fund: text("小区公共收益")}}}})
}

// build is the works: the same view before and after, what neighbours gave, and the money.
func (p site) build(ctx context.Context, w works) error {
	if err := p.add(ctx, "chen", "point", api.ProjectRecordTypePhotoPoint, api.ProjectRecordBody{PhotoPoint: &api.PhotoPointBody{Name: w.point}}, "before:"+w.before); err != nil {
		return err
	}
	if err := p.enter(ctx, "in", w.budget, "小区公共收益账户"); err != nil {
		return err
	}
	for n, g := range w.gifts {
		if err := p.give(ctx, n, g); err != nil {
			return err
		}
	}
	if err := p.add(ctx, "chen", "progress", api.ProjectRecordTypeProgress, api.ProjectRecordBody{Progress: &api.ProgressBody{Percent: 100, Text: w.done}}, "after:"+w.after); err != nil {
		return err
	}
	return p.enter(ctx, "out", w.paid, w.paidTo)
}

// hand names who looks after it.
func (p site) hand(ctx context.Context, w works) error {
	return p.add(ctx, "chen", "care", api.ProjectRecordTypeStewardshipPlan, api.ProjectRecordBody{StewardshipPlan: &api.StewardshipPlanBody{
		Assets: []api.CareAsset{{Name: w.thing, Custodian: &w.keeper}}, Tasks: []api.CareTask{{What: w.care, HowOften: w.howOften, Who: w.keeper}},
		Money: "小区公共收益，每年不超过 300 元", Fallback: "管护人搬走或不干了，由楼栋长先接，一个月内另找一位。"}})
}

func (p site) rate(ctx context.Context, w works) error {
	for _, m := range w.marks {
		if err := p.add(ctx, m.by, "rating of "+m.by, api.ProjectRecordTypeRating, api.ProjectRecordBody{Rating: &api.RatingBody{Score: m.score, Text: text(m.words)}}); err != nil {
			return err
		}
	}
	return nil
}

func (p site) share(ctx context.Context, w works) error {
	if w.story == nil {
		return nil
	}
	if err := p.add(ctx, w.told, "story", api.ProjectRecordTypeCaseStory, api.ProjectRecordBody{CaseStory: w.story}); err != nil {
		return err
	}
	p.next()
	if _, err := p.projects.Sign(ctx, p.accounts[w.stands], p.id("story")); ignore(err) != nil {
		return fmt.Errorf("%s stands by the story: %w", w.stands, ignore(err))
	}
	return p.add(ctx, "chen", "benefit", api.ProjectRecordTypeBenefit, api.ProjectRecordBody{Benefit: w.benefit})
}

// give declares a gift, lets neighbours witness it, and confirms what two have seen.
func (p site) give(ctx context.Context, n int, g gift) error {
	p.next()
	given := p.id(fmt.Sprint("gift ", n))
	_, _, err := p.projects.Declare(ctx, p.accounts[g.by], p.project(), api.ContributionDraft{ID: given, Kind: g.kind, Quantity: g.quantity, What: g.what,
		GivenOn: p.today(), Display: g.display})
	if ignore(err) != nil {
		return fmt.Errorf("%s gives: %w", g.by, ignore(err))
	}
	for _, who := range g.seen {
		p.next()
		if _, err := p.projects.Witness(ctx, p.accounts[who], given); ignore(err) != nil {
			return fmt.Errorf("%s witnesses: %w", who, ignore(err))
		}
	}
	if len(g.seen) < 2 {
		return nil
	}
	p.next()
	_, err = p.projects.Decide(ctx, p.accounts[p.committee], given, api.ContributionMove{Act: api.ContributionActConfirm})
	return ignore(err)
}

// enter records money; the chair approves it, and where there is a supervision committee, it countersigns.
func (p site) enter(ctx context.Context, side string, amount int64, party string) error {
	p.next()
	by, chair := p.accounts[p.committee], p.appointedBy(p.village(p.committee))
	d := api.FundEntryDraft{ID: p.id("money " + side), Side: api.FundSide(side), Amount: amount, Party: party, MovedOn: p.today()}
	if side == "in" {
		d.Source = new(api.FundSourceCommonIncome)
		if chair == p.accounts["gao"] {
			d.Source = new(api.FundSourceFiscal)
		}
	} else {
		voucher, err := p.upload(ctx, by, "voucher "+p.key, "receipt")
		if err != nil {
			return err
		}
		d.Kind, d.Photos = new(api.FundKindMaterials), &[]api.ProjectPhotoDraft{{ID: voucher, Kind: api.ProjectPhotoKindVoucher}}
	}
	if _, _, err := p.projects.Enter(ctx, by, p.project(), d); ignore(err) != nil {
		return fmt.Errorf("money %s: %w", side, ignore(err))
	}
	if chair == p.accounts["gao"] && side == "out" {
		return nil // waits for the chair
	}
	p.next()
	if _, err := p.projects.Approve(ctx, chair, d.ID); ignore(err) != nil || chair == p.accounts["gao"] {
		return ignore(err)
	}
	p.next()
	_, err := p.projects.Countersign(ctx, p.accounts["feng"], d.ID)
	return ignore(err)
}

// isVillageIdea tells whether a proposal is the village's.
func isVillageIdea(key string) bool {
	return slices.ContainsFunc(villageIdeas, func(v idea) bool { return v.key == key })
}
