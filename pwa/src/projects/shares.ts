import type { Schemas } from '@/api/client'
import { fenOf } from '@/shared/format/money'
import type { Draft, Lack } from './fields'

type Unit = Schemas['ShareUnit']

/**
 * Households as they are typed or pasted from a sheet, one a line: the door, and for a rule other than equal shares
 * its area in m² or its weight. A line that cannot be read has no number.
 */
export function unitsOf(rule: string, typed: string): Unit[] {
  return typed
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => {
      const found = /^(.*?)[\s,\uFF0C\t]+(\d+(?:\.\d{1,2})?)\s*(?:m²|\u33A1)?$/.exec(line)
      if (rule === 'equal') return { label: line }
      const number = found ? fenOf(found[2]!) : undefined
      const label = found?.[1]?.trim() ?? line
      if (number === undefined) return { label }
      return rule === 'area' ? { label, area: number } : { label, weight: number }
    })
}

/** What is amiss before shares can be computed. */
export function shareLacks(draft: Draft): Record<string, Lack> {
  const lacks: Record<string, Lack> = {}
  const total = fenOf((draft.total as string | undefined) ?? '')
  const rule = draft.rule as string
  const units = unitsOf(rule, (draft.units as string | undefined) ?? '')
  if (total === undefined || total < 1) lacks.total = 'number'
  if (units.length === 0) lacks.units = 'missing'
  else if (rule === 'area' && units.some(unit => !unit.area)) lacks.units = 'number'
  else if ((rule === 'floor' || rule === 'benefit') && units.some(unit => unit.weight === undefined))
    lacks.units = 'number'
  return lacks
}

/** What is sent. */
export function shareBodyOf(draft: Draft): Schemas['CostShareBody'] {
  const rule = draft.rule as Schemas['ShareRule']
  return { total: fenOf(draft.total as string) ?? 0, rule, units: unitsOf(rule, draft.units as string) }
}

/** A split that was recorded, as it would be typed. */
export function shareDraftOf(body: Schemas['CostShareBody']): Draft {
  const line = ({ label, area, weight }: Unit) => {
    const number = body.rule === 'area' ? area : weight
    return body.rule === 'equal' || number === undefined ? label : `${label} ${(number / 100).toFixed(2)}`
  }
  return {
    total: (body.total / 100).toFixed(2),
    rule: body.rule,
    units: body.units.map(line).join('\n'),
  }
}
