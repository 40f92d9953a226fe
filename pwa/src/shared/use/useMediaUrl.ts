import { type MaybeRefOrGetter, onScopeDispose, ref, toValue, watch } from 'vue'
import { type Schemas, photoBytes } from '@/api/client'
import { type Problem, problemOf } from '@/api/problem'

/** An address for an <img> of a photo that needs the reader's token; given back when its component goes. */
export function useMediaUrl(
  id: MaybeRefOrGetter<string | undefined>,
  variant: MaybeRefOrGetter<Schemas['MediaVariant']> = 'thumb',
) {
  const url = ref('')
  const problem = ref<Problem>()
  let stop = () => {}

  watch([() => toValue(id), () => toValue(variant)], load, { immediate: true })
  onScopeDispose(release)
  return { url, problem, retry: load }

  function load(): void {
    release()
    problem.value = undefined
    const photo = toValue(id)
    if (!photo) return
    const abort = new AbortController()
    stop = () => abort.abort()
    photoBytes(photo, toValue(variant), abort.signal)
      .then(bytes => {
        if (!abort.signal.aborted) url.value = URL.createObjectURL(bytes)
      })
      .catch((thrown: unknown) => {
        if (!abort.signal.aborted) problem.value = problemOf(thrown)
      })
  }

  function release(): void {
    stop()
    if (url.value) URL.revokeObjectURL(url.value)
    url.value = ''
  }
}
