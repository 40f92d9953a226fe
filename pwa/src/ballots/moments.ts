import type { Schemas } from '@/api/client'
import { dayText, exactText } from '@/shared/format/dates'
import type { Moment } from '@/shared/ui/timeline'
import type { IconName } from '@/shared/ui/icons'
import { say } from '@/shared/words'

type Ballot = Pick<
  Schemas['Ballot'],
  | 'notice_at'
  | 'roll_objections_until'
  | 'opens_at'
  | 'closes_at'
  | 'publicity_until'
  | 'cancelled_at'
  | 'cancel_reason'
  | 'state'
  | 'legal_effect'
>

/** The dates of a vote in their order; what has passed is marked, what a cancelled vote never reached is left out. */
export function momentsOf(ballot: Ballot, now: Date): Moment[] {
  const dates: [string, string | undefined, IconName][] = [
    ['notice', ballot.notice_at, 'bell'],
    ['roll', ballot.roll_objections_until, 'list'],
    ['opens', ballot.opens_at, 'vote'],
    ['closes', ballot.closes_at, 'lock'],
    ['publicity', ballot.publicity_until, 'eye'],
    ['cancelled', ballot.cancelled_at, 'cross'],
  ]
  const end = ballot.cancelled_at ?? '9999'
  return dates
    .filter((date): date is [string, string, IconName] => date[1] !== undefined && date[1] <= end)
    .sort((a, b) => a[1].localeCompare(b[1]))
    .map(([what, at, icon]) => ({
      id: what,
      icon,
      title: say(`ballot.date.${what}`),
      at,
      time: what === 'publicity' ? dayText(at) : exactText(at, now),
      note: what === 'cancelled' ? ballot.cancel_reason : undefined,
      tone: what === 'cancelled' ? 'due' : new Date(at) <= now ? 'done' : 'plain',
    }))
}
