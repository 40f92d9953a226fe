package tally

import "testing"

// sums writes the three amounts of a worked example: heads and 0.01 m².
func sums(total, totalArea, part, partArea, agree, agreeArea int64) Aggregates {
	return Aggregates{Amount{total, totalArea}, Amount{part, partArea}, Amount{agree, agreeArea}}
}

func heads(total, part, agree int64) Aggregates { return sums(total, 0, part, 0, agree, 0) }

func ruleOf(t *testing.T, profile string) Rule {
	t.Helper()
	p, ok := LatestProfile(profile)
	if !ok {
		t.Fatalf("there is no profile %s", profile)
	}
	return p.Rule
}

func TestWorkedExamplesBySums(t *testing.T) {
	for _, c := range []struct {
		name, profile string
		in            Aggregates
		want          Outcome
	}{
		{"T1: 193 of 289 heads and exactly 2/3 of the area are enough to decide", "owner_ordinary", sums(289, 2_700_000, 193, 1_800_000, 97, 900_001), Passed},
		{"T2: 192 of 289 heads are not, although the area is", "owner_ordinary", sums(289, 2_700_000, 192, 2_000_000, 192, 2_000_000), NoQuorum},
		{"T3: 0.01 m² is missing", "owner_ordinary", sums(289, 2_700_000, 193, 1_799_999, 193, 1_799_999), NoQuorum},
		{"T4: exactly half of the area fails", "owner_ordinary", sums(289, 2_700_000, 193, 1_800_000, 97, 900_000), NotPassed},
		{"T4: 0.01 m² more passes", "owner_ordinary", sums(289, 2_700_000, 193, 1_800_000, 97, 900_001), Passed},
		{"T5: 145 of 193 heads and exactly 3/4 of the area pass", "owner_major", sums(289, 2_700_000, 193, 1_800_000, 145, 1_350_000), Passed},
		{"T5: 144 heads fail", "owner_major", sums(289, 2_700_000, 193, 1_800_000, 144, 1_350_000), NotPassed},
		{"T6: 99 of 200 fail although more agree than object", "owner_ordinary", sums(289, 2_700_000, 200, 1_850_000, 99, 910_000), NotPassed},
		{"T8: 589 heads and 61,667.05 m² pass R1", "owner_ordinary", sums(1152, 12_479_930, 905, 9_344_908, 589, 6_166_705), Passed},
		{"T8: and fail R2", "owner_major", sums(1152, 12_479_930, 905, 9_344_908, 589, 6_166_705), NotPassed},
		{"T10: 1,200 of 2,400 are not more than half", "resident_assembly", heads(2400, 1200, 1200), NoQuorum},
		{"T10: 1,201 are, and 601 agree", "resident_assembly", heads(2400, 1201, 601), Passed},
		{"T10: 600 do not pass", "resident_assembly", heads(2400, 1201, 600), NotPassed},
		{"T11: 501 of 1,000 households, 251 agree", "resident_assembly_household", heads(1000, 501, 251), Passed},
		{"T11: 250 do not pass", "resident_assembly_household", heads(1000, 501, 250), NotPassed},
		{"T12: 45 of 67 present, 23 agree", "resident_rep_meeting", heads(67, 45, 23), Passed},
		{"T12: 23 of 46 are a tie", "resident_rep_meeting", heads(67, 46, 23), NotPassed},
		{"T12: 44 of 67 present", "resident_rep_meeting", heads(67, 44, 44), NoQuorum},
		{"T13: 40 of 60 are exactly 2/3", "resident_rep_meeting", heads(60, 40, 21), Passed},
		{"T14: 450 of 900 adults", "villager_assembly", heads(900, 450, 450), NoQuorum},
		{"T14: 451 of 900 adults", "villager_assembly", heads(900, 451, 226), Passed},
		{"T14: 206 of 310 households", "villager_assembly_household", heads(310, 206, 206), NoQuorum},
		{"T14: 207 of 310 households, 104 agree", "villager_assembly_household", heads(310, 207, 104), Passed},
		{"T14: 103 of 207 fail", "villager_assembly_household", heads(310, 207, 103), NotPassed},
		{"T15: 26 of 40 present", "villager_rep_meeting", heads(40, 26, 26), NoQuorum},
		{"T15: 27 of 40 present, 14 agree", "villager_rep_meeting", heads(40, 27, 14), Passed},
		{"T16: 28 of 56 is a tie", "villager_group", heads(84, 56, 28), NotPassed},
		{"T16: 29 pass", "villager_group", heads(84, 56, 29), Passed},
		{"T17: 399 of 600 members fail though 399 of 400 present agree", "collective_assembly", heads(600, 400, 399), NotPassed},
		{"T17: all 400 pass", "collective_assembly", heads(600, 400, 400), Passed},
		{"T18: nobody took part", "owner_ordinary", sums(289, 2_700_000, 0, 0, 0, 0), NoQuorum},
		{"T18: nobody took part and no quorum is named", "collective_reps", heads(20, 0, 0), NotPassed},
		{"T18: nobody is registered", "resident_assembly", heads(0, 0, 0), InvalidRegister},
		{"people but no area where area counts", "owner_ordinary", sums(3, 0, 3, 0, 3, 0), InvalidRegister},
		{"T21: one of 24 affected owners is silent", "affected_unanimous", heads(24, 23, 23), NotPassed},
		{"T21: all 24 agree", "affected_unanimous", heads(24, 24, 24), Passed},
		{"T22: 3/4 of the heads but 74.99 % of the area", "owner_major", sums(400, 4_000_000, 400, 4_000_000, 300, 2_999_600), NotPassed},
		{"R12: 2/3 of all representatives", "collective_reps", heads(30, 20, 20), Passed},
		{"R13: 3 of 6 members are not more than half of all", "committee_meeting", heads(6, 4, 3), NotPassed},
		{"R13: 4 of 6 are", "committee_meeting", heads(6, 4, 4), Passed},
		{"R14: an elevator needs what R2 needs", "unit_elevator", sums(12, 120_000, 8, 80_000, 6, 60_000), Passed},
		{"R15: exactly 2/3 of all households", "renovation_intent", heads(30, 20, 20), Passed},
		{"R15: 19 of 30 fail", "renovation_intent", heads(30, 19, 19), NotPassed},
		{"R16: a levy by persons", "one_case_levy", heads(900, 451, 226), Passed},
		{"R16: a levy by households needs 2/3 of them", "one_case_levy_household", heads(310, 206, 206), NoQuorum},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Judge(ruleOf(t, c.profile), c.in)
			if err != nil || got.Outcome != c.want {
				t.Errorf("Judge(%s, %+v) = %s, %v; want %s", c.profile, c.in, got.Outcome, err, c.want)
			}
		})
	}
}

func TestFlagsAreToldEvenWithoutQuorumAndOnlyForNamedMeasures(t *testing.T) {
	got, err := Judge(ruleOf(t, "owner_ordinary"), sums(289, 2_700_000, 192, 2_000_000, 192, 2_000_000))
	if err != nil || *got.Quorum.People || !*got.Quorum.Area || !*got.Agree.People || !*got.Agree.Area {
		t.Errorf("T2: quorum %v %v, agree %v %v, %v; want only the heads' quorum missing", *got.Quorum.People, *got.Quorum.Area, *got.Agree.People, *got.Agree.Area, err)
	}
	got, err = Judge(ruleOf(t, "affected_unanimous"), heads(24, 24, 24))
	if err != nil || got.Quorum != (Flags{}) || got.Agree.Area != nil || !*got.Agree.People {
		t.Errorf("R3: %+v, %v; want no quorum judged, and only people", got, err)
	}
}

func TestLeastCounts(t *testing.T) {
	for _, c := range []struct {
		name string
		t    Threshold
		of   int64
		want int64
	}{
		{"T1: 193 of 289 heads", twoThirds, 289, 193},
		{"T7: exactly 200 of 300", twoThirds, 300, 200},
		{"T7: 201 of 301", twoThirds, 301, 201},
		{"T8: 768 of 1,152 heads", twoThirds, 1152, 768},
		{"T8: 83,199.54 m²", twoThirds, 12_479_930, 8_319_954},
		{"T8: 453 of 905", half, 905, 453},
		{"T8: 679 of 905", threeQuarters, 905, 679},
		{"T9: 861 of 1,291", twoThirds, 1291, 861},
		{"T10: 1,201 of 2,400", half, 2400, 1201},
		{"T12: 45 of 67", twoThirds, 67, 45},
		{"T12: 24 of 46", half, 46, 24},
		{"T13: 40 of 60 reach 2/3", twoThirds, 60, 40},
		{"T13: 41 of 60 are more than 2/3 (elections by representatives)", Threshold{2, 3, false}, 60, 41},
		{"T14: 207 of 310", twoThirds, 310, 207},
		{"T15: 27 of 40", twoThirds, 40, 27},
		{"T17: 400 of 600", twoThirds, 600, 400},
		{"areas beyond 64 bits when multiplied", Threshold{999_999, 1_000_000, true}, 9_000_000_000_000_000_000, 8_999_991_000_000_000_000},
	} {
		if got := c.t.Least(c.of); got != c.want {
			t.Errorf("%s: Least = %d, want %d", c.name, got, c.want)
		}
		if c.of < 1<<50 && (!c.t.Reached(c.want, c.of) || c.t.Reached(c.want-1, c.of)) {
			t.Errorf("%s: the least count does not agree with Reached", c.name)
		}
	}
}

func TestRulesAreDatedDataWithTheirSource(t *testing.T) {
	numbers := map[string]bool{}
	for _, p := range Profiles() {
		numbers[p.Number] = true
		if p.ID == "" || p.Basis == "" || len(p.ValidFrom) != len("2006-01-02") || p.Scope == "" || p.Electorate == "" {
			t.Errorf("%+v lacks its source, date, scope or electorate", p)
		}
		if err := p.Rule.Check(); (err == nil) == (p.Number == "R17") {
			t.Errorf("%s: %v; all but the ranking R17 can decide", p.ID, err)
		}
	}
	if len(numbers) != 17 {
		t.Errorf("%d rules, want R1 to R17", len(numbers))
	}
	if _, ok := ProfileOn("resident_assembly", "2025-12-31"); ok {
		t.Error("the organic law of 2025 holds before it is in force")
	}
	if p, ok := ProfileOn("resident_assembly", "2026-01-01"); !ok || p.Number != "R4" {
		t.Errorf("on the first day of the law: %+v, %v", p, ok)
	}
	if _, ok := LatestProfile("majority"); ok {
		t.Error("a rule that does not exist is found")
	}
}

func TestRulesAndSumsThatCannotBeAreRefused(t *testing.T) {
	good := ruleOf(t, "owner_ordinary")
	for _, c := range []struct {
		field string
		rule  Rule
		in    Aggregates
	}{
		{"rule.agree", Rule{AgreeBase: OfAll}, heads(1, 1, 1)},
		{"rule.agree.people.den", Rule{Agree: people(Threshold{1, 0, true}), AgreeBase: OfAll}, heads(1, 1, 1)},
		{"rule.agree.people.num", Rule{Agree: people(Threshold{0, 2, true}), AgreeBase: OfAll}, heads(1, 1, 1)},
		{"rule.quorum.area.num", Rule{Quorum: Thresholds{Area: &Threshold{3, 2, true}}, Agree: people(half), AgreeBase: OfAll}, heads(1, 1, 1)},
		{"rule.agree_base", Rule{Agree: people(half), AgreeBase: "present"}, heads(1, 1, 1)},
		{"aggregates.total.people", good, heads(-1, 0, 0)},
		{"aggregates.participating.people", good, heads(3, 4, 1)},
		{"aggregates.agree.people", good, heads(3, 2, 3)},
		{"aggregates.agree.area", good, sums(3, 9, 2, 5, 2, -1)},
	} {
		_, err := Judge(c.rule, c.in)
		wantField(t, err, c.field)
	}
}

func wantField(t *testing.T, err error, field string) {
	t.Helper()
	u, ok := err.(*Unusable)
	if !ok || u.Field != field {
		t.Errorf("got error %v, want one about %s", err, field)
	}
}
