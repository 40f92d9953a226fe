import { expect, test } from '@playwright/test'
import { type Face, hold, lost } from './faces'
import { type Kept, accessible, enter } from './people'

test.use({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false })

/** A register of one person behind a new door, in GBK, as Excel in China saves it; the age as it is given. */
function gbk(adult: number[]): Buffer {
  const heading = 'd0a1c7f82cc2a5b6b02cc3c5c5c62cd0d5c3fb2cb3c9c4ea0d0a' // 小区,楼栋,门牌,姓名,成年
  const row = [0xbc, 0xd7, 0x2c, 0xd2, 0xd2, 0x2c, 0x39, 0x39, 0x37, 0x2c, 0xcd, 0xf5, 0xce, 0xe5, 0x2c] // 甲,乙,997,王五,
  return Buffer.concat([Buffer.from(heading, 'hex'), Buffer.from([...row, ...adult, 0x0d, 0x0a])])
}

test('at the desk a household is found, and a register looked at before it is imported', async ({ page }) => {
  await enter(page, '19900000106')
  await page.goto('/households')
  const lines = page.locator('a.household')
  await expect(lines.nth(1)).toBeVisible()
  await accessible(page, 'households, nothing chosen')

  const search = page.getByRole('searchbox', { name: '查找' })
  await search.focus()
  await page.keyboard.type('1号楼 101')
  await expect(lines).not.toHaveCount(0)
  await expect.poll(async () => (await lines.allInnerTexts()).every(one => one.includes('101'))).toBe(true)
  await lines.first().focus()
  await page.keyboard.press('Enter')
  const pane = page.getByRole('region', { name: '一户' })
  await expect(pane).toBeFocused()
  await expect(lines.first()).toHaveAttribute('aria-current', 'true')
  await accessible(page, 'households, two panes')
  await page.screenshot({ path: test.info().outputPath('panes.png') })

  const open = page.getByRole('button', { name: '导入名册' })
  await open.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  const file = sheet.locator('input[type=file]')
  const name = 'mingce.csv'
  await file.setInputFiles({ name, mimeType: 'text/csv', buffer: gbk([0x3f]) })
  await expect(sheet.getByText('第 2 行 成年：')).toBeVisible()
  await expect(sheet.getByRole('button', { name: '确定导入' })).toHaveCount(0)
  await accessible(page, 'import, a wrong cell')
  await file.setInputFiles({ name, mimeType: 'text/csv', buffer: gbk([0xca, 0xc7]) })
  await expect(sheet.getByText('文件编码：GBK。')).toBeVisible()
  await expect(sheet.getByText('王五')).toBeVisible()
  await accessible(page, 'import, preview')
  await page.screenshot({ path: test.info().outputPath('preview.png') })
  await sheet.getByRole('button', { name: '确定导入' }).focus()
  await page.keyboard.press('Enter')
  await expect(sheet.getByText('已导入：')).toBeVisible()
  await sheet.getByRole('button', { name: '好', exact: true }).focus()
  await page.keyboard.press('Enter')
  await search.fill('王五')
  await expect(lines.filter({ hasText: '997' })).toHaveCount(1)
})

const faces: Face[] = [
  { name: 'elder', width: 360, elder: true },
  { name: 'dark', width: 1280, dark: true },
  { name: 'English, narrow, letters twice as large', width: 320, english: true, text: 200 },
]

test('the preview of an import can be read in every face, and its sending seen', async ({ browser }) => {
  test.setTimeout(180_000)
  const first = await (await browser.newContext()).newPage()
  await enter(first, '19900000106')
  await first.goto('/')
  let kept: Kept = await first.context().storageState()
  await first.context().close()
  for (const face of faces) {
    const page = await hold(browser, face, kept)
    await page.goto('/households')
    await page.getByRole('button', { name: face.english ? 'Import a register' : '导入名册' }).click()
    let go = () => {}
    const held = new Promise<void>(done => (go = done))
    await page.route('**/register?dry_run=true', async route => {
      await held
      await route.continue()
    })
    const sheet = page.getByRole('dialog')
    const file = { name: 'mingce.csv', mimeType: 'text/csv', buffer: gbk([0xca, 0xc7]) }
    await sheet.locator('input[type=file]').setInputFiles(file)
    const bar = sheet.getByRole('progressbar')
    await expect(bar).toBeVisible()
    await expect(sheet.getByRole('status')).toHaveText(/：\d+%|: \d+%|……$| …$/)
    expect(await lost(page, face.elder === true), face.name).toEqual([])
    await accessible(page, `sending, ${face.name}`)
    go()
    await expect(sheet.getByText('王五')).toBeVisible()
    await expect(bar).toHaveCount(0)
    expect(await lost(page, face.elder === true), face.name).toEqual([])
    await accessible(page, `preview, ${face.name}`)
    await page.screenshot({ path: test.info().outputPath(`preview, ${face.name}.png`) })
    kept = await page.context().storageState()
    await page.context().close()
  }
})
