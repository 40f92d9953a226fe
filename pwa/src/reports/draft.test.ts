import { describe, expect, it } from 'vitest'
import { type Draft, begun, bodyOf, draftOf, freshDraft, itemOf, missing } from './draft'

const photo = { id: 'p1', width: 1600, height: 1200, sent: false }
const full: Draft = {
  ...freshDraft(),
  id: 'r1',
  class: '0102',
  className: '暴露垃圾',
  text: ' 三天没人收 ',
  photos: [photo],
  place: { point: { lat: 34.1, lon: 108.9 }, accuracy: 12, words: '  ' },
}

describe('a draft', () => {
  it.each([
    ['nothing yet', freshDraft(), ['photos', 'class', 'place']],
    ['only a photo', { ...freshDraft(), photos: [photo] }, ['class', 'place']],
    ['a place in words alone is a place', { ...full, place: { words: '3号楼后' } }, []],
    ['blanks are no words', { ...full, place: { words: '  ' } }, ['place']],
    ['a spot on the plan is a place', { ...full, place: { spot: { x: 0, y: 1000 } } }, []],
    ['everything', full, []],
  ])('misses what was not given: %s', (_, draft, parts) => {
    expect(missing(draft)).toEqual(parts)
  })

  it.each([
    ['nothing', freshDraft(), false],
    ['spaces', { ...freshDraft(), text: '  ' }, false],
    ['one word', { ...freshDraft(), text: '灯' }, true],
    ['a photo', { ...freshDraft(), photos: [photo] }, true],
    ['a class', { ...freshDraft(), class: '0102' }, true],
    ['a place', { ...freshDraft(), place: { point: { lat: 0, lon: 0 } } }, true],
  ])('is begun when something would be missed: %s', (_, draft, yes) => {
    expect(begun(draft)).toBe(yes)
  })

  it('is sent without empty words, and its accuracy only with its point', () => {
    expect(bodyOf(full, 'c1')).toEqual({
      id: 'r1',
      community_id: 'c1',
      class: '0102',
      text: '三天没人收',
      photo_ids: ['p1'],
      place: { point: { lat: 34.1, lon: 108.9 }, accuracy: 12 },
    })
    expect(bodyOf({ ...full, text: ' ', place: { spot: { x: 1, y: 2 }, accuracy: 9 } }, 'c1')).toEqual({
      id: 'r1',
      community_id: 'c1',
      class: '0102',
      photo_ids: ['p1'],
      place: { spot: { x: 1, y: 2 } },
    })
  })

  it('comes back from the outbox as it was, with the same id', () => {
    const again = draftOf(itemOf(full, 'a1', 'c1', 1))
    expect(again).toEqual({ ...full, text: '三天没人收', place: { point: full.place.point, accuracy: 12 } })
  })

  it('gets another id where its own belongs to somebody else', () => {
    const problem = { code: 'id_taken' as const, title: '', detail: '' }
    expect(draftOf({ ...itemOf(full, 'a1', 'c1', 1), problem }).id).not.toBe('r1')
  })
})
