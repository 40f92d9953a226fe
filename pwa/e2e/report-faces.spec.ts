import { readFileSync } from 'node:fs'
import { type APIRequestContext, type Locator, expect, test } from '@playwright/test'
import { type Face, hold, lost, size } from './faces'
import { accessible, by, signIn } from './people'
import { hasPhoto, photo } from './photo'

const jpeg = { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: hasPhoto ? photo() : Buffer.alloc(0) }

type Words = { [key: string]: string | Words }

/** Says what stands on the screen: a word of a domain in a language, by its key. */
function speaker(language: 'zh' | 'en') {
  return (key: string, n = 0): string => {
    const [domain, ...path] = key.split('.')
    const file = new URL(`../src/locales/${language}/${domain}.json`, import.meta.url)
    const found = path.reduce<string | Words>(
      (words, part) => (words as Words)[part]!,
      JSON.parse(readFileSync(file, 'utf8')) as Words,
    )
    return (found as string).replace('{n}', String(n))
  }
}

/** The committee takes the report to "resolved", over the API. */
async function deal(request: APIRequestContext, id: string): Promise<void> {
  const headers = await by('19900000105')
  const media = crypto.randomUUID()
  await request.post('/api/v1/media', { headers, multipart: { id: media, file: jpeg } })
  const moves = [
    { act: 'accept', from: 'submitted', photo_audience: 'public' },
    { act: 'assign', from: 'accepted', assignee: { kind: 'committee', name: '陈晓敏' } },
    { act: 'start', from: 'assigned' },
    { act: 'resolve', from: 'in_progress', note: '已清运，加了一个桶', photo_ids: [media] },
  ]
  for (const data of moves) {
    const moved = await request.post(`/api/v1/reports/${id}/moves`, { headers, data })
    expect(moved.status(), `${data.act}: ${await moved.text()}`).toBeLessThan(300)
  }
}

test.beforeEach(() => {
  test.skip(!hasPhoto, 'the photo of a real camera is not beside this checkout')
})

test('a report goes its way in elder mode at 320 px with letters twice as large', async ({
  browser,
  request,
}) => {
  const face: Face = { name: '', width: 320, elder: true, text: 200 }
  const page = await hold(browser, face)
  const say = speaker('zh')
  const button = (key: string) => page.getByRole('button', { name: say(key), exact: true })
  const look = async (where: string) => {
    await expect(page.locator('body')).toHaveCSS('font-size', size(face))
    expect(await lost(page, true), where).toEqual([])
    await accessible(page, where)
  }
  await page.goto('/sign-in?next=/report')
  await look('sign-in')
  await signIn(page, '19900000102')
  await page.getByTestId('gallery').setInputFiles(jpeg)
  await expect(page.getByAltText(say('reports.photos.nth', 1))).toBeVisible()
  await look('photos')
  await button('reports.step.next').click()
  await button('reports.class.all').click()
  await page.getByLabel(say('reports.class.search')).fill('路灯')
  await look('classes')
  await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click()
  await look('class')
  await button('reports.step.next').click()
  await page.getByLabel(say('reports.place.wordsOnly')).fill('南门口')
  await look('place')
  await button('reports.step.next').click()
  await look('words')
  await button('reports.step.next').click()
  await look('check')
  await button('reports.new.send').click()
  await expect(page.getByRole('heading', { name: say('reports.sent.doneTitle') })).toBeVisible()
  await look('sent')
  await page.getByRole('link', { name: say('reports.sent.see') }).click()
  await expect(page.getByText(say('reportStates.submitted'))).toBeVisible()
  await look('the report')
  await deal(request, new URL(page.url()).pathname.split('/').pop()!)
  await page.reload()
  await look('resolved')
  await button('reports.act.verify').click()
  await look('confirm')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('reports.sheet.verify.confirm'), exact: true })
    .click()
  await expect(page.getByText(say('reportStates.verified'), { exact: true })).toBeVisible()
  await look('confirmed')
})

test('a report goes its way in English, by keyboard alone', async ({ browser, request }) => {
  const page = await hold(browser, { name: '', width: 360, english: true })
  const say = speaker('en')
  const button = (key: string) => page.getByRole('button', { name: say(key), exact: true })
  /** Goes on by the tabulator until this has the focus. */
  const reach = async (what: Locator) => {
    await expect(what).toBeVisible()
    for (let n = 0; n < 120; n++) {
      if (await what.evaluate(e => e === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`no way by keyboard to ${await what.innerText()}`)
  }
  const press = async (what: Locator) => {
    await reach(what)
    await page.keyboard.press('Enter')
  }
  const write = async (label: string, text: string) => {
    await reach(page.getByLabel(say(label)))
    await page.keyboard.insertText(text)
  }
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.goto('/sign-in?next=/report')
  await write('identity.signIn.phone', '19900000104')
  await press(button('identity.signIn.send'))
  const code = await page.locator('strong.tabular').innerText()
  await write('identity.signIn.code', code)
  await press(button('identity.signIn.enter'))

  const choosing = page.waitForEvent('filechooser')
  await press(button('reports.photos.gallery'))
  await (await choosing).setFiles(jpeg)
  await expect(page.getByAltText(say('reports.photos.nth', 1))).toBeVisible()
  await press(button('reports.class.all'))
  await write('reports.class.search', 'rubbish')
  await press(page.getByRole('dialog').getByRole('listitem').first().getByRole('button'))
  await write('reports.place.wordsOnly', 'South gate')
  await write('reports.words.title', 'Dark for three nights')
  await press(button('reports.new.send'))
  await expect(page.getByRole('heading', { name: say('reports.sent.doneTitle') })).toBeVisible()
  await accessible(page, 'sent, in English')
  await press(page.getByRole('link', { name: say('reports.sent.see') }))
  await expect(page.getByText(say('reportStates.submitted'))).toBeVisible()
  await deal(request, new URL(page.url()).pathname.split('/').pop()!)
  await page.goto('/reports/mine')
  await press(page.locator('main a.report-card').first())
  await press(button('reports.act.verify'))
  await press(
    page.getByRole('dialog').getByRole('button', { name: say('reports.sheet.verify.confirm'), exact: true }),
  )
  await expect(page.getByText(say('reportStates.verified'), { exact: true })).toBeVisible()
  await accessible(page, 'confirmed, in English')
})
