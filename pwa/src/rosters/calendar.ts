/** A day as the contract writes it: 2026-11-29. */
export type Day = string

const part = (n: number) => String(n).padStart(2, '0')
const dayOf = (at: Date): Day =>
  `${at.getUTCFullYear()}-${part(at.getUTCMonth() + 1)}-${part(at.getUTCDate())}`

/** Today in China, wherever the phone is. */
export function todayOf(now: Date): Day {
  return dayOf(new Date(now.getTime() + 8 * 3_600_000))
}

/** A month as 2026-11; of a day, or `by` months later. */
export function monthOf(day: Day, by = 0): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return dayOf(new Date(Date.UTC(year, month - 1 + by, 1))).slice(0, 7)
}

/** Noon of a day in China, for the formats that take a moment. */
export function dateOf(day: Day): string {
  return `${day}T12:00:00+08:00`
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return (((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

/** A month as its year and its number; undefined for anything else. */
export function monthIn(text: string | undefined): { year: number; month: number } | undefined {
  const found = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(text ?? '')
  return found ? { year: Number(found[1]), month: Number(found[2]) } : undefined
}

/** The weeks of a month, Monday first; days of the neighbouring months are undefined. */
export function weeksOf(month: string): (Day | undefined)[][] {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7
  const cells: (Day | undefined)[] = Array.from({ length: before }, () => undefined)
  for (let n = 1; n <= days; n++) cells.push(`${month}-${part(n)}`)
  while (cells.length % 7) cells.push(undefined)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** First and last day of a month. */
export function spanOf(month: string): { from: Day; to: Day } {
  const days = weeksOf(month)
    .flat()
    .filter(day => day !== undefined)
  return { from: days[0]!, to: days[days.length - 1]! }
}

/** Names of those who take turns, a line each: empty lines are none, and each is said once. */
export function holdersIn(text: string): string[] {
  return [...new Set(text.split('\n').map(line => line.trim()))].filter(line => line !== '')
}

/** A day `days` after another. */
export function dayAfter(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000))
}
