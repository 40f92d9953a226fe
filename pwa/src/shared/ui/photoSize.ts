import type { Schemas } from '@/api/client'

/** The sizes of a photo: pixels of its longer side, at most. */
const sizes: [Schemas['MediaVariant'], number][] = [
  ['thumb', 400],
  ['middle', 800],
  ['full', 1600],
]

/** A photo may be enlarged so much; nobody sees it, and the next size weighs three times as much. */
const slack = 1.35

/** The smallest size of a photo that is sharp at so many CSS pixels of its longer side. */
export function sizeFor(shown: number, density: number): Schemas['MediaVariant'] {
  return sizes.find(([, pixels]) => pixels * slack >= shown * density)?.[0] ?? 'full'
}

/** How broad a photo is shown that takes so many CSS pixels, or the whole of a narrower screen. */
export const sizesOf = (shown: number) => `(min-width: ${shown}px) ${shown}px, 100vw`

/** What a browser chooses from by itself, for photos that everybody may see. */
export function sourcesOf(address: (size: Schemas['MediaVariant']) => string): string {
  return sizes.map(([size, pixels]) => `${address(size)} ${pixels}w`).join(', ')
}
