import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

type Face = { tone: 'going' | 'done' | 'still'; icon: IconName; word: 'open' | 'reached' | 'ended' }

/** How a call stands: gathering, reached, or ended short of it. */
export function callState(call: Pick<Schemas['Call'], 'reached_at' | 'ends_at'>, now: number): Face {
  if (call.reached_at) return { tone: 'done', icon: 'check', word: 'reached' }
  return new Date(call.ends_at).getTime() > now
    ? { tone: 'going', icon: 'pencil', word: 'open' }
    : { tone: 'still', icon: 'hourglass', word: 'ended' }
}
