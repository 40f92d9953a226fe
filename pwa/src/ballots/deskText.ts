import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

type State = Schemas['BallotState']
type Due = Schemas['BallotDue']

export interface DeskFace {
  tone: 'going' | 'done' | 'due' | 'thanks' | 'still'
  icon: IconName
}

const faces: Record<State, DeskFace> = {
  draft: { tone: 'thanks', icon: 'pencil' },
  notice: { tone: 'going', icon: 'bell' },
  open: { tone: 'going', icon: 'deliberate' },
  counting: { tone: 'going', icon: 'hourglass' },
  provisional: { tone: 'thanks', icon: 'pencil' },
  publicity: { tone: 'going', icon: 'eye' },
  final: { tone: 'done', icon: 'check' },
  cancelled: { tone: 'still', icon: 'cross' },
}

/** How the state of a vote looks on the committee's desk. */
export function stateFace(state: State): DeskFace {
  return faces[state]
}

const parts: Record<Due, string> = {
  give_notice: '',
  quorum: 'turnout',
  paper: 'paper',
  reconcile: 'reconciliation',
  minutes: 'minutes',
  objections: 'objections',
}

/** The part of the desk where something that is due is done; empty for the vote's own page. */
export function partOf(due: Due): string {
  return parts[due]
}

/** The address of a part of one vote's desk. */
export function deskOf(id: string, part = '', query: Record<string, string | undefined> = {}) {
  return { name: 'ballot-desk', params: { at: id, part }, query }
}

/** The date that matters next in a state, and the word for it; none where nothing is awaited. */
export function nextDate(
  ballot: Pick<Schemas['BallotSummary'], 'state' | 'opens_at' | 'closes_at' | 'publicity_until'>,
): { word: 'opens' | 'closes' | 'closed' | 'publicity'; at: string } | undefined {
  const dates: Partial<Record<State, { word: 'opens' | 'closes' | 'closed' | 'publicity'; at?: string }>> = {
    notice: { word: 'opens', at: ballot.opens_at },
    open: { word: 'closes', at: ballot.closes_at },
    counting: { word: 'closed', at: ballot.closes_at },
    publicity: { word: 'publicity', at: ballot.publicity_until },
  }
  const found = dates[ballot.state]
  return found?.at ? { word: found.word, at: found.at } : undefined
}
