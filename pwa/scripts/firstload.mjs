// How long the first page takes on a slow phone: node scripts/firstload.mjs URL [RUNS]
// Prints a table in Markdown, the median of each number; asserts nothing.
import { openBrowser, phone, signIn } from './browser.mjs'

const [url, runs = '5'] = process.argv.slice(2)
const slow4G = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const browser = await openBrowser()
try {
  const resident = await signIn(browser, url, '19900000101')
  console.log(
    '| Visit | First paint | Largest | Blocking | Layout shift | Requests | Wire without photos | Photos |',
  )
  console.log('|---|--:|--:|--:|--:|--:|--:|--:|')
  await row('Home, a guest, cold', () => cold('/'))
  await row('Sign-in, cold', () => cold('/sign-in'))
  await row('Home, a resident, cold', () => cold('/', resident))
  const known = await visited('/', resident)
  await row('Home, a resident, again', () => visit(known, '/'))
  await row('Home, a resident, offline', () => visit(known, '/', true))
} finally {
  await browser.close()
}

/** One line: the median of several visits. */
async function row(name, once) {
  const all = []
  for (let n = 0; n < Number(runs); n++) all.push(await once())
  const median = key => all.map(one => one[key]).sort((a, b) => a - b)[Math.floor(all.length / 2)]
  const s = key => `${(median(key) / 1000).toFixed(2)} s`
  const kB = key => `${(median(key) / 1000).toFixed(0)} kB`
  const ms = `${median('blocking').toFixed(0)} ms`
  const cells = [name, s('first'), s('largest'), ms, median('shift').toFixed(3), median('requests')]
  console.log(`| ${[...cells, kB('wire'), kB('photos')].join(' | ')} |`)
}

/** A phone that was never here: nothing kept, no service worker between. */
async function cold(path, person) {
  const context = await browser.newContext({
    ...phone,
    baseURL: url,
    storageState: person,
    serviceWorkers: 'block',
  })
  const numbers = await visit(context, path)
  if (person) ({ cookies: person.cookies } = await context.storageState())
  await context.close()
  return numbers
}

/** A phone that was here before: its service worker holds the app. */
async function visited(path, person) {
  const context = await browser.newContext({ ...phone, baseURL: url, storageState: person })
  const page = await context.newPage()
  await page.goto(path)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await page.close()
  return context
}

/** Opens a page as over slow 4G with a processor four times slower, and tells what it took until all is quiet. */
async function visit(context, path, offline = false) {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const seen = { requests: 0, wire: 0, photos: 0 }
  const photos = new Set()
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.url.includes('/api/v1/media/')) photos.add(requestId)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    seen.requests += bytes > 0 ? 1 : 0
    seen[photos.has(requestId) ? 'photos' : 'wire'] += bytes
  })
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', { ...slow4G, offline })
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  const painted = await page.evaluate(told)
  await page.close()
  return { ...painted, ...seen }
}

/** Runs in the page: what the browser noted of its painting. */
async function told() {
  const noted = type =>
    new Promise(done => {
      const observer = new PerformanceObserver(list => done(list.getEntries()))
      observer.observe({ type, buffered: true })
      setTimeout(() => done([]), 1_000)
    })
  const [paints, larger, shifts, tasks] = await Promise.all(
    ['paint', 'largest-contentful-paint', 'layout-shift', 'longtask'].map(noted),
  )
  const first = paints.find(p => p.name === 'first-contentful-paint')?.startTime ?? Infinity
  const blocked = task => Math.max(0, task.startTime + task.duration - Math.max(first, task.startTime + 50))
  return {
    first,
    largest: larger.at(-1)?.startTime ?? Infinity,
    shift: shifts.filter(s => !s.hadRecentInput).reduce((sum, s) => sum + s.value, 0),
    blocking: tasks.reduce((sum, task) => sum + blocked(task), 0),
  }
}
