import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

export interface Face {
  tone: 'going' | 'done' | 'due' | 'thanks' | 'still'
  icon: IconName
  word: string
}

type Shown = Pick<Schemas['BulletinSummary'], 'state' | 'urgent'> & { correction: boolean }

const states: Record<Schemas['BulletinState'], Omit<Face, 'word'>> = {
  scheduled: { tone: 'thanks', icon: 'clock' },
  published: { tone: 'going', icon: 'check' },
  ended: { tone: 'still', icon: 'clock' },
  corrected: { tone: 'still', icon: 'pencil' },
  withdrawn: { tone: 'still', icon: 'cross' },
}

/** What a notice wears: that it is urgent or a correction, and its state where that says something to the reader. */
export function facesOf(bulletin: Shown, desk = false): Face[] {
  const { state } = bulletin
  const open = state === 'published' || state === 'scheduled'
  return [
    ...(bulletin.urgent && open ? [{ tone: 'due', icon: 'warning', word: 'urgent' } as const] : []),
    ...(bulletin.correction ? [{ tone: 'thanks', icon: 'pencil', word: 'correction' } as const] : []),
    ...(desk || state !== 'published' ? [{ ...states[state], word: state }] : []),
  ]
}
