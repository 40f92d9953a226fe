import { useMutation, useQueryCache } from '@pinia/colada'
import { ref } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { uploadPhoto } from '@/api/upload'
import { usePhotoDraft } from '@/media/usePhotoDraft'
import { keepDraft, readDraft } from '@/shared/drafts'
import { photoOf } from '@/shared/outbox/store'
import { type Draft, begun, bodyOf, freshDraft, kind, missing, mostPhotos } from './draft'

/** The proposal this person is writing: kept on the phone at every change, sent when they say so. */
export function useProposalDraft(account: string) {
  const kept = usePhotoDraft(account, {
    kind,
    fresh: freshDraft,
    begun,
    mostPhotos,
  })
  const { draft, clear } = kept
  const cache = useQueryCache()
  /** How much of the photos has left the phone, 0 to 1. */
  const part = ref(0)
  const sending = useMutation({
    mutation: (community: string) => send(community),
    onSuccess: fresh => {
      cache.setQueryData(['proposals', 'one', fresh.id], fresh)
      for (const key of [['proposals', 'list'], ['proposals', 'clusters'], ['home']])
        void cache.invalidateQueries({ key })
    },
    // Its id belongs to something else: it gets another one, and nothing is lost.
    onError: thrown => {
      if (problemOf(thrown).code === 'id_taken') draft.value.id = freshDraft().id
    },
  })
  return {
    ...kept,
    part,
    sending: sending.isLoading,
    sendError: sending.error,
    /** What the server has made of it; undefined where it did not, and then the draft stays. */
    send: async (community: string) => {
      if (missing(draft.value).length > 0 || sending.isLoading.value) return undefined
      const made = await sending.mutateAsync(community).catch(() => undefined)
      if (made) await clear()
      return made
    },
  }

  async function send(community: string): Promise<Schemas['Proposal']> {
    await sendPhotos(false)
    const body = () => ({ body: bodyOf(draft.value, community) })
    try {
      return await ok(api.POST('/proposals', body()))
    } catch (thrown) {
      // Photos that the server has swept meanwhile are sent once more.
      if (problemOf(thrown).code !== 'media_not_found') throw thrown
      await sendPhotos(true)
      return await ok(api.POST('/proposals', body()))
    }
  }

  async function sendPhotos(again: boolean): Promise<void> {
    const { photos } = draft.value
    for (const [n, photo] of photos.entries()) {
      const blob = photo.sent && !again ? undefined : await photoOf(photo.id)
      if (blob) await uploadPhoto(photo.id, blob, sent => (part.value = (n + sent) / photos.length))
      photo.sent = true
      part.value = (n + 1) / photos.length
    }
  }
}

/** Lays a draft down to be written on; false where another one is begun, which stays. */
export async function layDown(account: string, draft: Draft): Promise<boolean> {
  const there = await readDraft<Draft>(account, kind)
  if (there && begun(there)) return false
  await keepDraft(account, kind, draft, true, Date.now())
  return true
}
