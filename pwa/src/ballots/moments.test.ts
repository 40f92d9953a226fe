import { beforeAll, expect, it } from 'vitest'
import { loadWords, speak } from '@/shared/words'
import { momentsOf } from './moments'

beforeAll(async () => {
  await speak('zh-CN')
  await loadWords('app', 'shared', 'ballot', 'ballots')
})

const dates = {
  state: 'open' as const,
  legal_effect: 'recorded' as const,
  notice_at: '2026-11-01T00:00:00Z',
  roll_objections_until: '2026-11-06T16:00:00Z',
  opens_at: '2026-11-17T00:00:00Z',
  closes_at: '2026-11-30T10:00:00Z',
}

it('stand in their order; what has passed is marked', () => {
  const moments = momentsOf(dates, new Date('2026-11-18T00:00:00Z'))
  expect(moments.map(one => [one.title, one.tone])).toEqual([
    ['公示，名册定下来', 'done'],
    ['对名册提异议截止', 'done'],
    ['开始投票', 'done'],
    ['投票截止', 'plain'],
  ])
  expect(moments[3]?.time).toBe('11月30日 18:00')
})

it('of a cancelled vote end with the reason', () => {
  const moments = momentsOf(
    { ...dates, state: 'cancelled', cancelled_at: '2026-11-10T00:00:00Z', cancel_reason: '方案改了' },
    new Date('2026-11-18T00:00:00Z'),
  )
  expect(moments.map(one => one.id)).toEqual(['notice', 'roll', 'cancelled'])
  expect(moments[2]).toMatchObject({ note: '方案改了', tone: 'due' })
})
