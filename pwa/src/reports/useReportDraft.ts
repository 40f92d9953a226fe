import { computed, onScopeDispose, ref, shallowReactive, toRaw, watch } from 'vue'
import { pictureOf } from '@/media/photo'
import { newId } from '@/shared/id'
import { askToKeep } from '@/shared/kept'
import { post } from '@/shared/outbox/outbox'
import { type Draft, freshDraft, itemOf, missing, mostPhotos } from './draft'
import { draftKey, dropPhoto, keepDraft, keepPhoto, readDraft, readPhoto } from './draftStore'

export type PhotoTrouble = 'unreadable' | 'most' | 'storage'

/** The report this person is writing. It is kept on the phone at every change and is there again after a restart. */
export function useReportDraft(account: string) {
  const draft = ref<Draft>(freshDraft())
  const ready = ref(false)
  const preparing = ref(false)
  const photoTrouble = ref<PhotoTrouble>()
  /** The phone has no room: what is written is on this page only. */
  const full = ref(false)
  const urls = shallowReactive(new Map<string, string>())
  let later: ReturnType<typeof setTimeout> | undefined
  let gone = false

  const photos = computed(() => draft.value.photos.map(({ id }) => ({ id, url: urls.get(id) ?? '' })))
  watch(
    draft,
    () => {
      clearTimeout(later)
      later = setTimeout(() => void keep(), 300)
    },
    { deep: true },
  )
  const leaving = () => void keep()
  window.addEventListener('pagehide', leaving)
  document.addEventListener('visibilitychange', leaving)
  onScopeDispose(() => {
    window.removeEventListener('pagehide', leaving)
    document.removeEventListener('visibilitychange', leaving)
    void keep()
    gone = true
    for (const url of urls.values()) URL.revokeObjectURL(url)
  })
  void restore()
  return { draft, ready, photos, preparing, photoTrouble, full, addPhotos, removePhoto, send, clear }

  async function restore(): Promise<void> {
    const found = await readDraft(account).catch(() => undefined)
    if (found) {
      draft.value = found
      for (const { id } of found.photos) show(id, await readPhoto(id).catch(() => undefined))
    }
    ready.value = true
  }

  /** Writes what there is now; at once, where a change still waits to be written. */
  async function keep(): Promise<void> {
    clearTimeout(later)
    if (!ready.value || gone) return
    try {
      await keepDraft(account, plain(draft.value), Date.now())
      full.value = false
    } catch {
      full.value = true
    }
  }

  async function addPhotos(files: readonly File[]): Promise<void> {
    const room = mostPhotos - draft.value.photos.length
    preparing.value = true
    photoTrouble.value = files.length > room ? 'most' : undefined
    for (const file of files.slice(0, room)) await addPhoto(file)
    preparing.value = false
    await keep()
    await askToKeep()
  }

  async function addPhoto(file: File): Promise<void> {
    const id = newId()
    let picture
    try {
      picture = await pictureOf(file)
    } catch {
      photoTrouble.value = 'unreadable'
      return
    }
    try {
      await keepPhoto(account, id, picture)
    } catch {
      photoTrouble.value = 'storage'
      return
    }
    show(id, picture.blob)
    draft.value.photos.push({ id, width: picture.width, height: picture.height, sent: false })
  }

  async function removePhoto(id: string): Promise<void> {
    draft.value.photos = draft.value.photos.filter(photo => photo.id !== id)
    const url = urls.get(id)
    if (url) URL.revokeObjectURL(url)
    urls.delete(id)
    await keep()
    await dropPhoto(id).catch(() => {})
  }

  /** Hands the finished report to the outbox, and begins a new one. Its id, or undefined where the phone is full. */
  async function send(community: string): Promise<string | undefined> {
    if (missing(draft.value).length > 0) return undefined
    clearTimeout(later)
    const item = itemOf(plain(draft.value), account, community, Date.now())
    try {
      await post(item, draftKey(account))
    } catch {
      full.value = true
      return undefined
    }
    draft.value = freshDraft()
    return item.id
  }

  async function clear(): Promise<void> {
    const ids = draft.value.photos.map(photo => photo.id)
    draft.value = freshDraft()
    await keep()
    for (const id of ids) await dropPhoto(id).catch(() => {})
  }

  function show(id: string, blob: Blob | undefined): void {
    if (blob && !gone) urls.set(id, URL.createObjectURL(blob))
  }
}

/** Without Vue's proxies, which the store cannot copy. */
function plain(draft: Draft): Draft {
  return JSON.parse(JSON.stringify(toRaw(draft))) as Draft
}
