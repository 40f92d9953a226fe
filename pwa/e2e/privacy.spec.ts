import { readFileSync } from 'node:fs'
import { type Page, expect, test } from '@playwright/test'
import { accessible, invitation, phone, signIn, welcome } from './people'

/** What this phone keeps: the settings by name, and how much lies in its database. */
async function left(page: Page): Promise<{ settings: string[]; session: string[]; records: number }> {
  return page.evaluate(async () => {
    let records = 0
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done, fail) => {
        const opening = indexedDB.open(name!)
        opening.onsuccess = () => done(opening.result)
        opening.onerror = () => fail(new Error('closed'))
      })
      for (const store of db.objectStoreNames) {
        records += await new Promise<number>(done => {
          const counting = db.transaction(store).objectStore(store).count()
          counting.onsuccess = () => done(counting.result)
        })
      }
      db.close()
    }
    // How large the letters are belongs to the phone.
    const settings = Object.keys(localStorage).filter(key => !key.startsWith('wugong.elder'))
    return { settings, session: Object.keys(sessionStorage), records }
  })
}

async function download(page: Page, button: string): Promise<string> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  return readFileSync(await (await coming).path(), 'utf8')
}

/** Begins a report with a picture and a place; what is filled in stays on the phone. */
async function begin(page: Page, elder: boolean, where: string): Promise<void> {
  const picture = {
    name: 'IMG_0001.jpg',
    mimeType: 'image/jpeg',
    buffer: await page.screenshot({ type: 'jpeg' }),
  }
  const next = async () => {
    if (elder) await page.getByRole('button', { name: '下一步' }).click()
  }
  await page.goto('/report')
  await page.getByTestId('gallery').setInputFiles(picture)
  await expect(page.getByAltText('第 1 张照片')).toBeVisible()
  await next()
  await page.getByRole('button', { name: '全部类别' }).click()
  await page.getByLabel('找类别，比如：路灯').fill('暴露垃圾')
  await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click()
  await next()
  await page.getByLabel(/写几个字说明/).fill(where)
  await next()
}

/** Files a report: at 16 one may. */
async function file(page: Page, elder: boolean, where: string): Promise<void> {
  await begin(page, elder, where)
  if (elder) await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByRole('heading', { name: '已送达' })).toBeVisible()
}

for (const elder of [false, true]) {
  test(`somebody of 16 comes, reports, takes a copy and leaves${elder ? ', in elder mode' : ''}`, async ({
    browser,
    request,
  }) => {
    const number = elder ? '19800000012' : '19800000011'
    const { path } = await invitation(request, '19900000105')
    const page = await phone(browser, elder)
    await page.goto(`/sign-in?next=${path}`)
    await signIn(page, number)
    await expect(page.getByRole('heading', { name: '先看一下' })).toBeVisible()
    await page.goto('/reports/mine')
    await expect(page, 'nothing else is open before').toHaveURL(/\/welcome/)
    await page.getByRole('link', { name: '看完整的隐私说明' }).click()
    await expect(page.getByText('照片里的拍摄位置')).toHaveCount(1)
    await accessible(page, 'notice')
    await page.getByRole('button', { name: '返回' }).click()
    await page.getByRole('button', { name: '我看过了，同意' }).click()
    await expect(page.getByText('请选一项年龄')).toBeVisible()
    await page.getByRole('radio', { name: '未满 14 岁' }).check()
    await expect(page.getByText('请告诉爸爸妈妈')).toBeVisible()
    await accessible(page, 'a child')
    await welcome(page, '14 到 17 岁')
    await expect(page).not.toHaveURL(/\/welcome/)

    await page.goto(path)
    await page.getByLabel('您的姓名').fill(elder ? '小满' : '小寒')
    await page.getByLabel('一单元').check()
    await page.getByLabel('门牌号').fill('203')
    await page.getByRole('button', { name: '申请加入' }).click()
    await expect(page.getByText('已申请加入')).toBeVisible()

    await file(page, elder, '东门的垃圾')
    await begin(page, elder, '还没写完')
    await expect.poll(async () => (await left(page)).records).toBeGreaterThan(0)

    await page.goto('/privacy')
    await expect(page.getByText('建立账号', { exact: true })).toBeVisible()
    await accessible(page, 'privacy')
    for (const part of [number, '东门的垃圾', '14到17岁']) {
      expect(await download(page, '存成能看的文件')).toContain(part)
    }
    const data = await download(page, '存成数据文件')
    for (const part of [number, '东门的垃圾', '"age_band":"teen"']) expect(data).toContain(part)
    await page.getByRole('button', { name: '注销账号', exact: true }).click()
    const sheet = page.getByRole('dialog')
    await expect(sheet.getByText('住户名册', { exact: false }).first()).toBeVisible()
    await accessible(page, 'deletion')
    await expect(sheet.getByRole('button', { name: '看过了，继续注销' })).toBeInViewport()
    await sheet.getByRole('button', { name: '看过了，继续注销' }).click()
    await expect(sheet.getByLabel('确定要注销')).toBeInViewport()
    await accessible(page, 'deletion, the word')
    await sheet.getByLabel('确定要注销').fill('好')
    await sheet.getByRole('button', { name: '注销账号' }).click()
    await expect(sheet.getByText('请写“注销”两个字。')).toBeVisible()
    await sheet.getByLabel('确定要注销').fill('注销')
    await sheet.getByRole('button', { name: '注销账号' }).click()
    await expect(page.getByRole('heading', { name: '账号已经注销' })).toBeVisible()
    await accessible(page, 'deleted')
    expect(await left(page)).toEqual({ settings: [], session: [], records: 0 })
    await page.goto('/me')
    await expect(page.getByText('还没有登录')).toBeVisible()
  })
}
