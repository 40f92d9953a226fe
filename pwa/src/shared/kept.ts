import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OutboxItem } from './outbox/item'

/** A photo as it will be sent: scaled, without metadata. It stays until the server has confirmed what it belongs to. */
export interface KeptPhoto {
  id: string
  account: string
  blob: Blob
  width: number
  height: number
}

/** Something begun and not sent: one of a kind and account. */
export interface KeptDraft {
  key: string
  account: string
  kind: string
  /** There is something in it that would be missed. */
  begun: boolean
  changed: number
  content: unknown
}

/** What the server answered, to be read again without network. */
export interface KeptAnswer {
  key: string
  account: string
  at: number
  body: string
}

/** A vote cast on this phone: what its receipt is made from. `at` is when the server took it; unset while it has not said so. */
export interface KeptReceipt {
  key: string
  account: string
  ballot: string
  voter: string
  mark?: string
  choices?: string[]
  nonce: string
  receipt: string
  at?: string
}

interface Kept extends DBSchema {
  drafts: { key: string; value: KeptDraft; indexes: { account: string } }
  outbox: { key: string; value: OutboxItem; indexes: { account: string } }
  photos: { key: string; value: KeptPhoto; indexes: { account: string } }
  answers: { key: string; value: KeptAnswer; indexes: { account: string; at: number } }
  receipts: { key: string; value: KeptReceipt; indexes: { account: string } }
}

let opening: Promise<IDBPDatabase<Kept>> | undefined

/** What this phone keeps of each person who uses it, until the server has it or the person deletes it. */
export function kept(): Promise<IDBPDatabase<Kept>> {
  opening ??= openDB<Kept>('wugong', 3, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('account', 'account')
        db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('account', 'account')
        db.createObjectStore('photos', { keyPath: 'id' }).createIndex('account', 'account')
      }
      if (from < 2) {
        const answers = db.createObjectStore('answers', { keyPath: 'key' })
        answers.createIndex('account', 'account')
        answers.createIndex('at', 'at')
      }
      db.createObjectStore('receipts', { keyPath: 'key' }).createIndex('account', 'account')
    },
    blocking(_from, _to, event) {
      // A newer version of the app waits in another tab: make way, and open again at the next need.
      ;(event.target as IDBDatabase).close()
      opening = undefined
    },
    terminated() {
      opening = undefined
    },
  }).catch((thrown: unknown) => {
    opening = undefined
    throw thrown
  })
  return opening
}

/** Closes the store, as when the app is closed. */
export async function closeKept(): Promise<void> {
  const open = opening
  opening = undefined
  if (open) (await open).close()
}

/** Asks the browser not to clear what is kept when space runs short; it may say no. */
export async function askToKeep(): Promise<void> {
  const storage = (navigator as { storage?: Partial<StorageManager> }).storage
  await storage?.persist?.().catch(() => false)
}

const stores = ['drafts', 'outbox', 'photos', 'receipts'] as const

/** Takes everything of an account from this phone: drafts, photos, what waits to be sent, receipts of votes. */
export async function eraseKept(account: string): Promise<void> {
  const tx = (await kept()).transaction(stores, 'readwrite')
  for (const name of stores) {
    const store = tx.objectStore(name)
    for (const key of await store.index('account').getAllKeys(account)) await store.delete(key)
  }
  await tx.done
}
