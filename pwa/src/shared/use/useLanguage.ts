import { effectScope, watch } from 'vue'
import { type Language, speak } from '../words'
import { useLocalSetting } from './useLocalSetting'

const chosen = effectScope(true).run(() =>
  useLocalSetting<Language>('language', languageOf(navigator.languages), l => l === 'zh-CN' || l === 'en'),
)!

/** The first language of the browser that we speak; Chinese where it speaks neither. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'zh-CN'
}

/** The language of the app: the browser's decides at first, then what was chosen on this device. */
export function useLanguage() {
  return chosen
}

/** Speaks the chosen language, and follows the choice; called once at start. */
export async function startLanguage(): Promise<void> {
  watch(chosen, language => void speak(language))
  await speak(chosen.value)
}
