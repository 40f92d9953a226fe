/** The number of a ballot on paper, as it is printed: 7 is 0007. */
export function numberText(n: number): string {
  return String(n).padStart(4, '0')
}

/** What a camera read or a person typed. */
export interface Read {
  number: number
  /** The vote that the code names; none where a number was typed. */
  ballot?: string
}

/** The ballot that a code or a typed number means, full-width digits and a leading No. included; none for anything else. */
export function readPaper(text: string): Read | undefined {
  const plain = text.normalize('NFKC').trim()
  const typed = /^(?:no\.?\s*)?0*([1-9]\d{0,5})$/i.exec(plain)
  if (typed) return { number: Number(typed[1]) }
  const code = /\/ballots\/([0-9a-f-]{36})\/papers\/0*([1-9]\d{0,5})$/.exec(plain)
  return code ? { number: Number(code[2]), ballot: code[1]! } : undefined
}

/** How many ballots stand on an A4: three where yes, no and abstain do, two with a few options, else one. */
export function ballotsASheet(kind: string, options: number): 1 | 2 | 3 {
  if (kind === 'decision') return 3
  return options <= 4 ? 2 : 1
}

/** A list cut into sheets. */
export function sheetsOf<T>(all: readonly T[], each: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / each) }, (_, i) => all.slice(i * each, (i + 1) * each))
}
