import { expect, it } from 'vitest'
import { fit } from './photo'

it.each([
  ['a camera of 48 megapixels', [8000, 6000], { width: 1920, height: 1440 }],
  ['upright', [3000, 4000], { width: 1440, height: 1920 }],
  ['small ones stay as they are', [800, 600], { width: 800, height: 600 }],
  ['a very long one keeps a pixel', [40_000, 3], { width: 1920, height: 1 }],
])('a photo fits the longest edge: %s', (_, [width, height], size) => {
  expect(fit(width!, height!)).toEqual(size)
})
