package communities

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/runtime/types"

	"wugong/api"
)

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func TestCompositionsOfTheWorkedExamples(t *testing.T) {
	over, later := day(2026, 6, 30), day(2030, 1, 1)
	for _, c := range []struct {
		name string
		f    BodyFacts
		want []api.BodyGap
	}{
		{"T12: 7 of the committee and 60 representatives", BodyFacts{Kind: api.BodyKindResidentRepMeeting, Members: 67, Representatives: 60}, nil},
		{"exactly four fifths", BodyFacts{Kind: api.BodyKindResidentRepMeeting, Members: 35, Representatives: 28}, nil},
		{"one fewer", BodyFacts{Kind: api.BodyKindResidentRepMeeting, Members: 35, Representatives: 27}, []api.BodyGap{{Code: "representatives_few", Have: 27, Need: 28, Of: 35}}},
		{"T13: 60 members", BodyFacts{Kind: api.BodyKindResidentRepMeeting, Members: 60, Representatives: 48}, nil},
		{"T15: 40 members with 14 women", BodyFacts{Kind: api.BodyKindVillagerRepMeeting, Members: 40, Representatives: 35, WomenRepresentatives: 14}, nil},
		{"T15: with 13", BodyFacts{Kind: api.BodyKindVillagerRepMeeting, Members: 40, Representatives: 35, WomenRepresentatives: 13}, []api.BodyGap{{Code: "women_few", Have: 13, Need: 14, Of: 40}}},
		{"a third exactly", BodyFacts{Kind: api.BodyKindVillagerRepMeeting, Members: 39, Representatives: 35, WomenRepresentatives: 13}, nil},
		{"both missing", BodyFacts{Kind: api.BodyKindVillagerRepMeeting, Members: 10, Representatives: 7}, []api.BodyGap{
			{Code: "representatives_few", Have: 7, Need: 8, Of: 10}, {Code: "women_few", Have: 0, Need: 4, Of: 10}}},
		{"in towns the law names no share of women", BodyFacts{Kind: api.BodyKindResidentRepMeeting, Members: 10, Representatives: 8}, nil},
		{"nobody", BodyFacts{Kind: api.BodyKindCouncil}, []api.BodyGap{{Code: "empty", Need: 1}}},
		{"kin of the committee supervise", BodyFacts{Kind: api.BodyKindSupervisionCommittee, Members: 3, Chairs: 1, Kin: 1}, []api.BodyGap{{Code: "kin", Have: 1, Of: 3}}},
		{"seven owners", BodyFacts{Kind: api.BodyKindOwnersCommittee, Members: 7, Owners: 7, Chairs: 1, TermTo: &later, Today: over}, nil},
		{"six, one of them no owner", BodyFacts{Kind: api.BodyKindOwnersCommittee, Members: 6, Owners: 5, Chairs: 1}, []api.BodyGap{{Code: "number", Have: 6, Need: 7, Of: 6}, {Code: "not_owner", Have: 5, Need: 6, Of: 6}}},
		{"thirteen", BodyFacts{Kind: api.BodyKindOwnersCommittee, Members: 13, Owners: 13, Chairs: 1}, []api.BodyGap{{Code: "number", Have: 13, Need: 11, Of: 13}}},
		{"no chair, and the term is over", BodyFacts{Kind: api.BodyKindVillagersBoard, Members: 5, TermTo: &over, Today: over.AddDate(0, 0, 1)}, []api.BodyGap{{Code: "no_chair", Need: 1, Of: 5}, {Code: "term_over", Need: 1, Of: 5}}},
		{"its last day", BodyFacts{Kind: api.BodyKindVillagersBoard, Members: 5, Chairs: 1, TermTo: &over, Today: over}, nil},
	} {
		got := Composition(c.f)
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %+v, want %+v", c.name, got[i], c.want[i])
			}
		}
	}
}

func TestTermsOfBodies(t *testing.T) {
	from := day(2026, 1, 1)
	five, more, before := day(2031, 1, 1), day(2031, 1, 2), day(2025, 12, 31)
	for _, c := range []struct {
		kind api.BodyKind
		to   *time.Time
		ok   bool
	}{
		{api.BodyKindOwnersCommittee, &five, true}, {api.BodyKindOwnersCommittee, &more, false}, {api.BodyKindOwnersCommittee, nil, false},
		{api.BodyKindOwnersCommittee, &before, false}, {api.BodyKindVillagersBoard, nil, true}, {api.BodyKindCollectiveMembers, &more, true}, {api.BodyKindResidentRepMeeting, &from, false},
	} {
		if err := checkBodyTerm(c.kind, from, c.to); (err == nil) != c.ok {
			t.Errorf("%s until %v: %v", c.kind, c.to, err)
		}
	}
}

func (w *world) body(t *testing.T, kind api.BodyKind, name string) bodyDetail {
	t.Helper()
	d, made, err := w.CreateBody(t.Context(), w.clerk, w.urban.ID, api.BodyDraft{ID: newID(t), Kind: kind, Name: name, TermFrom: types.Date{Time: day(2026, 1, 1)}, TermTo: &types.Date{Time: day(2030, 12, 31)}})
	if err != nil || !made {
		t.Fatal(made, err)
	}
	return d
}

func TestABodyHasMembersFromNowOn(t *testing.T) {
	w := newWorld(t)
	who, yes := w.account(t, "段晓东"), true
	w.settle(t, who, "段晓东", "1号楼", "101")
	d, duan := w.body(t, api.BodyKindResidentRepMeeting, "居民代表会议"), w.person(t, "段晓东").ID
	w.pass(time.Hour)
	c := api.BodyChange{Version: 1, Name: d.Name, TermFrom: types.Date{Time: d.TermFrom}, TermTo: &types.Date{Time: *d.TermTo}, Members: []api.BodySeating{
		{ID: newID(t), Name: "随便写的", Seat: api.BodySeatRepresentative, PersonID: &duan}, {ID: newID(t), Name: "李委员", Seat: api.BodySeatCommittee, Woman: &yes}}}
	got, err := w.ChangeBody(t.Context(), w.clerk, d.ID, c)
	if err != nil || got.Version != 2 || len(got.members) != 2 || got.members[1].Name != "段晓东" || len(*got.gaps) != 1 || (*got.gaps)[0].Code != api.BodyGapCodeRepresentativesFew {
		t.Fatalf("%+v, %v", got, err)
	}
	if n := w.count(t, "SELECT count(*) FROM inbox WHERE account_id = ? AND kind = 'body_joined'", who); n != 1 {
		t.Errorf("told %d times", n)
	}
	seen, err := w.Body(t.Context(), who, d.ID)
	if out := seen.toAPI(); err != nil || out.Gaps != nil || len(out.Members) != 2 || out.Members[0].Woman != nil || out.Members[0].PersonID != nil {
		t.Errorf("a resident sees %+v, %v", out, err)
	}
	_, err = w.ChangeBody(t.Context(), w.clerk, d.ID, c)
	want(t, err, ErrBodyChanged)
	moment := w.Now()
	w.pass(time.Hour)
	c.Version, c.Members = 2, c.Members[1:]
	if got, err = w.ChangeBody(t.Context(), w.clerk, d.ID, c); err != nil || len(got.members) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	e := Electorate{Kind: api.ElectorateKindMembers, Body: d.ID}
	if then, now := len(w.roll(t, e, moment)), len(w.roll(t, e, w.Now())); then != 2 || now != 1 {
		t.Errorf("%d then, %d now", then, now)
	}
	stranger := newID(t)
	for name, members := range map[string][]api.BodySeating{
		"a seat it does not have": {{ID: newID(t), Name: "某", Seat: api.BodySeatChair}},
		"one twice":               {{ID: newID(t), Name: "某", Seat: api.BodySeatCommittee, PersonID: &duan}, {ID: newID(t), Name: "某", Seat: api.BodySeatCommittee, PersonID: &duan}},
		"who is in no register":   {{ID: newID(t), Name: "某", Seat: api.BodySeatCommittee, PersonID: &stranger}},
	} {
		c.Version, c.Members = 3, members
		if _, err := w.ChangeBody(t.Context(), w.clerk, d.ID, c); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if n := w.count(t, "SELECT version FROM bodies WHERE id = ?", d.ID); n != 3 {
		t.Errorf("version %d after what was refused", n)
	}
}

func TestTwoMembersChangeSeatsAndTwoChangesAtOnceAreOne(t *testing.T) {
	w := newWorld(t)
	d := w.body(t, api.BodyKindCouncil, "议事会")
	c := api.BodyChange{Version: 1, Name: d.Name, TermFrom: types.Date{Time: d.TermFrom}, Members: []api.BodySeating{
		{ID: newID(t), Name: "甲", Seat: api.BodySeatChair}, {ID: newID(t), Name: "乙", Seat: api.BodySeatMember}}}
	if _, err := w.ChangeBody(t.Context(), w.clerk, d.ID, c); err != nil {
		t.Fatal(err)
	}
	c.Version = 2
	c.Members[0].Seat, c.Members[1].Seat = c.Members[1].Seat, c.Members[0].Seat
	errs := times(8, func() error { _, err := w.ChangeBody(t.Context(), w.chair, d.ID, c); return err })
	only(t, errs, ErrBodyChanged)
	if successes(errs) != 1 || w.count(t, "SELECT count(*) FROM body_members WHERE seat = 'chair' AND name = '乙' AND valid_to IS NULL") != 1 {
		t.Errorf("%v", errs)
	}
}

func TestABodyIsMadeOnce(t *testing.T) {
	w := newWorld(t)
	draft := api.BodyDraft{ID: uuid.New(), Kind: api.BodyKindCouncil, Name: "议事会", TermFrom: types.Date{Time: day(2026, 1, 1)}}
	only(t, times(10, func() error { _, _, err := w.CreateBody(t.Context(), w.clerk, w.urban.ID, draft); return err }))
	if n := w.count(t, "SELECT count(*) FROM bodies"); n != 1 {
		t.Errorf("%d bodies", n)
	}
	other := draft
	other.ID = uuid.New()
	_, _, err := w.CreateBody(t.Context(), w.clerk, w.urban.ID, other)
	want(t, err, ErrBodyExists)
	all, err := w.Bodies(t.Context(), w.chair, w.urban.ID, page{limit: 30})
	if err != nil || len(all) != 1 || all[0].Name != "议事会" {
		t.Errorf("%+v, %v", all, err)
	}
}
