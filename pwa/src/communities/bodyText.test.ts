import { expect, it } from 'vitest'
import { bodyKinds, factsOf, seatKey, seatsOf, termEnd } from './bodyText'

it('ends a term the day before it would begin again', () => {
  expect(termEnd('2026-01-01', 5)).toBe('2030-12-31')
  expect(termEnd('2024-02-29', 1)).toBe('2025-02-28')
})

it('knows a village from a town', () => {
  expect(bodyKinds('rural')).toContain('villagers_board')
  expect(bodyKinds('urban')).toContain('owners_committee')
  expect(bodyKinds('urban')).not.toContain('villager_rep_meeting')
})

it('asks only for what the law needs', () => {
  expect(factsOf('villager_rep_meeting')).toEqual(['woman'])
  expect(factsOf('resident_rep_meeting')).toEqual([])
  expect(seatsOf('resident_rep_meeting')).not.toContain('chair')
  expect(seatsOf('owners_committee')).toContain('chair')
})

it.each([
  ['owners_committee', 'chair', 'chair'],
  ['villagers_board', 'chair', 'board_chair'],
  ['villagers_board', 'vice_chair', 'board_vice_chair'],
  ['council', 'chair', 'council_chair'],
  ['council', 'member', 'member'],
  ['collective_members', 'member', 'collective'],
  ['resident_rep_meeting', 'representative', 'representative'],
] as const)('who sits in %s as %s is called %s', (kind, seat, word) => {
  expect(seatKey(kind, seat)).toBe(`registers.seat.${word}`)
})
