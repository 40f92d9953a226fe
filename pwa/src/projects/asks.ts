import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'
import type { Field } from './fields'
import type { Stage } from './stages'

export type RecordType = Schemas['ProjectRecordType']
export type BodyName = keyof Schemas['ProjectRecordBody']
export type PhotoKind = Schemas['ProjectPhotoKind']

/** How a type of record is asked and read: in which stage, by which body of the contract, with which photos. */
export interface RecordForm {
  stage: Stage
  icon: IconName
  body: BodyName
  fields: readonly Field[]
  photos: readonly PhotoKind[]
  /** One of it is in force at a time: a later one takes its place. */
  once?: boolean
}

const actors = [
  'residents',
  'committee',
  'government',
  'society',
] as const satisfies readonly Schemas['Actors'][]
export const must = true

interface More {
  must?: boolean
  hint?: boolean
}

/** One line of at most sixty characters. */
export const title = (name: string, more: More = { must }): Field => ({
  kind: 'line',
  name,
  most: 60,
  ...more,
})

/** Several lines. */
export const text = (name: string, most = 2000, more: More = { must }): Field => ({
  kind: 'text',
  name,
  most,
  ...more,
})

/** A day that has come. */
export const over = (name: string): Field => ({ kind: 'day', name, over: true, must })

/** A sum of money. */
export const money = (name: string): Field => ({ kind: 'money', name, least: 1, must })

/** Words about another record. */
export const answer = (about: string): readonly Field[] => [
  { kind: 'pick', name: 'about_id', from: about, must },
  text('text', 1000),
]

/** Who came, by kind of people. */
export const attendees: Field = {
  kind: 'rows',
  name: 'attendees',
  most: 4,
  must,
  fields: [
    { kind: 'choice', name: 'actors', of: 'actors', values: actors, must },
    { kind: 'count', name: 'count', least: 1, most: 10_000, must },
  ],
}
