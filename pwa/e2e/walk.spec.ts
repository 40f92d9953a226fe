import { expect, test } from '@playwright/test'
import { type Face, hold, lost, size } from './faces'
import { type Kept, accessible, enter } from './people'

const faces: Face[] = [
  { name: 'light', width: 360 },
  { name: 'dark', width: 360, dark: true },
  { name: 'elder', width: 360, elder: true },
  { name: 'narrow, letters twice as large', width: 320, text: 200 },
  { name: 'elder, narrow, letters twice as large', width: 320, elder: true, text: 200 },
  { name: 'English, narrow', width: 320, english: true },
  { name: 'desktop', width: 1280 },
  { name: 'desktop, dark, English', width: 1280, dark: true, english: true },
]

/** All pages by who sees them; … is the first one that the page before it leads to. */
const pages = {
  guest: [
    '/',
    '/sign-in',
    '/reports',
    '/reports/…',
    '/bulletins',
    '/bulletins/…',
    '/deliberate',
    '/proposals/…',
    '/conventions',
    '/conventions/…',
    '/disclosures',
    '/disclosures/…',
    '/ballots',
    '/calls',
    '/projects',
    '/projects/…',
    '/privacy',
    '/nowhere',
  ],
  resident: [
    '/',
    '/report',
    '/reports',
    '/reports/mine',
    '/reports/…',
    '/bulletins',
    '/bulletins/…',
    '/deliberate',
    '/proposals/…',
    '/proposals/new',
    '/proposals/new?step=area',
    '/proposals/new?step=place',
    '/proposals/new?step=name',
    '/proposals/new?step=check',
    '/conventions',
    '/conventions/…',
    '/disclosures',
    '/disclosures/…',
    '/ballots',
    '/ballots/…',
    '/ballots/…/cast',
    '/ballots',
    '/ballots/…/receipt',
    '/ballots?shelf=closed',
    '/ballots/…/result',
    '/calls',
    '/projects',
    '/projects/…',
    '/me',
    '/inbox',
    '/outbox',
    '/join',
    '/privacy',
    '/complaints',
    '/complaints/…',
    '/complaints/new',
  ],
  committee: [
    '/',
    '/me',
    '/members',
    '/households',
    '/roles',
    '/invitations',
    '/invitations/print',
    '/reports/queue',
    '/reports/…',
    '/bulletins/desk',
    '/bulletins/new',
    '/complaints/queue',
    '/complaints/…',
    '/bulletins',
    '/bulletins/…',
    '/proposals/queue',
    '/proposals/…',
    '/proposals/moderation',
    '/convention-desk',
    '/convention-desk/…',
    '/conventions/new',
    '/disclosures/calendar',
    '/disclosures/new',
    '/toolbox',
    '/toolbox/ledger',
    '/projects',
    '/projects/…',
    '/projects/new',
  ],
}
const numbers = { guest: '', resident: '19900000101', committee: '19900000106' }

type Who = keyof typeof pages

test.setTimeout(1_500_000)

for (const who of Object.keys(pages) as Who[]) {
  test(`every page of a ${who} can be read and reached in every face`, async ({ browser }) => {
    let kept: Kept | undefined
    if (numbers[who]) {
      const first = await (await browser.newContext()).newPage()
      await enter(first, numbers[who])
      await first.goto('/')
      kept = await first.context().storageState()
      await first.context().close()
    }
    const wrong: string[] = []
    for (const face of faces) {
      const page = await hold(browser, face, kept)
      for (const path of pages[who]) {
        const [list, rest] = path.split('…')
        // On its own page, or beside the list.
        const one = `[href^="${list}"], [href*="?${list!.slice(1, -2)}="], [href*="&${list!.slice(1, -2)}="]`
        const first = page
          .locator(
            `main a:is(${one}):not([href$="/mine"], [href$="/queue"], [href$="/desk"], [href$="/new"])`,
          )
          .first()
        const to = rest === undefined ? path : (await first.getAttribute('href'))!
        await page.goto(rest ? list + /[0-9a-f-]{36}/.exec(to)![0] + rest : to)
        await expect(page.locator('main h1').first()).toBeVisible()
        await expect(page.locator('.van-skeleton, .skeleton')).toHaveCount(0)
        await expect(page.locator('body'), path).toHaveCSS('font-size', size(face))
        const where = `${who}, ${face.name}, ${path}`
        wrong.push(...(await lost(page, face.elder === true)).map(what => `${where}: ${what}`))
        await accessible(page, where).catch((error: Error) => wrong.push(error.message.slice(0, 600)))
      }
      kept &&= await page.context().storageState()
      await page.context().close()
    }
    expect(wrong).toEqual([])
  })
}
