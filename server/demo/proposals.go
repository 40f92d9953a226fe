package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

// between is the time from one supporter to the next.
const between = 37 * time.Minute

// propose lets everybody propose, support, talk and answer, in the order of the times.
func (s *seeder) propose(ctx context.Context) error {
	var all []happening
	for _, i := range slices.Concat(ideas, doorsteps, villageIdeas) {
		at := s.end.Add(-i.ago)
		all = append(all, happening{at, func(ctx context.Context) error { return s.have(ctx, i) }})
		for n, who := range i.backers {
			all = append(all, happening{at.Add(time.Duration(n+1) * between), func(ctx context.Context) error {
				_, err := s.proposals.Support(ctx, s.accounts[who], id("proposal "+i.key))
				return ignore(err)
			}})
		}
		for n, r := range i.remarks {
			all = append(all, happening{at.Add(r.after), func(ctx context.Context) error { return s.say(ctx, i, n, r) }})
		}
		for _, d := range i.deeds {
			all = append(all, happening{at.Add(d.after), func(ctx context.Context) error { return s.do(ctx, i, d) }})
		}
	}
	return s.happen(ctx, all)
}

// have proposes an idea.
func (s *seeder) have(ctx context.Context, i idea) error {
	community, source := s.places[isVillageIdea(i.key)].id, i.source
	if source == "" {
		source = api.ProposalSourceOnline
	}
	d := api.ProposalDraft{ID: id("proposal " + i.key), CommunityID: community, Title: i.title, Text: i.text, Area: i.area, Dimensions: &i.tags,
		Named: &i.named, Source: &source, Place: &api.Place{Spot: &api.PlanSpot{X: i.x, Y: i.y}, Words: &i.words}}
	if i.photo != "" {
		photo, err := s.upload(ctx, s.accounts[i.by], "proposal "+i.key, i.photo)
		if err != nil {
			return fmt.Errorf("proposal %s: %w", i.key, err)
		}
		d.PhotoIds = &[]uuid.UUID{photo}
	}
	if len(i.reports) > 0 {
		var ids []uuid.UUID
		for _, key := range i.reports {
			ids = append(ids, id("report "+key))
		}
		d.ReportIds = &ids
	}
	if _, _, err := s.proposals.Propose(ctx, s.accounts[i.by], d); err != nil {
		return fmt.Errorf("proposal %s: %w", i.key, ignore(err))
	}
	return nil
}

// say gives an opinion, or answers one.
func (s *seeder) say(ctx context.Context, i idea, n int, r remark) error {
	d := api.OpinionDraft{ID: id(fmt.Sprint("opinion ", i.key, " ", n)), Text: r.text}
	if r.answers != "" {
		above := id("opinion " + r.answers)
		d.AnswersID = &above
	} else {
		d.Stance = &r.stance
	}
	if _, _, err := s.proposals.Say(ctx, s.accounts[r.by], id("proposal "+i.key), d); err != nil {
		return fmt.Errorf("what %s says about %s: %w", r.by, i.key, ignore(err))
	}
	if r.flagged == "" {
		return nil
	}
	note := "这是在骂人，请看一看。"
	return ignore(s.proposals.FlagOpinion(ctx, s.accounts[r.flagged], d.ID, api.Flag{Reason: api.ModerationReasonInsult, Note: &note}))
}

// do takes a step with a proposal. Before it, all are open.
func (s *seeder) do(ctx context.Context, i idea, d deed) error {
	m := api.ProposalMove{Act: d.act, From: api.ProposalStateOpen, Note: text(d.note)}
	if d.into != "" {
		into := id("proposal " + d.into)
		m.IntoID = &into
	}
	if d.class != "" {
		m.Class = &d.class
	}
	if _, err := s.proposals.Move(ctx, s.accounts[d.by], id("proposal "+i.key), m); ignore(err) != nil {
		return fmt.Errorf("proposal %s, %s: %w", i.key, d.act, ignore(err))
	}
	return nil
}

// wonder is what somebody not verified says about the lift: it waits to be looked at. It is the last thing that happens.
func (s *seeder) wonder(ctx context.Context) error {
	s.at = s.end.Add(-time.Hour)
	stance := concern
	_, _, err := s.proposals.Say(ctx, s.accounts["hou"], id("proposal lift"), api.OpinionDraft{ID: id(wondering), Stance: &stance,
		Text: "我是刚搬来的租户，装电梯的钱租户也要出吗？房租会不会涨？"})
	return ignore(err)
}

// wondering names it.
const wondering = "opinion of the newcomer"
