import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import {
  actsOf,
  areaOf,
  nextKey,
  ofStance,
  oneList,
  searchOf,
  shelfOf,
  stateFace,
  whyNot,
} from './proposalText'

describe('a proposal', () => {
  it.each([
    ['open', false, 'open', 'still'],
    ['open', true, 'overdue', 'due'],
    ['accepted', true, 'accepted', 'done'],
    ['declined', false, 'declined', 'still'],
  ] as const)('that is %s, late: %s, reads "%s"', (state, overdue, word, tone) => {
    expect(stateFace({ state, overdue })).toMatchObject({ word, tone })
  })

  it('says first of all that it is hidden', () => {
    expect(nextKey({ state: 'open', overdue: true, hidden: {} })).toBe('hidden')
    expect(nextKey({ state: 'open', overdue: true })).toBe('overdue')
    expect(nextKey({ state: 'merged', overdue: true })).toBe('merged')
  })

  it('offers replies, moderation and what is the author’s apart', () => {
    const acts: Schemas['ProposalAct'][] = ['hide', 'withdraw', 'decline', 'accept', 'leave']
    expect(actsOf(acts)).toEqual({
      replies: ['accept', 'decline'],
      moderation: ['leave', 'hide'],
      own: ['withdraw'],
    })
  })

  const open = { state: 'open' as const, support: { mine: false } }
  const guest = { guest: true, member: false, verified: false }
  it.each([
    ['a guest signs in', open, guest, 'guest'],
    ['what is closed is closed for guests too', { ...open, state: 'merged' as const }, guest, 'closed'],
    ['hidden ones are closed', { ...open, hidden: {} }, guest, 'closed'],
    ['who may, may', { ...open, may_support: true }, { ...guest, guest: false }, undefined],
    ['who did can take it back', { ...open, support: { mine: true } }, { ...guest, guest: false }, undefined],
    ['a stranger joins', open, { guest: false, member: false, verified: false }, 'join'],
    ['an unverified one waits', open, { guest: false, member: true, verified: false }, 'unverified'],
    ['a teen cannot', open, { guest: false, member: true, verified: true }, 'cannot'],
  ])('%s', (_, one, reader, why) => {
    expect(whyNot(one, reader)).toBe(why)
  })
})

describe('an address', () => {
  it('names a shelf, an area and a search; anything else is nothing', () => {
    expect(shelfOf('wanted', false)).toBe('wanted')
    expect(shelfOf('elsewhere', false)).toBe('newest')
    expect(shelfOf(['mine'], false)).toBe('newest')
    expect(shelfOf('mine', true)).toBe('newest')
    expect(areaOf('G3')).toBe('G3')
    expect(areaOf('G9')).toBeUndefined()
    expect(searchOf(undefined)).toBe('')
    expect(searchOf('  \u7535\u68af ')).toBe('\u7535\u68af')
    expect([...searchOf('\u{20000}'.repeat(60))]).toHaveLength(40)
  })
})

describe('opinions', () => {
  const said = (id: string, stance: Schemas['Stance']) => ({ id, stance })
  it('stand by stance, and each once where it stood first', () => {
    const all = oneList([said('a', 'for'), said('b', 'against')], [], [said('b', 'for'), said('c', 'for')])
    expect(all.map(one => one.id)).toEqual(['a', 'b', 'c'])
    expect(ofStance(all, 'for').map(one => one.id)).toEqual(['a', 'c'])
    expect(ofStance(all, 'all')).toHaveLength(3)
  })
})
