import { type ShallowRef, onBeforeUnmount, onMounted } from 'vue'

const reachable = 'a[href], button:not(:disabled), input, select, textarea, [tabindex="0"]'

/**
 * Makes the element of a template ref modal while its component lives: the focus goes in and stays in,
 * Escape closes, the page behind does not scroll, and the focus returns to where it was.
 */
export function useModal(frame: Readonly<ShallowRef<HTMLElement | null>>, close: () => void): void {
  const before = document.activeElement

  onMounted(() => {
    document.addEventListener('keydown', onKey)
    document.documentElement.style.overflow = 'hidden'
    targets()[0]?.focus()
  })
  onBeforeUnmount(() => {
    document.removeEventListener('keydown', onKey)
    document.documentElement.style.overflow = ''
    if (before instanceof HTMLElement) before.focus()
  })

  function targets(): HTMLElement[] {
    return [...(frame.value?.querySelectorAll<HTMLElement>(reachable) ?? [])]
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') close()
    if (event.key !== 'Tab') return
    const all = targets()
    const edge = event.shiftKey ? all[0] : all[all.length - 1]
    const inside = frame.value?.contains(document.activeElement)
    if (inside && document.activeElement !== edge) return
    event.preventDefault()
    ;(event.shiftKey ? all[all.length - 1] : all[0])?.focus()
  }
}
