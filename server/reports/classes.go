package reports

import (
	_ "embed"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"wugong/api"
)

// The numberings of the classes. Cities renumber, so each class says whose number it has: the large and small
// classes 01–05 follow a published city list of the CJ/T 214 family, the assets (21–25) and the community's own
// matters (X) are numbered by us. 99 is "other".
const (
	systemCity      = "cj-t-214-city-list"
	systemAssets    = "wugong-assets"
	systemCommunity = "wugong-community"
)

//go:embed classes.csv
var classFile string

// class is one kind of matter that can be reported.
type class struct {
	Code, Group string
	Zh, En      string
	HintZh      string
	HintEn      string
	Days        int    // working days the committee takes, as a rule
	Department  bool   // law enforcement or danger: for a department or the town, not for neighbours
	Hidden      bool   // only staff file it
	Emergency   string // which telephone numbers come first; "" for none
}

var (
	classes, groups = readClasses(classFile)
	classByCode     = byCode(classes)
	groupByCode     = byCode(groups)
)

// emergencyNumbers come before any form. The hotline of the city passes on to the local gas, water and heating works,
// whose own numbers differ from place to place.
var emergencyNumbers = map[string][]struct{ number, zh, en string }{
	"collapse": {{"110", "报警，请人封控", "Police, to close the place"}, {"120", "有人受伤", "Ambulance"}, {"12345", "市民热线，转市政抢修", "City hotline, for road repair"}},
	"water":    {{"12345", "市民热线，转自来水抢修", "City hotline, for the water works"}, {"110", "报警", "Police"}},
	"gas":      {{"119", "消防", "Fire brigade"}, {"110", "报警", "Police"}, {"120", "有人受伤", "Ambulance"}, {"12345", "市民热线，转燃气抢修", "City hotline, for the gas works"}},
	"heat":     {{"12345", "市民热线，转供热抢修", "City hotline, for the heating works"}, {"120", "有人烫伤", "Ambulance"}, {"110", "报警", "Police"}},
	"cables":   {{"95598", "供电抢修", "Power repair"}, {"110", "报警", "Police"}, {"119", "起火", "Fire brigade"}, {"120", "有人触电", "Ambulance"}},
}

// readClasses reads the embedded list. The file is part of the program, so a fault in it is a defect.
func readClasses(file string) (small, large []class) {
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		panic("classes.csv: " + err.Error())
	}
	for _, row := range rows[1:] {
		c := class{Code: row[0], Group: row[0][:min(2, len(row[0]))], Zh: row[1], En: row[2], HintZh: row[5], HintEn: row[6]}
		if row[3] == "" {
			large = append(large, c)
			continue
		}
		if c.Code[0] == 'X' {
			c.Group = "X"
		}
		if c.Days, err = strconv.Atoi(row[3]); err != nil {
			panic("classes.csv: " + c.Code + ": " + err.Error())
		}
		for _, flag := range strings.Fields(row[4]) {
			c.flag(flag)
		}
		small = append(small, c)
	}
	return small, large
}

func (c *class) flag(flag string) {
	switch flag {
	case "hidden":
		c.Hidden = true
	case "law", "dept":
		c.Department = true
	default:
		c.Department, c.Emergency = true, flag
	}
}

func byCode(list []class) map[string]class {
	m := make(map[string]class, len(list))
	for _, c := range list {
		m[c.Code] = c
	}
	return m
}

// name is the class in a language.
func (c class) name(lang api.Language) string {
	if lang == api.LanguageEn {
		return c.En
	}
	return c.Zh
}

func (c class) system() string {
	switch c.Group[0] {
	case 'X':
		return systemCommunity
	case '2':
		return systemAssets
	}
	return systemCity
}

// listedClasses are the classes that residents may choose, in a language.
func listedClasses(lang api.Language) []api.ReportClass {
	list := make([]api.ReportClass, 0, len(classes))
	for _, c := range classes {
		if c.Hidden {
			continue
		}
		group, hint := groupByCode[c.Group].name(lang), c.HintZh
		if lang == api.LanguageEn {
			hint = c.HintEn
		}
		list = append(list, api.ReportClass{
			Code: c.Code, CodeSystem: c.system(), Group: c.Group, GroupName: &group, Name: c.name(lang), Hint: hint,
			Emergency: c.Emergency != "", Numbers: c.numbers(lang), Days: c.Days,
		})
	}
	return slices.Clip(list)
}

func (c class) numbers(lang api.Language) *[]api.EmergencyNumber {
	if c.Emergency == "" {
		return nil
	}
	list := make([]api.EmergencyNumber, 0, 4)
	for _, n := range emergencyNumbers[c.Emergency] {
		name := n.zh
		if lang == api.LanguageEn {
			name = n.en
		}
		list = append(list, api.EmergencyNumber{Number: n.number, Name: name})
	}
	return &list
}
