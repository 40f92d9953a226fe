package disclosures

import (
	"cmp"
	"slices"
	"time"

	"wugong/api"
	"wugong/server/china"
)

// Period is a month or a quarter by its first day, or the day of an event.
type Period struct {
	Kind  api.DisclosureFrequency
	Start time.Time // midnight in China
}

// PeriodOf is the month or quarter a moment lies in, or its day.
func PeriodOf(kind api.DisclosureFrequency, at time.Time) Period {
	y, m, d := at.In(china.Zone).Date()
	switch kind {
	case api.DisclosureFrequencyMonth:
		d = 1
	case api.DisclosureFrequencyQuarter:
		d, m = 1, (m-1)/3*3+1
	}
	return Period{kind, time.Date(y, m, d, 0, 0, 0, 0, china.Zone)}
}

// Starts tells whether the period begins where one of its kind does.
func (p Period) Starts() bool { return PeriodOf(p.Kind, p.Start).Start.Equal(p.Start) }

// months is how long it is; 0 for a day.
func (p Period) months() int {
	return map[api.DisclosureFrequency]int{api.DisclosureFrequencyMonth: 1, api.DisclosureFrequencyQuarter: 3}[p.Kind]
}

// Next is the period after it; of a day, the next day.
func (p Period) Next() Period {
	if p.months() == 0 {
		return Period{p.Kind, p.Start.AddDate(0, 0, 1)}
	}
	return Period{p.Kind, p.Start.AddDate(0, p.months(), 0)}
}

// Last is its last day.
func (p Period) Last() time.Time { return p.Next().Start.AddDate(0, 0, -1) }

// Duty is a matter that must be laid open by period.
type Duty struct {
	Category  api.DisclosureCategoryCode
	Frequency api.DisclosureFrequency
	Days      int       // after the last day of the period
	From      time.Time // the law is in force
}

// Rhythm says from which month on the accounts are laid open every month, or again every quarter.
type Rhythm struct {
	Since   time.Time
	Monthly bool
}

// monthly tells the rhythm of a month: the last word said before it or in it.
func monthly(rhythms []Rhythm, month time.Time) (is bool) {
	var last time.Time
	for _, r := range rhythms {
		if !r.Since.After(month) && !r.Since.Before(last) {
			last, is = r.Since, r.Monthly
		}
	}
	return is
}

// Owed is one matter of one period.
type Owed struct {
	Category api.DisclosureCategoryCode
	Period   Period
	DueAt    time.Time
}

// StateOf tells how far it is, where it is not done.
func (o Owed) StateOf(now time.Time) api.DisclosureDutyState {
	switch {
	case now.After(o.DueAt):
		return api.DisclosureDutyStateOverdue
	case !now.Before(o.Period.Next().Start):
		return api.DisclosureDutyStateDue
	}
	return api.DisclosureDutyStateComing
}

const quartersShown = 4 // that are over, before the one that goes on

// Calendar is what a community owes: of the quarter that goes on and the last four, whatever ended after the community was
// opened. The accounts of a month are owed where its rhythm is monthly; those of a quarter where one of its months has
// another rhythm, so that nothing falls between when the rhythm changes. The newest period comes first.
func Calendar(duties []Duty, rhythms []Rhythm, opened, now time.Time) (all []Owed) {
	quarter := PeriodOf(api.DisclosureFrequencyQuarter, now)
	for range quartersShown + 1 {
		for _, d := range duties {
			periods := []Period{quarter}
			if d.Category == api.DisclosureCategoryCodeFinance {
				periods = accounts(quarter, rhythms)
			}
			for _, p := range periods {
				if p.Start.After(now) || !p.Next().Start.After(opened) || p.Last().Before(d.From) {
					continue
				}
				all = append(all, Owed{d.Category, p, china.EndOfDay(p.Last(), d.Days)})
			}
		}
		quarter.Start = quarter.Start.AddDate(0, -3, 0)
	}
	slices.SortStableFunc(all, func(a, b Owed) int {
		return cmp.Or(b.Period.Next().Start.Compare(a.Period.Next().Start), b.Period.Start.Compare(a.Period.Start))
	})
	return all
}

// accounts are the periods of a quarter for which its accounts are owed.
func accounts(quarter Period, rhythms []Rhythm) (periods []Period) {
	whole := false
	for n := range 3 {
		month := Period{api.DisclosureFrequencyMonth, quarter.Start.AddDate(0, n, 0)}
		if monthly(rhythms, month.Start) {
			periods = append(periods, month)
		} else {
			whole = true
		}
	}
	if whole {
		periods = append(periods, quarter)
	}
	return periods
}
