package disclosures

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/words"
)

// ledger is what decides over the calendar of a community.
type ledger struct {
	ID       uuid.UUID
	Kind     api.CommunityKind
	OpenedAt time.Time
	Rhythms  []struct {
		Since   string `json:"since"`
		Monthly bool   `json:"monthly"`
	} `gorm:"serializer:json"`
	Done []struct {
		ID       uuid.UUID                  `json:"id"`
		Category api.DisclosureCategoryCode `json:"category"`
		Kind     api.DisclosureFrequency    `json:"kind"`
		Start    string                     `json:"start"`
	} `gorm:"serializer:json"`
	Waiting  int
	FirstDue *time.Time
}

const ledgerSQL = `
SELECT c.id, c.kind, c.opened_at,
  coalesce((SELECT jsonb_agg(jsonb_build_object('since', r.since, 'monthly', r.finance_monthly)) FROM disclosure_rhythms r
    WHERE r.community_id = c.id), '[]') AS rhythms,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'category', d.category, 'kind', d.period_kind, 'start', d.period_start) ORDER BY d.published_at)
    FROM disclosures d WHERE d.community_id = c.id AND d.period_kind <> 'event' AND d.period_start >= @since), '[]') AS done,
  q.waiting, q.first_due
FROM communities c
CROSS JOIN LATERAL (SELECT count(*) AS waiting, min(due_at) AS first_due FROM (SELECT due_at FROM disclosure_questions
  WHERE community_id = c.id AND answer IS NULL ORDER BY due_at LIMIT 99) few) q
WHERE `

// ledgers reads what decides over the calendars of some communities, in one statement.
func ledgers(ctx context.Context, tx *gorm.DB, condition string, args map[string]any, now time.Time) ([]ledger, error) {
	since := PeriodOf(api.DisclosureFrequencyQuarter, now).Start.AddDate(0, -3*quartersShown, 0)
	args["since"] = since.Format(time.DateOnly)
	rows, err := gorm.G[ledger](tx).Raw(ledgerSQL+condition, args).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("what must be laid open: %w", err)
	}
	return rows, nil
}

func (l ledger) rhythms() (all []Rhythm) {
	for _, r := range l.Rhythms {
		all = append(all, Rhythm{day(r.Since), r.Monthly})
	}
	return all
}

// day reads a date of the database; it is one.
func day(text string) time.Time {
	at, _ := time.Parse(time.DateOnly, text)
	return china.Day(at)
}

// slot is a matter of a period.
type slot struct {
	category api.DisclosureCategoryCode
	kind     api.DisclosureFrequency
	start    string
}

func (o Owed) slot() slot {
	return slot{o.Category, o.Period.Kind, o.Period.Start.Format(time.DateOnly)}
}

// done tells what was laid open for which period: the last one, where it was corrected.
func (l ledger) done() map[slot]uuid.UUID {
	found := map[slot]uuid.UUID{}
	for _, d := range l.Done {
		found[slot{d.Category, d.Kind, d.Start}] = d.ID
	}
	return found
}

// missing are the matters that nobody laid open, of periods that are over.
func (l ledger) missing(now time.Time) (all []Owed) {
	done := l.done()
	for _, o := range Calendar(dutiesOf(l.Kind, now), l.rhythms(), l.OpenedAt, now) {
		if _, is := done[o.slot()]; !is && o.StateOf(now) != api.DisclosureDutyStateComing {
			all = append(all, o)
		}
	}
	return all
}

// watching gives the standing of somebody of the committee, or who watches it.
func watching(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, now time.Time) (communities.Standing, error) {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err == nil && !communities.Can(standing, api.PermissionDisclosureWrite) && !communities.Can(standing, api.PermissionDisclosureWatch) {
		err = fault.ErrForbidden
	}
	return standing, err
}

// Calendar is what must be laid open when, for the committee and those who watch it.
func (s *Service) Calendar(ctx context.Context, actor, community uuid.UUID) (api.DisclosureCalendar, error) {
	now := s.now()
	standing, err := watching(ctx, s.DB, community, actor, now)
	if err != nil {
		return api.DisclosureCalendar{}, err
	}
	return calendar(ctx, s.DB, standing, now)
}

func calendar(ctx context.Context, tx *gorm.DB, standing communities.Standing, now time.Time) (api.DisclosureCalendar, error) {
	found, err := ledgers(ctx, tx, `c.id = @community`, map[string]any{"community": standing.Community}, now)
	if err != nil || len(found) == 0 {
		return api.DisclosureCalendar{}, err
	}
	l, lang := found[0], words.Lang(ctx)
	shown := api.DisclosureCalendar{Duties: []api.DisclosureDuty{}, Events: []api.DisclosureCategory{},
		FinanceMonthly: monthly(l.rhythms(), PeriodOf(api.DisclosureFrequencyMonth, now).Start),
		MaySet:         communities.Can(standing, api.PermissionDisclosureWrite)}
	done := l.done()
	for _, o := range Calendar(dutiesOf(l.Kind, now), l.rhythms(), l.OpenedAt, now) {
		c, _ := categoryOf(o.Category, l.Kind, now)
		d := api.DisclosureDuty{Category: o.Category, CategoryName: c.Name.in(lang), DueAt: o.DueAt, State: o.StateOf(now),
			Period: api.DisclosurePeriod{Kind: o.Period.Kind, Start: openapitypes.Date{Time: o.Period.Start}}}
		if id, is := done[o.slot()]; is {
			d.State, d.DisclosureID = api.DisclosureDutyStateDone, &id
		}
		if d.State == api.DisclosureDutyStateOverdue {
			shown.Overdue++
		}
		shown.Duties = append(shown.Duties, d)
	}
	for _, c := range categoriesOf(l.Kind, now) {
		if c.Frequency == api.DisclosureFrequencyEvent {
			shown.Events = append(shown.Events, c.toAPI(lang))
		}
	}
	return shown, nil
}

// SetRhythm says, from this month on, how often the accounts are laid open. What is owed already stays so.
func (s *Service) SetRhythm(ctx context.Context, actor, community uuid.UUID, each bool) (c api.DisclosureCalendar, err error) {
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		now := s.now()
		standing, err := mayWrite(ctx, tx, community, actor, now)
		if err != nil {
			return err
		}
		since := PeriodOf(api.DisclosureFrequencyMonth, now).Start.Format(time.DateOnly)
		err = gorm.G[any](tx).Exec(ctx, `INSERT INTO disclosure_rhythms (community_id, since, finance_monthly) VALUES (?, ?, ?)
			ON CONFLICT (community_id, since) DO UPDATE SET finance_monthly = excluded.finance_monthly`, community, since, each)
		if err != nil {
			return fmt.Errorf("rhythm of the accounts: %w", err)
		}
		if c, err = calendar(ctx, tx, standing, now); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "disclosure.rhythm", Subject: community,
			Detail: map[string]any{"monthly": each, "since": since}})
	})
	return c, err
}

const (
	soon      = 7 * 24 * time.Hour
	mostTasks = 99
)

// Tasks are what waits for the committee, and what those who watch it should know, in one statement; nothing for others.
func (s *Service) Tasks(ctx context.Context, standing communities.Standing) ([]api.HomeTask, error) {
	writes, watches := communities.Can(standing, api.PermissionDisclosureWrite), communities.Can(standing, api.PermissionDisclosureWatch)
	if !writes && !watches {
		return nil, nil
	}
	now := s.now()
	found, err := ledgers(ctx, s.DB, `c.id = @community`, map[string]any{"community": standing.Community}, now)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	overdue, due := api.HomeTask{Kind: api.HomeTaskKindDisclosureOverdue}, api.HomeTask{Kind: api.HomeTaskKindDisclosureDue}
	for _, o := range found[0].missing(now) {
		task := &due
		switch {
		case o.StateOf(now) == api.DisclosureDutyStateOverdue:
			task = &overdue
		case !writes || o.DueAt.After(now.Add(soon)):
			continue
		}
		task.Count = min(task.Count+1, mostTasks)
		if task.DueAt == nil || o.DueAt.Before(*task.DueAt) {
			task.DueAt = &o.DueAt
		}
	}
	asked := api.HomeTask{Kind: api.HomeTaskKindDisclosureAnswer, Count: found[0].Waiting, DueAt: found[0].FirstDue}
	if !writes && asked.DueAt != nil && !now.After(*asked.DueAt) {
		asked.Count = 0
	}
	tasks := []api.HomeTask{}
	for _, t := range []api.HomeTask{overdue, asked, due} {
		if t.Count > 0 {
			tasks = append(tasks, t)
		}
	}
	return tasks, nil
}
