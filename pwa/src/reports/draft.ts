import type { Schemas } from '@/api/client'
import { newId } from '@/shared/id'
import type { OutboxItem, OutboxPhoto } from '@/shared/outbox/item'

/** A report that is being written. Its photos lie beside it on the phone, under their ids. */
export interface Draft {
  /** The report will have this id. */
  id: string
  class: string
  className: string
  text: string
  place: Schemas['Place']
  /** What it is about, where it was begun from a code. */
  asset?: { id: string; name: string }
  photos: OutboxPhoto[]
  onBehalf?: Schemas['OnBehalfChannel']
}

export type Part = 'photos' | 'class' | 'place'

/** What drafts of reports are kept as. */
export const kind = 'report'
export const mostPhotos = 6
export const mostText = 500

export function freshDraft(): Draft {
  return { id: newId(), class: '', className: '', text: '', place: {}, photos: [] }
}

/** There is something in it that the person would miss. */
export function begun(draft: Draft): boolean {
  const { words, point, spot } = draft.place
  return (
    draft.photos.length > 0 || draft.class !== '' || !!(draft.text.trim() || words?.trim() || point || spot)
  )
}

/** What is still needed before it can be sent, in the order in which it is asked. */
export function missing(draft: Draft): Part[] {
  const parts: Part[] = []
  const { point, spot, words } = draft.place
  if (draft.photos.length === 0) parts.push('photos')
  if (!draft.class) parts.push('class')
  if (!point && !spot && !words?.trim()) parts.push('place')
  return parts
}

/** What is sent to the server: the draft without empty words. */
export function bodyOf(draft: Draft, community: string): Schemas['ReportDraft'] {
  const { point, accuracy, spot, words } = draft.place
  const text = draft.text.trim()
  return {
    id: draft.id,
    community_id: community,
    class: draft.class,
    photo_ids: draft.photos.map(photo => photo.id),
    place: {
      ...(point && { point }),
      ...(point && accuracy !== undefined && { accuracy }),
      ...(spot && { spot }),
      ...(words?.trim() && { words: words.trim() }),
    },
    ...(text && { text }),
    ...(draft.asset && { asset_id: draft.asset.id }),
    ...(draft.onBehalf && { on_behalf: draft.onBehalf }),
  }
}

/** The finished draft as it waits in the outbox. */
export function itemOf(draft: Draft, account: string, community: string, now: number): OutboxItem {
  return {
    id: draft.id,
    account,
    kind: 'report',
    title: draft.className,
    made: now,
    body: bodyOf(draft, community),
    photos: draft.photos.map(photo => ({ ...photo })),
    state: 'waiting',
    attempts: 0,
    notBefore: 0,
  }
}

/** A stopped item as a draft again, to be mended. An id that belongs to somebody else is not used twice. */
export function draftOf(item: OutboxItem): Draft {
  const body = item.body as Schemas['ReportDraft']
  return {
    id: item.problem?.code === 'id_taken' ? newId() : item.id,
    class: item.problem?.code === 'report_class_unknown' ? '' : body.class,
    className: item.problem?.code === 'report_class_unknown' ? '' : item.title,
    text: body.text ?? '',
    place: { ...body.place },
    photos: item.photos.map(photo => ({ ...photo })),
    ...(body.on_behalf && { onBehalf: body.on_behalf }),
  }
}
