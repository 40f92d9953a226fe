package words_test

import (
	"regexp"
	"slices"
	"testing"

	"wugong/api"
	"wugong/server/words"
)

func TestBothLanguagesHaveTheSameKeysAndPlaces(t *testing.T) {
	zh, en := words.Keys(api.LanguageZhCN), words.Keys(api.LanguageEn)
	place := regexp.MustCompile(`\{\w+\}`)
	for key, s := range zh {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s has no English sentence", key)
			continue
		}
		a, b := place.FindAllString(s, -1), place.FindAllString(other, -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s: places differ: %v and %v", key, a, b)
		}
	}
	for key := range en {
		if _, ok := zh[key]; !ok {
			t.Errorf("%s has no Chinese sentence", key)
		}
	}
}

// The contract's enums are walked, so that a code without a sentence cannot be shipped.
func TestEveryCodeNoticeAndRoleHasASentence(t *testing.T) {
	doc, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	for schema, forms := range map[string][]string{
		"ProblemCode": {"problem.%"}, "NoticeKind": {"notice.%.title", "notice.%.text"}, "Role": {"role.%"},
	} {
		for _, value := range doc.Components.Schemas[schema].Value.Enum {
			for _, form := range forms {
				key := regexp.MustCompile("%").ReplaceAllString(form, value.(string))
				if words.Say(api.LanguageZhCN, key, nil) == "" {
					t.Errorf("no sentence for %s", key)
				}
			}
		}
	}
}

func TestMatchPicksOurLanguageAndChineseWhereNothingFits(t *testing.T) {
	for header, want := range map[string]api.Language{
		"": api.LanguageZhCN, "en-GB,en;q=0.9": api.LanguageEn, "zh-CN": api.LanguageZhCN, "zh-TW,en;q=0.5": api.LanguageZhCN,
		"fr-FR": api.LanguageZhCN, "de, en;q=0.7": api.LanguageEn, "*": api.LanguageZhCN, ";;;": api.LanguageZhCN,
	} {
		if got := words.Match(header); got != want {
			t.Errorf("Match(%q) = %s, want %s", header, got, want)
		}
	}
}

// What names the committee or the people is a sentence of its own for each kind of community, and neutral for none.
func TestOfFollowsTheKindOfCommunity(t *testing.T) {
	for _, c := range []struct {
		key        string
		kind       api.CommunityKind
		want, says string
	}{
		{"role.committee_chair", api.CommunityKindUrban, "role.committee_chair.urban", "居委会主任"},
		{"role.committee_chair", api.CommunityKindRural, "role.committee_chair.rural", "村委会主任"},
		{"role.committee_chair", "", "role.committee_chair", "委员会主任"},
		{"role.expert", api.CommunityKindRural, "role.expert", "专家"},
		{"role.resident", api.CommunityKindRural, "role.resident.rural", "村民"},
		{"role.resident", api.CommunityKindUrban, "role.resident", "居民"},
	} {
		got := words.Of(c.key, c.kind)
		if got != c.want || words.Say(api.LanguageZhCN, got, nil) != c.says {
			t.Errorf("Of(%s, %s) = %s, want %s: %s", c.key, c.kind, got, c.want, c.says)
		}
	}
	kinds := regexp.MustCompile(`\.(urban|rural)$|\.law(\.|$)`) // laws are called as they are
	named := regexp.MustCompile("居委会|村委会|居（村）|居务|村务|村民")
	for key, s := range words.Keys(api.LanguageZhCN) {
		if named.MatchString(s) && !kinds.MatchString(key) {
			t.Errorf("%s names one kind of community: %s", key, s)
		}
	}
}
