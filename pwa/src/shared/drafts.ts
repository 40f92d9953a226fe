import { type KeptPhoto, kept } from './kept'

/** Where the draft of a kind and account lies. */
export function draftKey(account: string, kind: string): string {
  return `${account}/${kind}`
}

/** The draft of a kind that this person left on this phone. */
export async function readDraft<T>(account: string, kind: string): Promise<T | undefined> {
  return (await (await kept()).get('drafts', draftKey(account, kind)))?.content as T | undefined
}

/** Keeps a draft as it is now; one that is not begun, with nothing in it, is taken away. */
export async function keepDraft(
  account: string,
  kind: string,
  content: object,
  begun: boolean,
  changed: number,
): Promise<void> {
  const db = await kept()
  const key = draftKey(account, kind)
  if (begun) await db.put('drafts', { key, account, kind, begun, changed, content })
  else await db.delete('drafts', key)
}

/** Keeps a photo for the draft that names it. */
export async function keepPhoto(photo: KeptPhoto): Promise<void> {
  await (await kept()).put('photos', photo)
}

export async function dropPhoto(id: string): Promise<void> {
  await (await kept()).delete('photos', id)
}

/** Without Vue's proxies, which the store cannot copy. */
export function plain<T extends object>(draft: T): T {
  return JSON.parse(JSON.stringify(draft)) as T
}
