package projects

import (
	"testing"

	"github.com/google/uuid"

	"wugong/api"
)

// TestEveryTypeSaysWhoWritesIt walks the table of types by who may write each while the project is where it belongs.
func TestEveryTypeSaysWhoWritesIt(t *testing.T) {
	who := map[string]Who{"resident": {Reads: true, TakesPart: true}, "committee": {Reads: true, Manages: true}, "expert": {Advises: true}, "property": {Cares: true},
		"party": {Reads: true, Reviews: true, Watches: true}, "supervision": {Reads: true, Countersign: true, Watches: true}, "head": {Reads: true, Heads: true}, "town": {Reads: true, Watches: true}, "guest": {}}
	all := "committee expert property resident"
	for typ, want := range map[api.ProjectRecordType]string{
		"need": "committee head resident", "deliberation": "committee", "dissent": "resident", "option": all, "stakeholder": "committee", "signoff": "committee",
		"funding_plan": "committee", "cost_share": "committee", "party_review": "party", "decision": "committee", "publicity": "committee", "objection": "resident",
		"objection_reply": "committee", "work_plan": "committee", "photo_point": all, "progress": all, "quality_issue": all, "quality_recheck": all,
		"change_order": "committee", "reconsent": "committee", "acceptance": all, "stewardship_plan": "committee property", "convention_link": "committee",
		"review_panel": "committee expert", "rating": "resident", "case_story": "committee head resident", "benefit": "committee", "oversight": "supervision",
	} {
		k, known := kinds[typ]
		if !known {
			t.Errorf("%s is no type", typ)
			continue
		}
		path := api.ProjectPathFull
		if k.path != "" {
			path = k.path
		}
		may := ""
		for _, name := range []string{"committee", "expert", "guest", "head", "party", "property", "resident", "supervision", "town"} {
			if CanWrite(typ, who[name], k.from, path) == nil {
				may += " " + name
			}
		}
		if may != " "+want {
			t.Errorf("%s is written by%s, want %s", typ, may, want)
		}
		if i := orderOf(k.to) + 1; i < len(stages) {
			for name := range who {
				if CanWrite(typ, who[name], stages[i], path) == nil {
					t.Errorf("%s is still written by %s at %s", typ, name, stages[i])
				}
			}
		}
	}
	doc, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range doc.Components.Schemas["ProjectRecordType"].Value.Enum {
		if _, known := kinds[api.ProjectRecordType(typ.(string))]; !known {
			t.Errorf("the table does not know %s", typ)
		}
	}
}

func TestWhatIsDoneWithAContribution(t *testing.T) {
	declared, confirmed, disputed := api.ContributionStateDeclared, api.ContributionStateConfirmed, api.ContributionStateDisputed
	member, resident := Who{Manages: true}, Who{TakesPart: true}
	for _, c := range []struct {
		name  string
		act   api.ContributionAct
		given Given
		noted bool
		who   Who
		want  error
	}{
		{"seen by two, the committee confirms", "confirm", Given{State: declared, Witnesses: 2}, false, member, nil},
		{"seen by one it waits", "confirm", Given{State: declared, Witnesses: 1}, false, member, ErrWitnesses},
		{"nobody confirms the own", "confirm", Given{State: declared, Witnesses: 2, Mine: true}, false, member, ErrOwn},
		{"a resident does not confirm", "confirm", Given{State: declared, Witnesses: 2}, false, resident, errForbidden},
		{"what was disputed is confirmed with a note", "confirm", Given{State: disputed, Witnesses: 2}, true, member, nil},
		{"and not without", "confirm", Given{State: disputed, Witnesses: 2}, false, member, ErrNote},
		{"a neighbour doubts it", "dispute", Given{State: declared}, true, resident, nil},
		{"also after it was confirmed", "dispute", Given{State: confirmed}, true, resident, nil},
		{"with a note only", "dispute", Given{State: declared}, false, resident, ErrNote},
		{"not the own", "dispute", Given{State: declared, Mine: true}, true, resident, ErrOwn},
		{"the committee voids it with a note", "void", Given{State: disputed}, true, member, nil},
		{"not what it has confirmed", "void", Given{State: confirmed}, true, member, ErrDecided},
		{"a resident voids nothing", "void", Given{State: disputed}, true, resident, errForbidden},
		{"who declared it takes it back", "withdraw", Given{State: declared, Declarer: true}, false, resident, nil},
		{"not once it is confirmed", "withdraw", Given{State: confirmed, Declarer: true}, false, resident, ErrDecided},
		{"nobody else does", "withdraw", Given{State: declared}, false, member, errForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := CanMove(c.act, c.given, c.noted, c.who)
			if err != c.want && (c.want != ErrNote || err == nil) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestWhoSignsForMoney(t *testing.T) {
	x, y, z := uuid.New(), uuid.New(), uuid.New()
	member, chair, watcher := Who{Manages: true}, Who{Manages: true, Overrides: true}, Who{Countersign: true}
	for _, c := range []struct {
		name string
		got  error
		want error
	}{
		{"the chair approves a member's", CanApprove(Entered{Recorder: x}, y, chair), nil},
		{"the chair does not approve the own", CanApprove(Entered{Recorder: x, RecorderChair: true}, x, chair), ErrSamePerson},
		{"a member approves the chair's", CanApprove(Entered{Recorder: x, RecorderChair: true}, y, member), nil},
		{"a member does not approve another member's", CanApprove(Entered{Recorder: x}, y, member), errForbidden},
		{"nobody approves the own", CanApprove(Entered{Recorder: x}, x, member), ErrSamePerson},
		{"nobody approves twice", CanApprove(Entered{Recorder: x, Approved: true}, y, chair), ErrApproved},
		{"supervision countersigns what is approved", CanCountersign(Entered{Recorder: x, Approver: y, Approved: true}, z, watcher), nil},
		{"not before", CanCountersign(Entered{Recorder: x}, z, watcher), ErrNotApproved},
		{"not the own", CanCountersign(Entered{Recorder: z, Approver: y, Approved: true}, z, watcher), ErrSamePerson},
		{"the committee does not", CanCountersign(Entered{Recorder: x, Approved: true}, y, chair), errForbidden},
		{"an entry is reversed once", CanReverse(Entered{Reversed: true}, member, built), ErrReversed},
		{"a reversal is not reversed", CanReverse(Entered{Reversal: true}, member, built), ErrReversed},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %v, want %v", c.got, c.want)
			}
		})
	}
	if after, ok := Balance(100, api.FundSideOut, 101); ok || after != -1 {
		t.Errorf("101 out of 100 leaves %d, %v", after, ok)
	}
}

func TestWhatTheLightPathIsFor(t *testing.T) {
	for name, c := range map[string]struct {
		in   api.LightConditions
		fits bool
	}{
		"twenty thousand yuan": {api.LightConditions{Budget: lightLimit}, true}, "a fen more": {api.LightConditions{Budget: lightLimit + 1}, false},
		"land": {api.LightConditions{Budget: 1, Land: true}, false}, "common property": {api.LightConditions{Budget: 1, CommonProperty: true}, false},
		"a levy": {api.LightConditions{Budget: 1, Levy: true}, false},
	} {
		if err := CheckLight(c.in); (err == nil) != c.fits {
			t.Errorf("%s: %v", name, err)
		}
	}
}
