import { type Ref, onScopeDispose, ref } from 'vue'

/** Whether there is room for two panes, as base.css has it. */
export function useWide(): Ref<boolean> {
  const media = window.matchMedia('(min-width: 960px)')
  const wide = ref(media.matches)
  const follow = (change: MediaQueryListEvent) => (wide.value = change.matches)
  media.addEventListener('change', follow)
  onScopeDispose(() => media.removeEventListener('change', follow))
  return wide
}
