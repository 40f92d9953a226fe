import { kept } from '../kept'
import type { OutboxItem } from './item'

/** What waits of this account, oldest first. */
export async function waitingOf(account: string): Promise<OutboxItem[]> {
  const items = await (await kept()).getAllFromIndex('outbox', 'account', account)
  return items.sort((a, b) => a.made - b.made)
}

/** Puts a finished draft into the outbox: one transaction, so that it is always in exactly one of the two. */
export async function enqueue(item: OutboxItem, draftKey: string): Promise<void> {
  const tx = (await kept()).transaction(['outbox', 'drafts'], 'readwrite')
  const before = await tx.objectStore('outbox').index('account').getAll(item.account)
  // Two of one millisecond keep their order.
  const made = Math.max(item.made, ...before.map(other => other.made + 1))
  await tx.objectStore('outbox').put({ ...item, made })
  await tx.objectStore('drafts').delete(draftKey)
  await tx.done
}

/** Changes an item that is still there; undefined where it was sent or deleted meanwhile. */
export async function change(id: string, how: Partial<OutboxItem>): Promise<OutboxItem | undefined> {
  const tx = (await kept()).transaction('outbox', 'readwrite')
  const item = await tx.store.get(id)
  const fresh = item && { ...item, ...how }
  if (fresh) await tx.store.put(fresh)
  await tx.done
  return fresh
}

/** Takes an item and its photos from the phone: the server has it, or the person deleted it. */
export async function discard(id: string): Promise<void> {
  const tx = (await kept()).transaction(['outbox', 'photos'], 'readwrite')
  const item = await tx.objectStore('outbox').get(id)
  for (const photo of item?.photos ?? []) await tx.objectStore('photos').delete(photo.id)
  await tx.objectStore('outbox').delete(id)
  await tx.done
}

/** The bytes of a kept photo. */
export async function photoOf(id: string): Promise<Blob | undefined> {
  return (await (await kept()).get('photos', id))?.blob
}

/** Items waiting to be sent and drafts begun, of an account. */
export async function unsentOf(account: string): Promise<{ items: number; drafts: number }> {
  const db = await kept()
  const drafts = await db.getAllFromIndex('drafts', 'account', account)
  return {
    items: await db.countFromIndex('outbox', 'account', account),
    drafts: drafts.filter(draft => draft.begun).length,
  }
}
