import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { type Filled, asksPlace, freshFilled, lacking, moveOf, noteOf } from './act'

const nowhere = {}
const somewhere = { place: { words: 'x' } }
const other = { id: 'p2' } as Schemas['ProposalSummary']
const filled = (over: Partial<Filled>): Filled => ({ ...freshFilled(), ...over })

describe('the sheet of a reply', () => {
  it.each([
    ['accepting needs words', 'accept', {}, nowhere, 'note'],
    ['accepting with words', 'accept', { note: ' ok ' }, nowhere, undefined],
    ['one letter is no reason', 'decline', { note: ' x ' }, nowhere, 'note'],
    ['merging needs the other one', 'merge', { note: 'same' }, nowhere, 'into'],
    ['merging needs no words', 'merge', { into: other }, nowhere, undefined],
    ['a report needs its class', 'turn_into_report', {}, somewhere, 'class'],
    ['a report needs a place', 'turn_into_report', { class: '0102' }, nowhere, 'place'],
    ['the place may be the proposal’s', 'turn_into_report', { class: '0102' }, somewhere, undefined],
    ['withdrawing needs nothing', 'withdraw', {}, nowhere, undefined],
  ] as const)('%s', (_, act, over, proposal, part) => {
    expect(lacking(act, filled(over), proposal)).toBe(part)
  })

  it('sends only what the act asks for, and nothing empty', () => {
    const all = filled({ note: ' n1 ', into: other, class: '0102', place: { words: ' x ' } })
    expect(moveOf('accept', all, nowhere)).toEqual({ act: 'accept', note: 'n1' })
    expect(moveOf('merge', all, nowhere)).toEqual({ act: 'merge', note: 'n1', into_id: 'p2' })
    expect(moveOf('turn_into_report', all, nowhere)).toEqual({
      act: 'turn_into_report',
      note: 'n1',
      class: '0102',
      place: { words: 'x' },
    })
    expect(moveOf('turn_into_report', { ...all, note: ' ' }, somewhere)).toEqual({
      act: 'turn_into_report',
      class: '0102',
    })
    expect(moveOf('withdraw', all, nowhere)).toEqual({ act: 'withdraw' })
  })

  it('asks for words where they mean something', () => {
    expect(noteOf('decline')).toBe('needed')
    expect(noteOf('merge')).toBe('welcome')
    expect(noteOf('leave')).toBeUndefined()
    expect(asksPlace('accept', nowhere)).toBe(false)
  })
})
