import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import {
  actsOf,
  didKey,
  nextKey,
  pairOf,
  classesFound,
  coordinates,
  dueOf,
  firstChoices,
  grouped,
} from './reportText'

const now = Date.parse('2026-11-24T04:00:00Z')
const minutes = (n: number) => new Date(now + n * 60_000).toISOString()

function aClass(
  code: string,
  name: string,
  over: Partial<Schemas['ReportClass']> = {},
): Schemas['ReportClass'] {
  const group = code.slice(0, 2)
  return {
    code,
    code_system: 't',
    group,
    group_name: `G${group}`,
    name,
    hint: '',
    emergency: false,
    days: 1,
    ...over,
  }
}
const classes = [
  aClass('0102', '暴露垃圾'),
  aClass('0110', '道路破损', { hint: '坑' }),
  aClass('0402', '水管破裂'),
]

it.each([
  ['half an hour', 30, { key: 'minutes', n: 30, over: false }],
  ['the last seconds', 0, { key: 'minutes', n: 1, over: false }],
  ['two hours', 120, { key: 'hours', n: 2, over: false }],
  ['tomorrow counts in hours', 30 * 60, { key: 'hours', n: 30, over: false }],
  ['three days', 3 * 1440 + 5, { key: 'days', n: 3, over: false }],
  ['just now', -5, { key: 'overMinutes', n: 0, over: true }],
  ['five hours late', -305, { key: 'overHours', n: 5, over: true }],
  ['a day late', -1440, { key: 'overDays', n: 1, over: true }],
])('says how long is left: %s', (_, n, text) => {
  expect(dueOf(minutes(n), now)).toEqual(text)
})

describe('the acts of a report', () => {
  it.each<[string, Schemas['ReportAct'][], Schemas['ReportAct'] | undefined]>([
    ['nothing to do', [], undefined],
    ['the committee decides', ['reject', 'accept'], 'accept'],
    ['the assignee works', ['assign', 'start', 'resolve', 'hand_over'], 'resolve'],
    ['the reporter answers', ['verify', 'reopen'], 'verify'],
    ['only one way', ['hand_over'], 'hand_over'],
  ])('have one that comes first: %s', (_, acts, first) => {
    expect(actsOf(acts).first).toBe(first)
    expect(actsOf(acts).others).not.toContain(first)
  })
})

it('shows a rough place roughly', () => {
  const point = { lat: 34.123456, lon: 108.987654 }
  expect(coordinates({ point, rough: true })).toEqual({ lat: '34.1235', lon: '108.9877' })
  expect(coordinates({ point })).toEqual({ lat: '34.12346', lon: '108.98765' })
  expect(coordinates({ spot: { x: 1, y: 2 } })).toBeUndefined()
})

describe('choosing a class', () => {
  it('finds by name, hint, group and code, all words together', () => {
    expect(classesFound(classes, '破').map(one => one.code)).toEqual(['0110', '0402'])
    expect(classesFound(classes, '坑').map(one => one.code)).toEqual(['0110'])
    expect(classesFound(classes, '破 g04').map(one => one.code)).toEqual(['0402'])
    expect(classesFound(classes, '')).toHaveLength(3)
  })
  it('groups in the order given', () => {
    expect(grouped(classes).map(group => [group.code, group.classes.length])).toEqual([
      ['01', 2],
      ['04', 1],
    ])
  })
  it('offers what was used last first, each once', () => {
    expect(firstChoices(classes, ['0402', 'gone', '0102']).map(one => one.code)).toEqual([
      '0402',
      '0102',
      '0110',
    ])
  })
})

it.each<[string, Parameters<typeof nextKey>[0], string]>([
  ['the committee', { state: 'resolved', mine: false, acts: [], timeline: [] }, 'resolved'],
  ['the reporter', { state: 'resolved', mine: true, acts: [], timeline: [] }, 'resolvedMine'],
  ['who may still object', { state: 'rejected', mine: true, acts: ['object'], timeline: [] }, 'rejectedMine'],
  ['the committee of a rejected one', { state: 'rejected', mine: false, acts: [], timeline: [] }, 'rejected'],
  [
    'everybody after the one objection',
    { state: 'rejected', mine: false, acts: [], timeline: [entry('object')] },
    'rejectedOver',
  ],
])('says whose turn it is to %s', (_, report, key) => {
  expect(nextKey(report)).toBe(key)
})

function entry(act: Schemas['ReportAct']): Schemas['TimelineEntry'] {
  return { act, state: 'submitted', at: minutes(0), by: 'reporter' }
}

it('does not name whom the public is not told', () => {
  expect(didKey({ act: 'assign' })).toBe('assignSomebody')
  expect(didKey({ act: 'assign', assignee: '物业' })).toBe('assign')
})

describe('before and after', () => {
  const photo = (id: string, kind: Schemas['PhotoKind']) => ({ id, kind, width: 1, height: 1 })
  it('are the first photo and the newest one after', () => {
    const pair = pairOf([
      photo('b1', 'before'),
      photo('b2', 'before'),
      photo('a1', 'after'),
      photo('a2', 'after'),
    ])
    expect([pair?.before.id, pair?.after.id]).toEqual(['b1', 'a2'])
  })
  it('are not shown over each other where one is missing', () => {
    expect(pairOf([photo('b1', 'before')])).toBeUndefined()
    expect(pairOf([photo('a1', 'after')])).toBeUndefined()
  })
})
