import { type MaybeRefOrGetter, computed, toValue } from 'vue'
import { useRoute } from 'vue-router'
import { useWide } from './useWide'

/**
 * A list with what was chosen of it beside it, where there is room and the list has something to choose. What was
 * chosen stands in the address under `name`, so that reloading finds it.
 */
export function usePanes(name: string, worth: MaybeRefOrGetter<boolean>) {
  const route = useRoute()
  const wide = useWide()
  const panes = computed(() => wide.value && toValue(worth))
  const chosen = computed(() => {
    const id = route.query[name]
    return panes.value && typeof id === 'string' ? id : undefined
  })
  /** The address with this one chosen; everything else in it stays. */
  const beside = (id: string) => ({ query: { ...route.query, [name]: id } })
  return { panes, chosen, beside }
}
