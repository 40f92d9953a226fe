import type { Schemas } from '@/api/client'
import { newId } from '@/shared/id'
import type { OutboxPhoto } from '@/shared/outbox/item'

/** A proposal that is being written. Its id is made once, so that sending it twice makes it once. */
export interface Draft {
  id: string
  title: string
  text: string
  area: Schemas['ProgrammeAreaCode'] | ''
  dimensions: Schemas['OutcomeDimension'][]
  place: Schemas['Place']
  photos: OutboxPhoto[]
  named: 'no' | 'yes'
  source: Schemas['ProposalSource']
  reports: string[]
}

/** What drafts of proposals are kept as. */
export const kind = 'proposal'
export const mostPhotos = 6
export const mostTitle = 60
export const mostText = 2000

/** The questions, one a screen on a phone, and at last a look at the whole. */
export const steps = ['words', 'area', 'place', 'name', 'check'] as const
export type Step = (typeof steps)[number]

export type Part = 'title' | 'text' | 'area'

/** Where each thing that is needed is asked. */
export const stepOfPart: Record<Part, Step> = { title: 'words', text: 'words', area: 'area' }

export function freshDraft(): Draft {
  return {
    id: newId(),
    title: '',
    text: '',
    area: '',
    dimensions: [],
    place: {},
    photos: [],
    named: 'no',
    source: 'online',
    reports: [],
  }
}

/** There is something in it that would be missed. */
export function begun(draft: Draft): boolean {
  return (
    draft.title.trim() !== '' ||
    draft.text.trim() !== '' ||
    draft.photos.length > 0 ||
    draft.reports.length > 0 ||
    placeOf(draft.place) !== undefined
  )
}

/** What is still needed before it can be sent, in the order in which it is asked. */
export function missing(draft: Draft): Part[] {
  const parts: Part[] = []
  if (draft.title.trim().length < 2) parts.push('title')
  if (draft.text.trim().length < 2) parts.push('text')
  if (!draft.area) parts.push('area')
  return parts
}

/** The place without empty words; undefined where none is meant. */
export function placeOf({ point, accuracy, spot, words }: Schemas['Place']): Schemas['Place'] | undefined {
  const said = words?.trim()
  if (!point && !spot && !said) return undefined
  return {
    ...(point && { point }),
    ...(point && accuracy !== undefined && { accuracy }),
    ...(spot && { spot }),
    ...(said && { words: said }),
  }
}

/** What is sent to the server: the draft without what is empty. */
export function bodyOf(draft: Draft, community: string): Schemas['ProposalDraft'] {
  const place = placeOf(draft.place)
  return {
    id: draft.id,
    community_id: community,
    title: draft.title.trim(),
    text: draft.text.trim(),
    area: draft.area as Schemas['ProgrammeAreaCode'],
    dimensions: [...draft.dimensions],
    photo_ids: draft.photos.map(photo => photo.id),
    named: draft.named === 'yes',
    source: draft.source,
    ...(place && { place }),
    ...(draft.reports.length > 0 && { report_ids: [...draft.reports] }),
  }
}

/** The words by which similar proposals are looked for; empty while there are too few. */
export function similarWords(draft: Pick<Draft, 'title' | 'text'>): string {
  const words = [draft.title, draft.text]
    .map(part => part.trim())
    .filter(Boolean)
    .join(' ')
  const letters = [...words]
  return letters.length < 2 ? '' : letters.slice(0, 200).join('')
}

/** A proposal begun from reports that repeat: 30 of them at most, with their place. */
export function draftFrom(cluster: Schemas['ReportCluster'], title: string): Draft {
  return {
    ...freshDraft(),
    title: [...title].slice(0, mostTitle).join(''),
    place: placeOf(cluster.place ?? {}) ?? {},
    source: 'report_cluster',
    reports: cluster.report_ids.slice(0, 30),
  }
}
