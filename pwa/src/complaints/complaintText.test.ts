import { describe, expect, it } from 'vitest'
import { reportIn, stateFace } from './complaintText'

describe('a complaint', () => {
  it.each([
    ['received', false, 1, 'received', 'going'],
    ['received', false, 2, 'again', 'going'],
    ['received', true, 1, 'overdue', 'due'],
    ['received', true, 2, 'overdue', 'due'],
    ['answered', false, 1, 'answered', 'done'],
  ] as const)('that is %s, late: %s, in round %i, reads "%s"', (state, overdue, round, word, tone) => {
    expect(stateFace({ state, overdue, round })).toMatchObject({ word, tone })
  })

  it('finds the report in an address, in whatever way it was copied', () => {
    const id = '0b5c2f8e-1111-4222-8333-9abcdef01234'
    expect(reportIn(`https://wugong.example/reports/${id}?from=home`)).toBe(id)
    expect(reportIn(` ${id.toUpperCase()} `)).toBe(id)
    expect(reportIn('R-00AK7-X')).toBeUndefined()
    expect(reportIn('')).toBeUndefined()
  })
})
