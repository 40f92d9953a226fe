import type { Schemas } from '@/api/client'
import { groupText } from '@/shared/format/hundredths'
import { say } from '@/shared/words'
import { fractionText, peopleText, shareText, yuanText } from './amounts'
import { amountText, fractionWords, measures } from './rule'

type Line = Schemas['MeasureLine']
type Kind = Schemas['ElectorateKind']
type Project = Schemas['ProjectCount']

/** One step of a sum in words, and whether it was reached. */
export interface Step {
  text: string
  reached: boolean
}

/** The sum of one measure: did enough take part, did enough agree. */
export function measureSteps(line: Line, rule: Schemas['BallotRule'], of: Kind): Step[] {
  const say1 = (n: number) => amountText(n, line.measure, of)
  const { measure } = line
  const steps: Step[] = []
  const quorum = rule.quorum[measure]
  if (quorum && line.quorum_needed !== undefined)
    steps.push({
      reached: line.quorum_reached === true,
      text: say('ballotResult.sum.quorum', {
        total: say1(line.total),
        fraction: fractionWords(quorum),
        needed: say1(line.quorum_needed),
        reached: say1(line.participating),
      }),
    })
  const agree = rule.agree[measure]
  if (agree && line.agree_needed !== undefined)
    steps.push({
      reached: line.agree_reached === true,
      text: say(`ballotResult.sum.${rule.agree_base === 'all' ? 'agreeAll' : 'agree'}`, {
        base: say1(line.agree_base ?? (rule.agree_base === 'all' ? line.total : line.participating)),
        fraction: fractionWords(agree),
        needed: say1(line.agree_needed),
        reached: say1(line.agree),
      }),
    })
  return steps
}

/** How many of a measure marked so. */
export function markOf(
  result: Pick<Schemas['BallotResult'], 'marks'>,
  mark: string,
  measure: Line['measure'],
): number {
  const found = result.marks.find(one => one.mark === mark)
  return (measure === 'people' ? found?.people : found?.area) ?? 0
}

/** The measures of a result in their order. */
export function linesOf(result: Pick<Schemas['BallotResult'], 'measures'>): Line[] {
  return measures.flatMap(m => result.measures.filter(line => line.measure === m))
}

/** The projects that were chosen, in the order in which they were. */
export function winners(projects: readonly Project[]): Project[] {
  return projects.filter(one => one.chosen).sort((a, b) => (a.round ?? 0) - (b.round ?? 0))
}

/** The projects that were not, what most wanted first. */
export function losers(projects: readonly Project[]): Project[] {
  return projects.filter(one => !one.chosen).sort((a, b) => b.votes - a.votes)
}

/** Why a project was chosen: how many voted for it, and with how much weight its supporters could pay. */
export function winnerText(one: Project): string {
  const args = { votes: groupText(one.votes), cost: yuanText(one.cost) }
  return one.effective_votes
    ? say('ballotResult.budget.winEffective', { ...args, effective: fractionText(one.effective_votes) })
    : say('ballotResult.budget.win', args)
}

/** Why a project was not chosen, in one sentence. */
export function loserText(one: Project, titleOf: (id: string) => string): string {
  const votes = groupText(one.votes)
  if (!one.why) return say('ballotResult.budget.lose', { votes })
  return say(`ballotResult.why.${one.why}`, {
    votes,
    cost: yuanText(one.cost),
    needed: groupText(one.needed_votes ?? 0),
    held: yuanText(one.supporters_held ?? 0),
    left: yuanText(one.budget_left ?? 0),
    other: one.stopped_at ? titleOf(one.stopped_at) : '',
  })
}

/** The steps of counting a budget, in plain words. */
export function budgetSteps(result: Schemas['BallotResult'], ballot: Schemas['Ballot']): string[] {
  const terms = ballot.budget
  if (!terms) return []
  const voters = (result.valid ?? 0) + (result.blank ?? 0)
  const amount = yuanText(terms.budget)
  if (terms.method === 'greedy' || result.greedy_stands)
    return [
      ...(result.greedy_stands ? [say('ballotResult.budget.greedyStands')] : []),
      say('ballotResult.budget.greedy', { amount }),
    ]
  const share = voters > 0 ? BigInt(terms.budget) / BigInt(voters) : 0n
  return [
    say('ballotResult.budget.share', { amount, voters: groupText(voters), share: yuanText(share) }),
    say('ballotResult.budget.buy'),
    ...(terms.increment && result.final_endowment
      ? [
          say('ballotResult.budget.grow', {
            step: yuanText(terms.increment),
            share: shareText(result.final_endowment),
          }),
        ]
      : []),
    say('ballotResult.budget.fill'),
  ]
}

/** How many took part by each way, and how many did not. Of few ballots the ways are not told apart. */
export function turnoutRows(result: Schemas['BallotResult'], of: Kind): { key: string; text: string }[] {
  const by = (channel: Schemas['VoteChannel']) => result.channels.find(one => one.channel === channel)?.votes
  const rows: [string, number | undefined][] = [
    ['online', by('online')],
    ['paper', by('paper')],
    ['notVoted', result.not_voted],
    ['blank', result.blank],
    ['invalid', result.invalid],
    ['conflicts', result.conflicts],
    ['refused', result.refused],
  ]
  return rows
    .filter(([key, n]) => n !== undefined && (n > 0 || ['online', 'paper', 'notVoted'].includes(key)))
    .map(([key, n]) => ({
      key,
      text: key === 'refused' || key === 'blank' ? groupText(n!) : peopleText(n!, of),
    }))
}
