import AxeBuilder from '@axe-core/playwright'
import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type Page,
  expect,
} from '@playwright/test'
import { by, join } from './signedIn'

export { by }

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone)
  const send = async (name: string) => {
    const answered = page.waitForResponse('**/api/v1/auth/codes', { timeout: 70_000 })
    await page.getByRole('button', { name, exact: true }).click({ timeout: 70_000 })
    return (await answered).status()
  }
  // Asked too soon, the page waits as long as it was told, and offers it again.
  if ((await send('发送验证码')) === 429) expect(await send('再发一次')).toBe(202)
  const code = await page.locator('strong.tabular').innerText()
  await page.getByLabel('6 位验证码').fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Answers the first questions of a new number. */
export async function welcome(page: Page, age: string): Promise<void> {
  await page.getByRole('radio', { name: age }).check()
  await accessible(page, 'welcome')
  await page.getByRole('button', { name: '我看过了，同意' }).click()
}

/** Signs this phone in over the API and gives the headers of its calls. */
export async function enter(page: Page, number: string): Promise<Record<string, string>> {
  const made = await join(page.context(), number)
  await page.addInitScript(() => localStorage.setItem('wugong.signed-in', 'true'))
  return { Authorization: `Bearer ${made}` }
}

/** axe finds nothing on the page as it is, once it has come to rest. */
export async function accessible(page: Page, where: string): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.all(ending.map(a => a.finished.catch(() => undefined)))
  })
  // Without frames of others axe needs no second page to put its findings together, and it comes to a page once.
  const there = await page.evaluate(() => 'axe' in window)
  const axe = new AxeBuilder(there ? { page, axeSource: '0' } : { page }).setLegacyMode()
  const { violations } = await axe.options({ resultTypes: ['violations'] }).analyze()
  expect(violations.map(v => `${where}: ${v.id} ${v.nodes.map(n => n.html).join(' ')}`)).toEqual([])
}

/** Sets the text size of the phone, in per cent, once a page of the app is open. */
export async function enlarge(page: Page, percent: number): Promise<void> {
  const size = (16 * percent) / 100
  const phone = await page.context().newCDPSession(page)
  await phone.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } })
}

export type Kept = Awaited<ReturnType<BrowserContext['storageState']>>

/** A phone of its own, in elder mode where wanted, or one that somebody is signed in on. */
export async function phone(browser: Browser, elder: boolean, kept?: Kept): Promise<Page> {
  const context = await browser.newContext({ storageState: kept })
  if (elder) await context.addInitScript(() => localStorage.setItem('wugong.elder', 'true'))
  return context.newPage()
}

/** The way a new invitation for building 1 opens, made by the chair whose number this is, and the community's name. */
export async function invitation(
  request: APIRequestContext,
  chair: string,
): Promise<{ path: string; name: string }> {
  const headers = await by(chair)
  const mine = (await (await request.get('/api/v1/memberships', { headers })).json()) as {
    items: { community_id: string; community_name: string }[]
  }
  const { community_id: community, community_name: name } = mine.items[0]!
  const buildings = (await (await request.get(`/api/v1/communities/${community}/buildings`)).json()) as {
    items: { id: string; name: string }[]
  }
  const building = buildings.items.find(b => b.name === '1号楼')!
  const made = await request.post(`/api/v1/communities/${community}/invitations`, {
    headers,
    data: {
      id: crypto.randomUUID(),
      building_id: building.id,
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    },
  })
  const { link } = (await made.json()) as { link: string }
  return { path: new URL(link).pathname, name }
}

/** A phone that somebody is signed in on. */
export async function as(browser: Browser, number: string, elder = false): Promise<Page> {
  const page = await phone(browser, elder)
  await enter(page, number)
  return page
}
