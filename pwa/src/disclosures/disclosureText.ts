import type { Schemas } from '@/api/client'
import { hundredths, hundredthsOf } from '@/shared/format/hundredths'
import type { IconName } from '@/shared/ui/icons'
import { say } from '@/shared/words'

export interface Face {
  tone: 'going' | 'done' | 'due' | 'thanks' | 'still'
  icon: IconName
  word: string
}

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
