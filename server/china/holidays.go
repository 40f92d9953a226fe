package china

import (
	"github.com/6tail/lunar-go/HolidayUtil"
	"github.com/6tail/lunar-go/calendar"
)

// The years for which the calendar is made. Those of which the holiday library knows the yearly notice of the State
// Council (until 2026, in lunar-go 1.4.6) follow it, with the weekends that are worked in exchange. For later years the
// thirteen statutory days of the regulation of 2024 are computed, and a weekday is a working day otherwise: dates are
// then wrong by a day or two around long holidays until the library is updated, never by more.
const firstYear, lastYear = 2025, 2060

// Workdays is the calendar of working days and holidays.
var Workdays = makeCalendar()

func makeCalendar() Calendar {
	c := Calendar{}
	for year := firstYear; year <= lastYear; year++ {
		known := HolidayUtil.GetHolidaysByYear(year)
		for e := known.Front(); e != nil; e = e.Next() {
			if day, ok := e.Value.(*HolidayUtil.Holiday); ok {
				c[day.GetDay()] = day.IsWork()
			}
		}
		if known.Len() == 0 {
			c.statutory(year)
		}
	}
	return c
}

// statutory marks the days off that stand in the law itself.
func (c Calendar) statutory(year int) {
	off := []*calendar.Solar{
		calendar.NewSolarFromYmd(year, 1, 1),
		calendar.NewLunarFromYmd(year, 1, 1).GetSolar().NextDay(-1), // New Year's Eve, on whatever date the month before ends
		calendar.NewLunarFromYmd(year, 1, 1).GetSolar(),
		calendar.NewLunarFromYmd(year, 1, 2).GetSolar(),
		calendar.NewLunarFromYmd(year, 1, 3).GetSolar(),
		calendar.NewSolarFromYmd(year, 5, 1),
		calendar.NewSolarFromYmd(year, 5, 2),
		calendar.NewLunarFromYmd(year, 5, 5).GetSolar(),
		calendar.NewLunarFromYmd(year, 8, 15).GetSolar(),
		calendar.NewSolarFromYmd(year, 10, 1),
		calendar.NewSolarFromYmd(year, 10, 2),
		calendar.NewSolarFromYmd(year, 10, 3),
		qingming(year),
	}
	for _, day := range off {
		c[day.ToYmd()] = false
	}
}

// qingming falls on 4, 5 or 6 April.
func qingming(year int) *calendar.Solar {
	for day := 4; day < 6; day++ {
		if s := calendar.NewSolarFromYmd(year, 4, day); s.GetLunar().GetJieQi() == "清明" {
			return s
		}
	}
	return calendar.NewSolarFromYmd(year, 4, 6)
}
