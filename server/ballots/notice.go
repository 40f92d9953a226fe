package ballots

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/ballots/tally"
	"wugong/server/china"
	"wugong/server/words"
)

// Notice gives the notice of a vote in both languages, made from the record; of a draft as it would be now.
func (s *Service) Notice(ctx context.Context, actor, id uuid.UUID) (api.BallotNotice, error) {
	w, err := s.See(ctx, actor, id)
	if err != nil {
		return api.BallotNotice{}, err
	}
	return api.BallotNotice{Zh: w.notice(api.LanguageZhCN), En: w.notice(api.LanguageEn), Link: w.link()}, nil
}

// notice says in one language what is voted, by whom, under which rule, when and how.
func (w whole) notice(lang api.Language) string {
	say := func(key string, args map[string]string) string { return words.Say(lang, "ballot.notice."+key, args) }
	lines := []string{say("title", map[string]string{"title": w.Title}), say("number", map[string]string{"number": Number(w.Number), "community": w.community}), "",
		say("matter", map[string]string{"text": w.Text})}
	for i, o := range w.options {
		line := strconv.Itoa(i+1) + ". " + o.Title
		if o.Cost != nil {
			line += say("cost", map[string]string{"yuan": yuan(*o.Cost)})
		}
		lines = append(lines, line)
	}
	lines = append(lines, say("basis", map[string]string{"rule": ruleName(lang, w.Rule.Profile), "basis": w.Rule.Basis}),
		say("effect."+string(w.LegalEffect), map[string]string{"rule": w.LocalRule}), w.whoVotes(lang), w.passes(lang))
	if w.OpensAt != nil && w.ClosesAt != nil {
		lines = append(lines, say("when", map[string]string{"opens": moment(lang, *w.OpensAt), "closes": moment(lang, *w.ClosesAt)}))
	}
	lines = append(lines, say("how", nil), say("silence."+string(w.Silence), nil))
	if w.Kind == api.BallotKindDecision {
		lines = append(lines, say("invalid."+strconv.FormatBool(w.InvalidParticipates), nil))
	}
	if w.NoticeAt != nil {
		lines = append(lines, say("roll", map[string]string{"until": moment(lang, RollObjectionsUntil(*w.NoticeAt, *w.OpensAt))}))
	} else {
		lines = append(lines, say("roll_draft", nil))
	}
	lines = append(lines, say("publicity", map[string]string{"days": digits(max(w.Rule.PublicityDays, leastPublicity))}), "")
	at := w.now
	if w.NoticeAt != nil {
		at = *w.NoticeAt
	}
	return strings.Join(append(lines, w.community, moment(lang, at)), "\n")
}

func (w whole) whoVotes(lang api.Language) string {
	args := map[string]string{"who": w.electorate(lang, w.placeKind).Name}
	if w.roll == nil {
		return words.Say(lang, "ballot.notice.who_draft", args)
	}
	args["count"], args["area"], args["hash"] = digits(w.roll.Count), squareMetres(w.roll.Area), hexed(w.roll.Hash)[:16]
	if w.Rule.Tally().CountsArea() {
		return words.Say(lang, "ballot.notice.who_area", args)
	}
	return words.Say(lang, "ballot.notice.who", args)
}

// passes says what it takes, in words.
func (w whole) passes(lang api.Language) string {
	say := func(key string, args map[string]string) string { return words.Say(lang, "ballot.notice."+key, args) }
	switch w.Kind {
	case api.BallotKindChoice:
		return say("choice", map[string]string{"max": digits(*w.MaxChoices), "seats": digits(*w.Seats)})
	case api.BallotKindBudget:
		return say("budget."+string(*w.Method), map[string]string{"yuan": yuan(*w.Budget)})
	}
	if w.Rule.Profile == "" {
		return say("no_rule", nil)
	}
	parts := []string{}
	add := func(what, base string, t tally.Thresholds) {
		for i, f := range []*tally.Threshold{t.People, t.Area} {
			if f == nil {
				continue
			}
			measure := []api.BallotMeasure{api.BallotMeasurePeople, api.BallotMeasureArea}[i]
			key := "more"
			if f.Inclusive {
				key = "least"
			}
			parts = append(parts, say(what+"."+key, map[string]string{"measure": words.Say(lang, "ballot.measure."+string(measure)+"."+string(w.Electorate), nil),
				"base": say("base."+base, nil), "num": strconv.FormatInt(f.Num, 10), "den": strconv.FormatInt(f.Den, 10)}))
		}
	}
	add("quorum", "all", w.Rule.Quorum)
	add("agree", string(w.Rule.AgreeBase), w.Rule.Agree)
	return say("passes", map[string]string{"conditions": strings.Join(parts, say("and", nil))})
}

// moment writes a time as it is read in China.
func moment(lang api.Language, t time.Time) string {
	if lang == api.LanguageEn {
		return t.In(china.Zone).Format("2 January 2006, 15:04")
	}
	return t.In(china.Zone).Format("2006年1月2日 15:04")
}

// yuan writes fen as yuan with two places where there are any.
func yuan(fen int64) string { return hundredths(fen) }

// squareMetres writes 0.01 m² as m².
func squareMetres(area int64) string { return hundredths(area) }

func hundredths(n int64) string {
	whole := strconv.FormatInt(n/100, 10)
	if n%100 == 0 {
		return whole
	}
	part := strconv.FormatInt(n%100, 10)
	if len(part) == 1 {
		part = "0" + part
	}
	return whole + "." + part
}
