/** One part of a tally: how many, in what word, and how it is drawn. Counts are integers, areas in 0.01 m². */
export interface TallyPart {
  tone: 'agree' | 'against' | 'abstain'
  word: string
  n: number
}

/** A part as it is drawn: where it begins and how wide it is, in per cent of the base. */
export interface TallyStretch extends TallyPart {
  from: number
  width: number
}

/** Shares are for the eye only, cut to hundredths: nothing is ever decided by them. */
export function percent(n: number, base: number): number {
  if (base <= 0) return 0
  return Math.min(100, Number((BigInt(n) * 10_000n) / BigInt(base)) / 100)
}

/** The parts one behind the other; those of nobody are left out. */
export function stretches(parts: TallyPart[], base: number): TallyStretch[] {
  let before = 0
  return parts
    .filter(part => part.n > 0)
    .map(part => {
      const from = percent(before, base)
      before += part.n
      return { ...part, from, width: percent(before, base) - from }
    })
}
