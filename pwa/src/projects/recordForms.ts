import type { Schemas } from '@/api/client'
import type { RecordForm, RecordType } from './asks'
import { buildForms } from './buildForms'
import { laterForms } from './laterForms'
import { planForms } from './planForms'

export type { BodyName, PhotoKind, RecordForm, RecordType } from './asks'

/** Every type of record of the contract. */
export const recordForms: Record<RecordType, RecordForm> = { ...planForms, ...buildForms, ...laterForms }

/** The body of a record, whatever its type. */
export function bodyIn(type: RecordType, body: Schemas['ProjectRecordBody']): Record<string, unknown> {
  return { ...body[recordForms[type].body] }
}
