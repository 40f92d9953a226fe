import { draftKey } from '@/shared/drafts'
import { kept } from '@/shared/kept'
import type { OutboxItem } from '@/shared/outbox/item'
import { draftOf, kind } from './draft'

/**
 * Takes an item back from the outbox to be mended, in one transaction. Does nothing and answers false where another
 * draft is begun or the item has gone meanwhile.
 */
export async function takeBack(item: OutboxItem, now: number): Promise<boolean> {
  const tx = (await kept()).transaction(['outbox', 'drafts'], 'readwrite')
  const drafts = tx.objectStore('drafts')
  const key = draftKey(item.account, kind)
  const free = !(await drafts.get(key))?.begun && (await tx.objectStore('outbox').get(item.id)) !== undefined
  if (free) {
    await drafts.put({ key, account: item.account, kind, begun: true, changed: now, content: draftOf(item) })
    await tx.objectStore('outbox').delete(item.id)
  }
  await tx.done
  return free
}
