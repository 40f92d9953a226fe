import { computed, effectScope, ref, watchEffect } from 'vue'
import { useLocalSetting } from './useLocalSetting'

export type Theme = 'system' | 'light' | 'dark'

export const elderSizes = { least: 20, most: 30 } as const

const scope = effectScope(true)
const appearance = scope.run(() => {
  const theme = useLocalSetting<Theme>('theme', 'system', t => ['system', 'light', 'dark'].includes(t))
  const elder = useLocalSetting('elder', false)
  const elderAsked = useLocalSetting('elder-asked', false)
  const elderSize = useLocalSetting('elder-size', 22, n => n >= elderSizes.least && n <= elderSizes.most)
  const darkOutside = ref(false)
  const dark = computed(
    () => !elder.value && (theme.value === 'dark' || (theme.value === 'system' && darkOutside.value)),
  )
  return { theme, elder, elderAsked, elderSize, darkOutside, dark }
})

/** Theme, elder mode and its letter size: one for the app, remembered on this device. */
export function useAppearance() {
  return appearance!
}

/** Lays the appearance on the document and follows the device; called once at start. */
export function applyAppearance(): void {
  const { dark, darkOutside, elder, elderSize } = appearance!
  const media = window.matchMedia('(prefers-color-scheme: dark)')
  darkOutside.value = media.matches
  media.addEventListener('change', change => {
    darkOutside.value = change.matches
  })
  scope.run(() =>
    watchEffect(() => {
      const root = document.documentElement
      root.dataset.theme = dark.value ? 'dark' : 'light'
      root.classList.toggle('van-theme-dark', dark.value)
      root.classList.toggle('elder', elder.value)
      root.style.setProperty('--elder-size', String(elderSize.value))
    }),
  )
}
