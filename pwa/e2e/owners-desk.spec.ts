import { expect, test } from '@playwright/test'
import { accessible, enter } from './people'

const before =
  'd0a1c7f82cc2a5b6b02cc3c5c5c62cd3c3cdbe2cc3e6bbfd2cd2b5d6f70d0acee0cda9d4b7d0a1c7f82c31bac5c2a52cc9cc382cc9ccc6cc2c34362e38302cb3ccbcc7b2c3b7ecc6ccd3d0cfdeb9abcbbe0d0acee0cda9d4b7d0a1c7f82c31bac5c2a52cc9cc392cc9ccc6cc2c'
const behind = '2cb3cccbd8c3b7a3bbb3ccb4f3d3c20d0a'

/** Two shops of the owners' register in GBK, as Excel in China saves it; the area of the second as it is given. */
function gbk(area: string): Buffer {
  return Buffer.concat([Buffer.from(before, 'hex'), Buffer.from(area), Buffer.from(behind, 'hex')])
}

for (const elder of [false, true]) {
  test(`owners are imported, found and seated, ${elder ? 'in elder mode' : 'at the desk'}`, async ({
    browser,
  }) => {
    const context = await browser.newContext(
      elder ? {} : { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false },
    )
    await context.addInitScript(on => localStorage.setItem('wugong.elder', String(on)), elder)
    const page = await context.newPage()
    await enter(page, elder ? '19900000105' : '19900000106')
    await page.goto('/owners')
    await expect(page.getByRole('heading', { name: '表决时这样算' })).toBeVisible()
    await expect(page.locator('a.unit').nth(1)).toBeVisible()
    await accessible(page, 'owners')

    await page.getByRole('button', { name: '导入业主名册' }).click()
    const sheet = page.getByRole('dialog')
    const file = sheet.locator('input[type=file]')
    await file.setInputFiles({ name: 'yezhu.csv', mimeType: 'text/csv', buffer: gbk('四十') })
    await expect(sheet.getByText('第 3 行 面积：')).toBeVisible()
    await expect(sheet.getByRole('button', { name: '确定导入' })).toHaveCount(0)
    await accessible(page, 'owners, a wrong cell')
    await file.setInputFiles({
      name: 'yezhu.csv',
      mimeType: 'text/csv',
      buffer: gbk(elder ? '39.50' : '38.50'),
    })
    await expect(sheet.getByText('文件编码：GBK。')).toBeVisible()
    await expect(sheet.getByText('程素梅、程大勇')).toBeVisible()
    await accessible(page, 'owners, preview')
    await sheet.getByRole('button', { name: '确定导入' }).click()
    await expect(sheet.getByText('已导入：')).toBeVisible()
    await sheet.getByRole('button', { name: '好', exact: true }).click()

    await page.getByRole('searchbox', { name: '查找' }).fill('程素梅')
    const line = page.locator('a.unit')
    await expect(line).toHaveCount(1)
    await expect(line).toContainText('商9')
    await line.click()
    await expect(page.getByText('共有人还没有推选表决人', { exact: false })).toBeVisible()
    await accessible(page, 'a unit')
    await page.getByRole('button', { name: '更改' }).click()
    await page.getByRole('group', { name: '共有人推选谁表决' }).getByText('程大勇').click()
    await accessible(page, 'a unit is changed')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect(page.getByText('共有人推选程大勇表决')).toBeVisible()

    await page.goto('/bodies')
    await expect(page.locator('a.body').first()).toBeVisible()
    await accessible(page, 'bodies')
    await page.getByRole('button', { name: '登记一个组织' }).click()
    await page.getByRole('group', { name: '是什么组织' }).getByText('居民代表会议').click()
    const name = elder ? '筹备中的代表会议' : '换届后的代表会议'
    await page.getByLabel('名称').fill(name)
    await page.getByRole('button', { name: '登记一个组织' }).click()
    await expect(page.getByRole('heading', { name })).toBeVisible()
    await expect(page.getByText('还没有成员。')).toBeVisible()
    await page.getByRole('button', { name: '更改名称、任期、成员' }).click()
    await page.getByRole('searchbox', { name: '加一位成员' }).fill('段晓东')
    await page
      .getByRole('button', { name: /^段晓东 ·/ })
      .first()
      .click()
    await page.getByRole('group', { name: '段晓东的席位' }).getByText('委员会成员').click()
    await accessible(page, 'members of a body')
    await page.getByRole('button', { name: '保存成员' }).click()
    await expect(page.getByText('代表要占五分之四以上：1 人里至少 1 位代表，现在 0 位。')).toBeVisible()
    await accessible(page, 'a body that lacks representatives')
    await page.screenshot({ path: test.info().outputPath('body.png'), fullPage: true })
    await context.close()
  })
}
