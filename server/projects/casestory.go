package projects

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
	"wugong/server/words"
)

// DraftStory drafts a case story from the records, for who may write one. What people felt and learnt stays to be written;
// the numbers are sentences of their own and cannot be typed.
func (s *Service) DraftStory(ctx context.Context, actor, project uuid.UUID) (out api.CaseDraft, err error) {
	p, err := projectOf(ctx, s.DB, project)
	if err != nil {
		return out, err
	}
	now := s.now()
	a, _, err := askerOf(ctx, s.DB, p.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	if !kinds[api.ProjectRecordTypeCaseStory].by(a.who) {
		return out, fault.ErrForbidden
	}
	if out.Figures, err = figuresOf(ctx, s.DB, p.Project); err != nil {
		return out, err
	}
	_, records, err := gather(ctx, s.DB, p.Project, now)
	if err != nil {
		return out, err
	}
	out.Facts = facts(words.Lang(ctx), out.Figures)
	out.Story = story(words.Lang(ctx), p, records)
	return out, nil
}

// facts are the numbers of a project as sentences; what is nothing is not said.
func facts(lang api.Language, f api.ProjectFigures) []string {
	said := []string{}
	add := func(ok bool, key string, args map[string]string) {
		if ok {
			said = append(said, words.Say(lang, "project.fact."+key, args))
		}
	}
	add(f.Households > 0, "households", map[string]string{"count": strconv.Itoa(f.Households)})
	add(f.Contributions > 0, "contributions", map[string]string{"count": strconv.Itoa(f.Contributions)})
	add(f.Workdays > 0, "workdays", map[string]string{"days": fmt.Sprintf("%d.%d", f.Workdays/10, f.Workdays%10)})
	add(f.Income > 0 || f.Expense > 0, "money", map[string]string{"income": yuan(f.Income), "expense": yuan(f.Expense), "balance": yuan(f.Balance)})
	add(f.ResidentsRecords > 0, "records", map[string]string{"count": strconv.Itoa(f.ResidentsRecords)})
	return said
}

// story fills in what the records already say.
func story(lang api.Language, p placed, records []gathered) api.CaseStoryBody {
	var needs, tried, care []string
	needs = append(needs, p.Text)
	for _, r := range records {
		switch b := r.whole; {
		case b.Need != nil:
			needs = append(needs, b.Need.Text)
		case b.Deliberation != nil:
			tried = append(tried, b.Deliberation.HeldOn.Format("2006-01-02")+" "+b.Deliberation.Topic+"："+fault.Excerpt(b.Deliberation.Minutes))
		case b.Option != nil:
			tried = append(tried, b.Option.Title+"："+fault.Excerpt(b.Option.Text))
		case b.StewardshipPlan != nil:
			for _, t := range b.StewardshipPlan.Tasks {
				care = append(care, t.What+"（"+t.HowOften+"）")
			}
		}
	}
	prompt := func(key string) string { return words.Say(lang, "project.case."+key, nil) }
	return api.CaseStoryBody{Title: p.Title, Problem: clip(strings.Join(needs, "\n"), 2000), Tried: clip(strings.Join(tried, "\n"), 4000),
		Lesson: prompt("lesson"), Copy: clip(strings.TrimSpace(prompt("copy")+"\n"+strings.Join(care, "\n")), 2000), Contact: p.Community}
}

// clip keeps the beginning of a text.
func clip(text string, most int) string {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}
