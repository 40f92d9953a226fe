// What a phone must fetch before the first page shows, gzipped: the entry, all it imports at once, the words of one
// language and the page's own part. Asserted for Home and for sign-in, the two pages people start with.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const limits = { script: 90_000, all: 120_000 }
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const pages = {
  Home: ['index.html', 'src/home/HomePage.vue', ...words('zh', 'app', 'shared', 'home', 'reportStates')],
  'sign-in': ['index.html', 'src/identity/SignInPage.vue', ...words('zh', 'app', 'shared', 'identity')],
}

function words(language, ...domains) {
  return domains.map(domain => `src/locales/${language}/${domain}.json`)
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
  return files
}

const size = file => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
let over = false
for (const [page, entries] of Object.entries(pages)) {
  const sum = { script: 0, style: 0 }
  for (const file of filesOf(entries)) sum[file.endsWith('.css') ? 'style' : 'script'] += size(file)
  const all = sum.script + sum.style
  const wrong = sum.script > limits.script || all > limits.all
  over ||= wrong
  const kB = bytes => (bytes / 1000).toFixed(1)
  console.log(
    `${wrong ? 'OVER' : 'ok  '} ${page}: script ${kB(sum.script)} of ${kB(limits.script)} kB, ` +
      `with style ${kB(all)} of ${kB(limits.all)} kB gzip`,
  )
}
process.exit(over ? 1 : 0)
