// What the scripts that look at the running demo share: the system's Chromium and people who are signed in.
import { chromium } from '@playwright/test'

/** @returns the system's Chromium. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.WUGONG_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--hide-scrollbars'],
  })
}

/** A phone as most of our readers hold it. */
export const phone = {
  viewport: { width: 360, height: 640 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
}

/** Signs in over the API; the demo tells the code. Gives what a context of this person starts with. */
export async function signIn(browser, url, number) {
  const context = await browser.newContext({ ...phone, baseURL: url })
  const post = async (path, data) => {
    const answer = await context.request.post(path, { data })
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  const { demo_code: code } = await post('/api/v1/auth/codes', { phone: number })
  await post('/api/v1/auth/sessions', { phone: number, code })
  const { cookies } = await context.storageState()
  await context.close()
  const settings = [
    { name: 'wugong.signed-in', value: 'true' },
    { name: 'wugong.elder-asked', value: 'true' },
  ]
  return { cookies, origins: [{ origin: url, localStorage: settings }] }
}

/** The page has answered everything and stands still, its pictures drawn. */
export async function settled(page) {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(
    () => document.querySelector('h1') && !document.querySelector('.skeleton, [aria-busy="true"]'),
  )
  await page.evaluate(async () => {
    await Promise.all([...document.images].filter(i => i.src).map(i => i.decode().catch(() => undefined)))
    const ending = document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.all(ending.map(a => a.finished.catch(() => undefined)))
  })
}
