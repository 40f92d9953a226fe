import { ref } from 'vue'
import { uploadPhoto } from '@/api/upload'
import type { OutboxPhoto } from '@/shared/outbox/item'
import { photoOf } from '@/shared/outbox/store'

/** Sends the photos of a draft from this phone, those that have not been sent; `part` tells how much has left, 0 to 1. */
export function useSentPhotos() {
  const part = ref(0)
  return { part, send }

  async function send(photos: OutboxPhoto[]): Promise<void> {
    for (const [n, photo] of photos.entries()) {
      const blob = photo.sent ? undefined : await photoOf(photo.id)
      if (blob) await uploadPhoto(photo.id, blob, sent => (part.value = (n + sent) / photos.length))
      photo.sent = true
      part.value = (n + 1) / photos.length
    }
  }
}
