import type { OutboxItem } from '@/shared/outbox/item'

/** How an item stands: being sent, refused, held back until somebody signs in, tried again later, or next in turn. */
export type Standing = 'sending' | 'stopped' | 'signIn' | 'waitingUntil' | 'waiting'

/** How an item stands at this time; `part` is what has left the phone of the attempt under way. */
export function standingOf(item: OutboxItem, part: number | undefined, now: number): Standing {
  if (part !== undefined) return 'sending'
  if (item.state === 'stopped') return 'stopped'
  if (item.problem?.code === 'unauthenticated' || item.problem?.code === 'session_ended') return 'signIn'
  return item.notBefore > now ? 'waitingUntil' : 'waiting'
}

/** Why the last attempt failed: the server's own words, or the key of ours where it did not answer. */
export function reasonOf({ problem }: OutboxItem): { key?: string; words?: string } {
  if (!problem) return {}
  if (problem.code === 'network') return { key: 'outbox.network' }
  const words = [problem.title, problem.detail].filter(Boolean).join(' ')
  return words ? { words } : { key: 'outbox.unclear' }
}
