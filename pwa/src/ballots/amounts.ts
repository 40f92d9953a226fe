import type { Schemas } from '@/api/client'
import { groupText, hundredths } from '@/shared/format/hundredths'
import { say } from '@/shared/words'

type Kind = Schemas['ElectorateKind']

/** An area of 0.01 m² steps in words: 18,000.00 m². */
export function areaText(n: number | bigint): string {
  return say('ballotRule.area', { n: hundredths(n) })
}

/** Fen as yuan with fen. */
export function yuanText(fen: number | bigint): string {
  return say('ballotRule.yuan', { n: hundredths(fen) })
}

/** So many of those who vote: 289 households, 2,400 people. */
export function peopleText(n: number | bigint, of: Kind): string {
  return say(`ballotRule.people.${of}`, { n: groupText(n) })
}

/** An exact fraction such as 4000/3 with two decimals, cut off and never rounded up. */
export function fractionText(fraction: string): string {
  const [above = '0', below = '1'] = fraction.split('/')
  if (!/^\d+$/.test(above) || !/^[1-9]\d*$/.test(below)) return fraction
  return hundredths((BigInt(above) * 100n) / BigInt(below))
}

/** An exact fraction of fen as yuan, cut off. */
export function shareText(fraction: string): string {
  const [above = '0', below = '1'] = fraction.split('/')
  if (!/^\d+$/.test(above) || !/^[1-9]\d*$/.test(below)) return fraction
  return yuanText(BigInt(above) / BigInt(below))
}
