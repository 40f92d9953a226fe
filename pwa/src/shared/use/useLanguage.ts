import { effectScope, watch } from 'vue'
import { type Language, isLanguage, languageKept } from '../language'
import { speak } from '../words'
import { useLocalSetting } from './useLocalSetting'

const chosen = effectScope(true).run(() => useLocalSetting<Language>('language', languageKept(), isLanguage))!

/** The language of the app: the browser's decides at first, then what was chosen on this device. */
export function useLanguage() {
  return chosen
}

/** Speaks the chosen language, and follows the choice; called once at start. */
export async function startLanguage(): Promise<void> {
  watch(chosen, language => void speak(language))
  await speak(chosen.value)
}
