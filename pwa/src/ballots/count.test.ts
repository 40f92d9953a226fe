import { beforeAll, describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { loadWords, speak } from '@/shared/words'
import { budgetSteps, loserText, losers, measureSteps, turnoutRows, winnerText, winners } from './count'

beforeAll(async () => {
  await speak('zh-CN')
  await loadWords('app', 'ballotRule', 'ballotResult')
})

const half = { num: 1, den: 2, inclusive: false }
const twoThirds = { num: 2, den: 3, inclusive: true }
const rule: Schemas['BallotRule'] = {
  name: '',
  basis: '',
  quorum: { people: twoThirds, area: twoThirds },
  agree: { people: half, area: half },
  agree_base: 'participating',
  notice_days: 15,
  publicity_days: 15,
}

describe('a measure as a sum', () => {
  const area: Schemas['MeasureLine'] = {
    measure: 'area',
    total: 2700000,
    participating: 1800000,
    agree: 900000,
    quorum_needed: 1800000,
    quorum_reached: true,
    agree_needed: 900001,
    agree_base: 1800000,
    agree_reached: false,
  }

  it('shows needed and reached of both steps (T4: exactly half is not enough)', () => {
    expect(measureSteps(area, rule, 'owners')).toEqual([
      {
        reached: true,
        text: '参加的够不够：一共27,000.00平方米，三分之二以上就是至少18,000.00平方米；实际参加18,000.00平方米。',
      },
      {
        reached: false,
        text: '同意的够不够：参加的有18,000.00平方米，超过一半就是至少9,000.01平方米；实际同意9,000.00平方米。',
      },
    ])
  })

  it('counts agreement against all where the rule says so', () => {
    const all = { ...rule, agree_base: 'all' as const }
    const line = { ...area, measure: 'people' as const, agree_base: 289, agree_needed: 193, agree: 99 }
    expect(measureSteps(line, all, 'owners')[1]?.text).toContain('按全部289户算')
  })

  it('has no steps without a line', () => {
    const none = { ...rule, quorum: {}, agree: {} }
    expect(
      measureSteps({ ...area, quorum_needed: undefined, agree_needed: undefined }, none, 'owners'),
    ).toEqual([])
  })
})

describe('a budget', () => {
  const project = (change: Partial<Schemas['ProjectCount']>): Schemas['ProjectCount'] => ({
    project: 'a',
    cost: 5000000,
    votes: 40,
    chosen: false,
    ...change,
  })

  it('lists winners as they were chosen and losers by votes', () => {
    const all = [
      project({ project: 'a', chosen: true, round: 2 }),
      project({ project: 'b', votes: 3 }),
      project({ project: 'c', chosen: true, round: 1 }),
      project({ project: 'd', votes: 9 }),
    ]
    expect(winners(all).map(one => one.project)).toEqual(['c', 'a'])
    expect(losers(all).map(one => one.project)).toEqual(['d', 'b'])
  })

  it.each([
    ['above_budget', {}, '40票。它要50,000.00元，比总额还多。'],
    ['too_few_votes', { needed_votes: 50 }, '40票，至少要50票才参加计算。'],
    ['too_small_share', { needed_votes: 50 }, '40票。花这么多钱，至少要50票。'],
    ['did_not_fit', { budget_left: 100 }, '40票。轮到它时只剩1.00元，它要50,000.00元，放不下。'],
    ['stopped', { stopped_at: 'x' }, '40票。前面的“路灯”放不下，就停在那里了。'],
    [
      'not_affordable',
      { supporters_held: 4999800 },
      '40票。支持者手里合起来有49,998.00元，它要50,000.00元，凑不够。',
    ],
    [
      'neither_fits',
      { supporters_held: 4999800, budget_left: 1 },
      '40票。支持者手里合起来有49,998.00元，凑不够50,000.00元；剩下的0.01元也放不下。',
    ],
  ] as const)('says why: %s', (why, change, text) => {
    expect(loserText(project({ why, ...change }), () => '路灯')).toBe(text)
  })

  it('says how a winner won, with effective votes cut off to two decimals', () => {
    expect(winnerText(project({ effective_votes: '200/3' }))).toBe('40票，50,000.00元；有效票数66.66。')
    expect(winnerText(project({}))).toBe('40票，50,000.00元。')
  })

  const result = { valid: 118, blank: 2, final_endowment: '130000' } as Schemas['BallotResult']
  const ballot = (method: 'mes' | 'greedy') =>
    ({ budget: { budget: 12000000, method, increment: 100, min_votes: 1 } }) as Schemas['Ballot']

  it('is told in steps: the share, the buying, the growing, the rest', () => {
    const steps = budgetSteps(result, ballot('mes'))
    expect(steps).toHaveLength(4)
    expect(steps[0]).toBe('总额120,000.00元，120人投票，先平均分，每人手里1,000.00元。')
    expect(steps[2]).toContain('最后每人手里1,300.00元')
  })

  it('by votes is one step, and says where it replaced equal shares', () => {
    expect(budgetSteps(result, ballot('greedy'))).toHaveLength(1)
    expect(budgetSteps({ ...result, greedy_stands: true }, ballot('mes'))[0]).toContain('比过两种算法')
  })
})

it('tells each way of voting, and what did not count only where there is some', () => {
  const result = {
    channels: [
      { channel: 'online', votes: 120 },
      { channel: 'paper', votes: 40 },
    ],
    not_voted: 129,
    invalid: 0,
    conflicts: 1,
    refused: 2,
  } as Schemas['BallotResult']
  expect(turnoutRows(result, 'owners').map(row => [row.key, row.text])).toEqual([
    ['online', '120户'],
    ['paper', '40户'],
    ['notVoted', '129户'],
    ['conflicts', '1户'],
    ['refused', '2'],
  ])
  expect(turnoutRows({ ...result, channels: [] }, 'owners')[0]).toEqual({ key: 'notVoted', text: '129户' })
})
