import type { Schemas } from '@/api/client'
import type { Move } from './useReport'

type Act = Schemas['ReportAct']

/** What is filled in on the sheet of an act. */
export interface Filled {
  note: string
  headline: string
  audience: Schemas['PhotoAudience'] | ''
  reason: Schemas['RejectReason'] | ''
  assignee: Schemas['Assignee'] | undefined
  caseNumber: string
  photoIds: readonly string[]
}

export type Field = keyof Filled

const must = true
const may = false

/** What each act asks for, in the order of the sheet, and whether the act needs it. */
const fields: Record<Act, Partial<Record<Field, boolean>>> = {
  submit: {},
  accept: { audience: must, headline: may },
  reject: { reason: must, note: must },
  object: { note: must },
  assign: { assignee: must, note: may },
  start: { note: may },
  hand_over: { caseNumber: must, note: may },
  resume: { note: may },
  resolve: { photoIds: must, note: must },
  verify: { note: may },
  reopen: { note: must },
  close: {},
}

export const reasons: readonly Schemas['RejectReason'][] = [
  'not_public_space',
  'private_dispute',
  'in_court',
  'picture_unusable',
  'out_of_area',
  'not_true',
  'duplicate',
  'emergency',
]

/** The sheet has this field. */
export function asks(act: Act, field: Field): boolean {
  return fields[act][field] !== undefined
}

/** The act cannot be done without it. */
export function needs(act: Act, field: Field): boolean {
  return fields[act][field] === must
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

function isEmpty(value: Filled[Field]): boolean {
  if (value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  return 'length' in value && value.length === 0
}

/** There is something in it that would be missed; photos are kept elsewhere. */
export function begun(filled: Filled): boolean {
  return Object.values({ ...filled, photoIds: [] }).some(value => !isEmpty(value))
}

/** The first thing an act still needs. */
export function lacking(act: Act, filled: Filled): Field | undefined {
  return (Object.keys(fields[act]) as Field[]).find(field => needs(act, field) && isEmpty(filled[field]))
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

/** Two entries of the list of assignees are the same one, whatever name was written for a body. */
export function sameAssignee(a: Schemas['Assignee'], b: Schemas['Assignee'] | undefined): boolean {
  return a.kind === b?.kind && a.account_id === b.account_id
}
