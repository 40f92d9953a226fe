import { describe, expect, it } from 'vitest'
import { dayAfter, holdersIn, monthIn, monthOf, spanOf, todayOf, weekdayOf, weeksOf } from './calendar'

describe('the calendar', () => {
  it('begins each week on Monday and has the days of the month once', () => {
    const weeks = weeksOf('2026-11') // the first is a Sunday
    expect(weeks[0]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, '2026-11-01'])
    expect(weeks).toHaveLength(6)
    expect(weeks.flat().filter(Boolean)).toHaveLength(30)
    expect(weeksOf('2027-02')).toHaveLength(4) // begins on a Monday, 28 days
    expect(weeksOf('2028-02').flat().filter(Boolean)).toHaveLength(29)
  })
  it('knows the span of a month and the months beside it', () => {
    expect(spanOf('2026-11')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
    expect(monthOf('2026-12-31', 1)).toBe('2027-01')
    expect(monthOf('2026-01-31', -1)).toBe('2025-12')
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
  })
  it('names the day of the week, and reads a month from an address', () => {
    expect(['2026-11-29', '2026-11-30', '2026-12-05'].map(weekdayOf)).toEqual([7, 1, 6])
    expect(monthIn('2026-11')).toEqual({ year: 2026, month: 11 })
    expect(['2026-13', '2026-1', 'now', undefined].map(monthIn)).toEqual(Array(4).fill(undefined))
  })
  it('lives by the clock of China', () => {
    expect(todayOf(new Date('2026-11-24T15:59:59Z'))).toBe('2026-11-24')
    expect(todayOf(new Date('2026-11-24T16:00:00Z'))).toBe('2026-11-25')
  })
})

it('takes a name from each line, and each once', () => {
  expect(holdersIn(' a \n\nb\na\n')).toEqual(['a', 'b'])
})
