import { registerMessageResolver, resolveValue } from '@intlify/core-base'
import { createI18n } from 'vue-i18n'
import type { Language } from './language'
import { useLocalSetting } from './use/useLocalSetting'

export type { Language }

type Messages = Record<string, unknown>
// The small build of vue-i18n looks keys up whole; ours are paths.
registerMessageResolver(resolveValue)

const files = import.meta.glob<Messages>('../locales/*/*.json', { import: 'default' })

/** The words of the app. Those of a domain are read with its first route, in one language only. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: false,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
  messages: {},
})

/** The kind of community this phone looks at; its committee and its people are called by it, see speakOf. */
const kind = useLocalSetting<'none' | 'urban' | 'rural'>('community-kind', 'none')

const wanted = new Set<string>()
const loaded = new Set<string>()

export function currentLanguage(): Language {
  return i18n.global.locale.value as Language
}

/** A sentence by its key, where no component is at hand. */
export function say(key: string, args: Record<string, unknown> = {}): string {
  return i18n.global.t(key, args)
}

/** Reads the words of these domains in the current language; `reports` gives the keys `reports.…`. */
export async function loadWords(...domains: string[]): Promise<void> {
  for (const domain of domains) wanted.add(domain)
  await load(currentLanguage())
}

/** Turns the app to a language once all words that were wanted so far are there. */
export async function speak(language: Language): Promise<void> {
  await load(language)
  i18n.global.locale.value = language
  document.documentElement.lang = language
}

async function load(language: Language): Promise<void> {
  const folder = language === 'en' ? 'en' : 'zh'
  await Promise.all(
    [...wanted].map(async domain => {
      const path = `../locales/${folder}/${domain}.json`
      const read = files[path]
      if (!read || loaded.has(path)) return
      i18n.global.mergeLocaleMessage(language, { [domain]: await read() })
      loaded.add(path)
    }),
  )
  nameKind(language)
}

/** From now on the words are those of this kind of community; without one, of none. */
export function speakOf(community: { kind: 'urban' | 'rural' } | undefined): void {
  kind.value = community?.kind ?? 'none'
  nameKind(currentLanguage())
}

/** What other words name as @:{'kind.…'}. */
function nameKind(language: Language): void {
  const { app }: { app?: { kinds: Messages } } = i18n.global.getLocaleMessage(language)
  if (app) i18n.global.mergeLocaleMessage(language, { kind: app.kinds[kind.value] })
}
