import { expect, it } from 'vitest'
import { bodyKinds, factsOf, seatKey, seatsOf, termEnd } from './bodyText'
import en from '@/locales/en/registers.json'
import zh from '@/locales/zh/registers.json'

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
  ['owners_committee', 'chair', '主任'],
  ['villagers_board', 'chair', '理事长'],
  ['villagers_board', 'vice_chair', '副理事长'],
  ['council', 'chair', '召集人'],
  ['council', 'member', '委员'],
  ['collective_members', 'member', '成员'],
  ['resident_rep_meeting', 'representative', '代表'],
] as const)('calls who sits in %s as %s %s', (kind, seat, word) => {
  const key = seatKey(kind, seat).replace('registers.seat.', '') as keyof typeof zh.seat
  expect(zh.seat[key]).toBe(word)
  expect(en.seat[key]).toBeTruthy()
})
