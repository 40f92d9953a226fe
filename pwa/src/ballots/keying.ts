import type { Schemas } from '@/api/client'

/** What is keyed of one ballot: a mark of a decision, or the options chosen; invalid: unusable. */
export interface Keyed {
  mark?: Schemas['VoteMark']
  choices?: string[]
  invalid?: boolean
}

/** A batch being keyed: what was entered by number, and which one is before the eyes. */
export interface Keying {
  entries: Record<number, Keyed>
  at: number
}

const marks: Record<string, Schemas['VoteMark']> = { 1: 'yes', 2: 'no', 3: 'abstain', 4: 'invalid' }

/** The mark that a key of the keyboard means in a decision; the number pad counts too. */
export function markOf(key: string): Schemas['VoteMark'] | undefined {
  return marks[key]
}

/** Chooses or unchooses an option; 0 is a blank one, choosing unmakes invalid. */
export function toggled(keyed: Keyed | undefined, option: string): Keyed {
  const before = keyed?.choices ?? []
  return { choices: before.includes(option) ? before.filter(one => one !== option) : [...before, option] }
}

/** What a key does to a ballot with options: 1–9 choose, 0 is blank, x is invalid. */
export function keyedBy(
  key: string,
  keyed: Keyed | undefined,
  options: readonly string[],
): Keyed | undefined {
  if (key === '0') return { choices: [] }
  if (key.toLowerCase() === 'x') return { invalid: true }
  const option = /^[1-9]$/.test(key) ? options[Number(key) - 1] : undefined
  return option ? toggled(keyed, option) : undefined
}

/** The first ballot, from this one on and then from the beginning, of which nothing was entered; none when all are. */
export function nextOpen(papers: readonly number[], keying: Keying): number | undefined {
  const order = [...papers.slice(keying.at), ...papers.slice(0, keying.at)]
  return order.find(n => !keying.entries[n])
}

/** What is sent: every ballot of the batch in its order; none while one is missing. */
export function lookOf(papers: readonly number[], keying: Keying): Schemas['BatchLook'] | undefined {
  if (papers.some(n => !keying.entries[n])) return undefined
  return { papers: papers.map(number => ({ number, ...keying.entries[number] })) }
}

/** Whether more was chosen than the vote allows: such a ballot is unusable, and the keyer is told. */
export function tooMany(keyed: Keyed | undefined, most: number | undefined): boolean {
  return most !== undefined && (keyed?.choices?.length ?? 0) > most
}
