import { describe, expect, it } from 'vitest'
import { type Text, equal, merge, takeTheirs } from './merge'

const text = (clauses: Record<string, string>, preamble = '', short = ''): Text => ({
  preamble,
  short,
  clauses: Object.entries(clauses).map(([id, words]) => ({ id, text: words })),
})
const told = (one: Text) => one.clauses.map(clause => `${clause.id} ${clause.text}`)

describe('what two people made of one text', () => {
  const base = text({ a: '垃圾', b: '停车', c: '养犬' })

  it('is theirs where I changed nothing, and mine where they changed nothing', () => {
    const theirs = text({ a: '垃圾分类', b: '停车', c: '养犬' })
    expect(merge(base, base, theirs)).toEqual({ text: theirs, clashes: [] })
    expect(merge(base, theirs, base)).toEqual({ text: theirs, clashes: [] })
  })

  it('has both changes where they are of different clauses', () => {
    const mine = text({ a: '垃圾', b: '停车', c: '养犬拴绳' })
    const theirs = text({ a: '垃圾分类', b: '停车', c: '养犬' })
    const merged = merge(base, mine, theirs)
    expect(told(merged.text)).toEqual(['a 垃圾分类', 'b 停车', 'c 养犬拴绳'])
    expect(merged.clashes).toEqual([])
  })

  it('keeps mine where both changed one clause, and tells both', () => {
    const merged = merge(
      base,
      text({ a: '甲', b: '停车', c: '养犬' }),
      text({ a: '乙', b: '停车', c: '养犬' }),
    )
    expect(told(merged.text)[0]).toBe('a 甲')
    expect(merged.clashes).toEqual([
      { at: 'a', mine: { id: 'a', text: '甲' }, theirs: { id: 'a', text: '乙' } },
    ])
    expect(told(takeTheirs(merged.text, merged.clashes[0]!))[0]).toBe('a 乙')
  })

  it('is no clash where both made the same of it', () => {
    const both = text({ a: '同', b: '停车', c: '养犬' })
    expect(merge(base, both, both).clashes).toEqual([])
  })

  it('puts in what each put in, where it stood', () => {
    const mine = text({ a: '垃圾', x: '我加', b: '停车', c: '养犬' })
    const theirs = text({ a: '垃圾', b: '停车', c: '养犬', y: '他加' })
    expect(told(merge(base, mine, theirs).text)).toEqual(['a 垃圾', 'x 我加', 'b 停车', 'c 养犬', 'y 他加'])
    expect(told(merge(base, text({ x: '先', a: '垃圾', b: '停车', c: '养犬' }), base).text)[0]).toBe('x 先')
  })

  it('takes out what one took out, unless the other changed it', () => {
    const without = text({ a: '垃圾', c: '养犬' })
    expect(told(merge(base, without, base).text)).toEqual(['a 垃圾', 'c 养犬'])
    expect(told(merge(base, base, without).text)).toEqual(['a 垃圾', 'c 养犬'])
    const changed = text({ a: '垃圾', b: '停车入位', c: '养犬' })
    for (const [mine, theirs] of [
      [without, changed],
      [changed, without],
    ] as const) {
      const merged = merge(base, mine, theirs)
      expect(merged.clashes.map(one => one.at)).toEqual(['b'])
      expect(told(merged.text)).toContain('b 停车入位')
    }
  })

  it('tells of the other fields as well', () => {
    const merged = merge(text({}, '', ''), text({}, '我', '短'), text({}, '他', ''))
    expect(merged.text.preamble).toBe('我')
    expect(merged.text.short).toBe('短')
    expect(merged.clashes).toEqual([{ at: 'preamble', mine: '我', theirs: '他' }])
    expect(takeTheirs(merged.text, merged.clashes[0]!).preamble).toBe('他')
  })
})

describe('equal', () => {
  it('minds the order, and nothing that is not said', () => {
    expect(equal(text({ a: '1', b: '2' }), text({ a: '1', b: '2' }))).toBe(true)
    expect(equal(text({ a: '1', b: '2' }), text({ b: '2', a: '1' }))).toBe(false)
    const empty = { ...text({ a: '1' }), clauses: [{ id: 'a', text: '1', title: '' }] }
    expect(equal(text({ a: '1' }), empty)).toBe(true)
  })
})
