// Makes the pictures of the main screens: node scripts/pictures.mjs URL FOLDER [NAME …]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser, phone, settled, signIn } from './browser.mjs'

const [url, folder, ...only] = process.argv.slice(2)
const photo = fileURLToPath(new URL('../../server/demo/photos/pothole-before.jpg', import.meta.url))
const desktop = {
  ...phone,
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: 1.5,
  isMobile: false,
  hasTouch: false,
}
const people = { wang: '19900000101', liu: '19900000103', chen: '19900000105', zhang: '19900000106' }
const elder = { 'wugong.elder': 'true' }
const dark = { 'wugong.theme': '"dark"' }

/** Every picture: its name, who looks, at what, what is done there first, with which settings and screen. */
const pictures = [
  { name: 'sign-in', at: '/sign-in' },
  { name: 'home', as: 'wang', at: '/' },
  { name: 'report-new', as: 'liu', at: '/report', act: write },
  { name: 'report', as: 'wang', at: fixed },
  { name: 'reports', as: 'wang', at: '/reports' },
  { name: 'proposals', as: 'wang', at: '/deliberate' },
  { name: 'proposal', as: 'wang', at: wanted },
  { name: 'vote', as: 'wang', at: '/ballots', act: open(/长椅/) },
  { name: 'vote-result', as: 'wang', at: '/ballots?shelf=closed', act: result(/公益金/) },
  { name: 'projects', as: 'wang', at: '/projects' },
  { name: 'project', as: 'wang', at: project() },
  { name: 'project-funds', as: 'wang', at: project('/funds') },
  { name: 'project-timeline', as: 'wang', at: project('/timeline') },
  { name: 'project-ledger', as: 'wang', at: project('/contributions') },
  { name: 'project-money', as: 'wang', at: project('/funds') },
  { name: 'survey-result', as: 'wang', at: '/evaluations', act: open(/小花园整修/) },
  { name: 'assets', as: 'wang', at: '/assets' },
  { name: 'rosters', as: 'wang', at: '/rosters' },
  { name: 'notice', as: 'wang', at: posted },
  { name: 'convention', as: 'wang', at: agreed() },
  { name: 'convention-changes', as: 'wang', at: agreed('/changes') },
  { name: 'accounts', as: 'wang', at: accounts },
  { name: 'queue', as: 'chen', at: '/reports/queue' },
  { name: 'members', as: 'zhang', at: '/members' },
  { name: 'privacy', as: 'wang', at: '/privacy' },
  { name: 'me', as: 'wang', at: '/me' },
  { name: 'elder-home', as: 'wang', at: '/', set: elder },
  { name: 'elder-sign-in', at: '/sign-in', set: elder },
  { name: 'elder-notice', as: 'wang', at: posted, set: elder },
  { name: 'elder-convention', as: 'wang', at: agreed(), set: elder },
  { name: 'elder-report-new', as: 'liu', at: '/report', set: elder },
  { name: 'elder-report', as: 'wang', at: fixed, set: elder },
  { name: 'elder-proposal', as: 'wang', at: wanted, set: elder },
  { name: 'dark-home', as: 'wang', at: '/', set: dark },
  { name: 'dark-report', as: 'wang', at: fixed, set: dark },
  { name: 'dark-proposal', as: 'wang', at: wanted, set: dark },
  { name: 'elder-project', as: 'wang', at: project(), set: elder },
  { name: 'dark-project-money', as: 'wang', at: project('/funds'), set: dark },
  { name: 'elder-vote', as: 'wang', at: '/ballots', set: elder, act: open(/长椅/) },
  { name: 'dark-vote-result', as: 'wang', at: '/ballots?shelf=closed', set: dark, act: result(/公益金/) },
  { name: 'dark-convention-changes', as: 'wang', at: agreed('/changes'), set: dark },
  { name: 'dark-queue', as: 'chen', at: '/reports/queue', set: dark },
  { name: 'inbox', as: 'wang', at: '/inbox' }, // last of hers: it marks all as read
  { name: 'desktop-home', as: 'chen', at: '/', screen: desktop },
  { name: 'desktop-queue', as: 'chen', at: '/reports/queue', screen: desktop },
  { name: 'desktop-proposals', as: 'chen', at: '/deliberate', screen: desktop },
  { name: 'desktop-projects', as: 'chen', at: '/projects', screen: desktop, act: open(/分类亭/) },
  { name: 'desktop-members', as: 'zhang', at: '/members', screen: desktop },
  { name: 'desktop-votes', as: 'chen', at: '/ballot-desk', screen: desktop },
  { name: 'desktop-owners', as: 'zhang', at: '/owners', screen: desktop },
  { name: 'desktop-notices', as: 'zhang', at: '/bulletins/desk', screen: desktop },
  { name: 'desktop-convention', as: 'chen', at: agreed('/desk'), screen: desktop },
  { name: 'desktop-disclosures', as: 'chen', at: '/disclosures/calendar', screen: desktop },
  { name: 'desktop-households', as: 'chen', at: '/households', screen: desktop },
]

/** A report that residents saw through: with photos before and after. */
async function fixed(page) {
  const read = async path => (await page.request.get(`/api/v1${path}`)).json()
  const [urban] = (await read('/communities')).items
  const { items } = await read(`/communities/${urban.id}/reports?limit=50`)
  return `/reports/${items.find(report => report.after && report.state === 'verified').id}`
}

/** The proposal that most residents want. */
async function wanted(page) {
  const read = async path => (await page.request.get(`/api/v1${path}`)).json()
  const [urban] = (await read('/communities')).items
  const { items } = await read(`/communities/${urban.id}/proposals?order=wanted`)
  return `/proposals/${items[0].id}`
}

/** The project that has come farthest, or one of its pages. */
function project(part = '') {
  return async page => {
    const read = async path => (await page.request.get(`/api/v1${path}`)).json()
    const [urban] = (await read('/communities')).items
    const { items } = await read(`/communities/${urban.id}/projects?limit=50`)
    const order = ['plan', 'build', 'manage', 'evaluate', 'share', 'closed']
    const [last] = items.sort((a, b) => order.indexOf(b.stage) - order.indexOf(a.stage))
    return `/projects/${last.id}${part}`
  }
}

/** The newest notice of the committee. */
async function posted(page) {
  const read = async path => (await page.request.get(`/api/v1${path}`)).json()
  const [urban] = (await read('/communities')).items
  const { items } = await read(`/communities/${urban.id}/bulletins`)
  return `/bulletins/${items[0].id}`
}

/** The convention that is being amended: itself, what changes, or the new version at the desk. */
function agreed(part = '') {
  return async page => {
    const read = async path => (await page.request.get(`/api/v1${path}`)).json()
    const [urban] = (await read('/communities')).items
    const { items } = await read(`/communities/${urban.id}/conventions`)
    const { id, standing, work } = items.find(one => one.standing && one.work)
    if (part === '/desk') return `/convention-desk/${work.id}`
    return `/conventions/${id}${part}${part && `?from=${standing.id}&to=${work.id}`}`
  }
}

/** The accounts of the last quarter, as they hang on the board. */
async function accounts(page) {
  const read = async path => (await page.request.get(`/api/v1${path}`)).json()
  const [urban] = (await read('/communities')).items
  const { items } = await read(`/communities/${urban.id}/disclosures?category=finance`)
  return `/disclosures/${items[0].id}`
}

/** Opens what a list shows under such a name. */
function open(name) {
  return async page => {
    const list = page.url()
    await page.getByRole('link', { name }).first().click()
    await page.waitForURL(url => url.href !== list)
  }
}

/** The result of a vote that is over. */
function result(name) {
  return async page => {
    await open(name)(page)
    await page.locator('a[href$="/result"]').first().click()
    await page.waitForURL(/result$/)
  }
}

/** A report half written. */
async function write(page) {
  await page.getByTestId('gallery').setInputFiles(photo)
  await page.getByAltText('第 1 张照片').waitFor()
  await page.evaluate(() => document.getElementById('report-photos').scrollIntoView())
}

const browser = await openBrowser()
const kept = {}
try {
  mkdirSync(folder, { recursive: true })
  const wanted = pictures.filter(p => !only.length || only.some(start => p.name.startsWith(start)))
  for (const picture of wanted) await take(picture)
} finally {
  await browser.close()
}

/** Each picture has a phone of its own; who is signed in stays so from one to the next. */
async function take({ name, as, at, act, set = {}, screen = phone }) {
  const storageState = as && (kept[as] ??= await signIn(browser, url, people[as]))
  const context = await browser.newContext({ ...screen, baseURL: url, storageState, serviceWorkers: 'block' })
  await context.addInitScript(
    settings => Object.entries(settings).forEach(([key, value]) => localStorage.setItem(key, value)),
    { 'wugong.elder-asked': 'true', ...set },
  )
  const page = await context.newPage()
  await page.goto(typeof at === 'string' ? at : await at(page))
  await settled(page)
  await act?.(page)
  await settled(page)
  const cdp = await context.newCDPSession(page)
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 88 })
  const bytes = Buffer.from(data, 'base64')
  writeFileSync(join(folder, `${name}.webp`), bytes)
  if (as) {
    const { cookies } = await context.storageState()
    kept[as] = { ...kept[as], cookies }
  }
  await context.close()
  console.log(`${name}.webp ${Math.round(bytes.length / 1000)} kB`)
}
