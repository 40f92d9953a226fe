import { describe, expect, it } from 'vitest'
import { dayFrom, emptySheet, percentText, rated, sent, sheetsNamed } from './evaluationText'

describe('a sheet', () => {
  it('is rated with one mark, and not with words alone', () => {
    expect(rated({ ...emptySheet(), words: 'x' })).toBe(false)
    expect(rated({ ...emptySheet(), security: 1 })).toBe(true)
  })
  it('is sent with words only where there are any', () => {
    expect(sent({ ...emptySheet(), clean: 3, words: '  ' })).not.toHaveProperty('words')
    expect(sent({ ...emptySheet(), words: ' x ' }).words).toBe('x')
  })
})

it.each([
  [0, '0%'],
  [905, '90.5%'],
  [1000, '100%'],
  [333, '33.3%'],
])('says %i of 1,000 as %s', (permille, text) => expect(percentText(permille)).toBe(text))

it('finds the sheets that a refusal names, each once and in order', () => {
  expect(
    sheetsNamed([
      { field: 'sheets.3' },
      { field: 'sheets.0.words' },
      { field: 'sheets.3.clean' },
      { field: 'subjects' },
    ]),
  ).toEqual([1, 4])
  expect(sheetsNamed(undefined)).toEqual([])
})

it('counts days by the clock of China', () => {
  expect(dayFrom(new Date('2026-11-24T15:59:00Z'), 0)).toBe('2026-11-24')
  expect(dayFrom(new Date('2026-11-24T16:00:00Z'), 7)).toBe('2026-12-02')
})
