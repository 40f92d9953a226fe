import type { Schemas } from '@/api/client'

/** The five stages in their order. */
export const stages = ['plan', 'build', 'manage', 'evaluate', 'share'] as const
export type Stage = (typeof stages)[number]

/** Where a project stands: in one of the five, or behind all of them. */
export type Standing = Schemas['ProjectStage']

/** How many stages are behind it: what the ring fills. */
export function passedOf(at: Standing): number {
  return at === 'closed' ? stages.length : stages.indexOf(at)
}

/** Where a stage stands while the project stands in another one. */
export function stageState(stage: Stage, at: Standing): 'done' | 'now' | 'later' {
  const apart = stages.indexOf(stage) - passedOf(at)
  if (apart < 0) return 'done'
  return apart === 0 ? 'now' : 'later'
}

/** The stage that an address names; for anything else the one where the project stands, at the end the last. */
export function stageOf(name: unknown, at: Standing): Stage {
  return stages.find(stage => stage === name) ?? stages.find(stage => stage === at) ?? 'share'
}
