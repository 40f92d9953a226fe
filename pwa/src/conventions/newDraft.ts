import type { Schemas } from '@/api/client'
import { newId } from '@/shared/id'
import { clausesOf, today } from './conventionText'

export type Kind = Schemas['ConventionKind']
export type Topic = Schemas['ConventionTopic']

export const allTopics = [
  'waste',
  'facilities',
  'frontage',
  'parking',
  'noise',
  'dogs',
  'customs',
  'safety',
  'help',
  'water',
  'other',
] as const satisfies readonly Topic[]

/** A convention that is about to begin, as it is typed. Its ids are made once, so that sending it twice begins one. */
export interface NewDraft {
  id: string
  version: string
  kind: Kind
  title: string
  how: 'collect' | 'posted'
  reason: string
  topics: Topic[]
  adopted: string
  effective: string
  text: string
  short: string
  by: string
  number: string
  filed: string
}

/** The kinds that such a community has; the usual one first. */
export function kindsOf(community: Schemas['CommunityKind']): Kind[] {
  return community === 'rural'
    ? ['village_convention']
    : ['resident_convention', 'owner_covenant', 'procedure_rules']
}

export function freshDraft(kind: Kind): NewDraft {
  return {
    id: newId(),
    version: newId(),
    kind,
    title: '',
    how: 'collect',
    reason: '',
    topics: [...allTopics],
    adopted: '',
    effective: '',
    text: '',
    short: '',
    by: '',
    number: '',
    filed: '',
  }
}

/** There is something in it that would be missed. */
export function begun(draft: NewDraft): boolean {
  return [draft.title, draft.reason, draft.text, draft.short, draft.by].some(words => words.trim() !== '')
}

export type Lack = 'title' | 'topics' | 'adopted' | 'effective' | 'text' | 'photos'

/** What is missing before it can be sent. */
export function lacksOf(draft: NewDraft, photos: number, now: Date): Lack[] {
  const latest = today(now)
  const posted = draft.how === 'posted'
  const lacks: [Lack, boolean][] = [
    ['title', draft.title.trim().length < 2],
    ['topics', !posted && draft.topics.length === 0],
    ['adopted', posted && (draft.adopted === '' || draft.adopted > latest)],
    ['effective', posted && (draft.effective < draft.adopted || draft.effective > latest)],
    ['text', posted && clausesOf(draft.text).length === 0],
    ['photos', posted && photos === 0],
  ]
  return lacks.filter(([, is]) => is).map(([what]) => what)
}

const trimmed = (text: string) => text.trim() || undefined

/** What is sent. A long paragraph is cut nowhere: the server says where it is too long. */
export function bodyOf(draft: NewDraft, photos: string[]): Schemas['ConventionDraft'] {
  const body = { id: draft.id, version_id: draft.version, kind: draft.kind, title: draft.title.trim() }
  if (draft.how === 'collect') {
    const all = draft.topics.length === allTopics.length
    return { ...body, reason: trimmed(draft.reason), topics: all ? undefined : draft.topics }
  }
  return {
    ...body,
    posted: {
      adopted_on: draft.adopted,
      effective_on: draft.effective,
      clauses: clausesOf(draft.text).map(text => ({ id: newId(), text })),
      short: trimmed(draft.short),
      how: trimmed(draft.by),
      photos,
      filing_number: trimmed(draft.number),
      filed_on: draft.number.trim() ? trimmed(draft.filed) : undefined,
    },
  }
}
