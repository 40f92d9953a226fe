package privacy

import "wugong/api"

// agreed tells whether what holds for an account lets it be one under a version of the notice: an older word does not.
func agreed(holds []consent, version string) bool {
	for _, c := range holds {
		if c.Purpose == api.ConsentPurposeAccount {
			return c.Given && c.Version == version
		}
	}
	return false
}

// mayHold tells whether somebody of an age band may have an account (个人信息保护法 31: under 14 only with parents, and
// the account is a phone of one's own).
func mayHold(band api.AgeBand) bool { return band == api.AgeBandTeen || band == api.AgeBandAdult }
