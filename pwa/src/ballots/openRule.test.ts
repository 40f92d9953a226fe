import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { bodiesOf, effectsOf, electoratesOf, kindOf, linesOf, mattersOf, profileOf } from './openRule'

const twoThirds = { num: 2, den: 3, inclusive: true }
const half = { num: 1, den: 2, inclusive: false }
const rule = (some: Partial<Schemas['BallotRule']>): Schemas['BallotRule'] => ({
  name: '',
  basis: '',
  quorum: {},
  agree: {},
  agree_base: 'participating',
  notice_days: 0,
  publicity_days: 0,
  ...some,
})
const profile = (id: string, some: Partial<Schemas['BallotProfile']> = {}): Schemas['BallotProfile'] => ({
  id,
  kinds: ['urban'],
  electorate: 'households',
  bodies: [],
  decides: true,
  advisory: false,
  legal_effect: 'advisory',
  rule: rule({}),
  ...some,
})
const matter = (some: Partial<Schemas['BallotMatterRule']>): Schemas['BallotMatterRule'] => ({
  matter: 'other',
  name: '',
  kinds: ['urban', 'rural'],
  ballots: ['decision', 'choice'],
  profiles: [],
  legal_effect: 'advisory',
  written_consent: false,
  ...some,
})

describe('what a rule asks', () => {
  it('of both measures alike stands in one line', () => {
    const both = (fraction: Schemas['Fraction']) => ({ people: fraction, area: fraction })
    expect(linesOf(rule({ quorum: both(twoThirds), agree: both(half) }))).toEqual([
      { what: 'quorum', measures: ['area', 'people'], fraction: twoThirds, base: 'participating' },
      { what: 'agree', measures: ['area', 'people'], fraction: half, base: 'participating' },
    ])
  })

  it('of each measure otherwise stands apart, and at least is not more than', () => {
    const lines = linesOf(rule({ agree: { people: half, area: { ...half, inclusive: true } } }))
    expect(lines.map(line => line.measures)).toEqual([['area'], ['people']])
  })

  it('of everybody is unanimity, but taking part is not', () => {
    const all = { num: 1, den: 1, inclusive: true }
    expect(linesOf(rule({ quorum: { people: all }, agree: { people: all } })).map(line => line.what)).toEqual(
      ['quorum', 'unanimous'],
    )
  })
})

const rules: Schemas['BallotRules'] = {
  matters: [
    matter({ matter: 'owner_covenant', kinds: ['urban'], profiles: ['b', 'a'], ballots: ['decision'] }),
    matter({ matter: 'land', kinds: ['rural'] }),
  ],
  profiles: [profile('a'), profile('b', { electorate: 'owners', legal_effect: 'recorded' })],
  calls: [],
}

it('a community sees its own matters', () => {
  expect(mattersOf(rules, 'urban').map(one => one.matter)).toEqual(['owner_covenant'])
})

it.each([
  ['the usual one comes first', '', 'b'],
  ['another allowed one can be chosen', 'a', 'a'],
  ['one that the matter does not allow cannot', 'c', 'b'],
])('the rule of a matter: %s', (_, chosen, id) => {
  expect(profileOf(rules, rules.matters[0], chosen)?.id).toBe(id)
})

it('a matter without a rule has none', () => {
  expect(profileOf(rules, matter({}), 'a')).toBeUndefined()
})

it.each([
  ['no rule', undefined, ['advisory']],
  ['what ranks and never decides', profile('x', { decides: false }), ['advisory']],
  ['what never has legal effect', profile('x', { advisory: true }), ['advisory']],
  ['a rule that decides', profile('x'), ['advisory', 'recorded']],
  [
    'a rule that binds in the app',
    profile('x', { legal_effect: 'binding_online' }),
    ['advisory', 'recorded', 'binding_online'],
  ],
])('the effects to choose from: %s', (_, of, effects) => expect(effectsOf(of)).toEqual(effects))

it('the rule says who votes; without one anybody may be asked', () => {
  expect(electoratesOf(rules.profiles[1])).toEqual(['owners'])
  expect(electoratesOf(undefined)).toContain('households')
})

it.each([
  ['what fits stays', 'choice' as const, 'choice'],
  ['what does not fit becomes the usual one', 'budget' as const, 'decision'],
])('the kind: %s', (_, chosen, kind) => expect(kindOf(matter({}), chosen)).toBe(kind))

describe('whose members may vote', () => {
  const bodies = [{ kind: 'council' as const }, { kind: 'resident_rep_meeting' as const }]
  it.each([
    ['a consultation asks any body', undefined, ['council', 'resident_rep_meeting']],
    ['a rule that names none too', profile('priority_poll'), ['council', 'resident_rep_meeting']],
    [
      'a meeting of representatives is asked alone',
      profile('resident_rep_meeting', { electorate: 'members', bodies: ['resident_rep_meeting'] }),
      ['resident_rep_meeting'],
    ],
    ['none of the rule is there', profile('x', { bodies: ['collective_members'] }), []],
  ])('%s', (_, rule, kinds) => {
    expect(bodiesOf(rule, bodies).map(one => one.kind)).toEqual(kinds)
  })
})
