import { hundredths, hundredthsOf } from './hundredths'

/** Fen as yuan with two decimals and groups of three, exact for every amount: 1234567 gives 12,345.67. */
export function yuan(fen: number): string {
  return hundredths(fen).replace('-', '−')
}

/** What is typed as yuan, in fen; undefined where it is no amount of at most two decimals. */
export function fenOf(typed: string): number | undefined {
  const plain = typed.replace(/[\s,\uFF0C\u00A5\uFFE5\u5143]/g, '')
  const fen = hundredthsOf(plain.replace(/^[-−]/, ''))
  return fen !== undefined && /^[-−]/.test(plain) ? -fen : fen
}
