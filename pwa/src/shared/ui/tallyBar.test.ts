import { type Component, createApp } from 'vue'
import { describe, expect, it } from 'vitest'
import TallyBar from './TallyBar.vue'
import { type TallyPart, percent, stretches } from './tallyBar'

const parts = (agree: number, against: number, abstain: number): TallyPart[] => [
  { tone: 'agree', word: '同意', n: agree },
  { tone: 'against', word: '反对', n: against },
  { tone: 'abstain', word: '弃权', n: abstain },
]

describe('shares', () => {
  it.each([
    [145, 289, 50.17],
    [193, 289, 66.78],
    [2, 3, 66.66],
    [0, 289, 0],
    [5, 0, 0],
    [1799999, 2700000, 66.66],
    [400, 300, 100],
  ])('%d of %d are %d %%, cut and never rounded up', (n, base, share) => {
    expect(percent(n, base)).toBe(share)
  })

  it('stand one behind the other without a gap, and nobody takes no room', () => {
    const drawn = stretches(parts(99, 0, 40), 289)
    expect(drawn.map(one => one.tone)).toEqual(['agree', 'abstain'])
    expect(drawn[0]!.from).toBe(0)
    expect(drawn[1]!.from).toBeCloseTo(drawn[0]!.width)
    expect(drawn.at(-1)!.from + drawn.at(-1)!.width).toBeCloseTo(percent(139, 289))
  })
})

it('says every figure in words, and hides the drawing from voices', () => {
  const root = document.createElement('div')
  const app = createApp(TallyBar as Component, {
    name: '人数',
    parts: parts(145, 40, 8),
    base: 289,
    needed: { n: 145, word: '需要同意' },
    say: (n: number) => `${n} 人`,
  })
  app.mount(root)
  expect([...root.querySelectorAll('dl > div')].map(row => row.textContent)).toEqual([
    '同意145 人',
    '反对40 人',
    '弃权8 人',
    '需要同意145 人',
  ])
  expect(root.querySelector('.bar')?.getAttribute('aria-hidden')).toBe('true')
  expect(root.querySelector<HTMLElement>('.line')?.style.left).toBe('50.17%')
  app.unmount()
})
