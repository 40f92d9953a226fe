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
