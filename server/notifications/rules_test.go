package notifications

import (
	"maps"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

func TestThePlacesAreFilledInTheReadersLanguage(t *testing.T) {
	p := places{Args: map[string]string{"number": "7K", "class": "路灯"}, Words: map[string]string{"role": "role.expert", "none": "role.none"},
		English: map[string]string{"class": "street lamp"}}
	say := func(key string) string { return map[string]string{"role.expert": "专家"}[key] }
	for lang, want := range map[api.Language]map[string]string{
		api.LanguageZhCN: {"number": "7K", "class": "路灯", "role": "专家", "none": "role.none"},
		api.LanguageEn:   {"number": "7K", "class": "street lamp", "role": "专家", "none": "role.none"},
	} {
		if got := p.fill(lang, say); !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", lang, got, want)
		}
	}
	if p.Args["class"] != "路灯" || len((places{}).fill(api.LanguageEn, say)) != 0 {
		t.Error("filling changed the notice")
	}
}

func TestACursorLeadsBackToItsPlace(t *testing.T) {
	want := place{at: time.Date(2026, 11, 24, 1, 2, 3, 456000, time.UTC), id: uuid.Must(uuid.NewV7())}
	cursor := want.cursor()
	if got, err := placeOf(&cursor); err != nil || !got.at.Equal(want.at) || got.id != want.id {
		t.Errorf("placeOf = %+v, %v", got, err)
	}
	for _, bad := range []string{"", "x", "AAAA", "________________________________", "'; DROP TABLE inbox"} {
		if _, err := placeOf(&bad); err == nil {
			t.Errorf("cursor %q was taken", bad)
		}
	}
}
