/** One bar: what it stands for, how much, its part of the whole in hundredths of a per cent, and how long it is drawn. */
export interface Bar<K extends string = string> {
  key: K
  n: number
  share: number
  width: number
}

/**
 * Amounts as bars, the largest first and as long as the row; parts of the whole are cut, never rounded up. What is
 * nothing is left out.
 */
export function barsOf<K extends string>(amounts: readonly { key: K; n: number }[]): Bar<K>[] {
  const sums = new Map<K, number>()
  for (const { key, n } of amounts) sums.set(key, (sums.get(key) ?? 0) + n)
  const some = [...sums].filter(([, n]) => n > 0).sort(([, a], [, b]) => b - a)
  const all = some.reduce((sum, [, n]) => sum + n, 0)
  const longest = some[0]?.[1] ?? 1
  return some.map(([key, n]) => ({
    key,
    n,
    share: Number((BigInt(n) * 10_000n) / BigInt(all)),
    width: Math.max(2, Math.round((n / longest) * 100)),
  }))
}

/** Hundredths of a per cent as people read them: 2550 is 25.5%, 3333 is 33.33%. */
export function shareText(share: number): string {
  return `${share / 100}%`
}
