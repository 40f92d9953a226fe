import type { Schemas } from '@/api/client'

export type Sheet = Schemas['EvaluationSheet']
export type Measure = Schemas['EvaluationMeasure']

/** What is rated, in the order of the contract: four dimensions, three senses. */
export const measures: readonly Measure[] = [
  'clean',
  'comfortable',
  'safe',
  'beautiful',
  'gain',
  'happiness',
  'security',
]

export const grades = [1, 2, 3, 4, 5] as const

export function emptySheet(): Sheet {
  return { clean: 0, comfortable: 0, safe: 0, beautiful: 0, gain: 0, happiness: 0, security: 0, words: '' }
}

/** Whether at least one thing is rated. */
export function rated(sheet: Sheet): boolean {
  return measures.some(measure => sheet[measure] > 0)
}

/** A sheet as it is sent: words only where there are any. */
export function sent(sheet: Sheet): Sheet {
  const { words, ...marks } = sheet
  const said = words?.trim()
  return said ? { ...marks, words: said } : marks
}

/** A share of 1,000 as percent, cut off to one digit behind the point: 905 is 90.5%, 1000 is 100%. */
export function percentText(permille: number): string {
  return permille % 10 === 0 ? `${permille / 10}%` : `${Math.floor(permille / 10)}.${permille % 10}%`
}

/** The numbers of the sheets that a refusal names: its fields are sheets.0, sheets.3, … */
export function sheetsNamed(fields: readonly { field: string }[] | undefined): number[] {
  const found = new Set<number>()
  for (const { field } of fields ?? []) {
    const at = /^sheets\.(\d+)/.exec(field)
    if (at) found.add(Number(at[1]) + 1)
  }
  return [...found].sort((a, b) => a - b)
}

/** A day of China, `days` from now, as a date field wants it. */
export function dayFrom(now: Date, days: number): string {
  return new Date(now.getTime() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)
}
