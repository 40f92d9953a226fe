import { beforeAll, expect, it } from 'vitest'
import { groupText } from '@/shared/format/hundredths'
import { loadWords, speak } from '@/shared/words'
import { areaText, fractionText, peopleText, shareText, yuanText } from './amounts'

beforeAll(async () => {
  await speak('zh-CN')
  await loadWords('ballotRule')
})

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
  [9007199254740993n, '9,007,199,254,740,993'],
])('%s is written %s', (n, text) => {
  expect(groupText(n)).toBe(text)
})

it.each([
  [1800000, '18,000.00平方米'],
  [8960, '89.60平方米'],
  [5, '0.05平方米'],
  [0, '0.00平方米'],
])('an area of %s is %s', (n, text) => {
  expect(areaText(n)).toBe(text)
})

it.each([
  [5000000, '50,000.00元'],
  [101, '1.01元'],
  [-250, '-2.50元'],
])('%s fen are %s', (n, text) => {
  expect(yuanText(n)).toBe(text)
})

it.each([
  ['adults', '2,400人'],
  ['households', '2,400户'],
  ['owners', '2,400户'],
] as const)('of %s there are %s', (of, text) => {
  expect(peopleText(2400, of)).toBe(text)
})

it.each([
  ['20', '20.00'],
  ['4000/3', '1,333.33'],
  ['2/3', '0.66'],
  ['99999999999999999999/100000000000000000000', '0.99'],
  ['1/0', '1/0'],
  ['x', 'x'],
])('the fraction %s is cut off to %s', (fraction, text) => {
  expect(fractionText(fraction)).toBe(text)
})

it.each([
  ['20', '0.20元'],
  ['400000/3', '1,333.33元'],
])('a share of %s fen is %s', (fraction, text) => {
  expect(shareText(fraction)).toBe(text)
})
