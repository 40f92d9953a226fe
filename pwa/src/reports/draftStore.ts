import type { Picture } from '@/media/photo'
import { kept } from '@/shared/kept'
import type { OutboxItem } from '@/shared/outbox/item'
import { type Draft, begun, draftOf } from './draft'

const kind = 'report'

/** Where the draft of an account lies. */
export function draftKey(account: string): string {
  return `${account}/${kind}`
}

/** The draft this person left on this phone. */
export async function readDraft(account: string): Promise<Draft | undefined> {
  return (await (await kept()).get('drafts', draftKey(account)))?.content as Draft | undefined
}

/** Keeps the draft as it is now; one with nothing in it is taken away. */
export async function keepDraft(account: string, draft: Draft, now: number): Promise<void> {
  const db = await kept()
  const key = draftKey(account)
  if (!begun(draft)) await db.delete('drafts', key)
  else await db.put('drafts', { key, account, kind, begun: true, changed: now, content: draft })
}

/** Keeps a photo and the draft that names it together. */
export async function keepPhoto(account: string, id: string, picture: Picture): Promise<void> {
  await (await kept()).put('photos', { id, account, ...picture })
}

export async function dropPhoto(id: string): Promise<void> {
  await (await kept()).delete('photos', id)
}

export async function readPhoto(id: string): Promise<Blob | undefined> {
  return (await (await kept()).get('photos', id))?.blob
}

/**
 * Takes an item back from the outbox to be mended, in one transaction. Does nothing and answers false where another
 * draft is begun or the item has gone meanwhile.
 */
export async function takeBack(item: OutboxItem, now: number): Promise<boolean> {
  const tx = (await kept()).transaction(['outbox', 'drafts'], 'readwrite')
  const drafts = tx.objectStore('drafts')
  const key = draftKey(item.account)
  const free = !(await drafts.get(key))?.begun && (await tx.objectStore('outbox').get(item.id)) !== undefined
  if (free) {
    await drafts.put({ key, account: item.account, kind, begun: true, changed: now, content: draftOf(item) })
    await tx.objectStore('outbox').delete(item.id)
  }
  await tx.done
  return free
}
