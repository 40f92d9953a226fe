package proposals

import (
	"context"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
	"wugong/server/reports"
)

// shownAt is a moment as the caller may know it: the day, or exactly what is one's own.
func shownAt(at time.Time, mine bool) time.Time {
	if mine {
		return at
	}
	return china.Midnight(at).UTC()
}

// toAPI shows a proposal as far as the caller sees it. Of a hidden one the public learns only why.
func (f full) toAPI(ctx context.Context) api.Proposal {
	p := api.Proposal{
		ID: f.ID, Number: Number(f.Proposal.Number), CommunityID: f.CommunityID, CommunityName: &f.Community,
		Area: f.Area, AreaName: areaName(ctx, f.Area), Dimensions: f.Dimensions, State: f.State, Source: f.Source,
		ProposedAt: shownAt(f.ProposedAt, f.Facts.Author), Mine: f.Facts.Author, By: f.Party, Photos: []api.Picture{},
		Support: api.ProposalSupport{Persons: f.Persons, Households: f.Households, Mine: f.Supported},
		DueAt:   f.DueAt, Overdue: overdue(f.State, f.DueAt, f.Now), ReportID: f.ReportID,
		Timeline: []api.ProposalStep{}, MergedFrom: []api.ProposalLink{}, Acts: append(Acts(f.Facts), f.judgements()...), Opinions: api.OpinionPage{Items: []api.Opinion{}},
	}
	if f.Facts.looks() {
		p.Flags = &f.Flags
	}
	if f.HiddenAt != nil {
		p.Hidden = &api.Hidden{Reason: *f.HiddenReason, Note: f.HiddenNote, At: shownAt(*f.HiddenAt, false)}
	}
	if f.Sight == Shell {
		p.Dimensions, p.ReportID, p.Support = []api.OutcomeDimension{}, nil, api.ProposalSupport{Mine: f.Supported}
		return p
	}
	f.fill(&p)
	may, talk := CanSupport(f.Facts) == nil, CanComment(f.Facts) == nil
	p.MaySupport, p.MayComment = &may, &talk
	return p
}

// fill adds what a proposal says, and what happened to it.
func (f full) fill(p *api.Proposal) {
	p.Title, p.Text, p.Name = f.Title, f.Text, api.Maybe(f.Name)
	p.Counts = api.OpinionCounts{For: f.SaidFor, Against: f.SaidAgainst, Concern: f.SaidConcern}
	p.Opinions = f.Opinions.toAPI(f.Proposal, f.Facts, f.Actor)
	where := reports.Located{Lat: f.Lat, Lon: f.Lon, Accuracy: f.Accuracy, SpotX: f.SpotX, SpotY: f.SpotY, Words: f.PlaceWords}
	if !where.Nowhere() {
		place := where.Shown(f.Sight == Inside)
		p.Place = &place
	}
	for _, w := range f.Photos {
		p.Photos = append(p.Photos, api.Picture{ID: w.ID, Width: w.Width, Height: w.Height})
	}
	for _, l := range f.From {
		p.MergedFrom = append(p.MergedFrom, *l.toAPI())
	}
	p.MergedInto = f.Into.toAPI()
	for _, e := range f.Steps {
		step := api.ProposalStep{Act: e.Act, At: shownAt(e.At, f.Facts.Author && is(e.ActorID, f.Actor)), By: e.Party, Note: api.Maybe(e.Note),
			Other: e.Other.toAPI(), ReportID: e.ReportID, Persons: e.Persons}
		p.Timeline = append(p.Timeline, step)
		if replies[e.Act] && (e.Act != api.ProposalActMerge || p.State == api.ProposalStateMerged) {
			p.Reply = &api.ProposalReply{Act: e.Act, Note: e.Note, At: step.At}
		}
	}
	if p.State == api.ProposalStateOpen {
		p.Reply = nil // it waits for another one
	}
}

// replies are the acts by which the committee answers.
var replies = map[api.ProposalAct]bool{api.ProposalActAccept: true, api.ProposalActDecline: true, api.ProposalActMerge: true, api.ProposalActTurnIntoReport: true}

func overdue(state api.ProposalState, due, now time.Time) bool {
	return state == api.ProposalStateOpen && now.After(due)
}

func (l *link) toAPI() *api.ProposalLink {
	if l == nil {
		return nil
	}
	return &api.ProposalLink{ID: l.ID, Number: Number(l.Number), Title: l.Title}
}

// toAPI shows a page of a list.
func (p page) toAPI(ctx context.Context) api.ProposalPage {
	items := make([]api.ProposalSummary, len(p.lines))
	for i, l := range p.lines {
		mine := is(l.AuthorID, p.actor)
		items[i] = api.ProposalSummary{
			ID: l.ID, Number: Number(l.Number), Title: l.Title, Excerpt: api.Maybe(fault.Excerpt(l.Text)), Area: l.Area,
			AreaName: areaName(ctx, l.Area), State: l.State, ProposedAt: shownAt(l.ProposedAt, mine), Mine: mine,
			Support:  api.ProposalSupport{Persons: l.Persons, Households: l.Households, Mine: l.Supported},
			Opinions: l.Opinions, DueAt: l.DueAt, Overdue: overdue(l.State, l.DueAt, p.now),
		}
		if l.CoverID != nil {
			items[i].Cover = &api.Picture{ID: *l.CoverID, Width: *l.Width, Height: *l.Height}
		}
	}
	return api.ProposalPage{Items: items, Next: api.Maybe(p.next)}
}

// shownParty is how somebody who said something is marked. The author of a proposal is marked as that, unless the name of
// one of the two would then tell the other.
func shownParty(stored api.ProposalParty, o shownOpinion, p Proposal) api.ProposalParty {
	if p.AuthorID != nil && is(o.AuthorID, *p.AuthorID) && o.Named == p.Named {
		return api.ProposalPartyAuthor
	}
	return stored
}

func (o shownOpinion) hiddenFrom(f Facts, actor uuid.UUID) bool {
	return o.State == api.OpinionStateHidden && !f.Replies && !f.Moderates && !f.Watches && !is(o.AuthorID, actor)
}

// toAPI shows opinions with their answers.
func (all opinions) toAPI(p Proposal, f Facts, actor uuid.UUID) api.OpinionPage {
	items := make([]api.Opinion, len(all.rows))
	for i, o := range all.rows {
		items[i] = o.toAPI(p, f, actor)
	}
	return api.OpinionPage{Items: items, Next: api.Maybe(all.next)}
}

func (o shownOpinion) toAPI(p Proposal, f Facts, actor uuid.UUID) api.Opinion {
	shown := o.reply(p, f, actor)
	answers := make([]api.OpinionReply, len(o.Answers))
	for i, a := range o.Answers {
		answers[i] = a.reply(p, f, actor)
	}
	return api.Opinion{ID: shown.ID, Stance: o.Stance, State: shown.State, Hidden: shown.Hidden, Text: shown.Text, At: shown.At, By: shown.By,
		Name: shown.Name, Mine: shown.Mine, Answers: answers, Acts: shown.Acts}
}

// reply shows what an opinion and an answer have in common.
func (o shownOpinion) reply(p Proposal, f Facts, actor uuid.UUID) api.OpinionReply {
	mine := is(o.AuthorID, actor)
	r := api.OpinionReply{ID: o.ID, State: o.State, Text: o.Text, At: shownAt(o.At, mine), By: shownParty(o.Party, o, p), Name: api.Maybe(o.Name),
		Mine: mine, Acts: Judgements(thing{Proposal: p, opinion: &o.Opinion}.judged(f, actor, 0))}
	if o.State == api.OpinionStateHidden {
		r.Hidden = &api.Hidden{Reason: *o.HiddenReason, Note: o.HiddenNote, At: shownAt(*o.HiddenAt, false)}
	}
	if o.hiddenFrom(f, actor) {
		r.Text, r.Name = "", nil
	}
	return r
}
