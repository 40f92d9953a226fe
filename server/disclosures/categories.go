package disclosures

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/china"
)

// What each law wants laid open, how often, and from when to when that holds: a later law is added as rows, and what was
// laid open under an earlier one keeps naming it. The days after a period (15) are ours: the laws name the period only.
//
//go:embed categories.csv
var categoryFile string

var categories = readCategories(categoryFile)

// said is something in both languages.
type said struct{ Zh, En string }

func (s said) in(lang api.Language) string {
	if lang == api.LanguageEn {
		return s.En
	}
	return s.Zh
}

// category is one kind of matter, in one kind of community, under one law.
type category struct {
	Duty
	Kind               api.CommunityKind
	Name, Hint         said
	Law, Article       said
	ValidFrom, ValidTo time.Time // ValidTo is zero for a law in force
}

// readCategories reads the embedded list. It is part of the program, so a fault in it is a defect.
func readCategories(file string) (list []category) {
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		panic("categories.csv: " + err.Error())
	}
	day := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		at, err := time.ParseInLocation(time.DateOnly, text, china.Zone)
		if err != nil {
			panic("categories.csv: " + err.Error())
		}
		return at
	}
	for n, row := range rows[1:] {
		days, err := strconv.Atoi(row[7])
		if err != nil {
			panic(fmt.Sprintf("categories.csv, row %d: %v", n+2, err))
		}
		c := category{Duty: Duty{Category: api.DisclosureCategoryCode(row[0]), Frequency: api.DisclosureFrequency(row[6]), Days: days},
			Kind: api.CommunityKind(row[1]), Name: said{row[2], row[3]}, Hint: said{row[4], row[5]}, Law: said{row[8], row[9]},
			Article: said{row[10], row[11]}, ValidFrom: day(row[12]), ValidTo: day(row[13])}
		c.From = c.ValidFrom
		list = append(list, c)
	}
	return list
}

// categoriesOf are the categories of a kind of community as of a moment. Before the first law of the list, its words hold.
func categoriesOf(kind api.CommunityKind, at time.Time) (list []category) {
	for _, c := range categories {
		if c.Kind == kind && (c.ValidTo.IsZero() || at.Before(c.ValidTo.AddDate(0, 0, 1))) && !overtaken(c, at) {
			list = append(list, c)
		}
	}
	return list
}

// overtaken tells whether a law that is not in force yet has an earlier one that is.
func overtaken(c category, at time.Time) bool {
	if !at.Before(c.ValidFrom) {
		return false
	}
	for _, other := range categories {
		if other.Kind == c.Kind && other.Category == c.Category && other.ValidFrom.Before(c.ValidFrom) {
			return true
		}
	}
	return false
}

// categoryOf is one of them.
func categoryOf(code api.DisclosureCategoryCode, kind api.CommunityKind, at time.Time) (category, bool) {
	for _, c := range categoriesOf(kind, at) {
		if c.Category == code {
			return c, true
		}
	}
	return category{}, false
}

func (c category) law(lang api.Language) api.DisclosureLaw {
	return api.DisclosureLaw{Name: c.Law.in(lang), Article: c.Article.in(lang), ValidFrom: openapitypes.Date{Time: c.ValidFrom}}
}

func (c category) toAPI(lang api.Language) api.DisclosureCategory {
	return api.DisclosureCategory{Code: c.Category, Name: c.Name.in(lang), Hint: c.Hint.in(lang), Frequency: c.Frequency, Days: c.Days,
		Law: c.law(lang)}
}

// dutiesOf are what a kind of community owes by period, as of a moment.
func dutiesOf(kind api.CommunityKind, at time.Time) (duties []Duty) {
	for _, c := range categoriesOf(kind, at) {
		if c.Frequency != api.DisclosureFrequencyEvent {
			duties = append(duties, c.Duty)
		}
	}
	return duties
}
