import type { Schemas } from '@/api/client'
import { groupText } from '@/shared/format/hundredths'
import { say } from '@/shared/words'
import { areaText, peopleText, yuanText } from './amounts'

type Fraction = Schemas['Fraction']
type Measure = Schemas['BallotMeasure']

/** What of a vote its rule is told from. */
export type Ruled = Pick<
  Schemas['Ballot'],
  | 'kind'
  | 'rule'
  | 'roll'
  | 'electorate'
  | 'silence'
  | 'invalid_participates'
  | 'seats'
  | 'max_choices'
  | 'min_choices'
  | 'budget'
  | 'options'
>

export const measures: readonly Measure[] = ['people', 'area']

/** The least count that meets a fraction of `total`: "at least a/b" rounds up, "more than" takes the next one. */
export function needed(total: number | bigint, { num, den, inclusive }: Fraction): bigint {
  const n = BigInt(num) * BigInt(total)
  const d = BigInt(den)
  return inclusive ? (n + d - 1n) / d : n / d + 1n
}

/** A fraction in words: two thirds, half, all; `must` as in "must be more than half". */
export function fractionWords(
  { num, den, inclusive }: Fraction,
  as: 'fraction' | 'must' = 'fraction',
): string {
  const how = inclusive ? 'atLeast' : 'moreThan'
  if (num === den) return say(`ballotRule.${as}.${inclusive ? 'all' : 'moreThanAll'}`)
  if (num * 2 === den) return say(`ballotRule.${as}.${how}Half`)
  const digit = (n: number) => (n <= 10 ? say(`ballotRule.digit.${n}`) : String(n))
  return say(`ballotRule.${as}.${how}`, { num: digit(num), den: digit(den) })
}

/** How much of a measure, in words. */
export function amountText(n: number | bigint, measure: Measure, of: Schemas['ElectorateKind']): string {
  return measure === 'people' ? peopleText(n, of) : areaText(n)
}

/** The whole register as the rule measures it; nothing while there is no roll. */
function totalsOf(one: Ruled): Partial<Record<Measure, number>> {
  if (!one.roll) return {}
  const area = counted(one).includes('area') ? one.roll.area : undefined
  return { people: one.roll.count, ...(area !== undefined && { area }) }
}

/** The measures that a rule names; heads where it names none. */
export function counted(one: Pick<Ruled, 'rule'>): Measure[] {
  const { quorum, agree } = one.rule
  const named = measures.filter(m => quorum[m] ?? agree[m])
  return named.length ? named : ['people']
}

const and = (parts: string[]) => parts.join(say('ballotRule.and'))

/** The same fraction on all measures, as in every rule so far; else the first. */
const first = (of: Schemas['Fractions']): Fraction | undefined => of.people ?? of.area

function quorumSentence(one: Ruled): string {
  const fraction = first(one.rule.quorum)
  if (!fraction) return ''
  const totals = totalsOf(one)
  const some = measures.filter(m => one.rule.quorum[m] && totals[m] !== undefined)
  if (!some.length) return say('ballotRule.quorumOpen', { fraction: fractionWords(fraction) })
  const of = one.electorate.kind
  return say('ballotRule.quorum', {
    total: and(some.map(m => amountText(totals[m]!, m, of))),
    needed: and(some.map(m => amountText(needed(totals[m]!, one.rule.quorum[m]!), m, of))),
    fraction: fractionWords(fraction),
  })
}

function agreeSentence(one: Ruled): string {
  const { agree, agree_base: base, quorum } = one.rule
  const fraction = first(agree)
  if (!fraction) return ''
  const both = agree.people && agree.area ? say('ballotRule.both') : ''
  const word = fractionWords(fraction)
  if (base === 'participating')
    return say('ballotRule.agree', { fraction: fractionWords(fraction, 'must'), both })
  const totals = totalsOf(one)
  const some = measures.filter(m => agree[m] && totals[m] !== undefined)
  if (!some.length) return say('ballotRule.agreeAllOpen', { fraction: word, both })
  const of = one.electorate.kind
  return say(first(quorum) ? 'ballotRule.agreeAll' : 'ballotRule.agreeAllAlone', {
    total: and(some.map(m => amountText(totals[m]!, m, of))),
    needed: and(some.map(m => amountText(needed(totals[m]!, agree[m]!), m, of))),
    fraction: word,
  })
}

function decisionSentences(one: Ruled): string[] {
  const { agree, quorum, agree_base: base } = one.rule
  const agreed = first(agree)
  const lone = !first(quorum) && !agreed
  return [
    quorumSentence(one),
    agreeSentence(one),
    lone ? say('ballotRule.noLine') : '',
    !agreed ? '' : say(base === 'all' ? 'ballotRule.abstainAll' : 'ballotRule.abstain'),
    first(quorum) && one.silence === 'abstain_if_delivered' ? say('ballotRule.silence') : '',
    lone ? '' : say(one.invalid_participates ? 'ballotRule.invalidCounts' : 'ballotRule.invalidNot'),
  ]
}

function choiceSentences(one: Ruled): string[] {
  const most = one.max_choices ?? 1
  const least = one.min_choices ?? 1
  return [
    say(most === 1 ? 'ballotRule.choose1' : 'ballotRule.choose', { n: most, of: one.options.length }),
    least > 1 ? say('ballotRule.least', { n: least }) : '',
    say('ballotRule.elected', { n: one.seats ?? 1 }),
    say('ballotRule.tie'),
  ]
}

function budgetSentences(one: Ruled): string[] {
  const terms = one.budget
  if (!terms) return []
  return [
    say('ballotRule.budget', { amount: yuanText(terms.budget) }),
    say(`ballotRule.method.${terms.method}`),
    terms.min_votes > 1 ? say('ballotRule.minVotes', { n: groupText(terms.min_votes) }) : '',
    say('ballotRule.budgetTies'),
  ]
}

/** The rule of a vote in plain words, sentence by sentence, from the copy that was frozen with it. */
export function ruleSentences(one: Ruled): string[] {
  const kinds = {
    decision: decisionSentences,
    choice: choiceSentences,
    budget: budgetSentences,
    secret: () => [],
  }
  return kinds[one.kind](one).filter(sentence => sentence !== '')
}
