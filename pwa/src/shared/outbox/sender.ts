import { Problem, problemOf } from '@/api/problem'
import type { OutboxItem } from './item'
import { change, discard, waitingOf } from './store'
import { verdictOn } from './verdict'

export interface Attempt {
  /** How much has left the phone, from 0 to 1. */
  progress(part: number): void
  /** Throws where another person is signed in by now: nothing is sent in a wrong name. */
  check(): void
}

/** Sends one item, all of it; throws a Problem. Must be safe to repeat from the start. */
export type Send = (item: OutboxItem, attempt: Attempt) => Promise<void>

export interface SenderEvents {
  /** Something in the outbox is not as it was. */
  changed(): void
  /** From 0 to 1; undefined when the attempt is over. */
  progress(id: string, part: number | undefined): void
  /** The server confirmed it. */
  sent(item: OutboxItem): void
}

/**
 * Sends what waits, one item after the other and oldest first, as long as something is due; then sets the clock for
 * what is due later. Tabs take turns; where the browser has no locks two may send the same, which is the same act.
 */
export class Sender {
  private account = ''
  private running: Promise<void> | undefined
  private again = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly ways: Record<OutboxItem['kind'], Send>,
    private readonly events: SenderEvents,
  ) {}

  /** For whom is sent from now on; nobody when empty. */
  for(account: string): void {
    this.account = account
    clearTimeout(this.timer)
    if (account) void this.run()
  }

  /** Sends everything that is due; with `now` also what was to wait for its next attempt. */
  async run(now = false): Promise<void> {
    if (now) await this.hurry()
    if (this.running) {
      this.again = true
      return this.running
    }
    // Where the phone's storage fails there is nothing to send from; the next occasion tries again.
    this.running = inTurn(() => this.drain().catch(() => this.events.changed())).finally(() => {
      this.running = undefined
      if (this.again) {
        this.again = false
        void this.run()
      } else void this.setClock()
    })
    return this.running
  }

  private async hurry(): Promise<void> {
    for (const item of await waitingOf(this.account)) {
      if (item.state === 'waiting') await change(item.id, { notBefore: 0 })
    }
  }

  private async drain(): Promise<void> {
    const { account } = this
    while (account && account === this.account && navigator.onLine) {
      const due = (await waitingOf(account)).find(
        item => item.state === 'waiting' && item.notBefore <= Date.now(),
      )
      if (!due || !(await this.attempt(due))) return
    }
  }

  /** Whether it makes sense to go on with the next one. */
  private async attempt(item: OutboxItem): Promise<boolean> {
    this.events.progress(item.id, 0)
    try {
      await this.ways[item.kind](item, {
        progress: part => this.events.progress(item.id, part),
        check: () => {
          if (this.account !== item.account) throw new Problem({ code: 'unauthenticated', status: 401 })
        },
      })
      await discard(item.id)
      this.events.sent(item)
      return true
    } catch (thrown) {
      return await this.failed(item, problemOf(thrown))
    } finally {
      this.events.progress(item.id, undefined)
      this.events.changed()
    }
  }

  private async failed(item: OutboxItem, problem: Problem): Promise<boolean> {
    const verdict = verdictOn(problem, item.attempts, Math.random())
    const { code, title, detail } = problem
    await change(item.id, {
      attempts: item.attempts + 1,
      problem: { code, title, detail },
      ...(verdict.kind === 'stop' ? { state: 'stopped' as const } : {}),
      ...(verdict.kind === 'retry' ? { notBefore: Date.now() + verdict.after } : {}),
    })
    return verdict.kind !== 'sign-in' && !problem.offline
  }

  private async setClock(): Promise<void> {
    clearTimeout(this.timer)
    if (!this.account) return
    const later = (await waitingOf(this.account).catch(() => [])).filter(
      item => item.state === 'waiting' && item.notBefore > Date.now(),
    )
    if (later.length === 0) return
    const next = Math.min(...later.map(item => item.notBefore))
    this.timer = setTimeout(() => void this.run(), next - Date.now())
  }
}

async function inTurn(act: () => Promise<void>): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks
  if (locks) await locks.request('wugong-outbox', act)
  else await act()
}
