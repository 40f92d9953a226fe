import { type Browser, type Page } from '@playwright/test'
import { type Kept, enlarge } from './people'

/** One way of holding the app: how wide, how large its letters, which look and which language. */
export interface Face {
  name: string
  width: number
  elder?: boolean
  dark?: boolean
  english?: boolean
  /** The text size set on the phone, in per cent. */
  text?: number
}

/** How large the body's letters are in this face. */
export const size = (face: Face) => `${((face.text ?? 100) / 100) * (face.elder ? 22 : 16)}px`

/** A phone or a desk held this way, on its first page. */
export async function hold(browser: Browser, face: Face, kept?: Kept): Promise<Page> {
  const desk = face.width >= 960
  const context = await browser.newContext({
    storageState: kept,
    viewport: { width: face.width, height: desk ? 800 : 640 },
    isMobile: !desk,
    hasTouch: !desk,
    colorScheme: face.dark ? 'dark' : 'light',
    locale: face.english ? 'en-GB' : 'zh-CN',
    serviceWorkers: 'block',
  })
  await context.addInitScript(on => localStorage.setItem('wugong.elder', String(on)), face.elder === true)
  const page = await context.newPage()
  await page.goto('/')
  if (face.text) await enlarge(page, face.text)
  return page
}

/** What cannot be read or reached on the page as it is: what sticks out to the side, cut off words, small targets. */
export async function lost(page: Page, elder: boolean): Promise<string[]> {
  return page.evaluate(
    least => {
      const found: string[] = []
      const wide = document.documentElement
      if (wide.scrollWidth > wide.clientWidth) {
        const right = (e: Element) => e.getBoundingClientRect().right
        const out = Array.from(document.querySelectorAll('body *:not(.unseen)')).sort(
          (a, b) => right(a) - right(b),
        )
        found.push(
          `sticks out by ${wide.scrollWidth - wide.clientWidth}: ${out.at(-1)?.outerHTML.slice(0, 160)}`,
        )
      }
      for (const e of document.querySelectorAll<HTMLElement>('body *')) {
        const style = getComputedStyle(e)
        const words = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent!.trim())
        if (!words || e.closest('.unseen') || !e.checkVisibility()) continue
        const frame = e.parentElement!.closest('.card, section, article')
        const out = frame ? e.getBoundingClientRect().right - frame.getBoundingClientRect().right : 0
        if (out > 1 || (style.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1))
          found.push(`cut off: ${e.outerHTML.slice(0, 160)}`)
      }
      for (const e of document.querySelectorAll<HTMLElement>('button, a[href], [role=button], [role=tab]')) {
        const { width, height } = e.getBoundingClientRect()
        const inText = getComputedStyle(e).display === 'inline'
        if (!inText && e.checkVisibility() && width > 1 && Math.min(width, height) < least - 0.5)
          found.push(`small, ${Math.round(width)}×${Math.round(height)}: ${e.outerHTML.slice(0, 160)}`)
      }
      return found
    },
    elder ? 60 : 44,
  )
}
