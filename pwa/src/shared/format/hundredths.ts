/** A whole number with its thousands marked, as both languages write it. */
export function groupText(n: number | bigint): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Fen or 0.01 m² as a number with two decimals: exact, nothing is rounded. 1234567 gives 12,345.67. */
export function hundredths(n: number | bigint): string {
  const all = BigInt(n)
  const sign = all < 0n ? '-' : ''
  const whole = all < 0n ? -all : all
  return `${sign}${groupText(whole / 100n)}.${String(whole % 100n).padStart(2, '0')}`
}

/** Hundredths of a plain number of at most eleven digits and two decimals; undefined for anything else. */
export function hundredthsOf(plain: string): number | undefined {
  const found = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(plain)
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined
}
