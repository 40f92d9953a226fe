import { describe, expect, it } from 'vitest'
import { spotAt, spotByKey } from './spot'
import { failureOf, positionOf } from './usePosition'

describe('a spot on the plan', () => {
  const box = { left: 10, top: 20, width: 200, height: 100 }
  it.each([
    ['the middle', 110, 70, { x: 500, y: 500 }],
    ['a corner', 10, 120, { x: 0, y: 1000 }],
    ['a finger that slid off stays on the edge', 400, -5, { x: 1000, y: 0 }],
  ])('is counted in thousandths: %s', (_, clientX, clientY, spot) => {
    expect(spotAt({ clientX, clientY }, box)).toEqual(spot)
  })
  it('is set and moved by arrow keys, and never off the picture', () => {
    expect(spotByKey('ArrowUp', undefined)).toEqual({ x: 500, y: 500 })
    expect(spotByKey('ArrowRight', { x: 990, y: 3 })).toEqual({ x: 1000, y: 3 })
    expect(spotByKey('Tab', { x: 1, y: 1 })).toBeUndefined()
  })
})

it('takes a position as the contract wants it', () => {
  expect(positionOf({ latitude: 34.12345678, longitude: 108.1, accuracy: 17.6 })).toEqual({
    point: { lat: 34.123457, lon: 108.1 },
    accuracy: 18,
  })
  expect(positionOf({ latitude: 0, longitude: 0, accuracy: 9e6 }).accuracy).toBe(100_000)
})

it.each([
  [{ code: 1 }, 'denied'],
  [{ code: 2 }, 'unavailable'],
  [{ code: 3 }, 'timeout'],
  [new Error('none'), 'unavailable'],
])('knows why there is no position', (thrown, failure) => {
  expect(failureOf(thrown)).toBe(failure)
})
