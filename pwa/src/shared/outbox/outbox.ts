import { type Ref, ref, shallowReactive, shallowRef } from 'vue'
import { eraseKept } from '../kept'
import type { OutboxItem } from './item'
import { type Send, Sender } from './sender'
import { change, discard, enqueue, unsentOf, waitingOf } from './store'

const items = shallowRef<OutboxItem[]>([])
const progress = shallowReactive(new Map<string, number>())
const ready = ref(false)
const delivered = shallowReactive(new Set<string>())
const listeners = new Set<(item: OutboxItem) => void>()
// Safari before 15.4 has none: there another tab learns of a change when it is opened again.
// eslint-disable-next-line compat/compat
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('wugong-outbox')
let account = ''
let sender: Sender | undefined

/** What waits to be sent from this phone, for whoever is signed in. */
export function useOutbox(): {
  items: Readonly<Ref<readonly OutboxItem[]>>
  progress: ReadonlyMap<string, number>
  /** The phone has been asked: an empty list is empty. */
  ready: Readonly<Ref<boolean>>
  /** Ids that the server has confirmed since the app was opened. */
  delivered: ReadonlySet<string>
} {
  return { items, progress, ready, delivered }
}

/** Begins to send; called once at start, and `follow` whenever the person changes. */
export function startOutbox(ways: Record<OutboxItem['kind'], Send>): { follow(account: string): void } {
  sender = new Sender(ways, {
    changed: () => void tell(),
    progress: (id, part) => (part === undefined ? progress.delete(id) : progress.set(id, part)),
    sent: item => {
      delivered.add(item.id)
      listeners.forEach(hear => hear(item))
    },
  })
  tabs?.addEventListener('message', () => void refresh())
  window.addEventListener('online', () => void sender?.run(true))
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void sender?.run()
  })
  return { follow }
}

/** Hears of each item that the server has confirmed; returns how to stop hearing. */
export function onSent(hear: (item: OutboxItem) => void): () => void {
  listeners.add(hear)
  return () => listeners.delete(hear)
}

/** Puts a finished draft into the outbox and begins to send it. Resolves when it is safe on the phone. */
export async function post(item: OutboxItem, draftKey: string): Promise<void> {
  await enqueue(item, draftKey)
  await tell()
  void sender?.run()
}

/** Tries everything that waits now; resolves when the attempts are over. */
export async function sendNow(): Promise<void> {
  await sender?.run(true)
  await refresh()
}

/** Tries a stopped item once more. */
export async function retry(id: string): Promise<void> {
  await change(id, { state: 'waiting', notBefore: 0 })
  await tell()
  void sender?.run()
}

/** Deletes an item and its photos from this phone. */
export async function remove(id: string): Promise<void> {
  await discard(id)
  await tell()
}

/** How much of this account would be missed: items not sent and drafts begun. */
export async function pendingCount(of: string = account): Promise<number> {
  const { items, drafts } = await unsentOf(of)
  return items + drafts
}

/** Deletes all that this phone keeps of an account: drafts, photos, what waits. */
export async function eraseFor(of: string): Promise<void> {
  await eraseKept(of)
  await tell()
}

/** Stops sending and leaves all on the phone, unseen by others, until the same person signs in again. */
export function keepFor(of: string): void {
  if (of === account) follow('')
}

/** Reads the list anew, here and in the other tabs. */
export async function tell(): Promise<void> {
  tabs?.postMessage('changed')
  await refresh()
}

function follow(to: string): void {
  account = to
  sender?.for(to)
  void refresh()
}

async function refresh(): Promise<void> {
  const whose = account
  const found = whose ? await waitingOf(whose).catch(() => []) : []
  if (whose !== account) return
  items.value = found
  ready.value = whose !== ''
}
