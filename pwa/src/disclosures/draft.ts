import type { Schemas } from '@/api/client'
import { fenOf } from '@/shared/format/money'
import { newId } from '@/shared/id'
import type { OutboxPhoto } from '@/shared/outbox/item'

export type Category = Schemas['DisclosureCategoryCode']
export type Side = Schemas['DisclosureSide']
export type Kind = Schemas['DisclosureFrequency']

/** A line as it is typed: the amount in yuan. */
export interface Line {
  side: Side
  item: string
  amount: string
}

/** Something that is being laid open. Its id is made once, so that sending it twice lays it open once. */
export interface Draft {
  id: string
  category: Category
  kind: Kind
  /** The first day of the period, or the day of the event. */
  start: string
  title: string
  text: string
  opening: string
  lines: Line[]
  photos: OutboxPhoto[]
  audience: Schemas['DisclosureAudience']
  reason: string
}

export const mostPhotos = 12
export const mostLines = 200
const day = 86_400_000
const zone = 8 * 3_600_000 // Asia/Shanghai; no summer time

/** Today, as the community's calendar says. */
export function today(now: Date): string {
  return new Date(now.getTime() + zone).toISOString().slice(0, 10)
}

/** The first days of the periods that are over, the newest first: eight quarters, twelve months. */
export function periodsOver(kind: 'month' | 'quarter', now: Date): string[] {
  // On its last day a period counts as over.
  const at = new Date(now.getTime() + zone + day)
  const step = kind === 'month' ? 1 : 3
  const first = kind === 'month' ? at.getUTCMonth() : Math.floor(at.getUTCMonth() / 3) * 3
  return Array.from({ length: kind === 'month' ? 12 : 8 }, (_, n) =>
    new Date(Date.UTC(at.getUTCFullYear(), first - step * (n + 1), 1)).toISOString().slice(0, 10),
  )
}

export function freshDraft(now: Date = new Date()): Draft {
  return {
    id: newId(),
    category: 'finance',
    kind: 'quarter',
    start: periodsOver('quarter', now)[0]!,
    title: '',
    text: '',
    opening: '',
    lines: [{ side: 'income', item: '', amount: '' }],
    photos: [],
    audience: 'members',
    reason: '',
  }
}

/** There is something in it that would be missed. */
export function begun(draft: Draft): boolean {
  const words = [draft.title, draft.text, draft.reason, draft.opening]
  return (
    words.some(word => word.trim() !== '') ||
    draft.photos.length > 0 ||
    draft.lines.some(line => line.item.trim() !== '' || line.amount.trim() !== '')
  )
}

/** The draft to correct something with: what it said, without its photos. */
export function draftOf(one: Schemas['Disclosure']): Draft {
  const typed = (fen: number) => (fen / 100).toFixed(2)
  return {
    ...freshDraft(),
    category: one.category,
    kind: one.period.kind,
    start: one.period.start,
    title: one.title,
    text: one.text,
    opening: one.sums && one.sums.opening !== 0 ? typed(one.sums.opening) : '',
    lines: one.lines.map(line => ({ side: line.side, item: line.item, amount: typed(line.amount) })),
  }
}

const filled = (draft: Draft) =>
  draft.lines.filter(line => line.item.trim() !== '' || line.amount.trim() !== '')

export type Lack = 'title' | 'text' | 'lines' | 'line' | 'opening' | 'reason' | 'day'

/** What is missing before it can be looked at as its readers will see it. */
export function lacksOf(draft: Draft, corrects: boolean, now: Date): Lack[] {
  const lines = filled(draft)
  const lack: [Lack, boolean][] = [
    ['reason', corrects && draft.reason.trim().length < 2],
    ['day', draft.kind === 'event' && (draft.start === '' || draft.start > today(now))],
    ['title', draft.title.trim() === ''],
    ['text', draft.text.trim() === ''],
    ['opening', draft.opening.trim() !== '' && fenOf(draft.opening) === undefined],
    ['lines', draft.category === 'finance' && lines.length === 0],
    ['line', lines.some(line => line.item.trim() === '' || !((fenOf(line.amount) ?? 0) > 0))],
  ]
  return lack.filter(([, is]) => is).map(([what]) => what)
}

/** The sums of what is typed, in fen; what is no amount does not count. */
export function sumsOf(draft: Draft): Schemas['DisclosureSums'] {
  const of = (side: Side) =>
    draft.lines.reduce(
      (sum, line) => (line.side === side ? sum + Math.max(0, fenOf(line.amount) ?? 0) : sum),
      0,
    )
  const opening = fenOf(draft.opening) ?? 0
  const income = of('income')
  const expense = of('expense')
  return { opening, income, expense, balance: opening + income - expense }
}

/** What is sent. */
export function bodyOf(draft: Draft, corrects?: string): Schemas['DisclosureDraft'] {
  const lines = filled(draft).map(line => ({
    side: line.side,
    item: line.item.trim(),
    amount: fenOf(line.amount) ?? 0,
  }))
  return {
    id: draft.id,
    category: draft.category,
    period: { kind: draft.kind, start: draft.start },
    title: draft.title.trim(),
    text: draft.text.trim(),
    ...(draft.opening.trim() === '' ? {} : { opening: fenOf(draft.opening) }),
    ...(lines.length ? { lines } : {}),
    ...(draft.photos.length
      ? { photos: draft.photos.map(photo => ({ id: photo.id, audience: draft.audience })) }
      : {}),
    ...(corrects ? { corrects, reason: draft.reason.replace(/\s+/g, ' ').trim() } : {}),
  }
}
