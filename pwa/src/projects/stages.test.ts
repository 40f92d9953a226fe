import { describe, expect, it } from 'vitest'
import { passedOf, stageOf, stageState, stages } from './stages'

describe('the stages', () => {
  it('fill the ring as their gates are passed', () => {
    expect([...stages, 'closed' as const].map(passedOf)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('say what is done, under way and still to come', () => {
    expect(stages.map(stage => stageState(stage, 'manage'))).toEqual([
      'done',
      'done',
      'now',
      'later',
      'later',
    ])
    expect(stages.map(stage => stageState(stage, 'closed'))).toEqual(stages.map(() => 'done'))
  })

  it('open where the project stands, unless the address names one', () => {
    expect(stageOf(undefined, 'build')).toBe('build')
    expect(stageOf('plan', 'build')).toBe('plan')
    expect(stageOf('nonsense', 'closed')).toBe('share')
  })
})
