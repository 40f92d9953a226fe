import { type Page } from '@playwright/test'

/** The size of A4 as `paper` gives it. */
export const a4 = '0 0 595 842'

/** The sizes of the pages of what the page prints, in points. */
export async function paper(page: Page): Promise<string[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  return [...pdf.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map(m =>
    m[1]!.trim().split(/\s+/).map(Number).map(Math.round).join(' '),
  )
}
