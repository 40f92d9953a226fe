import { fileURLToPath } from 'node:url'
import { type Page, expect, test } from '@playwright/test'
import { a4, paper } from './paper'
import { accessible, as, by, phone } from './people'

const mark = Date.now() % 100_000
const people = { elder: '19900000101', resident: '19900000103', member: '19900000105' }
const demo = (name: string) => fileURLToPath(new URL(`../../server/demo/photos/${name}`, import.meta.url))

const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()

async function photo(page: Page, file: string): Promise<void> {
  await page.getByTestId('gallery').setInputFiles(demo(file))
  await expect(page.getByAltText('第 1 张照片')).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0) // sent
}

test('a thing gets a custodian and a code; a report from the code knows the thing, and the thing its reports', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const name = `北门雨棚灯 ${mark}`
  const desk = await as(browser, people.member)
  await desk.goto('/assets')
  await expect(desk.getByRole('link', { name: /小花园凉亭/ })).toBeVisible()
  await accessible(desk, 'what is kept')
  await desk.getByRole('link', { name: '登记一处设施' }).click()
  await press(desk, '保存')
  await expect(desk.getByText('这里要写').first()).toBeVisible()
  await accessible(desk, 'putting on the list, what is missing')
  await desk.getByLabel('叫什么').fill(name)
  await desk.getByLabel('在哪里').fill('小区北门雨棚下')
  await desk.getByLabel('谁管').fill('物业公司')
  await photo(desk, 'board.jpg')
  await press(desk, '保存')
  await expect(desk.getByRole('heading', { name })).toBeVisible()
  await expect(desk.getByText(/编号 A-/)).toBeVisible()
  const at = new URL(desk.url()).pathname

  // The code to hang at it is on the sheet, and the sheet is A4.
  await desk.goto('/assets/print')
  await expect(desk.getByRole('article')).toContainText(name)
  await expect(desk.getByRole('img', { name, exact: true })).toBeVisible()
  await accessible(desk, 'codes to print')
  expect([...new Set(await paper(desk))]).toEqual([a4])

  // Everybody who scans it sees whose it is.
  const guest = await phone(browser, false)
  await guest.goto(at)
  await expect(guest.getByText('管护：物业公司')).toBeVisible()
  await expect(guest.getByRole('link', { name: '改登记的内容' })).toHaveCount(0)
  await accessible(guest, 'a thing, for a guest')

  const liu = await as(browser, people.resident)
  await liu.goto(at)
  await press(liu, '坏了？上报')
  await expect(liu.getByText(name)).toBeVisible()
  await photo(liu, 'lamp-before.jpg')
  await liu.getByRole('button', { name: '全部类别', exact: true }).click()
  await liu
    .getByRole('dialog')
    .getByRole('button', { name: /健身器材损坏/ })
    .click()
  await expect(liu.getByLabel(/写几个字说明/)).toHaveValue('小区北门雨棚下')
  await accessible(liu, 'reporting from the code')
  await press(liu, '上报')
  await liu.getByRole('link', { name: '看这条上报' }).click()
  const back = liu.getByRole('main').getByRole('link', { name })
  await expect(back).toBeVisible()
  await accessible(liu, 'a report about a thing')
  const report = /[0-9a-f-]{36}/.exec(liu.url())![0]
  const accepted = await desk.request.post(`/api/v1/reports/${report}/moves`, {
    headers: await by(people.member),
    data: { act: 'accept', from: 'submitted', photo_audience: 'public' },
  })
  expect(accepted.status(), await accepted.text()).toBe(200)
  await back.click()
  await expect(liu).toHaveURL(new RegExp(`${at}$`))

  // It is marked broken, shows its report, and what is retired takes no more.
  await desk.goto(`${at}/edit`)
  await desk.getByRole('radio', { name: '坏了' }).check()
  await desk.getByLabel('谁管').fill('物业公司工程部')
  await accessible(desk, 'changing what is written')
  await press(desk, '保存')
  await expect(desk.getByText('管护：物业公司工程部')).toBeVisible()
  const wang = await as(browser, people.elder, true)
  await wang.goto(at)
  await expect(wang.getByRole('main').getByText('坏了', { exact: true })).toBeVisible()
  await expect(wang.locator(`main a[href="/reports/${report}"]`)).toBeVisible()
  await accessible(wang, 'a thing with its report, elder')
  await wang.goto('/assets')
  await expect(wang.getByRole('link', { name: new RegExp(name) })).toBeVisible()
  await accessible(wang, 'what is kept, elder')
  await desk.goto(`${at}/edit`)
  await desk.getByRole('radio', { name: '已停用' }).check()
  await press(desk, '保存')
  await expect(desk.getByText('已停用')).toBeVisible()
  await expect(desk.getByRole('button', { name: '坏了？上报' })).toHaveCount(0)
})
