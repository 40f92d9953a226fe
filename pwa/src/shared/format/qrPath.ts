import { encode } from 'uqr'

/** The dark squares of a QR code as one SVG path, a unit each, with the quiet zone readers need around them. */
export function qrPath(text: string): { path: string; size: number } {
  // Q: a quarter of a code on a door may be torn or dirty and it still reads.
  const { data, size } = encode(text, { ecc: 'Q', border: 4 })
  const runs = data.flatMap((row, y) => {
    const found: string[] = []
    for (let x = 0; x < row.length; x++) {
      const from = x
      while (row[x]) x++
      if (x > from) found.push(`M${from} ${y}h${x - from}v1h${from - x}z`)
    }
    return found
  })
  return { path: runs.join(''), size }
}
