import { describe, expect, it } from 'vitest'
import { type Field, begun, bodyOf, draftOf, freshDraft, lacksOf, numberOf } from './fields'

const now = new Date('2026-11-29T01:00:00+08:00')
const fields: Field[] = [
  { kind: 'line', name: 'title', most: 60, must: true },
  { kind: 'money', name: 'cost', least: 1, must: true },
  { kind: 'day', name: 'held_on', over: true },
  { kind: 'flag', name: 'land', must: true },
  { kind: 'scores', name: 'scores', of: 'dimension', values: ['clean', 'safe'] },
  { kind: 'strings', name: 'permits', most: 3 },
  {
    kind: 'rows',
    name: 'lines',
    most: 3,
    must: true,
    fields: [
      { kind: 'choice', name: 'source', of: 'source', values: ['fiscal', 'donation'], must: true },
      { kind: 'money', name: 'amount', least: 1, must: true },
    ],
  },
]
const draft = {
  title: ' 坡道 ',
  cost: '1,200.5',
  held_on: '2026-11-29',
  land: 'no',
  scores: ['4', '5'],
  permits: ['规划许可', ''],
  lines: [
    { source: 'fiscal', amount: '1200.50' },
    { source: '', amount: '' },
  ],
}
const body = {
  title: '坡道',
  cost: 120_050,
  held_on: '2026-11-29',
  land: false,
  scores: [
    { dimension: 'clean', score: 4 },
    { dimension: 'safe', score: 5 },
  ],
  permits: ['规划许可'],
  lines: [{ source: 'fiscal', amount: 120_050 }],
}

describe('the fields of a form', () => {
  it('are sent without what is empty, money in fen', () => {
    expect(lacksOf(fields, draft, now)).toEqual({})
    expect(bodyOf(fields, draft)).toEqual(body)
  })

  it('are there again as they would be typed', () => {
    expect(bodyOf(fields, draftOf(fields, body))).toEqual(body)
    expect(draftOf(fields, body).cost).toBe('1200.50')
  })

  it('name each one that is missing, and the row it stands in', () => {
    expect(lacksOf(fields, freshDraft(fields), now)).toEqual({
      title: 'missing',
      cost: 'missing',
      land: 'missing',
      lines: 'missing',
    })
    const half = { ...draft, lines: [{ source: 'fiscal', amount: '' }] }
    expect(lacksOf(fields, half, now)).toEqual({ 'lines.0.amount': 'missing' })
  })

  it('refuse a day to come, no number, too small a one, and marks of which one is missing', () => {
    const lacks = (change: object) => lacksOf(fields, { ...draft, ...change }, now)
    expect(lacks({ held_on: '2026-11-30' })).toEqual({ held_on: 'future' })
    expect(lacks({ cost: '12.345' })).toEqual({ cost: 'number' })
    expect(lacks({ cost: '0' })).toEqual({ cost: 'least' })
    const marks: Field[] = [{ kind: 'scores', name: 's', of: 'd', values: ['a', 'b'], must: true }]
    expect(lacksOf(marks, { s: ['3', ''] }, now)).toEqual({ s: 'missing' })
  })

  it('are begun once something stands in them', () => {
    expect(begun(fields, freshDraft(fields))).toBe(false)
    expect(begun(fields, { ...freshDraft(fields), lines: [{ source: '', amount: '1' }] })).toBe(true)
  })

  it('read numbers as they are typed', () => {
    expect(numberOf('area', '89.5㎡')).toBe(8950)
    expect(numberOf('money', '-500')).toBe(-50_000)
    expect(numberOf('count', '12')).toBe(12)
    expect(numberOf('count', '1.5')).toBeUndefined()
  })
})
