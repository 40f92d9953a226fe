import type { Schemas } from '@/api/client'
import { fenOf } from '@/shared/format/money'
import { newId } from '@/shared/id'
import type { OutboxPhoto } from '@/shared/outbox/item'
import { today } from './fields'
import { quantityOf } from './projectText'

/** Something given that is being declared. */
export interface Gift {
  id: string
  kind: Schemas['ContributionKind']
  quantity: string
  what: string
  parcel: string
  day: string
  display: Schemas['ContributionDisplay']
  value: string
  rule: string
  /** Entered for somebody without the app, or for an organisation. */
  other: boolean
  giver: string
  /** The giver's household by the register, and its door. */
  household: string
  door: string
  paper: string
  photos: OutboxPhoto[]
  /** Which photos show signatures on paper. */
  signed: string[]
}

export const mostGiftPhotos = 6

export function freshGift(now: Date): Gift {
  return {
    id: newId(),
    kind: 'labour',
    quantity: '',
    what: '',
    parcel: '',
    day: today(now),
    display: 'household',
    value: '',
    rule: '',
    other: false,
    giver: '',
    household: '',
    door: '',
    paper: '',
    photos: [],
    signed: [],
  }
}

export function giftBegun(gift: Gift): boolean {
  return gift.quantity !== '' || gift.what !== '' || gift.giver !== '' || gift.photos.length > 0
}

/** Names under which it can be shown: the door only of a household that is known. */
export function displaysOf(gift: Gift): Schemas['ContributionDisplay'][] {
  return gift.other && !gift.household ? ['real', 'anonymous'] : ['household', 'real', 'anonymous']
}

export type GiftLack =
  'quantity' | 'what' | 'parcel' | 'day' | 'display' | 'value' | 'rule' | 'giver' | 'paper' | 'signed'

/** What is missing before it can be declared. */
export function giftLacks(gift: Gift, now: Date): GiftLack[] {
  const valued = gift.kind !== 'money' && gift.value.trim() !== ''
  const lack: [GiftLack, boolean][] = [
    ['quantity', quantityOf(gift.kind, gift.quantity) === undefined],
    ['what', gift.what.trim() === ''],
    ['parcel', gift.kind === 'land' && gift.parcel.trim() === ''],
    ['day', gift.day === '' || gift.day > today(now)],
    ['display', !displaysOf(gift).includes(gift.display)],
    ['value', valued && !((fenOf(gift.value) ?? 0) > 0)],
    ['rule', valued && gift.rule.trim() === ''],
    ['giver', gift.other && gift.giver.trim() === ''],
    ['paper', gift.other && gift.paper !== '' && !/^\d{1,2}$/.test(gift.paper)],
    [
      'signed',
      gift.other && Number(gift.paper) > 0 && !gift.photos.some(({ id }) => gift.signed.includes(id)),
    ],
  ]
  return lack.filter(([, is]) => is).map(([what]) => what)
}

/** What is sent. */
export function giftBody(gift: Gift): Schemas['ContributionDraft'] {
  const valued = gift.kind !== 'money' && gift.value.trim() !== ''
  const parcel = gift.kind === 'land' ? gift.parcel.trim() : ''
  const paper = gift.other && gift.paper !== '' ? Number(gift.paper) : 0
  return {
    id: gift.id,
    kind: gift.kind,
    quantity: quantityOf(gift.kind, gift.quantity) ?? 0,
    what: gift.what.trim(),
    given_on: gift.day,
    display: gift.display,
    ...(parcel && { parcel }),
    ...(valued && { value: fenOf(gift.value), value_rule: gift.rule.trim() }),
    ...(gift.other && { giver: gift.giver.trim() }),
    ...(gift.other && gift.household && { household_id: gift.household }),
    ...(paper > 0 && { paper_witnesses: paper }),
    ...(gift.photos.length && {
      photos: gift.photos.map(({ id }) => ({
        id,
        kind: gift.other && gift.signed.includes(id) ? ('paper' as const) : ('picture' as const),
      })),
    }),
  }
}
