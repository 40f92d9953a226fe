import type { Schemas } from './client'
import { Problem } from './problem'
import { push } from './push'

/** Sends a photo, telling how much of it has left (0…1). Sent again it is the same photo, never a second one. */
export async function uploadPhoto(
  id: string,
  photo: Blob,
  progress: (part: number) => void = () => {},
): Promise<Schemas['MediaReceipt']> {
  const body = new FormData()
  body.append('id', id)
  body.append('file', photo, 'photo.jpg')
  const receipt = await push<Schemas['MediaReceipt']>({ path: '/media', body, progress })
  if (receipt.id !== id) throw new Problem({ code: 'unreadable' })
  return receipt
}

interface Seen {
  dryRun: boolean
  stamp?: string | undefined
}

/** Looks at a register file, or imports it: with the stamp of the look, exactly what was seen. */
export function uploadRegister(
  community: string,
  file: Blob,
  seen: Seen,
  progress: (part: number) => void,
): Promise<Schemas['RegisterImport']> {
  return push({ path: registerPath(community, 'register', seen), body: file, type: 'text/csv', progress })
}

/** The same with a file of units and their owners. */
export function uploadOwners(
  community: string,
  file: Blob,
  seen: Seen,
  progress: (part: number) => void,
): Promise<Schemas['OwnerImport']> {
  return push({
    path: registerPath(community, 'owner-register', seen),
    body: file,
    type: 'text/csv',
    progress,
  })
}

function registerPath(community: string, register: string, seen: Seen): string {
  const query = new URLSearchParams({ dry_run: String(seen.dryRun) })
  if (seen.stamp) query.set('stamp', seen.stamp)
  return `/communities/${encodeURIComponent(community)}/${register}?${query.toString()}`
}
