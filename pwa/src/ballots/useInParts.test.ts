import { effectScope, nextTick, ref } from 'vue'
import { expect, it, vi } from 'vitest'
import { useInParts } from './useInParts'

it('hundreds of sheets come a few at a picture, and all come', async () => {
  const frames: FrameRequestCallback[] = []
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0))
  const all = ref(Array.from({ length: 20 }, (_, i) => i))
  const scope = effectScope()
  const { ready, done } = scope.run(() => useInParts(all))!
  const seen = [ready.value.length]
  while (frames.length) {
    frames.shift()!(0)
    seen.push(ready.value.length)
  }
  expect(seen).toEqual([8, 16, 20])
  expect(done.value).toBe(true)

  // Other sheets begin anew.
  all.value = Array.from({ length: 9 }, (_, i) => i)
  await nextTick()
  expect([ready.value.length, done.value]).toEqual([8, false])
  scope.stop()
  expect(frames).toEqual([])
  vi.unstubAllGlobals()
})
