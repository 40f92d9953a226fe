import { expect, test } from '@playwright/test'
import { begun } from './begun'
import { everyFace } from './everyFace'
import { type Kept, enter } from './people'

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
    '/projects',
    '/projects/…/timeline',
    '/assets',
    '/assets/…',
    '/evaluations',
    '/evaluations/…',
    '/rectifications',
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
    '/projects',
    '/projects/…/contributions',
    '/assets',
    '/assets/…',
    '/rosters',
    '/evaluations',
    '/evaluations/…',
    '/rectifications',
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
    '/projects',
    '/projects/…/funds',
    '/projects/new',
    '/assets/new',
    '/assets/print',
    '/rosters',
    '/rosters/new',
    '/rosters/print',
    '/evaluations/new',
    '/evaluations',
    '/evaluations/…/papers',
    '/evaluations',
    '/evaluations/…/print',
  ],
}
const numbers = { guest: '', resident: '19900000101', committee: '19900000106' }

type Who = keyof typeof pages

test.setTimeout(1_500_000)

// A project that has just begun, beside those of the demo that have come farther.
test.beforeAll(({ request }) => begun(request))

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
    expect(await everyFace(browser, who, pages[who], kept)).toEqual([])
  })
}
