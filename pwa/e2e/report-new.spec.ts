import { type Browser, type Page, expect, test } from '@playwright/test'
import { accessible, signIn } from './people'

/** A phone that gives no position, on which nothing comes between the page and the network. */
async function phone(browser: Browser, elder: boolean): Promise<Page> {
  const context = await browser.newContext({ serviceWorkers: 'block', permissions: [] })
  if (elder) await context.addInitScript(() => localStorage.setItem('wugong.elder', 'true'))
  return context.newPage()
}

/** Takes a picture as a camera would: any JPEG larger than what is sent. */
async function shoot(page: Page): Promise<void> {
  const jpeg = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 })
    const pen = canvas.getContext('2d')!
    pen.fillStyle = 'teal'
    pen.fillRect(0, 900, 2400, 900)
    pen.fillStyle = 'orange'
    pen.fillRect(800, 600, 600, 700)
    return canvas.toDataURL('image/jpeg').split(',')[1]!
  })
  const buffer = Buffer.from(jpeg, 'base64')
  await page.getByTestId('camera').setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer })
  await expect(page.getByAltText('第 1 张照片')).toBeVisible()
}

/** Runs in the page. What is written so far, as it lies on the phone. */
async function drafts(): Promise<string> {
  const wait = <T>(asked: IDBRequest<T>) =>
    new Promise<T>((done, failed) => {
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => failed(new Error('storage is closed'))
    })
  const db = await wait(indexedDB.open('wugong'))
  const all: unknown[] = await wait(db.transaction('drafts').objectStore('drafts').getAll())
  db.close()
  return JSON.stringify(all)
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const dialog = (page: Page) => page.getByRole('dialog')

for (const elder of [false, true]) {
  test(`a report is begun, kept, waits and is sent${elder ? ', in elder mode' : ''}`, async ({ browser }) => {
    const page = await phone(browser, elder)
    const next = async () => {
      if (elder) await button(page, '下一步').click()
    }
    await page.goto('/sign-in?next=/report')
    await signIn(page, elder ? '19900000107' : '19900000103')

    await button(page, '有危险？先打电话').click()
    await expect(dialog(page).getByRole('link', { name: /119/ })).toHaveAttribute('href', 'tel:119')
    await accessible(page, 'numbers')
    await button(page, '没有危险，去拍照').click()
    if (elder) {
      await next()
      await expect(page.getByRole('alert').filter({ hasText: '还没有照片' })).toBeVisible()
    } else {
      await button(page, '上报').click()
      await expect(page.getByRole('alert').filter({ hasText: '还差一点' })).toBeVisible()
    }
    await accessible(page, 'missing')
    await shoot(page)
    await next()

    await button(page, '全部类别').click()
    await dialog(page)
      .getByRole('button', { name: /燃气管道破裂/ })
      .click()
    await expect(dialog(page).getByRole('link', { name: /119/ })).toHaveAttribute('href', 'tel:119')
    await accessible(page, 'gas')
    await page.keyboard.press('Escape')
    await button(page, '飞线充电').click()
    await expect(button(page, '换一个')).toBeVisible()
    await next()

    await button(page, '用我现在的位置').click()
    await expect(page.getByRole('alert').filter({ hasText: /手机不让定位|不能定位/ })).toBeVisible()
    await page.getByLabel(/写几个字说明/).fill('2号楼一单元门口')
    await accessible(page, 'place')

    await expect.poll(() => page.evaluate(drafts)).toContain('2号楼一单元门口')
    await page.reload()
    await expect(page.getByText('写到一半的内容已存在手机里。')).toBeVisible()
    await expect(page.getByLabel(/写几个字说明/)).toHaveValue('2号楼一单元门口')
    if (elder) {
      // The phone's own back button is a step back, and so is the one on the screen.
      await page.goBack()
      await expect(button(page, '换一个')).toBeVisible()
      await button(page, '上一步').click()
      await expect(page.getByAltText('第 1 张照片')).toBeVisible()
      for (let n = 0; n < 4; n++) await next()
      await expect(page.getByText('2号楼一单元门口')).toBeVisible()
    }
    await expect(page.getByAltText('第 1 张照片')).toBeVisible()
    await accessible(page, 'ready')

    await page.route('**/api/v1/media', route => route.abort())
    await button(page, '上报').click()
    await expect(page.getByRole('heading', { name: '已存好，等着发送' })).toBeVisible()
    await expect(page.getByText('没有连上服务器')).toBeVisible()
    await accessible(page, 'waiting')

    await page.goto('/me')
    await button(page, '退出登录').click()
    await expect(dialog(page).getByText('还有 1 件没有发出去')).toBeVisible()
    await accessible(page, 'leaving')
    await button(page, '先发出去').click()
    await expect(page.getByRole('article').filter({ hasText: '飞线充电' })).toBeVisible()
    await accessible(page, 'outbox')
    await page.unroute('**/api/v1/media')
    await button(page, '现在发送').click()
    await expect(page.getByRole('heading', { name: '没有等着发送的' })).toBeVisible()
    await page.goto('/reports/mine')
    await expect(page.getByText('飞线充电').first()).toBeVisible()
  })
}

test('what waits is deleted only after it was asked for in words', async ({ browser }) => {
  const page = await phone(browser, false)
  await page.goto('/sign-in?next=/report')
  await signIn(page, '19900000204')
  await shoot(page)
  await button(page, '暴露垃圾').click()
  await page.getByLabel(/写几个字说明/).fill('沟边巷口')
  await page.route('**/api/v1/media', route => route.abort())
  await button(page, '上报').click()
  await page.getByRole('link', { name: '看待发送' }).click()
  await button(page, '删除').click()
  await expect(dialog(page).getByText('“暴露垃圾”还没有发出去')).toBeVisible()
  await accessible(page, 'delete')
  await dialog(page).getByRole('button', { name: '取消' }).click()
  await expect(page.getByRole('article')).toHaveCount(1)
  await button(page, '删除').click()
  await dialog(page).getByRole('button', { name: '删除', exact: true }).click()
  await expect(page.getByRole('heading', { name: '没有等着发送的' })).toBeVisible()
})
