import type { Problem } from '@/api/problem'

/** What a failed attempt means: try again after some milliseconds, wait for the person to sign in (or to agree to the
 * notice in force), or stop. */
export type Verdict = { kind: 'retry'; after: number } | { kind: 'sign-in' } | { kind: 'stop' }

const first = 4_000
const most = 5 * 60_000

/**
 * Judges a failure. Only a clear word of the server that this very thing is wrong stops an item: no answer, a busy
 * server and a proxy's page are tried again, at growing distances, never before the server's Retry-After.
 * `chance` (0…1) spreads the phones of a building that lost the same network.
 */
export function verdictOn(problem: Problem, attempts: number, chance: number): Verdict {
  if (problem.status === 401 || problem.code === 'welcome_needed') return { kind: 'sign-in' }
  if (!mayPass(problem)) return { kind: 'stop' }
  const growing = Math.min(most, first * 2 ** Math.min(attempts, 10)) * (0.8 + 0.4 * chance)
  return { kind: 'retry', after: Math.round(Math.max(growing, (problem.retryAfter ?? 0) * 1000)) }
}

function mayPass({ code, status }: Problem): boolean {
  return code === 'network' || code === 'unreadable' || status >= 500 || status === 408 || status === 429
}
