import type { Schemas } from '@/api/client'
import { newId } from '@/shared/id'
import type { OutboxPhoto } from '@/shared/outbox/item'
import { type Draft, type Lack, begun, bodyOf, draftOf, freshDraft, lacksOf, momentTyped } from './fields'
import { type PhotoKind, type RecordType, bodyIn, recordForms } from './recordForms'
import { shareBodyOf, shareDraftOf, shareLacks } from './shares'

/** What a photo is: of which kind, and for a photo point from where and when. */
export interface Mark {
  kind: PhotoKind
  point: string
  moment: '' | Schemas['PhotoMoment']
}

/** A record that is being written. Its id is made once, so that sending it twice makes it once. */
export interface RecordDraft {
  id: string
  fields: Draft
  photos: OutboxPhoto[]
  marks: Record<string, Mark>
  reason: string
  source: Schemas['RecordSource']
  behalf: string
  /** When it happened, where that is not now; as a field of date and time shows it. */
  at: string
}

export const mostPhotos = 12

/** A new draft: empty, or saying what is to be superseded; `about` is already chosen. */
export function freshRecord(
  type: RecordType,
  before?: Schemas['ProjectRecord'],
  about?: string,
): RecordDraft {
  const { fields } = recordForms[type]
  const share = before?.body.cost_share
  const draft = share
    ? shareDraftOf(share)
    : before
      ? draftOf(fields, bodyIn(type, before.body))
      : freshDraft(fields)
  const pick = fields.find(field => field.kind === 'pick')
  if (about && pick && !before) draft[pick.name] = about
  return {
    id: newId(),
    fields: draft,
    photos: [],
    marks: {},
    reason: '',
    source: before?.source ?? 'online',
    behalf: before?.on_behalf_of ?? '',
    at: before ? momentTyped(before.occurred_at) : '',
  }
}

/** There is something in it that would be missed: more than what it began with. */
export function recordBegun(type: RecordType, draft: RecordDraft): boolean {
  const { fields } = recordForms[type]
  const some =
    type === 'cost_share' ? !!draft.fields.total || !!draft.fields.units : begun(fields, draft.fields)
  return some || draft.photos.length > 0 || draft.reason !== ''
}

/** The photo point that a record of the progress was asked for, and when it is seen from there. */
export interface From {
  point: string
  moment: Schemas['PhotoMoment']
}

/** What an address asks for; undefined for other types, and where it names no point. */
export function fromOf(type: RecordType, point?: string, moment?: string): From | undefined {
  if (type !== 'progress' || !point) return undefined
  return { point, moment: moment === 'before' || moment === 'after' ? moment : 'during' }
}

/** The mark of a photo; of one that has none yet, the first kind of the type, at the point that was asked for. */
export function markOf(type: RecordType, draft: RecordDraft, photo: string, from?: From): Mark {
  return (
    draft.marks[photo] ?? {
      kind: recordForms[type].photos[0] ?? 'picture',
      // A point's own photo shows it before the works.
      point: from?.point ?? (type === 'photo_point' ? draft.id : ''),
      moment: from?.moment ?? (type === 'photo_point' ? 'before' : ''),
    }
  )
}

/** What is amiss, by the way to its field. */
export function recordLacks(
  type: RecordType,
  draft: RecordDraft,
  supersedes: boolean,
  now: Date,
): Record<string, Lack> {
  const lacks =
    type === 'cost_share' ? shareLacks(draft.fields) : lacksOf(recordForms[type].fields, draft.fields, now)
  if (supersedes && draft.reason.trim().length < 2) lacks.reason = 'missing'
  if (draft.at !== '' && draft.at > momentTyped(now.toISOString())) lacks.at = 'future'
  if (draft.source !== 'online' && draft.behalf.trim() === '') lacks.behalf = 'missing'
  const { estimate, lines } = sumsOf(type, draft)
  if (type === 'funding_plan' && !lacks.estimate && estimate !== lines) lacks.lines ??= 'sum'
  return lacks
}

/** Of a funding plan: what it is to cost, and what its lines add up to, in fen. */
export function sumsOf(type: RecordType, draft: RecordDraft): { estimate: number; lines: number } {
  if (type !== 'funding_plan') return { estimate: 0, lines: 0 }
  const body = bodyOf(recordForms.funding_plan.fields, draft.fields) as {
    estimate?: number
    lines: { amount?: number }[]
  }
  return {
    estimate: body.estimate ?? 0,
    lines: body.lines.reduce((sum, line) => sum + (line.amount ?? 0), 0),
  }
}

/** What is sent. */
export function recordBody(
  type: RecordType,
  draft: RecordDraft,
  supersedes?: string,
  from?: From,
): Schemas['ProjectRecordDraft'] {
  const form = recordForms[type]
  const photos = draft.photos.map(({ id }) => {
    const { kind, point: at, moment } = markOf(type, draft, id, from)
    return { id, kind, ...(at && { point_id: at }), ...(moment && { moment }) }
  })
  return {
    id: draft.id,
    type,
    body:
      type === 'cost_share'
        ? { cost_share: shareBodyOf(draft.fields) }
        : { [form.body]: bodyOf(form.fields, draft.fields) },
    ...(supersedes && { supersedes, reason: draft.reason.replace(/\s+/g, ' ').trim() }),
    ...(draft.source !== 'online' && { source: draft.source, on_behalf_of: draft.behalf.trim() }),
    ...(draft.at && { occurred_at: new Date(`${draft.at}:00+08:00`).toISOString() }),
    ...(photos.length && { photos }),
  }
}
