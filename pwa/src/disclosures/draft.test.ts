import { describe, expect, it } from 'vitest'
import { begun, bodyOf, freshDraft, lacksOf, periodsOver, sumsOf } from './draft'
import { fenOf, yuan } from '@/shared/format/money'

const now = new Date('2026-11-28T15:00:00Z')

describe('money', () => {
  it.each([
    ['1234.5', 123450],
    ['１', undefined],
    ['12,345.67', 1234567],
    ['¥ 8 元', 800],
    ['0.01', 1],
    ['19.99', 1999],
    ['-3', -300],
    ['1.234', undefined],
    ['一百', undefined],
    ['', undefined],
    ['123456789012', undefined],
  ])('%s is %s fen', (typed, fen) => expect(fenOf(typed)).toBe(fen))

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [123456789, '1,234,567.89'],
    [-50, '−0.50'],
    [2_000_000_000_000_000, '20,000,000,000,000.00'],
  ])('%s fen are shown as %s', (fen, shown) => expect(yuan(fen)).toBe(shown))
})

describe('periods that are over', () => {
  it.each([
    ['2026-11-28T15:00:00Z', '2026-07-01', '2026-10-01'],
    ['2026-12-30T16:00:00Z', '2026-10-01', '2026-12-01'], // New Year's Eve in China: its last day
    ['2026-12-30T15:59:00Z', '2026-07-01', '2026-11-01'],
    ['2026-12-31T16:00:00Z', '2026-10-01', '2026-12-01'],
  ])('at %s', (at, quarter, month) => {
    expect(periodsOver('quarter', new Date(at))[0]).toBe(quarter)
    expect(periodsOver('month', new Date(at))[0]).toBe(month)
  })
})

describe('a draft', () => {
  const whole = {
    ...freshDraft(now),
    title: '三季度收支',
    text: '都在这里。',
    opening: '10',
    lines: [
      { side: 'income' as const, item: '租金', amount: '100.10' },
      { side: 'expense' as const, item: '换灯', amount: '30' },
      { side: 'expense' as const, item: '', amount: '' },
    ],
  }

  it('is summed as the server sums it', () =>
    expect(sumsOf(whole)).toEqual({ opening: 1000, income: 10010, expense: 3000, balance: 8010 }))

  it('says what is missing', () => {
    expect(lacksOf(whole, false, now)).toEqual([])
    expect(lacksOf(freshDraft(now), false, now)).toEqual(['title', 'text', 'lines'])
    expect(lacksOf(whole, true, now)).toEqual(['reason'])
    expect(lacksOf({ ...whole, lines: [{ side: 'income', item: '租金', amount: '0' }] }, false, now)).toEqual(
      ['line'],
    )
    expect(lacksOf({ ...whole, kind: 'event', start: '2026-11-28' }, false, now)).toEqual([])
    expect(lacksOf({ ...whole, kind: 'event', start: '2026-11-29' }, false, now)).toEqual(['day'])
    expect(lacksOf({ ...whole, opening: '很多' }, false, now)).toEqual(['opening'])
  })

  it('is sent without what was left empty', () => {
    expect(bodyOf(whole).lines).toHaveLength(2)
    expect(bodyOf(whole)).not.toHaveProperty('photos')
    expect(bodyOf({ ...whole, reason: ' 数 \n 错了 ' }, 'x')).toMatchObject({
      corrects: 'x',
      reason: '数 错了',
    })
  })

  it('is missed once something is in it', () => {
    expect(begun(freshDraft(now))).toBe(false)
    expect(begun(whole)).toBe(true)
  })
})
