import { type Page, expect, test } from '@playwright/test'
import { accessible, enter, phone } from './people'
import { hasPhoto, photo } from './photo'

const jpeg = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: photo() })

/** Files a report over the API and gives its id. */
async function file(page: Page, headers: Record<string, string>, words: string): Promise<string> {
  const mine = (await (await page.request.get('/api/v1/memberships', { headers })).json()) as {
    items: { community_id: string }[]
  }
  const [id, media] = [crypto.randomUUID(), crypto.randomUUID()]
  const sent = await page.request.post('/api/v1/media', {
    headers,
    multipart: { id: media, file: jpeg('IMG_0001.jpg') },
  })
  expect(sent.status()).toBe(201)
  const filed = await page.request.post('/api/v1/reports', {
    headers,
    data: {
      id,
      community_id: mine.items[0]!.community_id,
      class: '0102',
      text: '三天没人收了',
      photo_ids: [media],
      place: { words },
    },
  })
  expect(filed.status()).toBe(201)
  return id
}

/** Takes a step on the page of a report, looking at its sheet on the way. */
async function take(page: Page, act: string, confirm: string, fill?: () => Promise<unknown>): Promise<void> {
  const sheet = page.getByRole('dialog')
  const button = page.getByRole('button', { name: act, exact: true })
  const more = page.getByRole('button', { name: '其他操作' })
  await expect(button.or(more).first()).toBeVisible()
  if (!(await button.isVisible())) await more.click()
  await button.click()
  await expect(sheet.getByRole('heading', { name: act, exact: true })).toBeVisible()
  await fill?.()
  await accessible(page, act)
  await sheet.getByRole('button', { name: confirm, exact: true }).click()
  await expect(sheet).toHaveCount(0)
  await expect(page.locator('#page').getByText('已记下：')).toBeVisible()
}

async function resolve(desk: Page): Promise<void> {
  const sheet = desk.getByRole('dialog')
  await take(desk, '处理好了', '交给上报人确认', async () => {
    await sheet.getByTestId('gallery').setInputFiles(jpeg('IMG_0002.jpg'))
    await expect(sheet.getByText('已上传')).toBeVisible()
    await sheet.getByLabel('说明', { exact: true }).fill('已清运，加了一个桶')
  })
  await expect(desk.getByRole('heading', { name: '处理前后' })).toBeVisible()
}

for (const elder of [false, true]) {
  test(`a report goes through the committee's hands and is confirmed${elder ? ', in elder mode' : ''}`, async ({
    browser,
  }) => {
    test.skip(!hasPhoto, 'the photo of a real camera is not beside this checkout')
    const page = await phone(browser, elder)
    const words = elder ? '老槐巷口' : '1号楼东头'
    const id = await file(page, await enter(page, elder ? '19900000203' : '19900000101'), words)

    const desk = await phone(browser, elder)
    await enter(desk, elder ? '19900000201' : '19900000106')
    await desk.goto('/me')
    await desk.getByRole('link', { name: '待处理的上报' }).click()
    await expect(desk.getByText(words)).toBeVisible()
    await accessible(desk, 'queue')
    await desk.getByRole('link').filter({ hasText: words }).click()
    await expect(desk.getByText(/等(社区|村里)决定是否受理/)).toBeVisible()
    await accessible(desk, 'submitted')
    const sheet = desk.getByRole('dialog')
    await take(desk, '受理', '受理', async () => {
      await sheet.getByLabel('公开', { exact: true }).check()
      await sheet.getByLabel('公开的标题（可不填）').fill(`${words}的垃圾`)
    })
    await take(desk, '派人处理', '派出', () => sheet.getByRole('radio').first().check())
    await take(desk, '开始处理', '开始处理')
    await expect(desk.getByText('处理中', { exact: true })).toBeVisible()
    await accessible(desk, 'going on')
    await resolve(desk)
    await accessible(desk, 'resolved')

    await page.goto('/inbox')
    await page.getByRole('link').filter({ hasText: '处理好了，请您确认' }).first().click()
    await expect(page).toHaveURL(`/reports/${id}`)
    await expect(page.getByText('请您看看解决了没有')).toBeVisible()
    await accessible(page, 'resolved, mine')
    if (elder) {
      await take(page, '没有解决', '没有解决', () =>
        page.getByRole('dialog').getByLabel('说明', { exact: true }).fill('桶旁边还有一堆'),
      )
      await desk.reload()
      await expect(desk.getByText('桶旁边还有一堆')).toBeVisible()
      await take(desk, '开始处理', '开始处理')
      await resolve(desk)
      await page.reload()
    }
    await take(page, '确认解决了', '解决了')
    await expect(page.getByText('已确认', { exact: true })).toBeVisible()
    await accessible(page, 'confirmed')
    await page.goto('/reports')
    await expect(page.getByText(`${words}的垃圾`)).toBeVisible()
    await accessible(page, 'public list')
    await page.goto('/reports/mine')
    await expect(page.getByText(`${words}的垃圾`)).toBeVisible()
    await accessible(page, 'mine')
  })
}

test('who comes second is told what changed, and keeps what was typed', async ({ browser }) => {
  test.skip(!hasPhoto, 'the photo of a real camera is not beside this checkout')
  const page = await phone(browser, false)
  const id = await file(page, await enter(page, '19900000104'), '2号楼二单元门口')
  const desk = await phone(browser, false)
  const headers = await enter(desk, '19900000108')
  await desk.goto(`/reports/${id}`)
  await desk.getByRole('button', { name: '不受理', exact: true }).click()
  const sheet = desk.getByRole('dialog')
  await sheet.getByLabel('已经有人报过').check()
  await sheet.getByLabel('说明', { exact: true }).fill('昨天报过了')
  await sheet.getByRole('button', { name: '关闭' }).click()
  await desk.reload()
  await desk.getByRole('button', { name: '不受理', exact: true }).click()
  await expect(sheet.getByLabel('说明', { exact: true })).toHaveValue('昨天报过了')

  const moved = await desk.request.post(`/api/v1/reports/${id}/moves`, {
    headers,
    data: { act: 'accept', from: 'submitted', photo_audience: 'staff' },
  })
  expect(moved.status()).toBe(200)
  await sheet.getByRole('button', { name: '不受理', exact: true }).click()
  await expect(sheet.getByText('刚刚有人动过这条上报')).toBeVisible()
  await expect(sheet.getByText('现在是“已受理”')).toBeVisible()
  await expect(sheet.getByLabel('说明', { exact: true })).toHaveValue('昨天报过了')
  await expect(sheet.getByRole('button', { name: '不受理', exact: true })).toHaveCount(0)
  await accessible(desk, 'conflict')
})
