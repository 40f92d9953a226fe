// Writes dist/first.json: by path and language, the files the server names in a Link header, so that the browser sends
// for them while it still reads the entry.
import { writeFileSync } from 'node:fs'
import { dist, filesFor, paths } from './firstPages.mjs'

const first = {}
for (const path of paths) {
  first[path] = {}
  for (const language of ['zh-CN', 'en']) {
    first[path][language] = filesFor(path, language).map(file => `/${file}`)
  }
}
writeFileSync(new URL('first.json', dist), JSON.stringify(first, null, 1))
