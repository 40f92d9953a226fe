import type { Schemas } from '@/api/client'

type Source = Schemas['FundSource']

/**
 * What was planned from each source beside what has come of it, in the order of the plan; several funds of one source
 * are one line. Labour moves no money, so nothing of it can come.
 */
export function planOf(
  plan: readonly Schemas['PlanLine'][],
  sums: readonly Schemas['FundSum'][],
): { source: Source; planned: number; come: number | undefined }[] {
  const planned = new Map<Source, number>()
  for (const { source, amount } of plan) planned.set(source, (planned.get(source) ?? 0) + amount)
  return [...planned].map(([source, amount]) => ({
    source,
    planned: amount,
    come: source === 'labour' ? undefined : comeOf(sums, source),
  }))
}

function comeOf(sums: readonly Schemas['FundSum'][], source: Source): number {
  return sums.reduce((all, one) => (one.side === 'in' && one.source === source ? all + one.amount : all), 0)
}
