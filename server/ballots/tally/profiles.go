package tally

// Electorate says who is counted as one.
type Electorate string

// Who is counted as one.
const (
	Owners     Electorate = "owners"     // distinct sets of owners, with the area of their units
	Affected   Electorate = "affected"   // the other owners who are affected, without the applicant
	Adults     Electorate = "adults"     // residents or villagers from 18 years
	Households Electorate = "households" // one representative each
	Members    Electorate = "members"    // of a body: committee and representatives, a collective
)

// Profile is one rule of the law with its source, valid from a day on. Votes keep a frozen copy.
type Profile struct {
	ID            string // stable, e.g. "owner_ordinary"
	Number        string // R1 … R17
	Basis         string // law and article
	ValidFrom     string // first day, YYYY-MM-DD
	Scope         string // division code whose law it is; "CN" for the whole country
	Electorate    Electorate
	Rule          Rule // empty for R17, which ranks and does not decide
	NoticeDays    int  // before voting; 0: nothing general is prescribed
	PublicityDays int  // the result is shown that long; 0: nothing general is prescribed
	Advisory      bool // never has legal effect
}

func people(t Threshold) Thresholds { return Thresholds{People: &t} }

func both(t Threshold) Thresholds { return Thresholds{People: &t, Area: &t} }

func of(quorum, agree Thresholds) Rule {
	return Rule{Quorum: quorum, Agree: agree, AgreeBase: OfParticipating}
}

func ofAll(quorum, agree Thresholds) Rule {
	return Rule{Quorum: quorum, Agree: agree, AgreeBase: OfAll}
}

const (
	civilCode  = "2021-01-01" // 民法典 comes into force
	organic    = "2026-01-01" // 城市居民委员会组织法 and 村民委员会组织法, revised 2025-10-28
	collective = "2025-05-01" // 农村集体经济组织法
)

// profiles is the law as data, oldest first where an id has several. A change of the law adds a row.
var profiles = []Profile{
	{ID: "owner_ordinary", Number: "R1", Basis: "民法典第278条第1款第(1)–(5)、(9)项；物业管理条例第14条", ValidFrom: civilCode, Scope: "CN",
		Electorate: Owners, Rule: of(both(twoThirds), both(half)), NoticeDays: 15, PublicityDays: 15},
	{ID: "owner_major", Number: "R2", Basis: "民法典第278条第1款第(6)–(8)项", ValidFrom: civilCode, Scope: "CN",
		Electorate: Owners, Rule: of(both(twoThirds), both(threeQuarters)), NoticeDays: 15, PublicityDays: 15},
	{ID: "affected_unanimous", Number: "R3", Basis: "民法典第279条；建筑物区分所有权司法解释第11条", ValidFrom: civilCode, Scope: "CN",
		Electorate: Affected, Rule: ofAll(Thresholds{}, people(everybody))},
	{ID: "resident_assembly", Number: "R4", Basis: "城市居民委员会组织法（2025）第27条", ValidFrom: organic, Scope: "CN",
		Electorate: Adults, Rule: of(people(half), people(half)), NoticeDays: 10},
	{ID: "resident_assembly_household", Number: "R5", Basis: "城市居民委员会组织法（2025）第27条（户代表）", ValidFrom: organic, Scope: "CN",
		Electorate: Households, Rule: of(people(half), people(half)), NoticeDays: 10},
	{ID: "resident_rep_meeting", Number: "R6", Basis: "城市居民委员会组织法（2025）第28–30条", ValidFrom: organic, Scope: "CN",
		Electorate: Members, Rule: of(people(twoThirds), people(half)), NoticeDays: 10},
	{ID: "villager_assembly", Number: "R7", Basis: "村民委员会组织法（2025）第26条", ValidFrom: organic, Scope: "CN",
		Electorate: Adults, Rule: of(people(half), people(half)), NoticeDays: 10},
	{ID: "villager_assembly_household", Number: "R8", Basis: "村民委员会组织法（2025）第26条（户代表）", ValidFrom: organic, Scope: "CN",
		Electorate: Households, Rule: of(people(twoThirds), people(half)), NoticeDays: 10},
	{ID: "villager_rep_meeting", Number: "R9", Basis: "村民委员会组织法（2025）第29–30条", ValidFrom: organic, Scope: "CN",
		Electorate: Members, Rule: of(people(twoThirds), people(half)), NoticeDays: 10},
	{ID: "villager_group", Number: "R10", Basis: "村民委员会组织法（2025）第32条", ValidFrom: organic, Scope: "CN",
		Electorate: Adults, Rule: of(people(twoThirds), people(half))},
	{ID: "collective_assembly", Number: "R11", Basis: "农村集体经济组织法第27条", ValidFrom: collective, Scope: "CN",
		Electorate: Members, Rule: ofAll(people(twoThirds), people(twoThirds)), NoticeDays: 10},
	{ID: "collective_reps", Number: "R12", Basis: "农村集体经济组织法第28条", ValidFrom: collective, Scope: "CN",
		Electorate: Members, Rule: ofAll(Thresholds{}, people(twoThirds))},
	{ID: "committee_meeting", Number: "R13", Basis: "居（村）民委员会组织法；如海南省2025年办法第6条", ValidFrom: organic, Scope: "CN",
		Electorate: Members, Rule: ofAll(people(half), people(half))},
	{ID: "unit_elevator", Number: "R14", Basis: "民法典第278条第1款第(7)项；各地加装电梯办法", ValidFrom: civilCode, Scope: "CN",
		Electorate: Owners, Rule: of(both(twoThirds), both(threeQuarters)), NoticeDays: 15},
	{ID: "renovation_intent", Number: "R15", Basis: "各地老旧小区改造申报要求（仪征等，常见为三分之二）", ValidFrom: civilCode, Scope: "CN",
		Electorate: Households, Rule: ofAll(Thresholds{}, people(twoThirds)), NoticeDays: 7, Advisory: true},
	{ID: "one_case_levy", Number: "R16", Basis: "村民一事一议筹资筹劳管理办法；村民委员会组织法（2025）第26条", ValidFrom: organic, Scope: "CN",
		Electorate: Adults, Rule: of(people(half), people(half)), NoticeDays: 10},
	{ID: "one_case_levy_household", Number: "R16", Basis: "村民一事一议筹资筹劳管理办法；村民委员会组织法（2025）第26条（户代表）", ValidFrom: organic, Scope: "CN",
		Electorate: Households, Rule: of(people(twoThirds), people(half)), NoticeDays: 10},
	{ID: "priority_poll", Number: "R17", Basis: "征询意见，按票数排序，不具法律效力", ValidFrom: civilCode, Scope: "CN",
		Electorate: Adults, Advisory: true},
}

// ProfileOn returns the rule of that id that is in force on a day (YYYY-MM-DD); ok is false for none.
func ProfileOn(id, day string) (p Profile, ok bool) {
	for _, candidate := range profiles {
		if candidate.ID == id && candidate.ValidFrom <= day {
			p, ok = candidate, true
		}
	}
	return p, ok
}

// LatestProfile returns the newest rule of that id; ok is false for none.
func LatestProfile(id string) (p Profile, ok bool) { return ProfileOn(id, "9999-12-31") }

// Profiles lists all rules, in the order of the law's numbers R1 to R17.
func Profiles() []Profile { return append([]Profile(nil), profiles...) }
