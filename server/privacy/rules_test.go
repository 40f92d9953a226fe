package privacy

import (
	"testing"

	"wugong/api"
)

func TestOnlyTheNoticeInForceCounts(t *testing.T) {
	const now, before = "2026-11-24", "2026-01-01"
	word := func(p api.ConsentPurpose, version string, given bool) consent {
		return consent{Purpose: p, Version: version, Given: given}
	}
	account, location := api.ConsentPurposeAccount, api.ConsentPurposeLocation
	for name, c := range map[string]struct {
		holds []consent
		want  bool
	}{
		"nothing was said":          {nil, false},
		"agreed":                    {[]consent{word(account, now, true)}, true},
		"agreed to an older notice": {[]consent{word(account, before, true)}, false},
		"said no":                   {[]consent{word(account, now, false)}, false},
		"agreed to the place only":  {[]consent{word(location, now, true)}, false},
		"the place is another word": {[]consent{word(account, now, true), word(location, before, false)}, true},
		"the account comes second":  {[]consent{word(location, now, false), word(account, now, true)}, true},
		"of another notice":         {[]consent{word(account, "2027-01-01", true)}, false},
	} {
		if got := agreed(c.holds, now); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
	}
}

func TestWhoMayHoldAnAccount(t *testing.T) {
	for band, want := range map[api.AgeBand]bool{api.AgeBandChild: false, api.AgeBandTeen: true, api.AgeBandAdult: true, "": false, "old": false} {
		if got := mayHold(band); got != want {
			t.Errorf("%q: %t, want %t", band, got, want)
		}
	}
}
