import { describe, expect, it } from 'vitest'
import { byBuilding, lineOf, missingOf } from './turnoutText'

const place = (building: string, entrance: string, voters: number, voted: number) => ({
  building_id: building || undefined,
  building,
  entrance,
  voters,
  voted,
  paper: 0,
  area: voters * 9000,
  area_voted: voted * 9000,
})
const progress = (
  needed: { people?: number; area?: number },
  participating: { people?: number; area?: number },
) => ({ as_of: '', total: { people: 289, area: 2_700_000 }, participating, needed })

it('entrances are gathered to their buildings; whoever lives elsewhere is a place too', () => {
  const all = [
    place('1', '一单元', 10, 4),
    place('2', '', 6, 6),
    place('1', '二单元', 12, 1),
    place('', '', 3, 0),
  ]
  expect(
    byBuilding(all).map(one => [one.name, one.voters, one.voted, one.area, one.entrances.length]),
  ).toEqual([
    ['1', 22, 5, 198_000, 2],
    ['2', 6, 6, 54_000, 1],
    ['', 3, 0, 27_000, 1],
  ])
})

describe('what is missing to the quorum', () => {
  it.each([
    ['nothing when exactly reached', { people: 193, area: 1_800_000 }, { people: 0, area: 0 }],
    ['by one head, though the area is enough', { people: 192, area: 2_000_000 }, { people: 1, area: 0 }],
    ['by 0.01 m²', { people: 193, area: 1_799_999 }, { people: 0, area: 1 }],
  ])('%s', (_, reached, missing) => {
    expect(missingOf(progress({ people: 193, area: 1_800_000 }, reached))).toEqual(missing)
  })

  it('is nothing without a quorum', () => {
    expect(missingOf(progress({}, { people: 3 }))).toEqual({ people: 0, area: 0 })
  })
})

it.each([
  ['its share rounded up', 22, { people: 193 }, 15],
  ['a whole share stays whole', 289, { people: 193 }, 193],
  ['none without a quorum', 22, {}, undefined],
])('the line of a building: %s', (_, voters, needed, line) => {
  expect(lineOf({ voters }, progress(needed, {}))).toBe(line)
})
