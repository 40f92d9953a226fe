package proposals

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/words"
)

// The eight areas of the programme of 2021 (陕西省人民政府、住房和城乡建设部，2021-12-01，part 三), with who leads, guides
// and answers for each. What the plan wants of them by when are rows of the database, so that the figures of a later plan
// are added without a new version.
var (
	//go:embed areas.csv
	areaFile string
	//go:embed departments.csv
	departmentFile string

	areas      = readAreas(areaFile, departmentFile)
	areaByCode = areasByCode(areas)
)

// lead is the department that leads every area.
const lead = "住房城乡建设厅"

// said is something in both languages.
type said struct{ Zh, En string }

func (s said) in(lang api.Language) string {
	if lang == api.LanguageEn {
		return s.En
	}
	return s.Zh
}

// area is one of the eight; the first department leads, the guides of the ministry follow, then those responsible.
type area struct {
	Code        api.ProgrammeAreaCode
	Name, Hint  said
	Departments []said
}

// readAreas reads the embedded lists. They are part of the program, so a fault in them is a defect.
func readAreas(file, departments string) (list []area) {
	english := map[string]string{}
	for _, row := range rows("departments.csv", departments) {
		english[row[0]] = row[1]
	}
	for _, row := range rows("areas.csv", file) {
		a := area{Code: api.ProgrammeAreaCode(row[0]), Name: said{row[1], row[2]}, Hint: said{row[3], row[4]}}
		for _, name := range strings.Fields(lead + " " + row[5] + " " + row[6]) {
			if english[name] == "" {
				panic("departments.csv lacks " + name)
			}
			a.Departments = append(a.Departments, said{name, english[name]})
		}
		list = append(list, a)
	}
	return list
}

func rows(name, file string) [][]string {
	all, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		panic(name + ": " + err.Error())
	}
	return all[1:]
}

func areasByCode(list []area) map[api.ProgrammeAreaCode]area {
	m := make(map[api.ProgrammeAreaCode]area, len(list))
	for _, a := range list {
		m[a.Code] = a
	}
	return m
}

// areaName is an area in the reader's language.
func areaName(ctx context.Context, code api.ProgrammeAreaCode) string {
	return areaByCode[code].Name.in(words.Lang(ctx))
}

// target is what a plan wants of an area, and until when.
type target struct {
	Area                               api.ProgrammeAreaCode
	TextZh, TextEn, SourceZh, SourceEn string
	Until                              time.Time
}

// Areas gives the eight areas with their targets, the earliest first, in the reader's language.
func (s *Service) Areas(ctx context.Context) ([]api.ProgrammeArea, error) {
	targets, err := db.Rows[target](ctx, s.DB, `SELECT area, text_zh, text_en, source_zh, source_en, until
		FROM programme_targets ORDER BY until, position`)
	if err != nil {
		return nil, fmt.Errorf("targets of the programme: %w", err)
	}
	lang := words.Lang(ctx)
	list, at := make([]api.ProgrammeArea, len(areas)), map[api.ProgrammeAreaCode]*api.ProgrammeArea{}
	for i, a := range areas {
		list[i] = api.ProgrammeArea{Code: a.Code, Name: a.Name.in(lang), Hint: a.Hint.in(lang),
			Departments: make([]string, len(a.Departments)), Targets: []api.ProgrammeTarget{}}
		for n, d := range a.Departments {
			list[i].Departments[n] = d.in(lang)
		}
		at[a.Code] = &list[i]
	}
	for _, t := range targets {
		if a := at[t.Area]; a != nil {
			a.Targets = append(a.Targets, api.ProgrammeTarget{Text: said{t.TextZh, t.TextEn}.in(lang),
				Source: said{t.SourceZh, t.SourceEn}.in(lang), Until: openapitypes.Date{Time: t.Until}})
		}
	}
	return list, nil
}
