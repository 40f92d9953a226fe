package projects

import "wugong/api"

// light1: a need, the consent of whom it affects, and a line of money.
func light1(f Facts) (l list) {
	l.unless(f.Proposal || f.Needs > 0, Missing{Code: api.GateMissingCodeNeed, Adds: api.ProjectRecordTypeNeed})
	l.unless(f.Consents > 0, Missing{Code: api.GateMissingCodeConsentNote, Adds: api.ProjectRecordTypeStakeholder})
	l.plan(f)
	l.each(api.GateMissingCodeSignoff, api.ProjectRecordTypeSignoff, f.Unsigned)
	return l
}

// light2: a picture before and after, and the account.
func light2(f Facts) (l list) {
	l.pictures(f)
	l.money(f)
	return l
}

// light3: one custodian.
func light3(f Facts) (l list) {
	l.unless(f.Stewardship, Missing{Code: api.GateMissingCodeStewardshipPlan, Adds: api.ProjectRecordTypeStewardshipPlan})
	l.unless(!f.Stewardship || f.Assets > len(f.AssetsWithout), Missing{Code: api.GateMissingCodeCustodian, Adds: api.ProjectRecordTypeStewardshipPlan})
	return l
}

// light4: three ratings.
func light4(f Facts) (l list) {
	l.unless(f.Ratings >= ratingsAsked, Missing{Code: api.GateMissingCodeRating, Have: f.Ratings, Need: ratingsAsked, Adds: api.ProjectRecordTypeRating})
	return l
}

// light5: nothing; the card writes itself.
func light5(Facts) list { return nil }
