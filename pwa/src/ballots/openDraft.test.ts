import { describe, expect, it } from 'vitest'
import {
  type OpenDraft,
  countOf,
  fenOf,
  firstOpening,
  freshDraft,
  freshOption,
  lacksWhat,
  lacksWhen,
  lacksWho,
} from './openDraft'
import { bodyOf, draftOf } from './openSend'

const draft = (some: Partial<OpenDraft>): OpenDraft => ({ ...freshDraft(), ...some })
const option = (title: string, cost = '') => ({ ...freshOption(), title, cost })

it.each([
  ['50000', 5_000_000],
  ['50,000.5', 5_000_050],
  ['１２３元', 12_300],
  ['0.01', 1],
  ['0', undefined],
  ['1.234', undefined],
  ['5万', undefined],
  ['-3', undefined],
  ['', undefined],
])('%s yuan in fen', (text, fen) => expect(fenOf(text)).toBe(fen))

it.each([
  ['3', 3],
  ['３', 3],
  ['0', undefined],
  ['1.5', undefined],
  ['', undefined],
])('%s as a count', (text, n) => expect(countOf(text)).toBe(n))

describe('the first opening to offer', () => {
  it.each([
    ['in the morning of the first day', '2026-12-13T16:00:01Z', '2026-12-14T01:00:00Z'],
    ['the same day, where no notice is asked', '2026-11-28T02:03:00Z', '2026-11-28T02:20:00Z'],
    ['late in the evening too', '2026-11-28T15:55:00Z', '2026-11-28T16:10:00Z'],
  ])('%s', (_, earliest, at) => {
    expect(firstOpening(new Date(earliest))).toEqual(new Date(at))
  })
})

describe('what the first step lacks', () => {
  it.each([
    ['nothing was written', {}, ['title', 'text', 'matter']],
    ['a decision needs no options', { title: 'a', text: 'b', matter: 'other' as const }, []],
    [
      'a choice needs two named options, and counts that fit',
      { ...words(), kind: 'choice' as const, options: [option(' ')], seats: '2', most: '2', least: '3' },
      ['options', 'optionTitle', 'seats', 'most', 'least'],
    ],
    [
      'a choice that is complete',
      { ...words(), kind: 'choice' as const, options: [option('a'), option('b')], most: '2', least: '1' },
      [],
    ],
    [
      'a budget needs costs and a sum',
      { ...words(), kind: 'budget' as const, options: [option('a', '3'), option('b', 'much')] },
      ['optionCost', 'budget'],
    ],
  ])('%s', (_, some, lacks) => expect(lacksWhat(draft(some))).toEqual(lacks))
})

function words() {
  return { title: 'a', text: 'b', matter: 'other' as const }
}

it.each([
  ['nobody', {}, ['electorate']],
  ['a body that is not named', { electorate: 'members' as const }, ['body']],
  ['those affected by nothing', { electorate: 'affected' as const }, ['without']],
  ['households everywhere', { electorate: 'households' as const }, []],
  ['a group that is not named', { electorate: 'adults' as const, profile: 'villager_group' }, ['group']],
  ['a group', { electorate: 'adults' as const, profile: 'villager_group', estate: 'e' }, []],
  ['an elevator of no building', { electorate: 'owners' as const, profile: 'unit_elevator' }, ['building']],
  ['an elevator', { electorate: 'owners' as const, profile: 'unit_elevator', building: 'b' }, []],
])('the second step: %s', (_, some, lacks) => expect(lacksWho(draft(some))).toEqual(lacks))

it.each([
  ['nothing', '', '', ['opens', 'closes']],
  ['a minute too early', '2026-12-14T08:59', '2026-12-20T18:00', ['early']],
  ['just in time', '2026-12-14T09:00', '2026-12-20T18:00', []],
  ['closing within the hour', '2026-12-14T09:00', '2026-12-14T09:59', ['closes']],
  ['an hour is enough', '2026-12-14T09:00', '2026-12-14T10:00', []],
  ['sixty days and a minute', '2026-12-14T09:00', '2027-02-12T09:01', ['long']],
])('the third step: %s', (_, opens, closes, lacks) => {
  expect(lacksWhen(draft({ opens, closes }), new Date('2026-12-14T01:00:00Z'))).toEqual(lacks)
})

describe('what is sent', () => {
  it('of a decision names no options, seats or money', () => {
    const body = bodyOf(
      draft({ ...words(), electorate: 'owners', options: [option('left over')], opens: '2026-12-14T09:00' }),
      'c',
    )
    expect(body).toMatchObject({
      community_id: 'c',
      electorate: { kind: 'owners' },
      include_parking: true,
      opens_at: '2026-12-14T01:00:00.000Z',
    })
    expect([body.options, body.seats, body.budget]).toEqual([undefined, undefined, undefined])
  })

  it('of a budget are fen, and of households no parking', () => {
    const body = bodyOf(
      draft({
        kind: 'budget',
        budget: '50,000',
        options: [option('路灯', '12000.5')],
        electorate: 'households',
      }),
      'c',
    )
    expect(body.budget).toEqual({ budget: 5_000_000, method: 'mes' })
    expect(body.options?.[0]).toMatchObject({ title: '路灯', cost: 1_200_050 })
    expect(body.include_parking).toBeUndefined()
  })

  it('names an entrance only with its building, and a body only for members', () => {
    const place = { building: 'b', entrance: '一单元', body: 'x' }
    expect(bodyOf(draft({ electorate: 'adults', ...place }), 'c').electorate).toEqual({
      kind: 'adults',
      building_id: 'b',
      entrance: '一单元',
    })
    expect(bodyOf(draft({ electorate: 'members', ...place }), 'c').electorate).toEqual({
      kind: 'members',
      body_id: 'x',
    })
    expect(bodyOf(draft({ electorate: 'adults', entrance: '一单元' }), 'c').electorate).toEqual({
      kind: 'adults',
    })
    expect(bodyOf(draft({ electorate: 'adults', estate: 'e' }), 'c').electorate).toEqual({
      kind: 'adults',
      estate_id: 'e',
    })
    const around = { electorate: 'affected' as const, building: 'b', estate: 'e', without: 'u', also: ['v'] }
    expect(bodyOf(draft(around), 'c').electorate).toEqual({
      kind: 'affected',
      building_id: 'b',
      without_unit_id: 'u',
      also_unit_ids: ['v'],
    })
  })

  it('comes back from the server as it was typed', () => {
    const typed = draft({
      ...words(),
      kind: 'budget',
      effect: 'advisory',
      electorate: 'households',
      budget: '50000',
      options: [option('路灯', '12000.50'), option('长椅', '800')],
      opens: '2026-12-14T09:00',
      closes: '2026-12-20T18:00',
      invalid: 'no',
    })
    const body = bodyOf(typed, 'c')
    const back = draftOf({
      ...body,
      version: 1,
      legal_effect: 'advisory',
      rule: {},
      options: body.options!.map(one => ({ ...one, text: one.text ?? '' })),
    } as unknown as Parameters<typeof draftOf>[0])
    expect(back).toEqual({ ...typed, version: 1 })
  })
})
