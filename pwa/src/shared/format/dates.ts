import { say } from '../words'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * An instant as the clocks of the communities show it, wherever the reader is: Asia/Shanghai has no summer time, and was
 * eight hours ahead for all that is written here. The browser's own formatter is not asked: the first one that is made
 * keeps a slow phone busy for a quarter of a second.
 */
function local(at: Date): { year: number; month: string; day: number; clock: string } {
  const clock = new Date(at.getTime() + 8 * hour)
  return {
    year: clock.getUTCFullYear(),
    month: say(`shared.time.month.${clock.getUTCMonth() + 1}`),
    day: clock.getUTCDate(),
    clock: clock.toISOString().slice(11, 16),
  }
}

/** The date of an instant, in full. */
export function dayText(at: string): string {
  return say('shared.time.fullDay', local(new Date(at)))
}

/** Month and day of an instant; the year only where it is another one. */
export function monthDayText(at: string, now: Date = new Date()): string {
  const date = local(new Date(at))
  return say(date.year === local(now).year ? 'shared.time.monthDay' : 'shared.time.fullDay', date)
}

/** The time of day of an instant, 24 hours. */
export function clockText(at: string): string {
  return local(new Date(at)).clock
}

/** Date and time of an instant; the year only where it is another one. */
export function exactText(at: string, now: Date = new Date()): string {
  return say('shared.time.at', { date: monthDayText(at, now), clock: clockText(at) })
}

/** When something happened: by the clock's distance today, yesterday by name, before that by date. */
export function momentText(at: string, now: Date = new Date()): string {
  const ago = now.getTime() - new Date(at).getTime()
  if (ago < minute) return ago > -day ? say('shared.time.justNow') : exactText(at, now)
  if (ago < hour) return say('shared.time.minutesAgo', { n: Math.floor(ago / minute) })
  if (daysApart(new Date(at), now) === 0) return say('shared.time.hoursAgo', { n: Math.floor(ago / hour) })
  if (daysApart(new Date(at), now) === 1) return say('shared.time.yesterday', { time: clockText(at) })
  return exactText(at, now)
}

/** A deadline: how long it is off in words, the exact time to stand beside them, and whether it has passed. */
export function dueText(at: string, now: Date = new Date()): { words: string; exact: string; over: boolean } {
  const left = new Date(at).getTime() - now.getTime()
  return { words: dueWords(left), exact: exactText(at, now), over: left < 0 }
}

function dueWords(left: number): string {
  if (left >= day) return say('shared.time.dueDays', { n: Math.floor(left / day) })
  if (left >= hour) return say('shared.time.dueHours', { n: Math.floor(left / hour) })
  if (left >= 0) return say('shared.time.dueSoon')
  if (left > -hour) return say('shared.time.overdueJust')
  if (left > -day) return say('shared.time.overdueHours', { n: Math.floor(-left / hour) })
  return say('shared.time.overdueDays', { n: Math.floor(-left / day) })
}

/** Midnights between two instants, in the communities' time zone (which has no summer time). */
function daysApart(from: Date, to: Date): number {
  const midnights = (at: Date) => Math.floor((at.getTime() + 8 * hour) / day)
  return midnights(to) - midnights(from)
}
