import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'
import { say } from '@/shared/words'

export interface Face {
  tone: 'going' | 'done' | 'due' | 'thanks' | 'still'
  icon: IconName
  word: string
}

/** A period as people say it: 2026年第三季度, 2026年10月, 2026年10月12日. */
export function periodText(period: Schemas['DisclosurePeriod']): string {
  const [year, month, day] = period.start.split('-').map(Number) as [number, number, number]
  const quarter = say(`disclosures.quarters.q${Math.ceil(month / 3)}`)
  return say(`disclosures.period.${period.kind}`, {
    year,
    quarter,
    month: say(`shared.time.month.${month}`),
    day,
  })
}

type Shown = Pick<Schemas['DisclosureSummary'], 'state' | 'correction' | 'posted' | 'checked'>

const states: Record<Schemas['DisclosureState'], Face> = {
  published: { tone: 'going', icon: 'eye', word: 'published' },
  ended: { tone: 'still', icon: 'clock', word: 'ended' },
  corrected: { tone: 'still', icon: 'pencil', word: 'corrected' },
}

/** What a disclosure wears: its state, that it corrects another, hangs on the board and was checked. */
export function facesOf(one: Shown): Face[] {
  return [
    states[one.state],
    ...(one.correction ? [{ tone: 'thanks', icon: 'pencil', word: 'correction' } as const] : []),
    ...(one.checked ? [{ tone: 'done', icon: 'check', word: 'checked' } as const] : []),
    ...(one.posted ? [{ tone: 'going', icon: 'image', word: 'posted' } as const] : []),
  ]
}

export const dutyFaces: Record<Schemas['DisclosureDutyState'], Face> = {
  done: { tone: 'done', icon: 'check', word: 'done' },
  due: { tone: 'thanks', icon: 'clock', word: 'due' },
  overdue: { tone: 'due', icon: 'warning', word: 'overdue' },
  coming: { tone: 'still', icon: 'hourglass', word: 'coming' },
}

export const questionFaces: Record<Schemas['DisclosureQuestionState'], Face> = {
  waiting: { tone: 'thanks', icon: 'clock', word: 'waiting' },
  overdue: { tone: 'due', icon: 'warning', word: 'overdue' },
  answered: { tone: 'done', icon: 'check', word: 'answered' },
}
