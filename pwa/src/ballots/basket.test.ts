import { expect, it } from 'vitest'
import { basketOf, basketSum, toggled } from './basket'

const projects = [
  { id: 'a', cost: 1500000 },
  { id: 'b', cost: 3600001 },
  { id: 'c', cost: 9007199254740991 },
]

it.each([
  [[], 0n],
  [['a'], 1500000n],
  [['b', 'a'], 5100001n],
  [['c', 'a', 'b'], 9007199259840992n],
  [['gone'], 0n],
])('%j cost %s', (chosen, sum) => {
  expect(basketSum(projects, chosen)).toBe(sum)
})

it.each([
  [['a'], { left: 3500000n, over: 0n, full: 30 }],
  [['a', 'b'], { left: 0n, over: 100001n, full: 100 }],
  [[], { left: 5000000n, over: 0n, full: 0 }],
])('%j against the amount: %o', (chosen, stands) => {
  expect(basketOf(projects, chosen, 5000000)).toMatchObject(stands)
})

it.each([
  [[], 'a', 2, ['a']],
  [['a'], 'b', 2, ['a', 'b']],
  [['a', 'b'], 'c', 2, ['a', 'b']],
  [['a', 'b'], 'a', 2, ['b']],
  [['a'], 'b', 1, ['b']],
  [['a'], 'a', 1, []],
])('of %j, pressing %s with %s at most leaves %j', (chosen, id, most, after) => {
  expect(toggled(chosen, id, most)).toEqual(after)
})
