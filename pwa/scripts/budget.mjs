// What a phone must fetch before the first page shows, gzipped: the entry, all it imports at once, the words of one
// language and the page's own part. Asserted for Home and for sign-in, the two pages people start with.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { dist, filesFor, paths } from './firstPages.mjs'

const limits = { script: 90_000, all: 120_000 }
const size = file => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
let over = false
for (const path of paths) {
  const sum = { script: 0, style: 0 }
  for (const file of filesFor(path, 'zh-CN')) sum[file.endsWith('.css') ? 'style' : 'script'] += size(file)
  const all = sum.script + sum.style
  const wrong = sum.script > limits.script || all > limits.all
  over ||= wrong
  const kB = bytes => (bytes / 1000).toFixed(1)
  console.log(
    `${wrong ? 'OVER' : 'ok  '} ${path}: script ${kB(sum.script)} of ${kB(limits.script)} kB, ` +
      `with style ${kB(all)} of ${kB(limits.all)} kB gzip`,
  )
}
process.exit(over ? 1 : 0)
