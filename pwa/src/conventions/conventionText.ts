import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

type Tone = 'going' | 'done' | 'due' | 'thanks' | 'still'
export type State = Schemas['ConventionState']
export type Deed = Schemas['ConventionDeed']

export interface Face {
  tone: Tone
  icon: IconName
}

const faces: Record<State, Face> = {
  collecting: { tone: 'going', icon: 'deliberate' },
  drafting: { tone: 'still', icon: 'pencil' },
  review: { tone: 'still', icon: 'hourglass' },
  draft_publicity: { tone: 'going', icon: 'eye' },
  voting: { tone: 'going', icon: 'vote' },
  adopted: { tone: 'thanks', icon: 'check' },
  published: { tone: 'thanks', icon: 'bell' },
  in_force: { tone: 'done', icon: 'check' },
  amending: { tone: 'done', icon: 'pencil' },
  correction_ordered: { tone: 'due', icon: 'warning' },
  superseded: { tone: 'still', icon: 'clock' },
  repealed: { tone: 'still', icon: 'cross' },
  withdrawn: { tone: 'still', icon: 'cross' },
}

/** How a state looks; its word is `conventions.state.<state>`. */
export function stateFace(state: State): Face {
  return faces[state]
}

/** How the filing looks; its word is `conventions.filing.<word>`. Nothing where there is nothing to file. */
export function filingFace(filing: Schemas['ConventionFiling']): (Face & { word: string }) | undefined {
  switch (filing.state) {
    case 'filed':
      return { tone: 'done', icon: 'check', word: 'filed' }
    case 'returned':
      return { tone: 'due', icon: 'warning', word: filing.sent_at ? 'sent' : 'returned' }
    case 'due':
      if (filing.sent_at) return { tone: 'still', icon: 'hourglass', word: 'sent' }
      return filing.overdue
        ? { tone: 'due', icon: 'warning', word: 'overdue' }
        : { tone: 'thanks', icon: 'clock', word: 'due' }
    default:
      return undefined
  }
}

/** Whether residents have to keep to a version. */
export function stands(state: State): boolean {
  return state === 'in_force' || state === 'amending' || state === 'correction_ordered'
}

export interface Chapter {
  heading?: string
  clauses: { n: number; clause: Schemas['ConventionClause'] }[]
}

/** The clauses by chapter, with their numbers from 1; what stands before the first heading is a chapter without one. */
export function chaptersOf(clauses: readonly Schemas['ConventionClause'][]): Chapter[] {
  const chapters: Chapter[] = []
  clauses.forEach((clause, i) => {
    if (clause.heading || !chapters.length) chapters.push({ heading: clause.heading, clauses: [] })
    chapters[chapters.length - 1]!.clauses.push({ n: i + 1, clause })
  })
  return chapters
}

/** The anchor of a clause in the address: it stays through all versions. */
export function anchorOf(clauseId: string): string {
  return `clause-${clauseId}`
}

/** The deeds that the reader's own page offers; the others are done at the desk. */
const readers: readonly Deed[] = ['opine', 'sign', 'unsign']

/** Whether there is something to do at the desk for the caller. */
export function worksOn(acts: readonly Deed[]): boolean {
  return acts.some(act => !readers.includes(act))
}

/** The moves that need a reason for everybody to read, a day, or clauses. */
export function asksFor(deed: Deed): { reason: boolean; day: boolean; clauses: boolean } {
  return {
    reason: ['revise', 'withdraw', 'order_correction', 'lift_order'].includes(deed),
    day: deed === 'publish',
    clauses: deed === 'order_correction',
  }
}

const moves: readonly Deed[] = [
  'start_drafting',
  'submit',
  'publicise',
  'revise',
  'adopt',
  'not_adopted',
  'vote_cancelled',
  'publish',
  'withdraw',
  'order_correction',
  'lift_order',
]

/** Whether a deed is a move of the table. */
export function isMove(deed: Deed): deed is Schemas['ConventionAct'] {
  return moves.includes(deed)
}

/** Today on the community's calendar. */
export function today(now: Date = new Date()): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** A text pasted as a whole, as clauses: each paragraph that begins with a number is one, what follows belongs to it. */
export function clausesOf(text: string): string[] {
  const numbered =
    /^(?:\u7b2c[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\d]+\u6761|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]+\u3001|\d+[.\u3001\uff0e)])[\s\u3000]*/
  const lines = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
  if (!lines.some(line => numbered.test(line))) return lines
  const clauses: string[] = []
  for (const line of lines) {
    if (numbered.test(line) || !clauses.length) clauses.push(line.replace(numbered, ''))
    else clauses[clauses.length - 1] += `\n${line}`
  }
  return clauses.filter(clause => clause !== '')
}

const day = 86_400_000
const zone = 8 * 3_600_000 // Asia/Shanghai; no summer time

/**
 * The first moment to offer for voting after a notice of so many days, the day of the notice not counted: the morning
 * after. A notice that ends on a weekend lasts until Monday; holidays are known to the server only, which says so.
 */
export function openingAfter(noticeDays: number, now: Date): Date {
  const today = Math.floor((now.getTime() + zone) / day)
  const last = today + noticeDays
  const weekday = (last + 4) % 7 // 1970-01-01 was a Thursday; Sunday is 0
  const rest = weekday === 6 ? 2 : weekday === 0 ? 1 : 0
  return new Date((last + rest + 1) * day - zone + 9 * 3_600_000)
}
