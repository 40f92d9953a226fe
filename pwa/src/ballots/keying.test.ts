import { describe, expect, it } from 'vitest'
import { type Keying, keyedBy, lookOf, markOf, nextOpen, toggled, tooMany } from './keying'

it.each([
  ['1', 'yes'],
  ['2', 'no'],
  ['3', 'abstain'],
  ['4', 'invalid'],
  ['5', undefined],
  ['y', undefined],
])('the key %s marks %s', (key, mark) => expect(markOf(key)).toBe(mark))

const options = ['a', 'b', 'c']

describe('the keys of a ballot with options', () => {
  it.each([
    ['1 ticks the first', '1', undefined, { choices: ['a'] }],
    ['and unticks it', '1', { choices: ['a', 'b'] }, { choices: ['b'] }],
    ['a tick unmakes unusable', '3', { invalid: true }, { choices: ['c'] }],
    ['0 is blank', '0', { choices: ['a'] }, { choices: [] }],
    ['x is unusable', 'x', { choices: ['a'] }, { invalid: true }],
    ['X too', 'X', undefined, { invalid: true }],
    ['9 is nothing where there are three', '9', undefined, undefined],
    ['another key is nothing', 'q', undefined, undefined],
  ])('%s', (_, key, before, after) => expect(keyedBy(key, before, options)).toEqual(after))
})

it('ticks stand in the order in which they were made', () => {
  expect(toggled(toggled(undefined, 'b'), 'a')).toEqual({ choices: ['b', 'a'] })
})

const keying = (numbers: number[], at = 0): Keying => ({
  entries: Object.fromEntries(numbers.map(n => [n, { mark: 'yes' as const }])),
  at,
})

it.each([
  ['the first one', [], 0, 3],
  ['onward from here', [3], 0, 4],
  ['back to one that was passed over', [4, 9], 2, 3],
  ['none when all are keyed', [3, 4, 9], 2, undefined],
])('the next ballot: %s', (_, keyed, at, next) => {
  expect(nextOpen([3, 4, 9], keying(keyed, at))).toBe(next)
})

it('is sent in the order of the batch, and only whole', () => {
  expect(lookOf([3, 4], keying([4, 3, 9]))).toEqual({
    papers: [
      { number: 3, mark: 'yes' },
      { number: 4, mark: 'yes' },
    ],
  })
  expect(lookOf([3, 4], keying([4]))).toBeUndefined()
})

it.each([
  [['a', 'b'], 2, false],
  [['a', 'b', 'c'], 2, true],
  [['a', 'b', 'c'], undefined, false],
])('%j of at most %s', (choices, most, over) => expect(tooMany({ choices }, most)).toBe(over))
