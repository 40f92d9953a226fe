import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadWords, speak } from '@/shared/words'
import { type Ruled, fractionWords, needed, ruleSentences } from './rule'

const least = (num: number, den: number) => ({ num, den, inclusive: true })
const more = (num: number, den: number) => ({ num, den, inclusive: false })

beforeAll(async () => {
  await speak('zh-CN')
  await loadWords('ballotRule')
})

describe('how many it takes', () => {
  it.each([
    // domain.md 3.4: T1, T2, T7, T8, T10–T14, T16, T17
    [289, least(2, 3), 193n],
    [2700000, least(2, 3), 1800000n],
    [300, least(2, 3), 200n],
    [301, least(2, 3), 201n],
    [1152, least(2, 3), 768n],
    [12479930, least(2, 3), 8319954n],
    [905, more(1, 2), 453n],
    [905, least(3, 4), 679n],
    [2400, more(1, 2), 1201n],
    [1201, more(1, 2), 601n],
    [1000, more(1, 2), 501n],
    [501, more(1, 2), 251n],
    [67, least(2, 3), 45n],
    [46, more(1, 2), 24n],
    [60, more(2, 3), 41n],
    [310, least(2, 3), 207n],
    [207, more(1, 2), 104n],
    [56, more(1, 2), 29n],
    [600, least(2, 3), 400n],
    [24, least(1, 1), 24n],
    [0, least(2, 3), 0n],
    [0, more(1, 2), 1n],
    [9007199254740991, least(3, 4), 6755399441055744n],
  ])('of %s by %o: %s', (total, fraction, n) => {
    expect(needed(total, fraction)).toBe(n)
  })
})

it.each([
  [least(2, 3), '三分之二以上'],
  [least(3, 4), '四分之三以上'],
  [more(1, 2), '超过一半'],
  [least(1, 2), '一半以上（刚好一半也算）'],
  [more(2, 3), '超过三分之二'],
  [least(1, 1), '全部'],
  [least(1, 10), '十分之一以上'],
  [least(13, 20), '20分之13以上'],
])('%o is said %s', (fraction, words) => {
  expect(fractionWords(fraction)).toBe(words)
})

function vote(change: Partial<Ruled> & { rule: Ruled['rule'] }): Ruled {
  return {
    kind: 'decision',
    electorate: { kind: 'owners', name: '' },
    silence: 'absent',
    invalid_participates: true,
    options: [],
    roll: { version: 1, count: 289, area: 2700000, hash: '', made_at: '' },
    ...change,
  }
}

function rule(
  quorum: Ruled['rule']['quorum'],
  agree: Ruled['rule']['agree'],
  base: Ruled['rule']['agree_base'] = 'participating',
): Ruled['rule'] {
  return { name: '', basis: '', quorum, agree, agree_base: base, notice_days: 15, publicity_days: 15 }
}

const ordinary = rule({ people: least(2, 3), area: least(2, 3) }, { people: more(1, 2), area: more(1, 2) })

describe('the rule in plain words', () => {
  it('of owners names both measures and what abstaining is', () => {
    expect(ruleSentences(vote({ rule: ordinary }))).toEqual([
      '一共289户、27,000.00平方米，至少要有193户、18,000.00平方米参加（三分之二以上）。',
      '参加的人里，同意的要超过一半（户数和面积都要）。',
      '弃权算参加，不算同意。',
      '纸票填得看不清的，算参加，不算同意。',
    ])
  })

  it('says what silence is where delivery counts, and that unusable paper does not', () => {
    const sentences = ruleSentences(
      vote({ rule: ordinary, silence: 'abstain_if_delivered', invalid_participates: false }),
    )
    expect(sentences).toContain('通知已经送到、一直没有投的，算参加、算弃权。')
    expect(sentences).toContain('纸票填得看不清的，不算参加，也不算同意。')
  })

  it('of adults names people only', () => {
    const adults = vote({
      rule: rule({ people: more(1, 2) }, { people: more(1, 2) }),
      electorate: { kind: 'adults', name: '' },
      roll: { version: 1, count: 2400, hash: '', made_at: '' },
    })
    expect(ruleSentences(adults).slice(0, 2)).toEqual([
      '一共2,400人，至少要有1,201人参加（超过一半）。',
      '参加的人里，同意的要超过一半。',
    ])
  })

  it('of all members counts agreement against all of them', () => {
    const members = vote({
      rule: rule({ people: least(2, 3) }, { people: least(2, 3) }, 'all'),
      electorate: { kind: 'members', name: '' },
      roll: { version: 1, count: 600, hash: '', made_at: '' },
    })
    expect(ruleSentences(members)).toEqual([
      '一共600人，至少要有400人参加（三分之二以上）。',
      '同意的至少要有400人，按全部600人来算（三分之二以上）。',
      '没参加的、弃权的，都不算同意。',
      '纸票填得看不清的，算参加，不算同意。',
    ])
  })

  it('of neighbours needs every one of them', () => {
    const affected = vote({
      rule: rule({}, { people: least(1, 1) }, 'all'),
      electorate: { kind: 'affected', name: '' },
      roll: { version: 1, count: 24, hash: '', made_at: '' },
    })
    expect(ruleSentences(affected)[0]).toBe('一共24户，同意的至少要有24户（全部）。')
  })

  it('without a line says so; without a roll it names no numbers', () => {
    expect(ruleSentences(vote({ rule: rule({}, {}) }))).toEqual(['这次只听意见，不设通过的线。'])
    expect(ruleSentences(vote({ rule: ordinary, roll: undefined }))[0]).toBe('参加的要达到：三分之二以上。')
  })

  it('of a choice tells how many and what a tie is', () => {
    const options = ['a', 'b', 'c'].map(id => ({ id, title: id, text: '' }))
    const choice = vote({ kind: 'choice', rule: rule({}, {}), options, seats: 2, max_choices: 2 })
    expect(ruleSentences(choice)).toEqual([
      '从3项里最多选2项，也可以一项都不选。',
      '得票最多的2项入选，一票也没有的不入选。',
      '最后一个名额票数一样的，照实公布并列，不由系统来定。',
    ])
  })

  it('of a budget tells the amount and the method', () => {
    const terms = { budget: 5000000, method: 'mes' as const, min_votes: 3 }
    const sentences = ruleSentences(vote({ kind: 'budget', rule: rule({}, {}), budget: terms }))
    expect(sentences[0]).toContain('一共有50,000.00元')
    expect(sentences[1]).toContain('平均分给每一位投票的人')
    expect(sentences[2]).toBe('至少要有3票，项目才参加计算。')
  })

  describe('in English', () => {
    beforeEach(() => speak('en'))

    it('says the same', async () => {
      expect(ruleSentences(vote({ rule: ordinary })).slice(0, 2)).toEqual([
        'Of 289 owners and 27,000.00 m², at least 193 owners and 18,000.00 m² must take part (at least 2/3).',
        'Among those who take part, yes votes must be more than half, counted by owners and by area.',
      ])
      await speak('zh-CN')
    })
  })
})
