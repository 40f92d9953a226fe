import type { Schemas } from '@/api/client'
import { placeOf } from './draft'
import type { Move } from './useProposal'

type Act = Schemas['ProposalAct']

/** What is filled in on the sheet of an act. */
export interface Filled {
  note: string
  into: Schemas['ProposalSummary'] | undefined
  class: string
  className: string
  place: Schemas['Place']
}

export type Field = 'note' | 'into' | 'class' | 'place'

export function freshFilled(): Filled {
  return { note: '', into: undefined, class: '', className: '', place: {} }
}

/** There is something in it that would be missed. */
export function begun(filled: Filled): boolean {
  return filled.note.trim() !== ''
}

const needsNote: readonly Act[] = ['accept', 'decline']
const noNote: readonly Act[] = ['withdraw', 'leave']

/** Whether the sheet of an act asks for words, and whether it needs them. */
export function noteOf(act: Act): 'needed' | 'welcome' | undefined {
  if (noNote.includes(act)) return undefined
  return needsNote.includes(act) ? 'needed' : 'welcome'
}

/** A report has a place: it is asked for where the proposal has none. */
export function asksPlace(act: Act, proposal: Pick<Schemas['Proposal'], 'place'>): boolean {
  return act === 'turn_into_report' && placeOf(proposal.place ?? {}) === undefined
}

/** The first thing an act still needs. */
export function lacking(
  act: Act,
  filled: Filled,
  proposal: Pick<Schemas['Proposal'], 'place'>,
): Field | undefined {
  if (act === 'merge' && !filled.into) return 'into'
  if (act === 'turn_into_report' && !filled.class) return 'class'
  if (asksPlace(act, proposal) && !placeOf(filled.place)) return 'place'
  return noteOf(act) === 'needed' && filled.note.trim().length < 2 ? 'note' : undefined
}

/** The step as the server takes it: only what the act asks for, and nothing empty. */
export function moveOf(act: Act, filled: Filled, proposal: Pick<Schemas['Proposal'], 'place'>): Move {
  const note = filled.note.trim()
  const place = asksPlace(act, proposal) ? placeOf(filled.place) : undefined
  return {
    act,
    ...(note && noteOf(act) && { note }),
    ...(act === 'merge' && filled.into && { into_id: filled.into.id }),
    ...(act === 'turn_into_report' && { class: filled.class }),
    ...(place && { place }),
  }
}
