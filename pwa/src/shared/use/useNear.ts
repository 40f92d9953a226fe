import { type Ref, onScopeDispose, ref, watch } from 'vue'

/** Whether an element has come near the screen; true from then on, and at once where the browser cannot tell. */
export function useNear(element: Ref<Element | null>): Ref<boolean> {
  const near = ref(typeof IntersectionObserver === 'undefined')
  if (near.value) return near
  const observer = new IntersectionObserver(
    entries => {
      if (!entries.some(entry => entry.isIntersecting)) return
      near.value = true
      observer.disconnect()
    },
    { rootMargin: '200px' },
  )
  watch(element, found => found && observer.observe(found), { flush: 'post', immediate: true })
  onScopeDispose(() => observer.disconnect())
  return near
}
