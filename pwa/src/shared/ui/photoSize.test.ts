import { describe, expect, it } from 'vitest'
import { sizeFor, sourcesOf } from './photoSize'

describe('sizes of photos', () => {
  it.each([
    [130, 2, 'thumb'], // a list card on most phones
    [130, 3, 'thumb'],
    [360, 1, 'thumb'], // the whole breadth of a phone
    [360, 2, 'middle'],
    [360, 3, 'middle'],
    [680, 1, 'middle'], // the reading width at a desk
    [680, 2, 'full'],
    [4000, 2, 'full'],
  ])('%d px at density %d take the %s one', (shown, density, size) => {
    expect(sizeFor(shown, density)).toBe(size)
  })

  it('are offered to the browser with their width', () => {
    expect(sourcesOf(size => `/m?variant=${size}`)).toBe(
      '/m?variant=thumb 400w, /m?variant=middle 800w, /m?variant=full 1600w',
    )
  })
})
