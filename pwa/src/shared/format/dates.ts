import { currentLanguage, say } from '../words'

/** The communities live in one time zone, wherever the reader is. */
const timeZone = 'Asia/Shanghai'
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const formats = new Map<string, Intl.DateTimeFormat>()

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  const key = currentLanguage() + JSON.stringify(options)
  let made = formats.get(key)
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(currentLanguage(), { timeZone, ...options })))
  return made.format(at)
}

/** The date of an instant, in full. */
export function dayText(at: string): string {
  return format(new Date(at), { year: 'numeric', month: 'long', day: 'numeric' })
}

/** Month and day of an instant; the year only where it is another one. */
export function monthDayText(at: string, now: Date = new Date()): string {
  const date = new Date(at)
  const sameYear = format(date, { year: 'numeric' }) === format(now, { year: 'numeric' })
  return format(date, { year: sameYear ? undefined : 'numeric', month: 'long', day: 'numeric' })
}

/** The time of day of an instant, 24 hours. */
export function clockText(at: string): string {
  return format(new Date(at), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** Date and time of an instant; the year only where it is another one. */
export function exactText(at: string, now: Date = new Date()): string {
  const date = new Date(at)
  const sameYear = format(date, { year: 'numeric' }) === format(now, { year: 'numeric' })
  return format(date, {
    year: sameYear ? undefined : 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
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
  const local = (at: Date) => Math.floor((at.getTime() + 8 * hour) / day)
  return local(to) - local(from)
}
