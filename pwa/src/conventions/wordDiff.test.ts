import { describe, expect, it } from 'vitest'
import { diffClauses, diffWords, wordsOf } from './wordDiff'

const kept = (before: string, after: string) =>
  diffWords(before, after)
    .filter(piece => piece.kind === 'same')
    .map(piece => piece.text)

describe('words', () => {
  it('are found in Chinese and in English, and nothing of the text is lost', () => {
    for (const text of ['每户每月打扫一次楼道。', 'No dogs off the lead.', '', '第 3 条：\n🐕 拴绳']) {
      expect(wordsOf(text).join('')).toBe(text)
    }
    expect(wordsOf('每户每月打扫一次楼道').length).toBeLessThan('每户每月打扫一次楼道'.length)
  })
})

describe('what became of a text', () => {
  for (const [before, after] of [
    ['电动车不上楼，不在楼道充电。', '电动车不上楼、不进电梯，不在楼道充电。'],
    ['晚上十点以后不大声放音乐', '晚上九点半以后不大声放音乐'],
    ['', '新的'],
    ['旧的', ''],
    ['Keep the stairs free.', 'Please keep all stairs free.'],
  ] as const) {
    it(`both texts are whole in it: ${before} → ${after}`, () => {
      const pieces = diffWords(before, after)
      const of = (other: string) =>
        pieces
          .filter(piece => piece.kind !== other)
          .map(piece => piece.text)
          .join('')
      expect(of('new')).toBe(before)
      expect(of('gone')).toBe(after)
    })
  }
  it('shows whole words, and what stayed once', () => {
    expect(kept('每户每季度打扫一次楼道', '每户每月打扫一次楼道').join('|')).toMatch(
      /^每户.*\|.*打扫一次楼道$/,
    )
  })
})

describe('what became of the clauses', () => {
  const a = { id: 'a', title: '垃圾', text: '分四类投放' }
  const b = { id: 'b', title: '停车', text: '不占消防通道' }
  const c = { id: 'c', title: '养犬', text: '出门拴绳' }
  const told = (before: (typeof a)[], after: (typeof a)[]) =>
    diffClauses(before, after).map(one => `${one.id} ${one.kind} ${one.from ?? '-'}→${one.to ?? '-'}`)

  it('is nothing between equal versions', () => {
    expect(told([a, b], [a, b])).toEqual(['a same 1→1', 'b same 2→2'])
  })
  it('one is put in: the others only have other numbers', () => {
    expect(told([a, b], [c, a, b])).toEqual(['c new -→1', 'a same 1→2', 'b same 2→3'])
  })
  it('one is gone: it stands where it stood', () => {
    expect(told([a, b, c], [a, c])).toEqual(['a same 1→1', 'b gone 2→-', 'c same 3→2'])
    expect(told([a, b], [b])).toEqual(['a gone 1→-', 'b same 2→1'])
  })
  it('one moved, one changed', () => {
    const b2 = { ...b, text: '不占消防通道和绿地' }
    expect(told([a, b, c], [c, a, b2])).toEqual(['c moved 3→1', 'a same 1→2', 'b changed 2→3'])
  })
  it('everything is another', () => {
    expect(told([a, b], [c])).toEqual(['a gone 1→-', 'b gone 2→-', 'c new -→1'])
  })
})
