import { describe, expect, it } from 'vitest'
import { type Draft, begun, bodyOf, draftFrom, freshDraft, missing, placeOf, similarWords } from './draft'

const full: Draft = {
  ...freshDraft(),
  id: 'p1',
  title: ' \u52a0\u88c5\u7535\u68af ',
  text: ' \u8001\u4eba\u4e0a\u4e0d\u53bb ',
  area: 'G3',
  photos: [{ id: 'm1', width: 4, height: 3, sent: false }],
  place: { words: ' 3\u53f7\u697c ', accuracy: 5 },
}

describe('a proposal that is being written', () => {
  it.each([
    ['nothing yet', freshDraft(), ['title', 'text', 'area']],
    ['one letter is no title', { ...full, title: ' \u706f ' }, ['title']],
    ['everything', full, []],
  ])('misses what was not given: %s', (_, draft, parts) => {
    expect(missing(draft)).toEqual(parts)
  })

  it.each([
    ['nothing', freshDraft(), false],
    ['a chosen area alone', { ...freshDraft(), area: 'G1' as const, named: 'yes' as const }, false],
    ['one word', { ...freshDraft(), title: '\u706f' }, true],
    ['a photo', { ...freshDraft(), photos: full.photos }, true],
    ['a place', { ...freshDraft(), place: { spot: { x: 1, y: 1 } } }, true],
    ['reports', { ...freshDraft(), reports: ['r1'] }, true],
  ])('is begun when something would be missed: %s', (_, draft, yes) => {
    expect(begun(draft)).toBe(yes)
  })

  it('is sent without what is empty, and names nobody unless wished', () => {
    expect(bodyOf(full, 'c1')).toEqual({
      id: 'p1',
      community_id: 'c1',
      title: '\u52a0\u88c5\u7535\u68af',
      text: '\u8001\u4eba\u4e0a\u4e0d\u53bb',
      area: 'G3',
      dimensions: [],
      photo_ids: ['m1'],
      named: false,
      source: 'online',
      place: { words: '3\u53f7\u697c' },
    })
    const bare = bodyOf({ ...full, place: { words: ' ' }, named: 'yes', reports: ['r1'] }, 'c1')
    expect(bare).toMatchObject({ named: true, report_ids: ['r1'] })
    expect(bare.place).toBeUndefined()
  })

  it('keeps the accuracy with its point only', () => {
    expect(placeOf({ point: { lat: 1, lon: 2 }, accuracy: 9 })).toEqual({
      point: { lat: 1, lon: 2 },
      accuracy: 9,
    })
    expect(placeOf({})).toBeUndefined()
  })

  it('is compared from two letters on, and never by more than 200', () => {
    expect(similarWords({ title: '\u706f', text: ' ' })).toBe('')
    expect(similarWords({ title: '\u8def\u706f', text: '' })).toBe('\u8def\u706f')
    expect([...similarWords({ title: 'a', text: '\u{20000}'.repeat(300) })]).toHaveLength(200)
  })

  it('begins from reports with their place, 30 of them at most', () => {
    const cluster = {
      class: '0102',
      class_name: 'x',
      reports: 40,
      first_at: '',
      last_at: '',
      place: { words: ' 3\u53f7\u697c ' },
      report_ids: Array.from({ length: 40 }, (_, n) => `r${n}`),
    }
    const draft = draftFrom(cluster, 't'.repeat(80))
    expect(draft).toMatchObject({ source: 'report_cluster', place: { words: '3\u53f7\u697c' } })
    expect(draft.title).toHaveLength(60)
    expect(draft.reports).toHaveLength(30)
  })
})
