import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Page, expect, test } from '@playwright/test'
import { accessible, phone, signIn } from './people'
import { hasPhoto, photo } from './photo'

const running = join(process.env.WUGONG_JOURNEY_DIR!, 'running')

async function fill(page: Page, words: string): Promise<void> {
  await page
    .getByTestId('gallery')
    .setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: photo() })
  await expect(page.getByAltText('第 1 张照片')).toBeVisible()
  await page.getByRole('button', { name: '全部类别' }).click()
  await page.getByLabel('找类别，比如：路灯').fill('暴露垃圾')
  await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click()
  await page.getByLabel(/写几个字说明/).fill(words)
}

test.describe('when something is away', () => {
  test.skip(!hasPhoto, 'the photo of a real camera is not beside this checkout')
  test.afterEach(() => writeFileSync(running, ''))

  test('the photo store: reading goes on, the report waits on the phone and is sent afterwards', async ({
    browser,
  }) => {
    const page = await phone(browser, false)
    await page.goto('/sign-in?next=/report')
    await signIn(page, '19900000203')
    await fill(page, '村口大槐树下')
    rmSync(running)
    await expect(async () =>
      expect((await page.request.get('/readyz')).text()).resolves.toContain('away'),
    ).toPass()
    const refused = page.waitForResponse(
      r => r.url().endsWith('/api/v1/media') && r.request().method() === 'POST',
    )
    await page.getByRole('button', { name: '上报', exact: true }).click()
    const answer = await refused
    expect(answer.status()).toBe(503)
    expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0)
    await expect(page.getByRole('heading', { name: '已存好，等着发送' })).toBeVisible()
    await page.getByRole('link', { name: '看待发送' }).click()
    await expect(page.getByRole('article')).toHaveCount(1)
    await accessible(page, 'outbox')
    await page.goto('/reports')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveCount(0)

    writeFileSync(running, '')
    await expect(async () =>
      expect((await page.request.get('/readyz')).text()).resolves.not.toContain('away'),
    ).toPass()
    await page.goto('/outbox')
    await expect(async () => {
      await page.getByRole('button', { name: '现在发送' }).click({ timeout: 1_000 })
      await expect(page.getByRole('heading', { name: '没有等着发送的' })).toBeVisible({ timeout: 3_000 })
    }).toPass()
    await page.goto('/reports/mine')
    await expect(page.getByRole('link', { name: /暴露垃圾.*等待受理/ })).toBeVisible()
  })

  test('the network: the app opens, the draft is kept, and what was sent waits until it is back', async ({
    browser,
  }) => {
    const page = await phone(browser, false)
    await page.goto('/sign-in?next=/report')
    await signIn(page, '19900000202')
    await expect(page.getByRole('button', { name: '拍照' })).toBeVisible()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await page.reload()
    await expect(page.getByRole('button', { name: '拍照' })).toBeVisible()
    await page.context().setOffline(true)
    await page.reload() // as when the app is opened without network
    await fill(page, '三组水渠边')
    await page.getByRole('button', { name: '上报', exact: true }).click()
    await expect(page.getByRole('heading', { name: '已存好，等着发送' })).toBeVisible()
    await accessible(page, 'offline')
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.context().setOffline(false)
    await page.goto('/outbox')
    await expect(page.getByRole('heading', { name: '没有等着发送的' })).toBeVisible({ timeout: 20_000 })
    await page.goto('/reports/mine')
    await expect(page.getByRole('link', { name: /暴露垃圾.*等待受理/ })).toBeVisible()
  })
})
