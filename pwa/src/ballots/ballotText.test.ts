import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { asWhom, dateAhead, inOrder, leftUntil, mayDo, partOf, shelfOf, whyNobody } from './ballotText'
import { callState } from './callText'
import { comparison } from './receiptFile'

const now = Date.parse('2026-11-28T12:00:00Z')

it.each([
  ['2026-12-01T12:00:00Z', { unit: 'days', n: 3 }],
  ['2026-11-29T12:00:00Z', { unit: 'days', n: 1 }],
  ['2026-11-29T11:59:59Z', { unit: 'hours', n: 23 }],
  ['2026-11-28T13:00:00Z', { unit: 'hours', n: 1 }],
  ['2026-11-28T12:59:59Z', { unit: 'minutes', n: 59 }],
  ['2026-11-28T12:00:01Z', { unit: 'minutes', n: 1 }],
  ['2026-11-28T12:00:00Z', { unit: 'over', n: 0 }],
  ['2026-11-01T12:00:00Z', { unit: 'over', n: 0 }],
])('until %s: %o', (at, left) => {
  expect(leftUntil(at, now)).toEqual(left)
})

const dates = { opens_at: 'o', closes_at: 'c', publicity_until: 'p' }

it.each([
  ['notice', 'opens'],
  ['open', 'closes'],
  ['counting', undefined],
  ['provisional', undefined],
  ['publicity', 'publicity'],
  ['final', undefined],
  ['cancelled', undefined],
] as const)('of a vote that is %s the date ahead is %s', (state, what) => {
  expect(dateAhead({ state, ...dates })?.what).toBe(what)
})

it('what waits for the reader comes first, then open ones, then those to come', () => {
  const some = [
    ['a', 'counting', 0],
    ['b', 'notice', 0],
    ['c', 'open', 0],
    ['d', 'open', 2],
    ['e', 'open', 1],
    ['f', 'notice', 0],
  ] as const
  const items = some.map(([id, state, waiting]) => ({ id, state, waiting }))
  expect(inOrder(items).map(one => one.id)).toEqual(['d', 'e', 'c', 'b', 'f', 'a'])
})

it.each([
  ['open', true, 1, 'waiting'],
  ['open', true, 0, 'voted'],
  ['open', false, 0, undefined],
  ['notice', true, 0, undefined],
  ['final', true, 0, undefined],
] as const)('a card of a vote that is %s, mine %s, waiting %s says %s', (state, mine, waiting, part) => {
  expect(partOf({ state, mine, waiting })).toBe(part)
})

it.each([
  ['closed', false, 'closed'],
  ['mine', false, 'mine'],
  ['mine', true, 'current'],
  ['else', false, 'current'],
  [undefined, true, 'current'],
] as const)('the address %s (guest: %s) shows %s', (name, guest, shelf) => {
  expect(shelfOf(name, guest)).toBe(shelf)
})

function voter(change: Partial<Schemas['MyVoter']>): Schemas['MyVoter'] {
  return {
    id: 'v',
    kind: 'head',
    capacity: 'self',
    name: '',
    place: '',
    units: [],
    standing: 'open',
    changeable: false,
    withdrawable: false,
    ...change,
  }
}
const vote = (by_me: boolean) => ({ channel: 'online' as const, at: '', by_me })

describe('what can be done for a voter', () => {
  it.each([
    ['nothing returned', voter({}), { cast: true, change: false, withdraw: false }],
    [
      'cast, statutory',
      voter({ standing: 'voted', vote: vote(true), hindrance: 'voted' }),
      { cast: false, change: false, withdraw: false },
    ],
    [
      'cast, advisory',
      voter({ standing: 'voted', vote: vote(true), changeable: true, withdrawable: true }),
      { cast: false, change: true, withdraw: true },
    ],
    [
      'cast by a co-owner',
      voter({ standing: 'voted', vote: vote(false) }),
      { cast: true, change: false, withdraw: false },
    ],
    [
      'in conflict',
      voter({ standing: 'conflict', vote: vote(true), hindrance: 'voted', withdrawable: true }),
      { cast: false, change: false, withdraw: true },
    ],
    [
      'on paper',
      voter({ standing: 'voted_paper', vote: vote(false), hindrance: 'paper' }),
      { cast: false, change: false, withdraw: false },
    ],
    ['not open yet', voter({ hindrance: 'not_open' }), { cast: false, change: false, withdraw: false }],
  ])('%s', (_, one, may) => {
    expect(mayDo(one)).toEqual(may)
  })

  it.each([
    ['person', 'self', 'self'],
    ['person', 'guardian', 'guardian'],
    ['household', 'representative', 'household'],
    ['head', 'self', 'owner'],
    ['head', 'co_owner', 'coOwner'],
    ['member', 'self', 'member'],
  ] as const)('a %s as %s is addressed as %s', (kind, capacity, as) => {
    expect(asWhom({ kind, capacity })).toBe(as)
  })

  it.each([
    [{ guest: true, member: false, verified: false }, 'guest'],
    [{ guest: false, member: false, verified: false }, 'join'],
    [{ guest: false, member: true, verified: false }, 'unverified'],
    [{ guest: false, member: true, verified: true }, 'notOnRoll'],
  ])('without a voter %o is told: %s', (reader, why) => {
    expect(whyNobody({ my_voters: [], state: 'open' }, reader)).toBe(why)
    expect(whyNobody({ my_voters: [voter({})], state: 'open' }, reader)).toBeUndefined()
  })
})

it.each([
  [{ receipt: 'a' }, 'a', 'same'],
  [{ receipt: 'a' }, 'b', 'differs'],
  [undefined, 'a', 'none'],
  [{ receipt: 'a' }, undefined, 'none'],
] as const)('what the phone kept, %o, beside the server’s %s: %s', (mine, server, stands) => {
  expect(comparison(mine, server)).toBe(stands)
})

it.each([
  [{ ends_at: '2026-12-01T00:00:00Z' }, 'open'],
  [{ ends_at: '2026-11-01T00:00:00Z' }, 'ended'],
  [{ ends_at: '2026-11-01T00:00:00Z', reached_at: '2026-10-20T00:00:00Z' }, 'reached'],
])('a call %o is %s', (call, word) => {
  expect(callState(call, now).word).toBe(word)
})
