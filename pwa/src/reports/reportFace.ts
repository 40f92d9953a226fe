import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

type State = Schemas['ReportState']
type Tone = 'going' | 'done' | 'due' | 'thanks' | 'still'

const faces: Record<State, { tone: Tone; icon: IconName }> = {
  submitted: { tone: 'still', icon: 'clock' },
  accepted: { tone: 'going', icon: 'check' },
  rejected: { tone: 'still', icon: 'cross' },
  assigned: { tone: 'going', icon: 'person' },
  in_progress: { tone: 'going', icon: 'hammer' },
  waiting_external: { tone: 'still', icon: 'hourglass' },
  resolved: { tone: 'thanks', icon: 'eye' },
  verified: { tone: 'done', icon: 'check' },
  reopened: { tone: 'due', icon: 'retry' },
  closed: { tone: 'done', icon: 'check' },
}

/** Tone and icon of a state; its word is `reportStates.<state>`. */
export function faceOf(state: State): { tone: Tone; icon: IconName } {
  return faces[state]
}
