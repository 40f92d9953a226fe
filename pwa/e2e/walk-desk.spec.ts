import { type APIRequestContext, type Browser, type Page, expect, test } from '@playwright/test'
import { everyFace } from './everyFace'
import { by, enter, phone } from './people'

const chair = '19900000106'

test.setTimeout(900_000)

async function signedIn(browser: Browser, path: string): Promise<Page> {
  const page = await phone(browser, false)
  await enter(page, chair)
  await page.goto(path)
  return page
}

interface Convention {
  id: string
  standing?: { id: string }
  work?: { id: string }
}

/** A convention that stands while a next version is written. */
async function amended(request: APIRequestContext) {
  const get = async <T>(path: string) =>
    (await (await request.get(`/api/v1${path}`, { headers: await by(chair) })).json()) as { items: T[] }
  const here = await get<{ community_id: string }>('/memberships')
  const all = await get<Convention>(`/communities/${here.items[0]!.community_id}/conventions`)
  const { id, standing, work } = all.items.find(one => one.standing && one.work)!
  return { id, stands: standing!.id, next: work!.id }
}

test('conventions can be read and worked on in every face', async ({ browser, request }) => {
  const { id, stands, next } = await amended(request)
  const page = await signedIn(browser, '/conventions')
  const kept = await page.context().storageState()
  await page.context().close()
  const paths = [
    '/conventions',
    `/conventions/${id}`,
    `/conventions/${id}/changes?from=${stands}&to=${next}`,
    `/conventions/${id}/versions`,
    `/conventions/${id}/opinions?v=${next}`,
    `/conventions/${id}/print`,
    '/convention-desk',
    `/convention-desk/${next}`,
    '/conventions/new',
  ]
  expect(await everyFace(browser, 'chair', paths, kept)).toEqual([])
})

test('what is laid open can be read and reached in every face', async ({ browser }) => {
  const page = await signedIn(browser, '/disclosures')
  const one = (await page.locator('a.one').first().getAttribute('href'))!
  const kept = await page.context().storageState()
  await page.context().close()
  const paths = [
    '/disclosures',
    one,
    `${one}/print`,
    '/disclosures/calendar',
    '/disclosures/new',
    '/toolbox',
    '/toolbox/ledger',
    '/toolbox/signIn',
  ]
  expect(await everyFace(browser, 'chair', paths, kept)).toEqual([])
})
