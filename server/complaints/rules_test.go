package complaints

import (
	"slices"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

func TestAnAnswerIsDueAtTheEndOfTheFifteenthDay(t *testing.T) {
	moment := func(text string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04:05", text, china.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct{ lodged, due string }{
		{"2026-11-24 10:00:00", "2026-12-09 23:59:59"},
		{"2026-11-24 00:00:00", "2026-12-09 23:59:59"},
		{"2026-11-24 23:59:59", "2026-12-09 23:59:59"},
		{"2026-11-25 00:30:00", "2026-12-10 23:59:59"}, // still the 24th in Greenwich
		{"2026-12-20 08:00:00", "2027-01-04 23:59:59"},
		{"2028-02-20 08:00:00", "2028-03-06 23:59:59"}, // a leap year
	} {
		if got := DueOf(moment(c.lodged)); !got.Equal(moment(c.due)) {
			t.Errorf("lodged %s, due %s; want %s", c.lodged, got.In(china.Zone), c.due)
		}
	}
	if got := untilTomorrow(moment("2026-11-24 23:59:30")); got != 31*time.Second {
		t.Errorf("until tomorrow: %s", got)
	}
}

func TestConductIsNeverAnsweredByThoseItMayBeAbout(t *testing.T) {
	for _, c := range []struct {
		topic       api.ComplaintTopic
		inCommunity bool
		want        api.ComplaintDesk
	}{
		{"personal_data", true, "committee"}, {"content", true, "committee"}, {"app", true, "committee"}, {"other", true, "committee"},
		{"staff", true, "town"}, {"town_staff", true, "platform"},
		{"personal_data", false, "platform"}, {"content", false, "platform"}, {"app", false, "platform"},
		{"staff", false, "platform"}, {"town_staff", false, "platform"}, {"other", false, "platform"},
	} {
		desk := firstDesk(c.topic, c.inCommunity)
		if desk != c.want {
			t.Errorf("%s, in a community %v: %s, want %s", c.topic, c.inCommunity, desk, c.want)
		}
		for ; ; desk = above(desk) {
			if slices.Contains(concerned[c.topic], answering[desk]) {
				t.Errorf("%s about %s", desk, c.topic)
			}
			if desk == above(desk) {
				break
			}
		}
	}
}

func TestWhoSeesAndAnswers(t *testing.T) {
	const see, answer = 1, 2
	open := Facts{Topic: "app", State: "received", Desk: "committee", FirstDesk: "committee", Round: 1}
	conduct := Facts{Topic: "staff", State: "received", Desk: "town", FirstDesk: "town", Round: 1}
	second := Facts{Topic: "app", State: "received", Desk: "town", FirstDesk: "committee", Round: 2}
	platform := Facts{Topic: "other", State: "received", Desk: "platform", FirstDesk: "platform", Round: 2}
	for _, c := range []struct {
		name string
		f    Facts
		are  func(f *Facts)
		want int
	}{
		{"nobody in particular", open, func(*Facts) {}, 0},
		{"the chair", open, func(f *Facts) { f.Chair = true }, see | answer},
		{"the chair about the chair's own", open, func(f *Facts) { f.Chair, f.Mine = true, true }, see},
		{"the town in time", open, func(f *Facts) { f.Town = true }, 0},
		{"the chair whom the town has answered for", Facts{Topic: "app", State: "answered", Desk: "town", FirstDesk: "town", Round: 1},
			func(f *Facts) { f.Chair = true }, see},
		{"the town past the date", open, func(f *Facts) { f.Town, f.Late = true, true }, see | answer},
		{"the platform past the date", open, func(f *Facts) { f.Platform, f.Late = true, true }, 0},
		{"the supervision committee, not about conduct", open, func(f *Facts) { f.Watches = true }, 0},
		{"who complained", open, func(f *Facts) { f.Mine = true }, see},
		{"the chair about conduct", conduct, func(f *Facts) { f.Chair, f.Concerned = true, true }, 0},
		{"the town about conduct", conduct, func(f *Facts) { f.Town = true }, see | answer},
		{"a town officer who is on the committee as well", conduct, func(f *Facts) { f.Town, f.Concerned = true, true }, 0},
		{"the supervision committee about conduct", conduct, func(f *Facts) { f.Watches = true }, see},
		{"a supervisor who is a building head as well", conduct, func(f *Facts) { f.Watches, f.Concerned = true, true }, 0},
		{"the chair in the second round", second, func(f *Facts) { f.Chair, f.Answered = true, true }, see},
		{"a new chair in the second round", second, func(f *Facts) { f.Chair = true }, see},
		{"the town in the second round", second, func(f *Facts) { f.Town = true }, see | answer},
		{"the town that answered the first", second, func(f *Facts) { f.Town, f.Answered = true, true }, see},
		{"the platform that answered the first: nobody is above", platform, func(f *Facts) { f.Platform, f.Answered = true, true }, see | answer},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.are(&c.f)
			got := 0
			if c.f.Sees() {
				got |= see
			}
			if CanAnswer(c.f, c.f.Round) == nil {
				got |= answer
			}
			if got != c.want || slices.Contains(c.f.Acts(), api.ComplaintActAnswer) != (c.want&answer != 0) {
				t.Errorf("%+v: %d, %v; want %d", c.f, got, c.f.Acts(), c.want)
			}
		})
	}
}

func TestARoundIsAnsweredOnceAndAskedAgainOnce(t *testing.T) {
	chair := Facts{Topic: "app", State: "received", Desk: "committee", FirstDesk: "committee", Round: 1, Chair: true}
	mine := Facts{Topic: "app", State: "received", Desk: "committee", FirstDesk: "committee", Round: 1, Mine: true}
	with := func(f Facts, state api.ComplaintState, round int) Facts { f.State, f.Round = state, round; return f }
	for _, c := range []struct {
		name      string
		got, want error
	}{
		{"answered already", CanAnswer(with(chair, "answered", 1), 1), ErrAnswered},
		{"the second answer before it was asked", CanAnswer(chair, 2), ErrAnswered},
		{"an answer meant for the first round", CanAnswer(with(chair, "received", 2), 1), ErrAnswered},
		{"asked again before the answer", CanAskAgain(mine), ErrNotAnswered},
		{"asked again", CanAskAgain(with(mine, "answered", 1)), nil},
		{"asked again twice", CanAskAgain(with(mine, "received", 2)), ErrAskedAgain},
		{"asked again after the last answer", CanAskAgain(with(mine, "answered", 2)), ErrAskedAgain},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestAnExcerptIsShortAndOneLine(t *testing.T) {
	if got := fault.Excerpt("第一行\n第二行"); got != "第一行 第二行" {
		t.Error(got)
	}
	if got := []rune(fault.Excerpt(string(slices.Repeat([]rune("字"), 61)))); len(got) != 61 || got[60] != '…' {
		t.Errorf("%d characters", len(got))
	}
}
