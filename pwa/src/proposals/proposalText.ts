import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

type State = Schemas['ProposalState']
type Act = Schemas['ProposalAct']
type Tone = 'going' | 'done' | 'due' | 'thanks' | 'still'

export const areas: readonly Schemas['ProgrammeAreaCode'][] = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8']
export const dimensions: readonly Schemas['OutcomeDimension'][] = [
  'clean',
  'comfortable',
  'safe',
  'beautiful',
]
export const stances: readonly Schemas['Stance'][] = ['for', 'against', 'concern']
export const reasons: readonly Schemas['ModerationReason'][] = [
  'unlawful',
  'personal_data',
  'insult',
  'advertising',
  'flooding',
]

export const stanceIcons: Record<Schemas['Stance'], IconName> = {
  for: 'check',
  against: 'cross',
  concern: 'warning',
}

/** The lists of the tab. */
export const shelves = ['newest', 'wanted', 'waiting', 'mine'] as const
export type Shelf = (typeof shelves)[number]

/** The list an address names; what is new for anything else. Guests have none of their own. */
export function shelfOf(name: unknown, guest: boolean): Shelf {
  const found = shelves.find(shelf => shelf === name) ?? 'newest'
  return guest && found === 'mine' ? 'newest' : found
}

/** The area an address names. */
export function areaOf(name: unknown): Schemas['ProgrammeAreaCode'] | undefined {
  return areas.find(area => area === name)
}

/** What may be searched for: nothing that the server would refuse. */
export function searchOf(words: unknown): string {
  return typeof words === 'string' ? [...words.trim()].slice(0, 40).join('') : ''
}

const faces: Record<State, { tone: Tone; icon: IconName }> = {
  open: { tone: 'still', icon: 'hourglass' },
  accepted: { tone: 'done', icon: 'check' },
  merged: { tone: 'going', icon: 'share' },
  declined: { tone: 'still', icon: 'cross' },
  turned: { tone: 'going', icon: 'camera' },
  withdrawn: { tone: 'still', icon: 'back' },
}

/** How a state looks; its word is `proposals.state.<word>`. */
export function stateFace(one: { state: State; overdue: boolean }): {
  tone: Tone
  icon: IconName
  word: string
} {
  if (one.state === 'open' && one.overdue) return { tone: 'due', icon: 'warning', word: 'overdue' }
  return { ...faces[one.state], word: one.state }
}

/** What happens next, as the reader is told: key below `proposals.next`. */
export function nextKey(one: { state: State; overdue: boolean; hidden?: unknown }): string {
  if (one.hidden) return 'hidden'
  return one.state === 'open' && one.overdue ? 'overdue' : one.state
}

const actIcons: Record<Act, IconName> = {
  propose: 'send',
  accept: 'check',
  merge: 'share',
  unmerge: 'retry',
  decline: 'cross',
  turn_into_report: 'camera',
  withdraw: 'back',
  hide: 'lock',
  show: 'eye',
  leave: 'check',
}

export function actIcon(act: Act): IconName {
  return actIcons[act]
}

const replies: readonly Act[] = ['accept', 'merge', 'decline', 'turn_into_report', 'unmerge']
const moderating: readonly Act[] = ['show', 'leave', 'hide']

/** What may be done, in three groups: replies of the committee, moderation, and what is the author's. */
export function actsOf(acts: readonly Act[]): { replies: Act[]; moderation: Act[]; own: Act[] } {
  const some = (of: readonly Act[]) => of.filter(act => acts.includes(act))
  return { replies: some(replies), moderation: some(moderating), own: some(['withdraw']) }
}

/** Why somebody cannot support it: key below `proposals.support`; undefined where they can. */
export function whyNot(
  one: { state: State; hidden?: unknown; may_support?: boolean; support: { mine: boolean } },
  reader: { guest: boolean; member: boolean; verified: boolean },
): 'closed' | 'guest' | 'join' | 'unverified' | 'cannot' | undefined {
  if (one.hidden || (one.state !== 'open' && one.state !== 'accepted')) return 'closed'
  if (reader.guest) return 'guest'
  if (one.may_support || one.support.mine) return undefined
  if (!reader.member) return 'join'
  return reader.verified ? 'cannot' : 'unverified'
}

/** Opinions of one stance; all of them without one. */
export function ofStance<T extends { stance?: Schemas['Stance'] }>(
  opinions: readonly T[],
  stance: Schemas['Stance'] | 'all',
): T[] {
  return opinions.filter(one => stance === 'all' || one.stance === stance)
}

/** Several lists as one, each entry once, where it stands first. */
export function oneList<T extends { id: string }>(...lists: readonly (readonly T[])[]): T[] {
  const all = new Map<string, T>()
  for (const one of lists.flat()) if (!all.has(one.id)) all.set(one.id, one)
  return [...all.values()]
}
