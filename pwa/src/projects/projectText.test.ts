import { describe, expect, it } from 'vitest'
import { beginBody, beginLacks } from './begin'
import { planOf } from './funds'
import { freshGift, giftBody, giftLacks } from './gift'
import { freshMoney, moneyBody, moneyLacks } from './moneyDraft'
import { addable, fundFace, quantityOf, sizeText, tenths, wayTo } from './projectText'
import { shareLacks, unitsOf } from './shares'

const now = new Date('2026-11-29T01:00:00+08:00')

describe('what is missing', () => {
  it('is added where it belongs, by those who may', () => {
    const query = { about: 'x', moment: 'after' }
    const add = (which: string) => ({ name: 'projects', params: { at: 'j', part: 'add', which } })
    expect(wayTo('j', { code: 'option', adds: 'option' }, ['option'])).toEqual(add('option'))
    expect(wayTo('j', { code: 'option', adds: 'option' }, ['need'])).toBeUndefined()
    expect(wayTo('j', { code: 'photo_after', adds: 'progress', subject_id: 'x' }, ['progress'])).toEqual({
      ...add('progress'),
      query,
    })
    expect(wayTo('j', { code: 'acceptance_signatures', subject_id: 'r' }, [])?.params).toEqual({
      at: 'j',
      part: 'records',
      which: 'r',
    })
    expect(wayTo('j', { code: 'fund_approval' }, [])?.params?.part).toBe('funds')
    expect(wayTo('j', { code: 'contribution_open' }, [])?.params?.part).toBe('contributions')
    expect(wayTo('j', { code: 'survey' }, ['progress'])).toEqual({
      name: 'evaluation-new',
      query: { project: 'j' },
    })
    expect(wayTo('j', { code: 'survey_answers', subject_id: 's' }, ['progress'])?.params?.at).toBe('s')
    expect(wayTo('j', { code: 'roster' }, ['progress'])?.name).toBe('roster-new')
    expect(wayTo('j', { code: 'rectification', subject_id: 'r' }, ['progress'])?.name).toBe('rectifications')
    expect(wayTo('j', { code: 'survey' }, [])).toBeUndefined()
    expect(wayTo('j', { code: 'party_review', adds: 'party_review' }, [])).toBeUndefined()
  })

  it('of a stage is only what belongs to it', () => {
    expect(addable('build', ['need', 'progress', 'acceptance', 'rating'])).toEqual(['progress', 'acceptance'])
  })
})

describe('what people give', () => {
  it('is counted in the unit of its kind', () => {
    expect(quantityOf('labour', '1.5')).toBe(15)
    expect(quantityOf('labour', '1.25')).toBeUndefined()
    expect(quantityOf('money', '1,200.50')).toBe(120_050)
    expect(quantityOf('land', '12')).toBe(1200)
    expect(quantityOf('goods', '2')).toBe(2)
    expect(quantityOf('goods', '2.5')).toBeUndefined()
    expect(quantityOf('goods', '0')).toBeUndefined()
    expect([tenths(25), tenths(30)]).toEqual(['2.5', '3'])
  })

  it('is declared with what it needs and nothing else', () => {
    const gift = { ...freshGift(now), quantity: '0.5', what: '搬砖', parcel: '不是地', paper: '2' }
    expect(giftLacks(freshGift(now), now)).toEqual(['quantity', 'what'])
    expect(giftLacks(gift, now)).toEqual([])
    expect(giftBody(gift)).toEqual({
      id: gift.id,
      kind: 'labour',
      quantity: 5,
      what: '搬砖',
      given_on: '2026-11-29',
      display: 'household',
    })
    expect(giftLacks({ ...gift, value: '100', other: true, day: '2026-11-30' }, now)).toEqual([
      'day',
      'display',
      'rule',
      'giver',
      'signed',
    ])
    const other = { ...gift, other: true, giver: '红旗商店', display: 'real' as const }
    expect(giftLacks(other, now)).toEqual(['signed'])
    const photos = [{ id: 'p', width: 1, height: 1, sent: true }]
    expect(giftLacks({ ...other, photos, signed: ['p'] }, now)).toEqual([])
    expect(giftBody({ ...other, photos, signed: ['p'] }).photos).toEqual([{ id: 'p', kind: 'paper' }])
    expect(giftLacks({ ...gift, kind: 'land', parcel: '' }, now)).toEqual(['parcel'])
    expect(giftBody({ ...gift, other: true, giver: '红旗商店' })).toMatchObject({
      giver: '红旗商店',
      paper_witnesses: 2,
    })
  })
})

describe('money', () => {
  it('goes out with a voucher and what it was for, and is reversed with a reason only', () => {
    const draft = { ...freshMoney(now), amount: '200', party: '建材店' }
    expect(moneyLacks(draft, false, now)).toEqual(['kind', 'voucher'])
    expect(moneyLacks({ ...draft, side: 'in' }, false, now)).toEqual(['source'])
    expect(moneyLacks(draft, true, now)).toEqual(['reason'])
    expect(moneyBody({ ...draft, kind: 'materials', source: 'fiscal' })).toEqual({
      id: draft.id,
      side: 'out',
      amount: 20_000,
      kind: 'materials',
      party: '建材店',
      moved_on: '2026-11-29',
    })
  })

  it('that has come stands beside what was planned', () => {
    const plan = [
      { source: 'fiscal' as const, amount: 100 },
      { source: 'labour' as const, amount: 50 },
      { source: 'fiscal' as const, amount: 20 },
    ]
    expect(planOf(plan, [{ side: 'in', source: 'fiscal', amount: 70 }])).toEqual([
      { source: 'fiscal', planned: 120, come: 70 },
      { source: 'labour', planned: 50, come: undefined },
    ])
  })

  it('shows how far others have looked at it', () => {
    const word = (more: object) => fundFace({ approved: false, countersigned: false, ...more }).word
    expect(word({})).toBe('recorded')
    expect(word({ approved: true })).toBe('approved')
    expect(word({ approved: true, countersigned: true })).toBe('countersigned')
    expect(word({ approved: true, countersigned: true, reversed_by: 'x' })).toBe('reversed')
  })
})

describe('shares', () => {
  it('are read line by line as they are pasted', () => {
    expect(unitsOf('area', '3号楼2单元401 89.50\n\n3号楼2单元402，90㎡')).toEqual([
      { label: '3号楼2单元401', area: 8950 },
      { label: '3号楼2单元402', area: 9000 },
    ])
    expect(unitsOf('equal', '401\n402')).toEqual([{ label: '401' }, { label: '402' }])
    expect(shareLacks({ total: '100', rule: 'area', units: '401' })).toEqual({ units: 'number' })
    expect(shareLacks({ total: '', rule: 'equal', units: '' })).toEqual({ total: 'number', units: 'missing' })
    expect(shareLacks({ total: '100', rule: 'floor', units: '401 0' })).toEqual({})
  })
})

describe('beginning', () => {
  it('by the light path asks that nobody loses or pays anything', () => {
    const light = {
      proposal: 'p',
      path: 'light' as const,
      budget: '900',
      land: 'no',
      common: 'no',
      levy: 'no',
    }
    expect(beginLacks(light)).toEqual([])
    expect(beginLacks({ ...light, levy: 'yes', budget: '' })).toEqual(['budget', 'light'])
    expect(beginLacks({ ...light, path: 'full', proposal: '', land: '' })).toEqual(['proposal'])
    expect(beginBody('i', light).light).toEqual({
      budget: 90_000,
      land: false,
      common_property: false,
      levy: false,
    })
  })
})

describe('sizes', () => {
  it('are said as people read them', () => {
    expect([sizeText(10), sizeText(53_400), sizeText(2_340_000)]).toEqual(['1 kB', '53 kB', '2.3 MB'])
  })
})
