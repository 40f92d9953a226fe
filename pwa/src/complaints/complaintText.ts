import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

export const topics: Schemas['ComplaintTopic'][] = [
  'personal_data',
  'content',
  'app',
  'staff',
  'town_staff',
  'other',
]

type Tone = 'going' | 'done' | 'due'

/** How a state looks; its word is `complaints.state.<word>`. */
export function stateFace(c: { state: Schemas['ComplaintState']; overdue: boolean; round: number }): {
  tone: Tone
  icon: IconName
  word: string
} {
  if (c.state === 'answered') return { tone: 'done', icon: 'check', word: 'answered' }
  if (c.overdue) return { tone: 'due', icon: 'warning', word: 'overdue' }
  return { tone: 'going', icon: 'hourglass', word: c.round === 2 ? 'again' : 'received' }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The report that an address names; undefined where it names none. */
export function reportIn(address: string): string | undefined {
  return uuid.exec(address)?.[0].toLowerCase()
}
