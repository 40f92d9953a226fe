import { fenOf, yuan } from '@/shared/format/money'

/**
 * One question of a form and one line of what was recorded. Words are `projectForms.<type>.<name>`, those of a choice
 * `projectForms.of.<of>.<value>`. Money is typed in yuan and sent in fen, areas in m² and sent in 0.01 m².
 */
export type Field = {
  name: string
  /** It cannot be sent without. */
  must?: boolean
  /** Something to explain stands under its word: `projectForms.<type>.<name>Hint`. */
  hint?: boolean
} & (
  | { kind: 'line' | 'text' | 'strings'; most: number }
  | { kind: 'day' | 'moment'; over?: boolean }
  | { kind: 'money' | 'area' | 'count'; least?: number; most?: number }
  /** One to five. */
  | { kind: 'mark' }
  | { kind: 'choice' | 'many'; of: string; values: readonly string[] }
  | { kind: 'flag' }
  /** Another record of the project, or a vote of the community. */
  | { kind: 'pick'; from: string }
  /** A household of the register; its door is kept beside it while one writes. */
  | { kind: 'household' }
  /** Four marks of one to five. */
  | { kind: 'scores'; of: string; values: readonly string[] }
  | { kind: 'rows'; most: number; fields: readonly Field[] }
)

/** What stands in the fields while one writes: as it was typed. */
export type Value = string | string[] | Draft[]
export interface Draft {
  [name: string]: Value
}

/** Nothing typed yet: what must be chosen is the first choice only where one says so. */
export function freshDraft(fields: readonly Field[]): Draft {
  return Object.fromEntries(fields.map(field => [field.name, freshValue(field)]))
}

function freshValue(field: Field): Value {
  if (field.kind === 'rows') return field.must ? [freshDraft(field.fields)] : []
  if (field.kind === 'scores') return field.values.map(() => '')
  return field.kind === 'many' || field.kind === 'strings' ? [] : ''
}

/** What was recorded, as it would be typed. */
export function draftOf(fields: readonly Field[], body: Record<string, unknown>): Draft {
  return Object.fromEntries(fields.map(field => [field.name, typed(field, body[field.name])]))
}

function typed(field: Field, value: unknown): Value {
  if (value === undefined || value === null) return freshValue(field)
  switch (field.kind) {
    case 'rows':
      return (value as Record<string, unknown>[]).map(row => draftOf(field.fields, row))
    case 'scores':
      return field.values.map(one => String(scoreOf(value as Score[], field.of, one) ?? ''))
    case 'many':
    case 'strings':
      return (value as string[]).map(String)
    case 'money':
    case 'area':
      return yuan(value as number).replace(/,/g, '')
    case 'flag':
      return value ? 'yes' : 'no'
    case 'moment':
      return momentTyped(value as string)
    default:
      return typeof value === 'number' ? String(value) : (value as string)
  }
}

type Score = Record<string, string | number>

/** The mark that one of several got. */
export function scoreOf(scores: readonly Score[], of: string, one: string): number | undefined {
  return scores.find(score => score[of] === one)?.score as number | undefined
}

/** An instant as a field for date and time in China shows it. */
export function momentTyped(at: string): string {
  return new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
}

/** The day in China. */
export function today(now: Date): string {
  return momentTyped(now.toISOString()).slice(0, 10)
}

/** Why a field cannot be sent as it is: key below `projectForms.lack`. */
export type Lack = 'missing' | 'number' | 'least' | 'most' | 'future' | 'sum'

/** What is amiss, by the way to its field: `lines.0.amount`. */
export function lacksOf(
  fields: readonly Field[],
  draft: Draft,
  now: Date,
  before = '',
): Record<string, Lack> {
  const lacks: Record<string, Lack> = {}
  for (const field of fields) {
    const way = before + field.name
    const value = draft[field.name] ?? ''
    if (field.kind === 'rows') {
      const rows = filled(field, value as Draft[])
      if (field.must && rows.length === 0) lacks[way] = 'missing'
      for (const [n, row] of (value as Draft[]).entries()) {
        if (begun(field.fields, row)) Object.assign(lacks, lacksOf(field.fields, row, now, `${way}.${n}.`))
      }
      continue
    }
    const lack = lackOf(field, value, now)
    if (lack) lacks[way] = lack
  }
  return lacks
}

function lackOf(field: Exclude<Field, { kind: 'rows' }>, value: Value, now: Date): Lack | undefined {
  const empty = typeof value === 'string' ? value.trim() === '' : lacking(field, value as string[])
  if (empty) return field.must ? 'missing' : undefined
  if ((field.kind === 'day' || field.kind === 'moment') && field.over) {
    const latest = field.kind === 'day' ? today(now) : momentTyped(now.toISOString())
    return (value as string) > latest ? 'future' : undefined
  }
  if (field.kind !== 'money' && field.kind !== 'area' && field.kind !== 'count') return undefined
  const number = numberOf(field.kind, value as string)
  if (number === undefined) return 'number'
  if (number < (field.least ?? 0)) return 'least'
  return field.most !== undefined && number > field.most ? 'most' : undefined
}

/** Nothing of a list is said; of marks, one is missing. */
function lacking(field: Field, list: string[]): boolean {
  return field.kind === 'scores' ? list.some(one => one === '') : words(list).length === 0
}

/** A typed number as it is sent: fen, 0.01 m², or whole things; undefined where it is none. */
export function numberOf(kind: 'money' | 'area' | 'count', value: string): number | undefined {
  if (kind !== 'count') return fenOf(value.replace(/(\u33A1|m²|m2)$/i, ''))
  const plain = value.trim()
  return /^-?\d{1,9}$/.test(plain) ? Number(plain) : undefined
}

/** There is something in it that would be missed. */
export function begun(fields: readonly Field[], draft: Draft): boolean {
  return fields.some(field => {
    const value = draft[field.name] ?? ''
    if (typeof value === 'string') return value.trim() !== ''
    return field.kind === 'rows'
      ? filled(field, value as Draft[]).length > 0
      : words(value as string[]).length > 0
  })
}

const words = (value: string[]) => value.map(one => one.trim()).filter(Boolean)
const filled = (field: Extract<Field, { kind: 'rows' }>, rows: Draft[]) =>
  rows.filter(row => begun(field.fields, row))

/** What is sent: without what is empty. */
export function bodyOf(fields: readonly Field[], draft: Draft): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of fields) {
    const sent = sentOf(field, draft[field.name] ?? '')
    if (sent !== undefined) body[field.name] = sent
  }
  return body
}

function sentOf(field: Field, value: Value): unknown {
  switch (field.kind) {
    case 'rows': {
      const rows = filled(field, value as Draft[]).map(row => bodyOf(field.fields, row))
      return rows.length || field.must ? rows : undefined
    }
    case 'many':
    case 'strings': {
      const list = words(value as string[])
      return list.length || field.must ? list : undefined
    }
    case 'scores':
      return field.values.map((one, n) => ({ [field.of]: one, score: Number((value as string[])[n]) }))
    case 'flag':
      return value === '' ? undefined : value === 'yes'
    case 'mark':
      return value === '' ? undefined : Number(value)
    case 'money':
    case 'area':
    case 'count':
      return numberOf(field.kind, value as string)
    case 'moment':
      return value === '' ? undefined : new Date(`${value as string}:00+08:00`).toISOString()
    default:
      return (value as string).trim() || undefined
  }
}
