package bulletins

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// standing is a notice that is on the board at noon.
func standing(change func(*Facts)) Facts {
	f := Facts{Audience: api.BulletinAudienceMembers, PublishAt: noon.Add(-time.Hour), Until: noon.Add(24 * time.Hour), Announced: true}
	if change != nil {
		change(&f)
	}
	return f
}

func gone(at time.Time) *time.Time { return &at }

func TestTheStateFollowsFromTheDates(t *testing.T) {
	for want, facts := range map[api.BulletinState][]Facts{
		api.BulletinStateScheduled: {standing(func(f *Facts) { f.PublishAt = noon.Add(1) }), standing(func(f *Facts) { f.PublishAt, f.Corrected = noon.Add(1), true })},
		api.BulletinStatePublished: {standing(nil), standing(func(f *Facts) { f.PublishAt = noon }), standing(func(f *Facts) { f.Announced = false }), standing(func(f *Facts) { f.Correcting = true })},
		api.BulletinStateEnded:     {standing(func(f *Facts) { f.Until = noon })},
		api.BulletinStateCorrected: {standing(func(f *Facts) { f.Corrected = true }), standing(func(f *Facts) { f.Corrected, f.Until = true, noon })},
		api.BulletinStateWithdrawn: {standing(func(f *Facts) { f.WithdrawnAt = gone(noon) }), standing(func(f *Facts) { f.WithdrawnAt, f.Corrected = gone(noon), true }),
			standing(func(f *Facts) { f.PublishAt, f.WithdrawnAt = noon.Add(time.Hour), gone(noon) })},
	} {
		for i, f := range facts {
			if got := StateOf(f, noon); got != want {
				t.Errorf("%s %d: %s", want, i, got)
			}
		}
	}
}

func TestWhomANoticeExistsFor(t *testing.T) {
	planned := func(f *Facts) { f.PublishAt = noon.Add(time.Hour) }
	stopped := func(f *Facts) { planned(f); f.WithdrawnAt = gone(noon) }
	for name, c := range map[string]struct {
		audience api.BulletinAudience
		reader   Reader
		change   func(*Facts)
		sees     bool
	}{
		"a guest what is public":                   {api.BulletinAudiencePublic, Reader{}, nil, true},
		"a guest what is for members":              {api.BulletinAudienceMembers, Reader{}, nil, false},
		"a guest what is for buildings":            {api.BulletinAudienceBuildings, Reader{}, nil, false},
		"a member what is for members":             {api.BulletinAudienceMembers, Reader{Reads: true}, nil, true},
		"a member what is for other buildings":     {api.BulletinAudienceBuildings, Reader{Reads: true}, nil, false},
		"who lives there":                          {api.BulletinAudienceBuildings, Reader{Lives: true}, nil, true},
		"who watches it":                           {api.BulletinAudienceBuildings, Reader{Watches: true}, nil, true},
		"a guest what is planned":                  {api.BulletinAudiencePublic, Reader{}, planned, false},
		"who watches what is planned":              {api.BulletinAudienceBuildings, Reader{Watches: true, Lives: true, Reads: true}, planned, false},
		"its author what is planned":               {api.BulletinAudiencePublic, Reader{Speaks: true}, planned, true},
		"the committee what others plan":           {api.BulletinAudienceBuildings, Reader{Withdraw: true}, planned, true},
		"a guest what was withdrawn in time":       {api.BulletinAudiencePublic, Reader{}, stopped, false},
		"its author what was withdrawn in time":    {api.BulletinAudiencePublic, Reader{Speaks: true}, stopped, true},
		"a guest what was withdrawn afterwards":    {api.BulletinAudiencePublic, Reader{}, func(f *Facts) { f.WithdrawnAt = gone(noon) }, true},
		"a guest what stood there":                 {api.BulletinAudiencePublic, Reader{}, func(f *Facts) { f.Until = noon }, true},
		"a member what is out at this very moment": {api.BulletinAudienceMembers, Reader{Reads: true}, func(f *Facts) { f.PublishAt = noon }, true},
	} {
		f := standing(c.change)
		f.Audience, f.Reader = c.audience, c.reader
		if got := CanSee(f, noon); got != c.sees {
			t.Errorf("%s: seen %v", name, got)
		}
	}
}

func TestWhatMayBeDoneWithANotice(t *testing.T) {
	author, over := Reader{Speaks: true}, Reader{Withdraw: true}
	planned := func(f *Facts) { f.PublishAt, f.Announced = noon.Add(time.Hour), false }
	for name, c := range map[string]struct {
		reader                  Reader
		change                  func(*Facts)
		edit, correct, withdraw error
	}{
		"a reader":                 {Reader{Reads: true, Lives: true, Watches: true}, nil, fault.ErrForbidden, fault.ErrForbidden, fault.ErrForbidden},
		"planned":                  {author, planned, nil, ErrNotPublished, nil},
		"planned by another":       {over, planned, fault.ErrForbidden, fault.ErrForbidden, nil},
		"told by a clock ahead":    {author, func(f *Facts) { planned(f); f.Announced = true }, ErrPublished, ErrNotPublished, nil},
		"on the board":             {author, nil, ErrPublished, nil, nil},
		"on the board, another's":  {over, nil, fault.ErrForbidden, fault.ErrForbidden, nil},
		"ended":                    {author, func(f *Facts) { f.Until = noon }, ErrPublished, nil, nil},
		"a correction is planned":  {author, func(f *Facts) { f.Correcting = true }, ErrPublished, ErrCorrected, nil},
		"corrected":                {author, func(f *Facts) { f.Correcting, f.Corrected = true, true }, ErrPublished, ErrCorrected, nil},
		"withdrawn":                {author, func(f *Facts) { f.WithdrawnAt = gone(noon) }, ErrWithdrawn, ErrWithdrawn, ErrWithdrawn},
		"withdrawn, for a reader":  {Reader{Reads: true}, func(f *Facts) { f.WithdrawnAt = gone(noon) }, fault.ErrForbidden, fault.ErrForbidden, fault.ErrForbidden},
		"withdrawn before its day": {author, func(f *Facts) { planned(f); f.WithdrawnAt = gone(noon) }, ErrWithdrawn, ErrWithdrawn, ErrWithdrawn},
	} {
		f := standing(c.change)
		f.Reader = c.reader
		want := map[api.BulletinAct]error{api.BulletinActEdit: c.edit, api.BulletinActCorrect: c.correct, api.BulletinActWithdraw: c.withdraw}
		offered := Acts(f, noon)
		for act, w := range want {
			if got := CanAct(act, f, noon); !errors.Is(got, w) || w == nil && got != nil {
				t.Errorf("%s: %s gives %v, want %v", name, act, got, w)
			}
			if slices.Contains(offered, act) != (w == nil) {
				t.Errorf("%s: %s offered in %v", name, act, offered)
			}
		}
	}
}

func TestWhoSpeaksToWhom(t *testing.T) {
	one, two := uuid.New(), uuid.New()
	committee, property, head := Office{Committee: true}, Office{Property: true}, Office{Buildings: []uuid.UUID{one}}
	for name, c := range map[string]struct {
		office    Office
		issuer    api.BulletinIssuerKind
		audience  api.BulletinAudience
		buildings []uuid.UUID
		want      error
	}{
		"committee to all":           {committee, "committee", "public", nil, nil},
		"committee to two buildings": {committee, "committee", "buildings", []uuid.UUID{one, two}, nil},
		"no building named":          {committee, "committee", "buildings", nil, ErrAudience},
		"buildings for nothing":      {committee, "committee", "members", []uuid.UUID{one}, ErrAudience},
		"company to members":         {property, "property_company", "members", nil, nil},
		"company to a building":      {property, "property_company", "buildings", []uuid.UUID{two}, nil},
		"company to the public":      {property, "property_company", "public", nil, fault.ErrForbidden},
		"head to the own building":   {head, "building_head", "buildings", []uuid.UUID{one}, nil},
		"head to another":            {head, "building_head", "buildings", []uuid.UUID{two}, fault.ErrForbidden},
		"head to own and another":    {head, "building_head", "buildings", []uuid.UUID{one, two}, fault.ErrForbidden},
		"head to members":            {head, "building_head", "members", nil, fault.ErrForbidden},
		"head to the public":         {head, "building_head", "public", nil, fault.ErrForbidden},
	} {
		if issuer, err := c.office.IssuerOf(); err != nil || issuer != c.issuer {
			t.Errorf("%s: issued by %s, %v", name, issuer, err)
		}
		if got := c.office.CanAddress(c.issuer, c.audience, c.buildings); !errors.Is(got, c.want) || c.want == nil && got != nil {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if _, err := (Office{}).IssuerOf(); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("nobody writes: %v", err)
	}
	if (Office{Committee: true, Buildings: []uuid.UUID{one}}).Speaks("building_head", []uuid.UUID{two}) {
		t.Error("the committee speaks as the head of a building that is not theirs")
	}
}

func TestTheDatesOfANotice(t *testing.T) {
	at := func(d time.Duration) *time.Time { m := noon.Add(d); return &m }
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		publish, until *time.Time
		from, to       time.Duration
		wrong          bool
	}{
		"nothing said":           {nil, nil, 0, 30 * day, false},
		"wrote for half an hour": {at(-time.Hour), nil, 0, 30 * day, false},
		"long ago":               {at(-time.Hour - 1), nil, 0, 0, true},
		"in three months":        {at(90 * day), nil, 90 * day, 120 * day, false},
		"later than that":        {at(90*day + time.Microsecond), nil, 0, 0, true},
		"for half a year":        {nil, at(180 * day), 0, 180 * day, false},
		"longer":                 {nil, at(180*day + time.Microsecond), 0, 0, true},
		"ends when it begins":    {at(time.Hour), at(time.Hour), 0, 0, true},
		"ended before it begins": {at(2 * time.Hour), at(time.Hour), 0, 0, true},
		"until, from when it is": {at(day), at(2 * day), day, 2 * day, false},
	} {
		from, to, err := Dates(c.publish, c.until, noon)
		if c.wrong != errors.Is(err, ErrTime) || !c.wrong && (!from.Equal(noon.Add(c.from)) || !to.Equal(noon.Add(c.to))) {
			t.Errorf("%s: %s to %s, %v", name, from, to, err)
		}
	}
}

func TestWhatTheAudienceIsTold(t *testing.T) {
	for _, c := range []struct {
		urgent, corrects bool
		want             api.NoticeKind
	}{{false, false, "bulletin_published"}, {true, false, "bulletin_urgent"}, {false, true, "bulletin_corrected"}, {true, true, "bulletin_corrected"}} {
		if got := news(c.urgent, c.corrects); got != c.want {
			t.Errorf("urgent %v, a correction %v: %s", c.urgent, c.corrects, got)
		}
	}
}
