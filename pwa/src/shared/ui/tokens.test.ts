import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

type Tokens = Record<string, string>

const css = readFileSync(fileURLToPath(import.meta.url).replace('.test.ts', '.css'), 'utf8')

function block(selector: string): Tokens {
  const body = css.split(`${selector} {`)[1]?.split('}')[0] ?? ''
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(m => [m[1]!, m[2]!]))
}

const light = block('html:root')
const modes: Record<string, { tokens: Tokens; least: number }> = {
  light: { tokens: light, least: 4.5 },
  dark: { tokens: { ...light, ...block("html:root[data-theme='dark']") }, least: 4.5 },
  elder: { tokens: { ...light, ...block('html:root.elder') }, least: 7 },
}

/** Text on ground, each pair that some part of the app shows. */
const pairs: [string, string][] = [
  ...['ink', 'ink-2', 'green', 'vermilion', 'gold', 'plan', 'build', 'manage', 'evaluate', 'share'].flatMap(
    text => ['page', 'card', 'soft'].map((ground): [string, string] => [text, ground]),
  ),
  ['on-green', 'green'],
  ['ink', 'soft-vermilion'],
  ['ink-2', 'soft-vermilion'],
  ['vermilion', 'soft-vermilion'],
  ['ink', 'soft-gold'],
  ['gold', 'soft-gold'],
  ['on-night', 'night'],
  ['on-paper', 'paper'],
]

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

describe.each(Object.entries(modes))('in %s', (_, { tokens, least }) => {
  it.each(pairs)('%s on %s can be read', (text, ground) => {
    expect(contrast(tokens[text]!, tokens[ground]!)).toBeGreaterThanOrEqual(least)
  })

  it.each(['page', 'card', 'soft'])('the edge of a field or button shows on %s', ground => {
    expect(contrast(tokens.edge!, tokens[ground]!)).toBeGreaterThanOrEqual(3)
  })
})

it('black on white is 21:1', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21))
