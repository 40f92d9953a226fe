import { describe, expect, it } from 'vitest'
import { chaptersOf, clausesOf, filingFace, openingAfter } from './conventionText'
import { bodyOf, freshDraft, kindsOf, lacksOf } from './newDraft'

const now = new Date('2026-11-29T00:00:00Z')

describe('a text on paper', () => {
  it('falls into its clauses where they are numbered, what follows belongs to each', () => {
    expect(
      clausesOf('第一条 垃圾分四类。\n第二条　不占消防通道。\n救护车要过。\n第十一条 养犬拴绳。'),
    ).toEqual(['垃圾分四类。', '不占消防通道。\n救护车要过。', '养犬拴绳。'])
    expect(clausesOf('1. 一\n2、二\n（说明）')).toEqual(['一', '二\n（说明）'])
  })
  it('falls into its paragraphs where they are not', () => {
    expect(clausesOf('垃圾分四类。\n\n  养犬拴绳。 ')).toEqual(['垃圾分四类。', '养犬拴绳。'])
    expect(clausesOf(' \n ')).toEqual([])
  })
})

describe('what begins', () => {
  it('has the kinds of its community', () => {
    expect(kindsOf('urban')[0]).toBe('resident_convention')
    expect(kindsOf('rural')[0]).toBe('village_convention')
  })
  it('by asking needs a name and something to ask about', () => {
    const draft = { ...freshDraft('resident_convention'), topics: [] }
    expect(lacksOf(draft, 0, now)).toEqual(['title', 'topics'])
    expect(lacksOf({ ...draft, title: '居民公约', topics: ['waste'] }, 0, now)).toEqual([])
  })
  it('on paper needs the days, the text and a photo, and holds from no day before it was adopted', () => {
    const draft = { ...freshDraft('resident_convention'), title: '公约', how: 'posted' as const }
    expect(lacksOf(draft, 0, now)).toEqual(['adopted', 'text', 'photos'])
    const whole = { ...draft, adopted: '2025-03-01', effective: '2025-04-01', text: '第一条 一' }
    expect(lacksOf(whole, 1, now)).toEqual([])
    expect(lacksOf({ ...whole, effective: '2025-02-01' }, 1, now)).toEqual(['effective'])
    expect(lacksOf({ ...whole, adopted: '2026-12-01', effective: '2026-12-02' }, 1, now)).toEqual([
      'adopted',
      'effective',
    ])
  })
  it('sends one of the two, and asks about everything where nothing was taken out', () => {
    const draft = { ...freshDraft('resident_convention'), title: ' 公约 ', reason: '停车难' }
    expect(bodyOf(draft, [])).toMatchObject({ title: '公约', reason: '停车难', topics: undefined })
    const posted = bodyOf({ ...draft, how: 'posted', text: '1. 一\n2. 二', adopted: '2025-03-01' }, ['p'])
    expect(posted.posted?.clauses.map(one => one.text)).toEqual(['一', '二'])
    expect(posted.posted?.photos).toEqual(['p'])
    expect(posted.topics).toBeUndefined()
  })
})

describe('chapters', () => {
  const clause = (id: string, heading?: string) => ({ id, text: id, heading })
  it('number the clauses through, and begin with a heading', () => {
    const chapters = chaptersOf([clause('a'), clause('b', '环境'), clause('c'), clause('d', '邻里')])
    expect(chapters.map(one => [one.heading, one.clauses.map(({ n }) => n)])).toEqual([
      [undefined, [1]],
      ['环境', [2, 3]],
      ['邻里', [4]],
    ])
  })
})

describe('the filing', () => {
  for (const [name, filing, word] of [
    ['nothing adopted', { state: 'none', overdue: false }, undefined],
    ['to be sent', { state: 'due', overdue: false }, 'due'],
    ['late', { state: 'due', overdue: true }, 'overdue'],
    ['with the town', { state: 'due', overdue: false, sent_at: '2026-11-01T00:00:00Z' }, 'sent'],
    ['came back', { state: 'returned', overdue: false }, 'returned'],
    ['filed', { state: 'filed', overdue: false }, 'filed'],
  ] as const) {
    it(name, () => expect(filingFace(filing)?.word).toBe(word))
  }
})

describe('the first opening after a notice', () => {
  for (const [name, now, days, opens] of [
    ['ends on a Wednesday: Thursday', '2026-11-29T02:00:00Z', 10, '2026-12-10T01:00:00.000Z'],
    [
      'late in the evening it is the same day in China',
      '2026-11-29T15:59:00Z',
      10,
      '2026-12-10T01:00:00.000Z',
    ],
    ['ends on a Saturday: Tuesday', '2026-11-25T02:00:00Z', 10, '2026-12-08T01:00:00.000Z'],
    ['ends on a Sunday: Tuesday', '2026-11-26T02:00:00Z', 10, '2026-12-08T01:00:00.000Z'],
  ] as const) {
    it(name, () => expect(openingAfter(days, new Date(now)).toISOString()).toBe(opens))
  }
})
