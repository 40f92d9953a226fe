// The pages people start with, and the files each needs before it shows.
import { readFileSync } from 'node:fs'

export const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const pages = {
  '/': { part: 'src/home/HomePage.vue', words: ['home', 'reportStates'] },
  '/sign-in': { part: 'src/identity/SignInPage.vue', words: ['identity'] },
}

export const paths = Object.keys(pages)

/** What a page needs in a language before it shows; what everything waits for comes first. */
export function filesFor(path, language) {
  const folder = language === 'en' ? 'en' : 'zh'
  const { part, words } = pages[path]
  return filesOf([
    'index.html',
    named('frame'),
    named(`words-${folder}`),
    part,
    ...words.map(domain => `src/locales/${folder}/${domain}.json`),
  ])
}

/** A part that vite.config.ts puts together. */
function named(name) {
  const [key] = Object.entries(manifest).find(([, chunk]) => chunk.name === name) ?? []
  if (!key) throw new Error(`no part is called ${name}`)
  return key
}

/** The files of these chunks and of all that they import statically. */
function filesOf(entries) {
  const files = new Set()
  const seen = new Set()
  const visit = key => {
    if (seen.has(key)) return
    seen.add(key)
    const chunk = manifest[key]
    if (!chunk) throw new Error(`${key} is not in the build`)
    files.add(chunk.file)
    for (const style of chunk.css ?? []) files.add(style)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  entries.forEach(visit)
  return [...files]
}
