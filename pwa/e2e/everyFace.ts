import { type Browser, type Page, expect } from '@playwright/test'
import { type Face, hold, lost, size } from './faces'
import { type Kept, accessible } from './people'

/**
 * The eight faces by how the app is started. What a phone changes while the app runs – its width, its look, the size of
 * its letters – is changed on the open page. axe looks where structure or colours are others; only letters and width are
 * others in the narrow ones, and there is no frame of somebody else's in any.
 */
const starts: (Face & { axe?: true })[][] = [
  [
    { name: 'light', width: 360, axe: true },
    { name: 'dark', width: 360, dark: true, axe: true },
    { name: 'narrow, letters twice as large', width: 320, text: 200 },
  ],
  [
    { name: 'elder', width: 360, elder: true, axe: true },
    { name: 'elder, narrow, letters twice as large', width: 320, elder: true, text: 200 },
  ],
  [{ name: 'English, narrow', width: 320, english: true }],
  [{ name: 'desktop', width: 1280, axe: true }],
  [{ name: 'desktop, dark, English', width: 1280, dark: true, english: true, axe: true }],
]

/** Turns the open page to this face, and waits until the app has followed. */
async function turn(page: Page, face: Face, enlarge: (percent: number) => Promise<unknown>): Promise<void> {
  await page.setViewportSize({ width: face.width, height: face.width >= 960 ? 800 : 640 })
  await page.emulateMedia({ colorScheme: face.dark ? 'dark' : 'light' })
  await enlarge(face.text ?? 100)
  await expect(page.locator('html')).toHaveAttribute(
    'data-theme',
    face.dark && !face.elder ? 'dark' : 'light',
  )
  await expect(page.locator('body'), face.name).toHaveCSS('font-size', size(face))
  await page.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

/** Where the first thing that the page leads to below `list` is: on its own page, or beside the list. */
async function firstOf(page: Page, list: string): Promise<string> {
  const beside = list.slice(1, -2)
  const one = `[href^="${list}"], [href*="?${beside}="], [href*="&${beside}="]`
  const no = '[href$="/mine"], [href$="/queue"], [href$="/desk"], [href$="/new"]'
  const href = await page.locator(`main a:is(${one}):not(${no})`).first().getAttribute('href')
  return href!
}

/**
 * Opens these pages in every face and tells what cannot be read or reached in any. In a path, … is the first one that the
 * page before it leads to.
 */
export async function everyFace(
  browser: Browser,
  who: string,
  paths: readonly string[],
  kept?: Kept,
): Promise<string[]> {
  const wrong: string[] = []
  for (const faces of starts) {
    const page = await hold(browser, faces[0]!, kept)
    const letters = await page.context().newCDPSession(page)
    const enlarge = (percent: number) =>
      letters.send('Page.setFontSizes', { fontSizes: { standard: 0.16 * percent, fixed: 0.13 * percent } })
    for (const path of paths) {
      const [list, rest] = path.split('…')
      const to = rest === undefined ? path : await firstOf(page, list!)
      await page.goto(rest ? list! + /[0-9a-f-]{36}/.exec(to)![0] + rest : to)
      await expect(page.locator('main h1').first()).toBeVisible()
      await expect(page.locator('.van-skeleton, .skeleton')).toHaveCount(0)
      for (const face of faces) {
        const where = `${who}, ${face.name}, ${path}`
        await turn(page, face, enlarge)
        wrong.push(...(await lost(page, face.elder === true)).map(what => `${where}: ${what}`))
        if (face.axe)
          await accessible(page, where).catch((error: Error) => wrong.push(error.message.slice(0, 600)))
      }
    }
    kept &&= await page.context().storageState()
    await page.context().close()
  }
  return wrong
}
