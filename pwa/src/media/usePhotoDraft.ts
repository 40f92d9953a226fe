import { type Ref, computed, onScopeDispose, ref, shallowReactive, watch } from 'vue'
import { dropPhoto, keepDraft, keepPhoto, plain, readDraft } from '@/shared/drafts'
import { newId } from '@/shared/id'
import { askToKeep } from '@/shared/kept'
import type { OutboxPhoto } from '@/shared/outbox/item'
import { photoOf } from '@/shared/outbox/store'
import { pictureOf } from './photo'

export type PhotoTrouble = 'unreadable' | 'most' | 'storage'

/** Something that is being written and has photos, which lie beside it on the phone under their ids. */
export interface WithPhotos {
  photos: OutboxPhoto[]
}

/** What a draft of this kind is. */
export interface DraftKind<T> {
  kind: string
  fresh: () => T
  /** There is something in it that the person would miss. */
  begun: (draft: T) => boolean
  mostPhotos: number
}

/** What this person is writing, with its photos. It is kept on the phone at every change and is there again after a restart. */
export function usePhotoDraft<T extends WithPhotos>(account: string, how: DraftKind<T>) {
  const draft = ref(how.fresh()) as Ref<T>
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
      // Not put off by what is typed meanwhile: who writes without a pause loses nothing either.
      later ??= setTimeout(() => void keep(), 300)
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
  return { draft, ready, photos, preparing, photoTrouble, full, addPhotos, removePhoto, clear, hold, afresh }

  async function restore(): Promise<void> {
    const found = await readDraft<T>(account, how.kind).catch(() => undefined)
    if (found) {
      draft.value = { ...how.fresh(), ...found }
      for (const { id } of found.photos) show(id, await photoOf(id).catch(() => undefined))
    }
    ready.value = true
  }

  /** Writes what there is now; at once, where a change still waits to be written. */
  async function keep(): Promise<void> {
    hold()
    if (!ready.value || gone) return
    const content = plain(draft.value)
    try {
      await keepDraft(account, how.kind, content, how.begun(content), Date.now())
      full.value = false
    } catch {
      full.value = true
    }
  }

  /** What still waits to be written is not written: the draft is going to another place. */
  function hold(): void {
    clearTimeout(later)
    later = undefined
  }

  async function addPhotos(files: readonly File[]): Promise<void> {
    const room = how.mostPhotos - draft.value.photos.length
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
      await keepPhoto({ id, account, ...picture })
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

  /** Throws away what is written, photos and all. */
  async function clear(): Promise<void> {
    const ids = draft.value.photos.map(photo => photo.id)
    afresh()
    await keep()
    for (const id of ids) await dropPhoto(id).catch(() => {})
  }

  /** Begins a new one; the photos of the one before stay on the phone. */
  function afresh(): void {
    draft.value = how.fresh()
  }

  function show(id: string, blob: Blob | undefined): void {
    if (blob && !gone) urls.set(id, URL.createObjectURL(blob))
  }
}
