package proposals

import (
	"errors"
	"testing"
	"time"

	"wugong/api"
)

func TestAReplyIsDueAtTheEndOfTheSeventhDay(t *testing.T) {
	for made, due := range map[string]string{
		"2026-11-24T15:59:59Z": "2026-12-01T15:59:59Z", // the last second of the day in China
		"2026-11-24T16:00:00Z": "2026-12-02T15:59:59Z",
	} {
		at, _ := time.Parse(time.RFC3339, made)
		if got := DueOf(at).Format(time.RFC3339); got != due {
			t.Errorf("made %s: due %s, want %s", made, got, due)
		}
	}
}

func TestEveryStepFromEveryState(t *testing.T) {
	all := []api.ProposalState{api.ProposalStateOpen, api.ProposalStateAccepted, api.ProposalStateMerged, api.ProposalStateDeclined,
		api.ProposalStateTurned, api.ProposalStateWithdrawn}
	want := map[api.ProposalAct]map[api.ProposalState]api.ProposalState{
		api.ProposalActAccept:         {api.ProposalStateOpen: api.ProposalStateAccepted, api.ProposalStateDeclined: api.ProposalStateAccepted},
		api.ProposalActMerge:          {api.ProposalStateOpen: api.ProposalStateMerged},
		api.ProposalActDecline:        {api.ProposalStateOpen: api.ProposalStateDeclined},
		api.ProposalActTurnIntoReport: {api.ProposalStateOpen: api.ProposalStateTurned},
		api.ProposalActUnmerge:        {api.ProposalStateMerged: api.ProposalStateOpen},
		api.ProposalActWithdraw:       {api.ProposalStateOpen: api.ProposalStateWithdrawn},
		api.ProposalActPropose:        {},
	}
	for act, from := range want {
		for _, state := range all {
			to, known := from[state]
			got, err := Next(act, Facts{State: state, Author: true, Replies: true, Alone: true})
			if known && (err != nil || got.to != to) || !known && !errors.Is(err, ErrNotNow) {
				t.Errorf("%s from %s: %s, %v", act, state, got.to, err)
			}
		}
	}
}

func TestWhoTakesAStep(t *testing.T) {
	open := api.ProposalStateOpen
	for name, c := range map[string]struct {
		act  api.ProposalAct
		f    Facts
		want error
	}{
		"the committee":                        {api.ProposalActAccept, Facts{State: open, Replies: true}, nil},
		"a resident":                           {api.ProposalActAccept, Facts{State: open, Verified: true}, ErrNotAllowed},
		"who hides does not answer":            {api.ProposalActAccept, Facts{State: open, Moderates: true}, ErrNotAllowed},
		"the own one":                          {api.ProposalActAccept, Facts{State: open, Replies: true, Author: true}, ErrNotAllowed},
		"the own one, nobody else there":       {api.ProposalActAccept, Facts{State: open, Replies: true, Author: true, Alone: true}, nil},
		"a hidden one":                         {api.ProposalActDecline, Facts{State: open, Replies: true, Hidden: true}, ErrNotNow},
		"withdrawn by the committee":           {api.ProposalActWithdraw, Facts{State: open, Replies: true}, ErrAuthorOnly},
		"withdrawn though others are in it":    {api.ProposalActWithdraw, Facts{State: open, Author: true, Heads: true}, ErrNotNow},
		"merged though others are in it":       {api.ProposalActMerge, Facts{State: open, Replies: true, Heads: true}, ErrNotNow},
		"a report of nobody":                   {api.ProposalActTurnIntoReport, Facts{State: open, Replies: true, Orphan: true}, ErrNotNow},
		"hidden, and its author takes it away": {api.ProposalActWithdraw, Facts{State: open, Author: true, Hidden: true}, nil},
	} {
		if _, err := Next(c.act, c.f); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestWhatMayBeMergedIntoWhat(t *testing.T) {
	for state, want := range map[api.ProposalState]error{api.ProposalStateOpen: nil, api.ProposalStateAccepted: nil, api.ProposalStateMerged: ErrMergeClosed,
		api.ProposalStateDeclined: ErrMergeClosed, api.ProposalStateTurned: ErrMergeClosed, api.ProposalStateWithdrawn: ErrMergeClosed} {
		if err := CanMerge(Facts{State: state}, false, true); !errors.Is(err, want) {
			t.Errorf("into a %s one: %v, want %v", state, err, want)
		}
	}
	into := Facts{State: api.ProposalStateOpen}
	if err := CanMerge(into, true, true); !errors.Is(err, ErrMergeSelf) {
		t.Errorf("into itself: %v", err)
	}
	if err := CanMerge(into, false, false); !errors.Is(err, ErrMergeForeign) {
		t.Errorf("into a foreign one: %v", err)
	}
}
