import type { Schemas } from '@/api/client'
import type { Move } from './useReport'

type Act = Schemas['ReportAct']

/** What is filled in on the sheet of an act. */
export interface Filled {
  note: string
  headline: string
  audience: Schemas['PhotoAudience'] | ''
  reason: Schemas['RejectReason'] | ''
  /** Place in the list of assignees. */
  assignee: Schemas['Assignee'] | undefined
  caseNumber: string
  photoIds: readonly string[]
}

export type Field = keyof Filled

/** What each act asks for, in the order of the sheet; a trailing question mark: may stay empty. */
const fields: Record<Act, readonly string[]> = {
  submit: [],
  accept: ['audience', 'headline?'],
  reject: ['reason', 'note'],
  object: ['note'],
  assign: ['assignee', 'note?'],
  start: ['note?'],
  hand_over: ['caseNumber', 'note?'],
  resume: ['note?'],
  resolve: ['photoIds', 'note'],
  verify: ['note?'],
  reopen: ['note'],
  close: [],
}

export function asks(act: Act, field: Field): boolean {
  return fields[act].some(one => one.replace('?', '') === field)
}

export function freshFilled(): Filled {
  return {
    note: '',
    headline: '',
    audience: '',
    reason: '',
    assignee: undefined,
    caseNumber: '',
    photoIds: [],
  }
}

const isEmpty = (value: Filled[Field]) =>
  value === undefined ||
  (typeof value === 'string' ? value.trim() === '' : 'length' in value && value.length === 0)

/** The first thing an act still needs. */
export function lacking(act: Act, filled: Filled): Field | undefined {
  return (fields[act] as readonly Field[]).find(field => !field.endsWith('?') && isEmpty(filled[field]))
}

/** The step as the server takes it: only what the act asks for, and nothing empty. */
export function moveOf(act: Act, filled: Filled): Move {
  const move: Move = { act }
  const { note, headline, audience, reason, assignee, caseNumber, photoIds } = filled
  if (asks(act, 'note') && note.trim()) move.note = note.trim()
  if (asks(act, 'headline') && headline.trim()) move.headline = headline.trim()
  if (asks(act, 'audience') && audience) move.photo_audience = audience
  if (asks(act, 'reason') && reason) move.reason = reason
  if (asks(act, 'assignee') && assignee) move.assignee = assignee
  if (asks(act, 'caseNumber') && caseNumber.trim()) move.case_number = caseNumber.trim()
  if (asks(act, 'photoIds') && photoIds.length) move.photo_ids = [...photoIds]
  return move
}
