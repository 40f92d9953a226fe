import { type MaybeRefOrGetter, computed, onScopeDispose, ref, toValue, watch } from 'vue'

/** How many sheets are put on the page between two pictures of the screen. */
const each = 8

/**
 * Many sheets, put on the page a few at a time, so that hundreds do not freeze it. `done` when all are there: before
 * that printing would lose the rest.
 */
export function useInParts<T>(all: MaybeRefOrGetter<readonly T[]>) {
  const shown = ref(0)
  let next = 0
  watch(
    () => toValue(all),
    () => {
      shown.value = 0
      cancelAnimationFrame(next)
      step()
    },
    { immediate: true },
  )
  onScopeDispose(() => cancelAnimationFrame(next))

  function step(): void {
    shown.value = Math.min(toValue(all).length, shown.value + each)
    if (shown.value < toValue(all).length) next = requestAnimationFrame(step)
  }

  return {
    ready: computed(() => toValue(all).slice(0, shown.value)),
    done: computed(() => shown.value === toValue(all).length),
    count: shown,
  }
}
