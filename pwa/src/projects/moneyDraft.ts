import type { Schemas } from '@/api/client'
import { fenOf } from '@/shared/format/money'
import { newId } from '@/shared/id'
import type { OutboxPhoto } from '@/shared/outbox/item'
import { today } from './fields'

/** An entry of money that is being written. */
export interface MoneyDraft {
  id: string
  side: Schemas['FundSide']
  amount: string
  source: '' | Schemas['FundSource']
  kind: '' | Schemas['FundKind']
  party: string
  day: string
  note: string
  photos: OutboxPhoto[]
}

export const mostVouchers = 6

export function freshMoney(now: Date): MoneyDraft {
  return {
    id: newId(),
    side: 'out',
    amount: '',
    source: '',
    kind: '',
    party: '',
    day: today(now),
    note: '',
    photos: [],
  }
}

/** The opposite of an entry that was wrong: only the reason is still to be said. */
export function reversalOf(one: Schemas['FundEntry'], now: Date): MoneyDraft {
  return {
    ...freshMoney(now),
    side: one.side === 'in' ? 'out' : 'in',
    amount: (one.amount / 100).toFixed(2),
    source: one.source ?? '',
    kind: one.kind ?? '',
    party: one.party,
  }
}

export function moneyBegun(draft: MoneyDraft): boolean {
  return draft.amount !== '' || draft.party !== '' || draft.note !== '' || draft.photos.length > 0
}

export type MoneyLack = 'amount' | 'source' | 'kind' | 'party' | 'day' | 'voucher' | 'reason'

/** What is missing before it can be sent. A payment has its voucher; a reversal its reason, and the voucher of the first. */
export function moneyLacks(draft: MoneyDraft, reverses: boolean, now: Date): MoneyLack[] {
  const lack: [MoneyLack, boolean][] = [
    ['amount', !((fenOf(draft.amount) ?? 0) > 0)],
    ['source', !reverses && draft.side === 'in' && draft.source === ''],
    ['kind', !reverses && draft.side === 'out' && draft.kind === ''],
    ['party', draft.party.trim() === ''],
    ['day', draft.day === '' || draft.day > today(now)],
    ['voucher', !reverses && draft.side === 'out' && draft.photos.length === 0],
    ['reason', reverses && draft.note.trim().length < 2],
  ]
  return lack.filter(([, is]) => is).map(([what]) => what)
}

/** What is sent. */
export function moneyBody(draft: MoneyDraft, reverses?: string): Schemas['FundEntryDraft'] {
  const note = draft.note.trim()
  return {
    id: draft.id,
    side: draft.side,
    amount: fenOf(draft.amount) ?? 0,
    ...(draft.side === 'in' && draft.source && { source: draft.source }),
    ...(draft.side === 'out' && draft.kind && { kind: draft.kind }),
    party: draft.party.trim(),
    moved_on: draft.day,
    ...(note && { note }),
    ...(reverses && { reverses }),
    ...(draft.photos.length && {
      photos: draft.photos.map(({ id }) => ({ id, kind: 'voucher' as const })),
    }),
  }
}
