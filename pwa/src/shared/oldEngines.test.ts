import { expect, it } from 'vitest'

it('gives Object.hasOwn to an engine that lacks it', async () => {
  const native = Object.getOwnPropertyDescriptor(Object, 'hasOwn')!
  Reflect.deleteProperty(Object, 'hasOwn')
  try {
    await import('./oldEngines')
    expect(Object.hasOwn({ own: 1 }, 'own')).toBe(true)
    expect(Object.hasOwn({ own: 1 }, 'toString')).toBe(false)
    expect(Object.keys(Object)).toEqual([])
  } finally {
    Object.defineProperty(Object, 'hasOwn', native)
  }
})
