import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

type Tone = 'going' | 'done' | 'due' | 'thanks' | 'still'

export const assetKinds: readonly Schemas['AssetKind'][] = [
  'lamp',
  'bench',
  'pavilion',
  'fitness',
  'ramp',
  'path',
  'green',
  'tree',
  'bin',
  'sorting_point',
  'toilet',
  'manhole',
  'drain',
  'water',
  'parking',
  'charging',
  'fire',
  'board',
  'room',
  'other',
]

const faces: Record<Schemas['AssetState'], { tone: Tone; icon: IconName }> = {
  in_use: { tone: 'done', icon: 'check' },
  broken: { tone: 'due', icon: 'warning' },
  retired: { tone: 'still', icon: 'minus' },
}

/** Tone and icon of a state; its word is `places.state.<state>`. */
export function assetFace(state: Schemas['AssetState']): { tone: Tone; icon: IconName } {
  return faces[state]
}
