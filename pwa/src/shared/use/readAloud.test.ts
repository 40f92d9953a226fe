import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { sentences } from './sentences'
import { useReadAloud } from './useReadAloud'

describe('a text in breaths', () => {
  it.each([
    ['路灯不亮。明天来修！', ['路灯不亮。', '明天来修！']],
    ['一\n\n二', ['一', '二']],
    ['', []],
    [' 。 ', []],
    ['Fixed today. See you; bye', ['Fixed today. See you;', 'bye']],
  ])('%o', (text, pieces) => {
    expect(sentences(text)).toEqual(pieces)
  })

  it('breaks a long sentence at its commas and loses nothing', () => {
    const long = `${'很长的话，'.repeat(30)}完了。`
    const pieces = sentences(long)
    expect(pieces.join('')).toBe(long)
    expect(Math.max(...pieces.map(one => one.length))).toBeLessThan(100)
  })
})

describe('reading aloud', () => {
  class Utterance {
    onend?: () => void
    constructor(readonly text: string) {}
  }
  const spoken: Utterance[] = []
  const cancel = vi.fn(() => spoken.splice(0))

  beforeEach(() => {
    vi.stubGlobal('speechSynthesis', { speak: (one: Utterance) => spoken.push(one), cancel })
    vi.stubGlobal('SpeechSynthesisUtterance', Utterance)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('reads one text at a time, and ends with its last sentence', () => {
    const [one, other] = [effectScope(), effectScope()].map(scope => scope.run(() => useReadAloud())!) as [
      ReturnType<typeof useReadAloud>,
      ReturnType<typeof useReadAloud>,
    ]
    one.read('一。二。')
    expect([one.reading.value, spoken.length]).toEqual([true, 2])
    other.read('三。')
    expect([one.reading.value, other.reading.value]).toEqual([false, true])
    expect(spoken.map(u => u.text)).toEqual(['三。'])
    spoken[0]!.onend!()
    expect(other.reading.value).toBe(false)
  })

  it('falls silent when its page goes', () => {
    const scope = effectScope()
    const voice = scope.run(() => useReadAloud())!
    voice.read('一。')
    scope.stop()
    expect([voice.reading.value, spoken.length]).toEqual([false, 0])
  })

  it('is not offered where the phone has no voice', () => {
    vi.stubGlobal('speechSynthesis', undefined)
    expect(effectScope().run(() => useReadAloud())!.able).toBe(false)
  })
})
