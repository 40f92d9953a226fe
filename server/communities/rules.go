package communities

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wugong/api"
)

const (
	longestInvitation = 90 * 24 * time.Hour
	longestTerm       = 5 // years, as the organic laws give a committee
)

// levels are the lengths of division codes, from the province to the community.
var levels = []struct {
	digits int
	level  api.DivisionLevel
}{
	{2, api.DivisionLevelProvince}, {4, api.DivisionLevelCity}, {6, api.DivisionLevelCounty},
	{9, api.DivisionLevelTown}, {12, api.DivisionLevelCommunity},
}

// LevelOf tells the level of a division code; ok is false for what is not one.
func LevelOf(code string) (level api.DivisionLevel, ok bool) {
	if strings.Trim(code, "0123456789") != "" {
		return "", false
	}
	for _, l := range levels {
		if len(code) == l.digits {
			return l.level, true
		}
	}
	return "", false
}

// KindOf tells an urban community from a village: by the last three digits of its code (residents'
// committees 001–199, villagers' 200–399), else by its urban-rural class, else by its name.
func KindOf(code, class, name string) api.CommunityKind {
	switch n := code[9:]; {
	case n >= "001" && n <= "199":
		return api.CommunityKindUrban
	case n >= "200" && n <= "399":
		return api.CommunityKindRural
	case strings.HasPrefix(class, "1"):
		return api.CommunityKindUrban
	case strings.HasPrefix(class, "2"), strings.Contains(name, "村"):
		return api.CommunityKindRural
	}
	return api.CommunityKindUrban
}

// ShortName is what people call a community: the name of its committee without the committee.
func ShortName(name string, kind api.CommunityKind) string {
	short := name
	for _, suffix := range []string{"社区居民委员会", "社区居委会", "居民委员会", "居委会", "村民委员会", "村委会"} {
		if s, cut := strings.CutSuffix(name, suffix); cut && s != "" {
			short = s
			break
		}
	}
	switch {
	case short == name:
		return name
	case kind == api.CommunityKindUrban:
		return strings.TrimSuffix(short, "社区") + "社区"
	case strings.HasSuffix(short, "村"):
		return short
	}
	return short + "村"
}

// Grams are the single characters and the pairs of neighbours of texts: what a search for a part of a
// Chinese name finds them by.
func Grams(texts ...string) []string {
	var grams []string
	for _, t := range texts {
		runes := []rune(strings.ToLower(t))
		for i := range runes {
			grams = append(grams, string(runes[i]))
			if i > 0 {
				grams = append(grams, string(runes[i-1:i+1]))
			}
		}
	}
	slices.Sort(grams)
	return slices.Compact(grams)
}

// placeKey orders places as people count them: 2号楼 before 10号楼, 一单元 before 二单元.
func placeKey(parts ...string) string {
	var b strings.Builder
	for _, part := range parts {
		number := -1
		flush := func() {
			if number >= 0 {
				fmt.Fprintf(&b, "%08d", number)
				number = -1
			}
		}
		for _, r := range part {
			digit := strings.IndexRune("0123456789", r)
			if digit < 0 {
				if i := slices.Index([]rune("〇一二三四五六七八九十"), r); i >= 0 && number < 0 {
					digit = i
				}
			}
			if digit >= 0 && number < 1_000_000 {
				number = max(number, 0)*10 + digit
				continue
			}
			flush()
			b.WriteRune(r)
		}
		flush()
		b.WriteByte(1)
	}
	return b.String()
}

// checkExpiry tells whether an invitation may end then.
func checkExpiry(expires, now time.Time) error {
	if !expires.After(now) || expires.After(now.Add(longestInvitation)) {
		return ErrExpiry.On("expires_at", api.ProblemCodeExpiryInvalid)
	}
	return nil
}

// checkTerm tells whether a role may be held from then to then. Terms do not begin in the past, or facts of
// the past would change, and do not outlast five years; the committee and those who watch it need an end.
func checkTerm(role api.Role, from time.Time, to *time.Time, now time.Time) error {
	bad := ErrRoleTerm.On("valid_to", api.ProblemCodeRoleTermInvalid)
	switch {
	case from.Before(now.Add(-24 * time.Hour)):
		return ErrRoleTerm.On("valid_from", api.ProblemCodeRoleTermInvalid)
	case to == nil:
		if slices.Contains([]api.Role{api.RoleCommitteeMember, api.RoleCommitteeChair, api.RoleSupervision}, role) {
			return bad
		}
		return nil
	case !to.After(from), !to.After(now), to.After(from.AddDate(longestTerm, 0, 0)):
		return bad
	}
	return nil
}

// outsiders are roles of people who need not live there.
var outsiders = []api.Role{api.RolePropertyCompany, api.RoleExpert, api.RoleGridWorker, api.RoleTownOfficer, api.RoleSupervisor, api.RolePartyBranch}

// checkHolder tells whether a role fits a member: verified unless it is for outsiders, an adult, and for
// a building exactly where the role is a building's.
func checkHolder(role api.Role, verified, adult, building bool) error {
	switch {
	case role == api.RoleBuildingHead && !building, building && role != api.RoleBuildingHead && role != api.RoleGridWorker:
		return ErrRoleNotGrantable.On("building_id", api.ProblemCodeRoleNotGrantable)
	case verified && !adult:
		return ErrMinor
	case !verified && !slices.Contains(outsiders, role):
		return ErrRoleNotGrantable.On("membership_id", api.ProblemCodeVerifiedOnly)
	}
	return nil
}

// ownerKind tells a company from a person by its name.
func ownerKind(name string) api.OwnerKind {
	for _, ending := range []string{"公司", "合作社", "银行", "信用社", "学校", "幼儿园", "医院", "卫生院", "工厂", "事务所", "管理处", "供电局", "邮政局"} {
		if strings.HasSuffix(name, ending) {
			return api.OwnerKindCompany
		}
	}
	return api.OwnerKindPerson
}

// BodyFacts are what the law's shares are counted of.
type BodyFacts struct {
	Kind                     api.BodyKind
	Members, Representatives int
	WomenRepresentatives     int
	Kin, Owners, Chairs      int // close relatives of the committee, members who own, chairs
	TermTo                   *time.Time
	Today                    time.Time
}

// Composition tells what the law asks of a body and is missing, with what it has and needs; 以上 includes the number. At least
// 4/5 of a meeting of residents' representatives represent (城市居民委员会组织法 2025 arts. 28–30), the same of villagers', of whose
// members at least 1/3 are women who represent (村民委员会组织法 2025 arts. 29–30). No close relative of the committee supervises it
// (arts. 36, 37). An owners' committee has 5 to 11 members, an odd number, all owners (业主大会和业主委员会指导规则 art. 31).
func Composition(f BodyFacts) (gaps []api.BodyGap) {
	miss := func(code api.BodyGapCode, have, need int) {
		gaps = append(gaps, api.BodyGap{Code: code, Have: have, Need: need, Of: f.Members})
	}
	if f.Members == 0 {
		miss(api.BodyGapCodeEmpty, 0, 1)
		return gaps
	}
	meeting := f.Kind == api.BodyKindResidentRepMeeting || f.Kind == api.BodyKindVillagerRepMeeting
	if meeting && 5*f.Representatives < 4*f.Members {
		miss(api.BodyGapCodeRepresentativesFew, f.Representatives, (4*f.Members+4)/5)
	}
	if f.Kind == api.BodyKindVillagerRepMeeting && 3*f.WomenRepresentatives < f.Members {
		miss(api.BodyGapCodeWomenFew, f.WomenRepresentatives, (f.Members+2)/3)
	}
	if f.Kind == api.BodyKindSupervisionCommittee && f.Kin > 0 {
		miss(api.BodyGapCodeKin, f.Kin, 0)
	}
	if f.Kind == api.BodyKindOwnersCommittee {
		if f.Members < 5 || f.Members > 11 || f.Members%2 == 0 {
			miss(api.BodyGapCodeNumber, f.Members, min(max(f.Members|1, 5), 11))
		}
		if f.Owners < f.Members {
			miss(api.BodyGapCodeNotOwner, f.Owners, f.Members)
		}
	}
	if f.Chairs == 0 && !meeting && f.Kind != api.BodyKindCollectiveMembers {
		miss(api.BodyGapCodeNoChair, 0, 1)
	}
	if f.TermTo != nil && f.TermTo.Before(f.Today) {
		miss(api.BodyGapCodeTermOver, 0, 1)
	}
	return gaps
}

// seatFits tells whether a body has such a seat: a meeting of representatives those of the committee and representatives,
// the members of a collective none else, the others a chair and members.
func seatFits(kind api.BodyKind, seat api.BodySeat) bool {
	switch kind {
	case api.BodyKindResidentRepMeeting, api.BodyKindVillagerRepMeeting:
		return seat == api.BodySeatCommittee || seat == api.BodySeatRepresentative
	case api.BodyKindCollectiveMembers:
		return seat == api.BodySeatMember
	}
	return seat == api.BodySeatChair || seat == api.BodySeatViceChair || seat == api.BodySeatMember
}

// checkBodyTerm tells whether a body may sit from then to then: those of the organic laws and owners' committees five years at
// most, boards and the members of a collective without an end too.
func checkBodyTerm(kind api.BodyKind, from time.Time, to *time.Time) error {
	bad := ErrBodyTerm.On("term_to", api.ProblemCodeBodyTerm)
	switch {
	case to == nil:
		if !slices.Contains([]api.BodyKind{api.BodyKindVillagersBoard, api.BodyKindCouncil, api.BodyKindCollectiveMembers}, kind) {
			return bad
		}
		return nil
	case !to.After(from), to.After(from.AddDate(longestTerm, 0, 0)) && kind != api.BodyKindCollectiveMembers:
		return bad
	}
	return nil
}
