import { expect, test } from '@playwright/test'
import { a4, paper } from './paper'
import { accessible, enter, phone } from './people'

const title = `周日修南门 ${Date.now() % 100_000}`
const text = '南门周日上午九点到十二点修闸机，请走东门。'

test('the committee writes, residents read it on Home, it is corrected, printed and withdrawn', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const desk = await phone(browser, false)
  await enter(desk, '19900000105')
  await desk.goto('/bulletins/desk')
  await desk.getByRole('link', { name: '写一条通知' }).click()

  // Nothing goes out half written, and what is begun is kept.
  await desk.getByRole('button', { name: '看一看再发' }).click()
  await expect(desk.getByText('请写标题。')).toBeVisible()
  await expect(desk.getByLabel('标题')).toBeFocused()
  await desk.getByLabel('标题').fill(title)
  await desk.getByLabel('内容', { exact: true }).fill(text)
  await desk.getByRole('radio', { name: '给所有人看' }).check()
  await accessible(desk, 'writing a notice')
  await desk.getByRole('button', { name: '返回' }).click()
  await expect(desk.getByText('草稿', { exact: true })).toBeVisible()
  await expect(desk.getByText(title)).toBeVisible()
  await accessible(desk, 'the desk with a draft')
  await desk.reload()
  await desk.getByRole('link', { name: '接着写' }).click()
  await expect(desk.getByLabel('标题')).toHaveValue(title)

  await desk.getByRole('button', { name: '看一看再发' }).click()
  await expect(desk.getByRole('article')).toContainText(text)
  await accessible(desk, 'looking at a notice')
  await desk.getByRole('button', { name: '发布', exact: true }).click()
  const sure = desk.getByRole('dialog', { name: '现在发布吗' })
  await accessible(desk, 'publishing a notice')
  await sure.getByRole('button', { name: '发布', exact: true }).click()
  await expect(desk.getByText('通知已经发布。')).toBeAttached()
  await expect(desk.getByRole('button', { name: '撤回' })).toBeVisible()
  await accessible(desk, 'a notice, for who wrote it')
  const address = new URL(desk.url()).pathname

  const home = await phone(browser, true)
  await enter(home, '19900000103')
  await home.goto('/')
  await home.getByRole('link', { name: title }).click()
  await expect(home.getByRole('heading', { name: title })).toBeVisible()
  await expect(home.getByText(text)).toBeVisible()
  await expect(home.getByRole('button', { name: '撤回' })).toHaveCount(0)
  await accessible(home, 'a notice, elder')
  await home.getByRole('link', { name: '打印 A4' }).click()
  await expect(home.getByRole('img', { name: '这条通知的二维码' })).toBeVisible()
  await accessible(home, 'a notice on paper, elder')
  expect(await paper(home)).toEqual([a4])
  await home.goto('/bulletins')
  await expect(home.getByText(title)).toBeVisible()
  await accessible(home, 'the board, elder')

  // The code on the door is read without signing in.
  const guest = await phone(browser, false)
  await guest.goto(address)
  await expect(guest.getByText(text)).toBeVisible()
  await accessible(guest, 'a notice, for a guest')

  await desk.getByRole('link', { name: '发更正' }).click()
  await desk.getByLabel('标题').fill(`更正：${title}`)
  await desk.getByRole('button', { name: '看一看再发' }).click()
  await desk.getByRole('button', { name: '发布', exact: true }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click()
  await expect(desk.getByRole('heading', { name: `更正：${title}` })).toBeVisible()
  await expect(desk.getByRole('link', { name: '看更正前的那一条' })).toBeVisible()
  await guest.reload()
  await guest.getByRole('link', { name: '看更正后的通知' }).click()
  await expect(guest.getByRole('heading', { name: `更正：${title}` })).toBeVisible()

  await desk.getByRole('button', { name: '撤回' }).click()
  const withdrawing = desk.getByRole('dialog', { name: '撤回这条通知' })
  await withdrawing.getByLabel('为什么撤回').fill('闸机改到下周修')
  await accessible(desk, 'withdrawing a notice')
  await withdrawing.getByRole('button', { name: '撤回' }).click()
  await expect(desk.getByText('闸机改到下周修')).toBeVisible()
  await expect(desk.getByRole('button', { name: '撤回' })).toHaveCount(0)
})

test('a notice is planned, changed beside the list, and its readers do not know it yet', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const desk = await context.newPage()
  await enter(desk, '19900000106')
  await desk.goto('/bulletins/new')
  await desk.getByLabel('标题').fill(`定时 ${title}`)
  await desk.getByLabel('内容', { exact: true }).fill(text)
  await desk.getByRole('radio', { name: '给所有人看' }).check()
  await desk.getByRole('radio', { name: '定个时间' }).check()
  const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 16)
  await desk.getByLabel('发布时间').fill(tomorrow)
  await desk.getByRole('button', { name: '看一看再发' }).click()
  await desk.getByRole('button', { name: '定时发布' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '定时发布' }).click()
  await expect(desk.getByText('等待发布')).toBeVisible()
  const address = new URL(desk.url()).pathname

  const guest = await phone(browser, false)
  await guest.goto(address)
  await expect(guest.getByRole('alert').first()).toBeVisible()
  await expect(guest.getByText(text)).toHaveCount(0)

  await desk.goto('/bulletins/desk')
  await desk.getByRole('button', { name: '等待发布' }).click()
  await desk.getByRole('link', { name: `定时 ${title}` }).click()
  const beside = desk.getByRole('region', { name: '通知', exact: true })
  await expect(beside.getByRole('heading', { name: `定时 ${title}` })).toBeVisible()
  await accessible(desk, 'the desk in two panes')
  await beside.getByRole('link', { name: '修改' }).click()
  await expect(desk.getByLabel('发布时间')).toHaveValue(tomorrow)
  await desk.getByRole('radio', { name: '90 天' }).check()
  await desk.getByRole('button', { name: '看一看再发' }).click()
  await desk.getByRole('button', { name: '定时发布' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '定时发布' }).click()
  await expect(desk.getByRole('link', { name: '修改' })).toBeVisible()
})
