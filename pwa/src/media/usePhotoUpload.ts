import { computed, onScopeDispose, reactive, ref } from 'vue'
import { problemOf } from '@/api/problem'
import { uploadPhoto } from '@/api/upload'
import { newId } from '@/shared/id'
import { pictureOf } from './photo'

export interface Upload {
  id: string
  /** To show it from the phone. */
  url: string
  blob: Blob
  /** How much has been sent, 0 to 1. */
  part: number
  state: 'sending' | 'sent' | 'failed'
  sentence: string
}

/** Photos that are sent as soon as they are taken, each with its progress; for acts that happen on the spot. */
export function usePhotoUpload(most: number) {
  const photos = ref<Upload[]>([])
  const preparing = ref(false)
  const unreadable = ref(false)
  onScopeDispose(() => photos.value.forEach(photo => URL.revokeObjectURL(photo.url)))

  async function add(files: readonly File[]): Promise<void> {
    preparing.value = true
    unreadable.value = false
    for (const file of files.slice(0, most - photos.value.length)) {
      try {
        const { blob } = await pictureOf(file)
        const photo = reactive<Upload>({
          id: newId(),
          url: URL.createObjectURL(blob),
          blob,
          part: 0,
          state: 'sending',
          sentence: '',
        })
        photos.value.push(photo)
        void send(photo)
      } catch {
        unreadable.value = true
      }
    }
    preparing.value = false
  }

  async function send(photo: Upload): Promise<void> {
    photo.state = 'sending'
    try {
      await uploadPhoto(photo.id, photo.blob, part => (photo.part = part))
      photo.state = 'sent'
    } catch (thrown) {
      photo.state = 'failed'
      photo.sentence = problemOf(thrown).title
    }
  }

  function remove(id: string): void {
    const gone = photos.value.find(photo => photo.id === id)
    if (gone) URL.revokeObjectURL(gone.url)
    photos.value = photos.value.filter(photo => photo.id !== id)
  }

  return {
    photos,
    preparing,
    unreadable,
    add,
    remove,
    again: (id: string) => {
      const photo = photos.value.find(one => one.id === id)
      if (photo) void send(photo)
    },
    /** Those that the server has. */
    ids: computed(() => photos.value.filter(photo => photo.state === 'sent').map(photo => photo.id)),
    busy: computed(() => preparing.value || photos.value.some(photo => photo.state === 'sending')),
  }
}
