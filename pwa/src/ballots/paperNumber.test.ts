import { describe, expect, it } from 'vitest'
import { ballotsASheet, numberText, readPaper, sheetsOf } from './paperNumber'

const id = '0195c1d2-0000-7000-8000-000000000001'
const code = (n: string) => `https://wugong.example/ballots/${id}/papers/${n}`

describe('the ballot that is meant', () => {
  it.each([
    ['12', { number: 12 }],
    [' 0012 ', { number: 12 }],
    ['００１２', { number: 12 }],
    ['No. 12', { number: 12 }],
    ['No12', { number: 12 }],
    [code('0012'), { number: 12, ballot: id }],
    [code('7'), { number: 7, ballot: id }],
    [code('7') + '?a=1', undefined],
    ['0', undefined],
    ['', undefined],
    ['12a', undefined],
    ['1234567', undefined],
    ['https://elsewhere.example/?n=12', undefined],
    [code('0'), undefined],
    [code('12x'), undefined],
  ])('by %s', (text, read) => expect(readPaper(text)).toEqual(read))
})

it.each([
  [7, '0007'],
  [1234, '1234'],
  [12_345, '12345'],
])('%i is printed %s', (n, text) => expect(numberText(n)).toBe(text))

it.each([
  ['decision', 0, 3],
  ['choice', 4, 2],
  ['budget', 5, 1],
])('a %s of %i options', (kind, options, each) => expect(ballotsASheet(kind, options)).toBe(each))

it('a list is cut into sheets, the last one shorter', () => {
  expect(sheetsOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(sheetsOf([], 2)).toEqual([])
})
