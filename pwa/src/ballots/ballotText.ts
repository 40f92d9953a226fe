import type { Schemas } from '@/api/client'
import { problemOf } from '@/api/problem'
import type { IconName } from '@/shared/ui/icons'

type State = Schemas['BallotState']
type Tone = 'going' | 'done' | 'due' | 'thanks' | 'still'
type Summary = Schemas['BallotSummary']

/** The lists of votes. */
export const shelves = ['current', 'closed', 'mine'] as const
export type Shelf = (typeof shelves)[number]

/** The list an address names; what goes on now for anything else. Guests have none of their own. */
export function shelfOf(name: unknown, guest: boolean): Shelf {
  const found = shelves.find(shelf => shelf === name) ?? 'current'
  return guest && found === 'mine' ? 'current' : found
}

const faces: Record<State, { tone: Tone; icon: IconName }> = {
  draft: { tone: 'still', icon: 'pencil' },
  notice: { tone: 'still', icon: 'hourglass' },
  open: { tone: 'going', icon: 'vote' },
  counting: { tone: 'going', icon: 'hourglass' },
  provisional: { tone: 'thanks', icon: 'hourglass' },
  publicity: { tone: 'thanks', icon: 'eye' },
  final: { tone: 'done', icon: 'check' },
  cancelled: { tone: 'still', icon: 'cross' },
}

/** How a state looks; its word is `ballots.state.<state>`. */
export function stateFace(state: State): { tone: Tone; icon: IconName } {
  return faces[state]
}

/** How an outcome looks; its word is `ballots.outcome.<outcome>`. */
export function outcomeFace(outcome: Schemas['BallotOutcome']): { tone: Tone; icon: IconName } {
  if (outcome === 'passed' || outcome === 'elected' || outcome === 'spent')
    return { tone: 'done', icon: 'check' }
  return { tone: 'still', icon: outcome === 'tied' ? 'warning' : 'cross' }
}

/** What an electronic signature of somebody's part in a vote says on its card. */
export function partOf(one: Pick<Summary, 'state' | 'mine' | 'waiting'>): 'waiting' | 'voted' | undefined {
  if (one.state !== 'open' || !one.mine) return undefined
  return one.waiting > 0 ? 'waiting' : 'voted'
}

/** The date a vote is heading for: when it opens, when it closes, until when objections may be raised. */
export function dateAhead(
  one: Pick<Summary, 'state' | 'opens_at' | 'closes_at' | 'publicity_until'>,
): { what: 'opens' | 'closes' | 'publicity'; at: string } | undefined {
  const { state, opens_at: opens, closes_at: closes, publicity_until: until } = one
  if (state === 'notice' && opens) return { what: 'opens', at: opens }
  if (state === 'open' && closes) return { what: 'closes', at: closes }
  if (state === 'publicity' && until) return { what: 'publicity', at: until }
  return undefined
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long it is until an instant, in whole days, hours or minutes left; `over` once it has come. */
export function leftUntil(
  at: string,
  now: number,
): { unit: 'days' | 'hours' | 'minutes' | 'over'; n: number } {
  const left = new Date(at).getTime() - now
  if (left <= 0) return { unit: 'over', n: 0 }
  if (left >= day) return { unit: 'days', n: Math.floor(left / day) }
  if (left >= hour) return { unit: 'hours', n: Math.floor(left / hour) }
  return { unit: 'minutes', n: Math.max(1, Math.floor(left / minute)) }
}

const ranks: Record<State, number> = {
  open: 1,
  notice: 2,
  counting: 3,
  provisional: 4,
  publicity: 4,
  draft: 5,
  final: 5,
  cancelled: 5,
}

/** Votes that wait for the reader first, then open ones, then those to come; the rest stays in the order it has. */
export function inOrder<T extends Pick<Summary, 'state' | 'waiting'>>(items: readonly T[]): T[] {
  const rank = (one: T) => (one.state === 'open' && one.waiting > 0 ? 0 : ranks[one.state])
  return items
    .map((one, n) => ({ one, n }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.n - b.n)
    .map(({ one }) => one)
}

/** What stands where results are hidden: there is a result from `provisional` on. */
export function hasResult(state: State): boolean {
  return state === 'provisional' || state === 'publicity' || state === 'final'
}

export const marks = ['yes', 'no', 'abstain'] as const
export const markIcons: Record<(typeof marks)[number], IconName> = {
  yes: 'check',
  no: 'cross',
  abstain: 'minus',
}

/** For whom somebody casts: by name, or by the door of the flat or household. Key below `ballot.as`. */
export function asWhom(voter: Pick<Schemas['MyVoter'], 'capacity' | 'kind'>): string {
  if (voter.capacity === 'representative') return 'household'
  if (voter.capacity === 'guardian') return 'guardian'
  if (voter.kind === 'head') return voter.capacity === 'co_owner' ? 'coOwner' : 'owner'
  return voter.kind === 'member' ? 'member' : 'self'
}

/** The server wants to know who asks: there is nothing to try again, but to sign in. */
export function refused(error: unknown): boolean {
  return problemOf(error).status === 401
}

/** What somebody may do for a voter. */
export function mayDo(voter: Schemas['MyVoter']): { cast: boolean; change: boolean; withdraw: boolean } {
  const free = voter.hindrance === undefined
  const own = voter.vote?.by_me === true
  return {
    cast: free && !own,
    change: free && own && voter.changeable,
    withdraw: voter.withdrawable,
  }
}

/** Why somebody has no voter here: key below `ballot.nobody`. */
export function whyNobody(
  ballot: Pick<Schemas['Ballot'], 'my_voters' | 'state'>,
  reader: { guest: boolean; member: boolean; verified: boolean },
): 'guest' | 'join' | 'unverified' | 'notOnRoll' | undefined {
  if (ballot.my_voters.length > 0) return undefined
  if (reader.guest) return 'guest'
  if (!reader.member) return 'join'
  return reader.verified ? 'notOnRoll' : 'unverified'
}
