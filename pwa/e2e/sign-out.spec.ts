import { type Browser, type Page, expect, test } from '@playwright/test'
import { accessible, phone, signIn } from './people'

const mine = '19900000204'
const other = '19900000202'
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const dialog = (page: Page) => page.getByRole('dialog')

/** A shared phone that is online for everything but photos: what is sent with one waits. */
async function shared(browser: Browser): Promise<Page> {
  const page = await phone(browser, false)
  await page.context().route('**/api/v1/media', route => route.abort())
  await page.goto('/sign-in?next=/report')
  await signIn(page, mine)
  await expect(page.getByTestId('camera')).toBeAttached()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  return page
}

async function report(page: Page): Promise<void> {
  const jpeg = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 })
    canvas.getContext('2d')!.fillRect(100, 100, 600, 400)
    return canvas.toDataURL('image/jpeg').split(',')[1]!
  })
  const buffer = Buffer.from(jpeg, 'base64')
  await page.getByTestId('camera').setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer })
  await expect(page.getByAltText('第 1 张照片')).toBeVisible()
  await button(page, '暴露垃圾').click()
  await page.getByLabel(/写几个字说明/).fill('村口石桥边')
  await button(page, '上报').click()
  await expect(page.getByRole('heading', { name: '已存好，等着发送' })).toBeVisible()
}

/** What of a person lies on the phone: in the stores by their name, in the settings, in the caches. */
async function traces(page: Page, account: string) {
  const { cookies } = await page.context().storageState()
  const found = await page.evaluate(keptOf, { account, before })
  return { ...found, cookies: cookies.map(one => one.name) }
}

/** What the phone knows of the person's community, which a guest's Home, seen afterwards, knows of another. */
const ofCommunity = ['community', 'community-kind', 'committee-phone'].map(name => `wugong.${name}`)
let before: Record<string, string | null> = {}

/** Runs in the page. Of the settings only how the phone looks may stay, and what any guest is shown. */
async function keptOf({ account, before }: { account: string; before: Record<string, string | null> }) {
  const wait = <T>(asked: IDBRequest<T>) =>
    new Promise<T>((done, failed) => {
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => failed(new Error('storage is closed'))
    })
  const stores: Record<string, number> = {}
  for (const { name } of await indexedDB.databases()) {
    const db = await wait(indexedDB.open(name!))
    for (const store of Array.from(db.objectStoreNames)) {
      const rows: unknown[] = await wait(db.transaction(store).objectStore(store).getAll())
      const theirs = rows.filter(row => JSON.stringify(row).includes(account)).length
      if (theirs) stores[store] = theirs
    }
    db.close()
  }
  const look = ['elder', 'elder-asked', 'elder-size', 'theme', 'language'].map(name => `wugong.${name}`)
  const settings = [localStorage, sessionStorage]
    .flatMap(all => Object.entries(all) as [string, string][])
    .filter(([name, value]) => {
      if (value.includes(account)) return true
      return name in before ? before[name] === value : name.startsWith('wugong.') && !look.includes(name)
    })
    .map(([name]) => name)
  const answers: string[] = []
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys()
    answers.push(...requests.map(one => one.url).filter(url => url.includes('/api/')))
  }
  return { stores, settings, answers }
}

async function leave(page: Page, choice: string): Promise<void> {
  await page.goto('/me')
  await button(page, '退出登录').click()
  await dialog(page).getByRole('button', { name: choice, exact: true }).click()
}

async function come(page: Page, number: string): Promise<void> {
  await page.goto('/sign-in?next=/outbox')
  await signIn(page, number)
}

const gone = { settings: [], answers: [], cookies: [] }

test('who signs out of a shared phone leaves what they chose to leave, and nothing else', async ({
  browser,
}) => {
  test.setTimeout(420_000)
  const page = await shared(browser)
  const account = await page.evaluate(() => JSON.parse(localStorage.getItem('wugong.account')!) as string)
  await page.goto('/')
  await expect.poll(() => page.evaluate(() => localStorage.getItem('wugong.community'))).not.toBeNull()
  before = await page.evaluate(
    names => Object.fromEntries(names.map(name => [name, localStorage.getItem(name)])),
    ofCommunity,
  )
  await page.goto('/report')
  await report(page)
  await expect.poll(async () => (await traces(page, account)).stores).toMatchObject({ outbox: 1, photos: 1 })
  await expect.poll(async () => (await traces(page, account)).stores.answers).toBeGreaterThan(0)

  await leave(page, '先发出去')
  const waiting = page.getByRole('article').filter({ hasText: '暴露垃圾' })
  await expect(waiting).toBeVisible()

  await leave(page, '留在手机里，退出')
  await expect(page.getByRole('heading', { name: '首页' })).toBeVisible()
  await expect.poll(() => traces(page, account)).toMatchObject({ stores: { outbox: 1, photos: 1 }, ...gone })
  expect((await traces(page, account)).stores.answers).toBeUndefined()

  await come(page, other)
  await expect(page.getByRole('heading', { name: '没有等着发送的' })).toBeVisible()
  await leave(page, '确定退出')
  await expect(page.getByRole('heading', { name: '首页' })).toBeVisible()

  await come(page, mine)
  await expect(waiting).toBeVisible()
  await leave(page, '删掉，退出')
  await expect(dialog(page).getByText('照片和文字会从手机里删掉，找不回来')).toBeVisible()
  await accessible(page, 'really delete')
  await dialog(page).getByRole('button', { name: '删掉，退出', exact: true }).click()
  await expect(page.getByRole('heading', { name: '首页' })).toBeVisible()
  await expect.poll(() => traces(page, account)).toEqual({ stores: {}, ...gone })
})
