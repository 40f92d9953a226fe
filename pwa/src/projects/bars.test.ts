import { describe, expect, it } from 'vitest'
import { barsOf, shareText } from './bars'

describe('bars', () => {
  it('stand by size, those of one name together, with parts of the whole cut to hundredths', () => {
    const bars = barsOf([
      { key: 'a', n: 1 },
      { key: 'b', n: 1 },
      { key: 'a', n: 1 },
      { key: 'c', n: 0 },
    ])
    expect(bars).toEqual([
      { key: 'a', n: 2, share: 6666, width: 100 },
      { key: 'b', n: 1, share: 3333, width: 50 },
    ])
    expect(bars.map(bar => shareText(bar.share))).toEqual(['66.66%', '33.33%'])
  })

  it('are none of nothing, and to be seen however small', () => {
    expect(barsOf([{ key: 'a', n: 0 }])).toEqual([])
    expect(
      barsOf([
        { key: 'a', n: 10_000_000_000_000 },
        { key: 'b', n: 1 },
      ])[1],
    ).toMatchObject({ share: 0, width: 2 })
  })
})
