import { settingKept } from './setting'

export type Language = 'zh-CN' | 'en'

export const isLanguage = (word: string): word is Language => word === 'zh-CN' || word === 'en'

/** The first language of the browser that we speak; Chinese where it speaks neither. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'zh-CN'
}

/** The language this device starts in: the browser's decides at first, then what was chosen. */
export function languageKept(): Language {
  return settingKept<Language>('language', languageOf(navigator.languages), isLanguage)
}
