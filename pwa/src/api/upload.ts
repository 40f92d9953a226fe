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

/** Looks at a register file, or imports it: with the stamp of the look, exactly what was seen. */
export function uploadRegister(
  community: string,
  file: Blob,
  seen: { dryRun: boolean; stamp?: string | undefined },
  progress: (part: number) => void,
): Promise<Schemas['RegisterImport']> {
  const query = new URLSearchParams({ dry_run: String(seen.dryRun) })
  if (seen.stamp) query.set('stamp', seen.stamp)
  const path = `/communities/${encodeURIComponent(community)}/register?${query.toString()}`
  return push({ path, body: file, type: 'text/csv', progress })
}
