import type { Schemas } from '@/api/client'

type Option = Pick<Schemas['BallotOption'], 'id' | 'cost'>

/** What the chosen projects cost together, fen. */
export function basketSum(options: readonly Option[], chosen: readonly string[]): bigint {
  return options.reduce((sum, one) => (chosen.includes(one.id) ? sum + BigInt(one.cost ?? 0) : sum), 0n)
}

/** How a basket stands to the amount: what it costs, what is left or over, and how full it is in per cent. */
export function basketOf(options: readonly Option[], chosen: readonly string[], amount: number) {
  const sum = basketSum(options, chosen)
  const left = BigInt(amount) - sum
  const full = amount > 0 ? Number((sum * 10_000n) / BigInt(amount)) / 100 : 0
  return { sum, left: left < 0n ? 0n : left, over: left < 0n ? -left : 0n, full: Math.min(100, full) }
}

/** One more chosen, or one fewer; more than `most` are never chosen, a single choice moves on. */
export function toggled(chosen: readonly string[], id: string, most: number): string[] {
  if (chosen.includes(id)) return chosen.filter(one => one !== id)
  if (most === 1) return [id]
  return chosen.length < most ? [...chosen, id] : [...chosen]
}
