import type { Schemas } from '@/api/client'
import { doorText } from './placeText'

type Unit = Pick<Schemas['UnitSummary'], 'estate' | 'building' | 'entrance' | 'door' | 'name'>

/** A unit's place as people say it, with its name where that is another than the door's. */
export function unitText(unit: Unit): string {
  return unit.name === unit.door ? doorText(unit) : `${doorText(unit)} ${unit.name}`
}

/** An area of hundredths of a square metre, with two decimals. */
export function areaText(area: number): string {
  return (area / 100).toFixed(2)
}

/** Hundredths of a square metre of what somebody typed; undefined where it is no area. */
export function areaOf(typed: string): number | undefined {
  const found = /^(\d{1,5})(?:[.\uff0e](\d{1,2}))?$/.exec(typed.trim())
  if (!found) return undefined
  const area = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
  return area >= 1 ? area : undefined
}
