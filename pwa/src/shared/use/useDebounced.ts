import { type MaybeRefOrGetter, type Ref, onScopeDispose, ref, toValue, watch } from 'vue'

/** What was last written, once the typing rests for so many milliseconds. */
export function useDebounced(text: MaybeRefOrGetter<string>, rest = 400): Readonly<Ref<string>> {
  const rested = ref(toValue(text))
  let clock: ReturnType<typeof setTimeout> | undefined
  watch(
    () => toValue(text),
    now => {
      clearTimeout(clock)
      clock = setTimeout(() => (rested.value = now), rest)
    },
  )
  onScopeDispose(() => clearTimeout(clock))
  return rested
}
