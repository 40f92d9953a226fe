package disclosures

import (
	"testing"
	"time"

	"wugong/api"
	"wugong/server/china"
)

func on(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, china.Zone) }

const (
	month   = api.DisclosureFrequencyMonth
	quarter = api.DisclosureFrequencyQuarter
	event   = api.DisclosureFrequencyEvent
)

func TestTheDisplayIsFifteenWholeDays(t *testing.T) {
	for name, c := range map[string]struct{ published, until time.Time }{
		"early in the day":   {on(2026, 10, 12).Add(time.Minute), on(2026, 10, 28).Add(-time.Second)},
		"late in the day":    {on(2026, 10, 13).Add(-time.Minute), on(2026, 10, 28).Add(-time.Second)},
		"over a year's turn": {on(2026, 12, 20).Add(9 * time.Hour), on(2027, 1, 5).Add(-time.Second)},
	} {
		if got := Until(c.published); !got.Equal(c.until) {
			t.Errorf("%s: until %s, want %s", name, got, c.until)
		}
		if left := Until(c.published).Sub(c.published); left < 15*24*time.Hour {
			t.Errorf("%s: %s is less than 15 days", name, left)
		}
	}
}

func TestAPeriodIsLaidOpenFromItsLastDayOn(t *testing.T) {
	now := on(2026, 9, 30).Add(8 * time.Hour)
	for name, c := range map[string]struct {
		kind, owed api.DisclosureFrequency
		start      time.Time
		ok         bool
	}{
		"the quarter on its last day":     {quarter, quarter, on(2026, 7, 1), true},
		"the next quarter":                {quarter, quarter, on(2026, 10, 1), false},
		"a quarter from its second month": {quarter, quarter, on(2026, 8, 1), false},
		"a month":                         {month, quarter, on(2026, 9, 1), true},
		"a month from its second day":     {month, quarter, on(2026, 8, 2), false},
		"an event today":                  {event, event, on(2026, 9, 30), true},
		"an event tomorrow":               {event, event, on(2026, 10, 1), false},
		"an event by month":               {month, event, on(2026, 8, 1), false},
		"a matter by period, in between":  {event, quarter, on(2026, 9, 12), true},
		"three years ago":                 {event, event, on(2023, 9, 30), true},
		"longer ago":                      {event, event, on(2023, 9, 29), false},
	} {
		if err := CheckPeriod(Period{c.kind, c.start}, c.owed, now); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsOwedFollowsFromTheLawAndTheDates(t *testing.T) {
	duties := []Duty{{Category: "finance", Days: 15, From: on(2026, 1, 1)}, {Category: "fees", Days: 15, From: on(2026, 1, 1)}}
	now := on(2026, 11, 28).Add(12 * time.Hour)
	for name, c := range map[string]struct {
		rhythms []Rhythm
		opened  time.Time
		want    []string
	}{
		"every quarter": {nil, on(2026, 6, 15), []string{
			"finance quarter 2026-10-01 coming", "fees quarter 2026-10-01 coming", "finance quarter 2026-07-01 overdue", "fees quarter 2026-07-01 overdue",
			"finance quarter 2026-04-01 overdue", "fees quarter 2026-04-01 overdue"}},
		"opened on the first day of the quarter": {nil, on(2026, 10, 1), []string{"finance quarter 2026-10-01 coming", "fees quarter 2026-10-01 coming"}},
		"the accounts every month from October on": {[]Rhythm{{on(2026, 10, 1), true}}, on(2026, 10, 1), []string{
			"fees quarter 2026-10-01 coming", "finance month 2026-11-01 coming", "finance month 2026-10-01 overdue"}},
		"every month from November on: October is not lost": {[]Rhythm{{on(2026, 11, 1), true}}, on(2026, 10, 1), []string{
			"finance quarter 2026-10-01 coming", "fees quarter 2026-10-01 coming", "finance month 2026-11-01 coming"}},
		"and back again": {[]Rhythm{{on(2026, 11, 1), false}, {on(2026, 10, 1), true}}, on(2026, 10, 1), []string{
			"finance quarter 2026-10-01 coming", "fees quarter 2026-10-01 coming", "finance month 2026-10-01 overdue"}},
		"before the law": {nil, on(2020, 1, 1), []string{
			"finance quarter 2026-10-01 coming", "fees quarter 2026-10-01 coming", "finance quarter 2026-07-01 overdue", "fees quarter 2026-07-01 overdue",
			"finance quarter 2026-04-01 overdue", "fees quarter 2026-04-01 overdue", "finance quarter 2026-01-01 overdue", "fees quarter 2026-01-01 overdue"}},
	} {
		var got []string
		for _, o := range Calendar(duties, c.rhythms, c.opened, now) {
			got = append(got, string(o.Category)+" "+string(o.Period.Kind)+" "+o.Period.Start.Format(time.DateOnly)+" "+string(o.StateOf(now)))
		}
		if len(got) != len(c.want) {
			t.Errorf("%s:\n%v, want\n%v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %d is %s, want %s", name, i, got[i], c.want[i])
			}
		}
	}
}

func TestAPeriodIsDueForFifteenDays(t *testing.T) {
	o := Calendar([]Duty{{Category: "fees", Days: 15}}, nil, on(2026, 7, 1), on(2026, 9, 30))[0]
	for at, want := range map[time.Time]api.DisclosureDutyState{
		on(2026, 10, 1).Add(-time.Second): "coming", on(2026, 10, 1): "due", on(2026, 10, 16).Add(-time.Second): "due", on(2026, 10, 16): "overdue",
	} {
		if got := o.StateOf(at); got != want {
			t.Errorf("at %s it is %s, want %s", at, got, want)
		}
	}
}

func TestSumsAreComputed(t *testing.T) {
	in, out := api.DisclosureSideIncome, api.DisclosureSideExpense
	for name, c := range map[string]struct {
		opening int64
		lines   []Line
		want    api.DisclosureSums
	}{
		"both":      {1050, []Line{{in, "", 200}, {out, "", 125}, {in, "", 1}}, api.DisclosureSums{Opening: 1050, Income: 201, Expense: 125, Balance: 1126}},
		"in debt":   {-500, []Line{{out, "", 1}}, api.DisclosureSums{Opening: -500, Expense: 1, Balance: -501}},
		"no lines":  {7, nil, api.DisclosureSums{Opening: 7, Balance: 7}},
		"the most":  {0, []Line{{in, "", 1e13}, {in, "", 1e13}}, api.DisclosureSums{Income: 2e13, Balance: 2e13}},
		"in no fen": {0, []Line{{out, "", 10}, {out, "", 20}}, api.DisclosureSums{Expense: 30, Balance: -30}},
	} {
		if got := Sum(c.opening, c.lines); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestNumbersOfIdentityCardsAndBankAccountsAreFound(t *testing.T) {
	for text, bad := range map[string]bool{
		"身份证 610104197203051234": true, "61010419720305123X": true, "卡号 6222 0212 3456 7890 123": true, "6222-0212-3456-7890": true, "610104 19720305 1234": true,
		"６１０１０４１９７２０３０５１２３４": true, "电话 029-12345678": false, "合同编号 2026110500123": false, "支出 1234567.89 元": false,
		"2026-10-01 2026-12-31 12000": false, "": false,
	} {
		if got := NoNumbers("text", text) != nil; got != bad {
			t.Errorf("%q is refused: %v, want %v", text, got, bad)
		}
	}
}

func TestWhoMayDoWhatWithADisclosure(t *testing.T) {
	for name, c := range map[string]struct {
		in   Facts
		want []api.DisclosureAct
	}{
		"a reader":                         {Facts{}, nil},
		"a resident":                       {Facts{Asks: true}, []api.DisclosureAct{"ask"}},
		"the committee":                    {Facts{Writes: true}, []api.DisclosureAct{"correct", "post"}},
		"six boards":                       {Facts{Writes: true, Postings: 6}, []api.DisclosureAct{"correct"}},
		"the supervision committee":        {Facts{Checks: true, Asks: true}, []api.DisclosureAct{"check", "ask"}},
		"checked":                          {Facts{Checks: true, Checked: true}, nil},
		"corrected: nothing is to be done": {Facts{Writes: true, Checks: true, Asks: true, Corrected: true}, nil},
	} {
		got := Acts(c.in)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}

func TestAQuestionIsReadByAllOnceItIsAnswered(t *testing.T) {
	asked := on(2026, 11, 2).Add(15 * time.Hour)
	due := AnswerBy(asked)
	if want := on(2026, 11, 10).Add(-time.Second); !due.Equal(want) {
		t.Errorf("to be answered by %s, want %s", due, want)
	}
	for name, c := range map[string]struct {
		in          Asked
		at          time.Time
		state       api.DisclosureQuestionState
		read, words bool
		answer      error
	}{
		"a neighbour, before":   {Asked{DueAt: due}, asked, "waiting", false, true, ErrNoQuestion},
		"who asked, before":     {Asked{DueAt: due, Mine: true}, due, "waiting", true, true, nil},
		"the committee, late":   {Asked{DueAt: due, Writes: true}, due.Add(time.Second), "overdue", true, true, nil},
		"who watches":           {Asked{DueAt: due, Watches: true}, asked, "waiting", true, true, nil},
		"a neighbour, after":    {Asked{DueAt: due, Answered: true}, due.Add(time.Hour), "answered", true, true, nil},
		"hidden words":          {Asked{DueAt: due, Answered: true, Hidden: true}, asked, "answered", true, false, nil},
		"hidden, for who asked": {Asked{DueAt: due, Answered: true, Hidden: true, Mine: true}, asked, "answered", true, true, nil},
	} {
		if got := QuestionState(c.in, c.at); got != c.state {
			t.Errorf("%s: %s, want %s", name, got, c.state)
		}
		if CanReadQuestion(c.in) != c.read || CanReadWords(c.in) != c.words {
			t.Errorf("%s: reads it %v, its words %v", name, CanReadQuestion(c.in), CanReadWords(c.in))
		}
		if may := CanAnswer(c.in) == nil; may != (c.in.Writes && !c.in.Answered) {
			t.Errorf("%s: answers %v", name, may)
		}
	}
	if err := CanAnswer(Asked{Writes: true, Answered: true}); err != ErrAnswered {
		t.Errorf("answered again: %v", err)
	}
	if err := CanAnswer(Asked{}); err != ErrNoQuestion {
		t.Errorf("by a stranger: %v", err)
	}
}

func TestAPhotoOfTheBoardIsNotOfAnotherTime(t *testing.T) {
	published, now := on(2026, 10, 12).Add(9*time.Hour), on(2026, 10, 14).Add(time.Hour)
	for day, ok := range map[time.Time]bool{on(2026, 10, 11): false, on(2026, 10, 12): true, on(2026, 10, 14): true, on(2026, 10, 15): false} {
		if err := CheckPostedOn(day, published, now); (err == nil) != ok {
			t.Errorf("%s: %v", day, err)
		}
	}
}

// Every kind of community has every category once, each with its law in both languages, and the accounts by period.
func TestTheListOfCategoriesIsWhole(t *testing.T) {
	codes := []api.DisclosureCategoryCode{"finance", "fees", "projects", "assets", "assistance", "assisting", "decisions", "terms", "other"}
	for _, kind := range []api.CommunityKind{api.CommunityKindUrban, api.CommunityKindRural} {
		for _, at := range []time.Time{on(2025, 6, 1), on(2026, 1, 1), on(2030, 1, 1)} {
			list := categoriesOf(kind, at)
			if len(list) != len(codes) {
				t.Errorf("%s has %d categories in %d", kind, len(list), at.Year())
			}
			for _, code := range codes {
				c, ok := categoryOf(code, kind, at)
				if !ok || c.Name.Zh == "" || c.Name.En == "" || c.Hint.Zh == "" || c.Hint.En == "" || c.Law.Zh == "" || c.Law.En == "" || c.Article.Zh == "" || c.Article.En == "" {
					t.Errorf("%s %s is not whole: %+v", kind, code, c)
				}
			}
		}
		if n := len(dutiesOf(kind, on(2026, 11, 1))); n != 4 {
			t.Errorf("%s owes %d matters by period", kind, n)
		}
	}
}
