import { openBrowser, phone, signIn, settled } from './scripts/browser.mjs'
import { ballots, fake, id } from '/tmp/votepages/fake.mjs'
const url = 'http://127.0.0.1:18171'
const browser = await openBrowser()
const kept = await signIn(browser, url, '19900000101')
const pages = process.argv[3] ? process.argv[3].split(',') : ['/deliberate', '/ballots', `/ballots/${id(1)}`, `/ballots/${id(1)}/cast`, `/ballots/${id(2)}/cast`, `/ballots/${id(2)}/receipt`, `/ballots/${id(3)}/result`, `/ballots/${id(4)}/result`, '/calls', `/calls/${id(70)}`]
const faces = { light: {}, elder: { elder: true, w: 320 }, dark: { dark: true }, wide: { wide: true, english: true } }
for (const name of process.argv[2].split(',')) {
  const f = faces[name]
  const context = await browser.newContext({ ...phone, deviceScaleFactor: 1, baseURL: url, storageState: kept, serviceWorkers: 'block', viewport: { width: f.wide ? 1280 : f.w ?? 360, height: f.wide ? 800 : 640 }, isMobile: !f.wide, colorScheme: f.dark ? 'dark' : 'light', locale: f.english ? 'en-GB' : 'zh-CN' })
  await context.addInitScript(on => { localStorage.setItem('wugong.elder', String(on)); if (on) localStorage.setItem('wugong.vote-waiting', '"/ballots"') }, !!f.elder)
  const page = await context.newPage()
  page.on('pageerror', e => console.log(name, 'error', e.message)); page.on('console', m => m.type() === 'error' && console.log(name, m.text().slice(0, 200)))
  await fake(page)
  for (const [n, path] of pages.entries()) {
    await page.goto(path); await settled(page)
    await page.screenshot({ path: `/tmp/votepages/shots/${name}-${n}.png`, fullPage: true })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (over > 0) console.log(name, path, 'sticks out', over)
  }
  kept.cookies = (await context.storageState()).cookies
  await context.close()
}
await browser.close()
