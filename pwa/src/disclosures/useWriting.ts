import { useMutation } from '@pinia/colada'
import { ref } from 'vue'
import { api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { uploadPhoto } from '@/api/upload'
import { usePhotoDraft } from '@/media/usePhotoDraft'
import { newId } from '@/shared/id'
import { photoOf } from '@/shared/outbox/store'
import { type Draft, begun, bodyOf, mostPhotos } from './draft'
import { useFresh } from './useDisclosures'

/** Something this person is about to lay open: kept on the phone at every change, sent when they say so. */
export function useWriting(account: string, kind: string, fresh: () => Draft) {
  const same = (one: Draft) => JSON.stringify({ ...one, id: '' })
  const first = same(fresh())
  const kept = usePhotoDraft(account, {
    kind,
    fresh,
    begun: (draft: Draft) => begun(draft) && same(draft) !== first,
    mostPhotos,
  })
  const { draft, clear } = kept
  /** How much of the photos has left the phone, 0 to 1. */
  const part = ref(0)
  const sending = useMutation({
    mutation: async (to: { community: string; corrects?: string }) => {
      await sendPhotos()
      return await ok(
        api.POST('/communities/{communityId}/disclosures', {
          params: { path: { communityId: to.community } },
          body: bodyOf(draft.value, to.corrects),
        }),
      )
    },
    onSuccess: useFresh(),
    // Its id belongs to something else: it gets another one, and nothing is lost.
    onError: thrown => {
      if (problemOf(thrown).code === 'id_taken') draft.value.id = newId()
    },
  })
  return {
    ...kept,
    part,
    sending: sending.isLoading,
    sendError: sending.error,
    reset: () => sending.reset(),
    /** What the server has made of it; undefined where it did not, and then the draft stays. */
    send: async (community: string, corrects?: string) => {
      if (sending.isLoading.value) return undefined
      const made = await sending.mutateAsync({ community, corrects }).catch(() => undefined)
      if (made) await clear()
      return made
    },
  }

  async function sendPhotos(): Promise<void> {
    const { photos } = draft.value
    for (const [n, photo] of photos.entries()) {
      const blob = photo.sent ? undefined : await photoOf(photo.id)
      if (blob) await uploadPhoto(photo.id, blob, sent => (part.value = (n + sent) / photos.length))
      photo.sent = true
      part.value = (n + 1) / photos.length
    }
  }
}
