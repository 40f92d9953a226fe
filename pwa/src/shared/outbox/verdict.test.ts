import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { verdictOn } from './verdict'

const half = 0.5

describe('what a failed attempt means', () => {
  it.each([
    [
      'the notice is to be agreed to first: nothing is lost',
      new Problem({ code: 'welcome_needed', status: 409 }),
      0,
      { kind: 'sign-in' },
    ],
    ['no answer', new Problem({ code: 'network' }), 0, { kind: 'retry', after: 4_000 }],
    ['no answer for the fourth time', new Problem({ code: 'network' }), 3, { kind: 'retry', after: 32_000 }],
    ['no answer for days', new Problem({ code: 'network' }), 400, { kind: 'retry', after: 300_000 }],
    ['a hotel page', new Problem({ code: 'unreadable', status: 403 }), 0, { kind: 'retry', after: 4_000 }],
    [
      'photo storage is away: never before Retry-After',
      new Problem({ code: 'storage_unavailable', status: 503, retry_after: 30 }),
      0,
      { kind: 'retry', after: 30_000 },
    ],
    [
      'too many requests',
      new Problem({ code: 'too_many_requests', status: 429, retry_after: 60 }),
      0,
      { kind: 'retry', after: 60_000 },
    ],
    [
      'a fault of the server',
      new Problem({ code: 'internal', status: 500 }),
      1,
      { kind: 'retry', after: 8_000 },
    ],
    ['the session is over', new Problem({ code: 'unauthenticated', status: 401 }), 0, { kind: 'sign-in' }],
    ['too far away', new Problem({ code: 'report_place_far', status: 422 }), 0, { kind: 'stop' }],
    ['the id is another record', new Problem({ code: 'id_taken', status: 409 }), 0, { kind: 'stop' }],
  ])('%s', (_, problem, attempts, verdict) => {
    expect(verdictOn(problem, attempts, half)).toEqual(verdict)
  })

  it('spreads the phones that lost the same network', () => {
    const problem = new Problem({ code: 'network' })
    expect(verdictOn(problem, 0, 0)).toEqual({ kind: 'retry', after: 3_200 })
    expect(verdictOn(problem, 0, 1)).toEqual({ kind: 'retry', after: 4_800 })
  })
})
