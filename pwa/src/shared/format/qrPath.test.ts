import readQr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { qrPath } from './qrPath'

/** Draws the path as a printer would, six points a unit, and reads it as a camera would. */
function readBack({ path, size }: { path: string; size: number }): string | undefined {
  const scale = 6
  const side = size * scale
  const points = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, left, top, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let y = Number(top) * scale; y < (Number(top) + 1) * scale; y++) {
      const from = (y * side + Number(left) * scale) * 4
      for (let x = 0; x < Number(width) * scale; x++) points.fill(0, from + x * 4, from + x * 4 + 3)
    }
  }
  return readQr(points, side, side)?.data
}

describe('qrPath', () => {
  it.each([
    'https://wugong.example/j/Zk3nTq0aY1s5x8Lw2dPq7R',
    'http://127.0.0.1:8080/j/0123456789abcdef0123456789abcdef01234567',
  ])('reads back as %s', link => {
    expect(readBack(qrPath(link))).toBe(link)
  })

  it('leaves the quiet zone of four units free', () => {
    const { path, size } = qrPath('https://wugong.example/j/Zk3nTq0aY1s5x8Lw2dPq7R')
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(m => m.slice(1).map(Number))
    expect(Math.min(...runs.flatMap(([x, y]) => [x!, y!]))).toBe(4)
    expect(Math.max(...runs.flatMap(([x, y, wide]) => [x! + wide!, y! + 1]))).toBe(size - 4)
  })
})
