import { type Schemas, api, ok } from '@/api/client'
import { Problem } from '@/api/problem'
import { uploadPhoto } from '@/api/upload'
import type { OutboxItem } from '@/shared/outbox/item'
import type { Attempt } from '@/shared/outbox/sender'
import { change, photoOf } from '@/shared/outbox/store'

const patience = 60_000

/**
 * Sends a report from the outbox: each photo that the server has not confirmed, then the report. Every step may be
 * repeated. Photos that the server has swept meanwhile are sent once more.
 */
export async function sendReport(item: OutboxItem, attempt: Attempt): Promise<void> {
  const photos = item.photos.map(photo => ({ ...photo }))
  const earlier = photos.some(photo => photo.sent)
  await sendPhotos(item.id, photos, attempt)
  try {
    await file(item.body as Schemas['ReportDraft'], attempt)
  } catch (thrown) {
    if (!earlier || !(thrown instanceof Problem) || thrown.code !== 'media_not_found') throw thrown
    for (const photo of photos) photo.sent = false
    await sendPhotos(item.id, photos, attempt)
    await file(item.body as Schemas['ReportDraft'], attempt)
  }
}

async function sendPhotos(id: string, photos: OutboxItem['photos'], attempt: Attempt): Promise<void> {
  for (const [n, photo] of photos.entries()) {
    if (photo.sent) continue
    attempt.check()
    const blob = await photoOf(photo.id)
    // The browser cleared it: the server may have it from a lost attempt, and says so when the report is filed.
    if (blob) await uploadPhoto(photo.id, blob, part => attempt.progress((n + part) / photos.length))
    photo.sent = true
    await change(id, { photos: photos.map(one => ({ ...one })) })
    attempt.progress((n + 1) / photos.length)
  }
}

async function file(body: Schemas['ReportDraft'], attempt: Attempt): Promise<void> {
  attempt.check()
  const stop = new AbortController()
  const watch = setTimeout(() => stop.abort(), patience)
  try {
    const report = await ok(api.POST('/reports', { body, signal: stop.signal }))
    // Anything but the record itself, a hotel's sign-in page for example, is no confirmation.
    if (report?.id !== body.id) throw new Problem({ code: 'unreadable' })
  } finally {
    clearTimeout(watch)
  }
}
