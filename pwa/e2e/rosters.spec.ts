import { expect, test } from '@playwright/test'
import { a4, paper } from './paper'
import { accessible, as, phone } from './people'

const mark = Date.now() % 100_000
const people = { elder: '19900000101', resident: '19900000103', member: '19900000105' }

test('turns go round: whose it is marks it, nobody else, and the month hangs on the board', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const title = `楼前花坛 ${mark}`
  const desk = await as(browser, people.member)
  await desk.goto('/rosters')
  await expect(desk.getByText('小花园轮值', { exact: true })).toBeVisible()
  await accessible(desk, 'the calendar')
  await desk.getByRole('link', { name: '排一张轮值表' }).click()
  await desk.getByRole('button', { name: '排好了', exact: true }).click()
  await expect(desk.getByText('这里要写').first()).toBeVisible()
  await accessible(desk, 'making a roster, what is missing')
  await desk.getByLabel('叫什么').fill(title)
  await desk.getByLabel('管哪里、做什么').fill('浇花、捡烟头')
  for (const day of ['一', '二', '三', '四', '五', '六', '日'])
    await desk.getByRole('group', { name: '每周哪几天' }).getByLabel(day, { exact: true }).check()
  await desk.getByLabel('楼栋').selectOption({ label: '梧桐苑小区 2号楼' })
  await desk.getByRole('group', { name: '哪几户' }).getByLabel('一单元502', { exact: true }).check()
  await desk.getByLabel('志愿者（一行一位）').fill('志愿者老周')
  await expect(desk.getByRole('heading', { name: '谁轮（2）' })).toBeVisible()
  await accessible(desk, 'making a roster')
  await desk.getByRole('button', { name: '排好了', exact: true }).click()
  await expect(desk.locator('strong').filter({ hasText: title })).toBeVisible()

  // The first turn is Liu's household's, today: the first page says so.
  const liu = await as(browser, people.resident)
  await liu.goto('/')
  await liu
    .getByRole('main')
    .getByRole('link', { name: /今天.*轮/ })
    .click()
  const mine = liu.getByRole('main').getByRole('article').filter({ hasText: title }).first()
  await expect(mine.getByText('您家')).toBeVisible()
  await mine.getByRole('button', { name: '没做成' }).click()
  await liu.getByLabel(/为什么没做成/).fill('停水了，明早浇')
  await accessible(liu, 'a turn that could not be done')
  await liu.getByRole('dialog').getByRole('button', { name: '记下', exact: true }).click()
  await expect(mine.getByText('停水了，明早浇')).toBeVisible()
  await mine.getByRole('button', { name: '做好了', exact: true }).click()
  await expect(mine.getByText('停水了，明早浇')).toHaveCount(0)
  await expect(mine.getByRole('button', { name: '做好了', exact: true })).toBeDisabled()
  await accessible(liu, 'a turn that is done')

  // A neighbour sees it done, and cannot say anything of it.
  const wang = await as(browser, people.elder, true)
  await wang.goto('/rosters')
  const seen = wang.getByRole('main').getByRole('article').filter({ hasText: title }).first()
  await expect(seen.getByText('做好了', { exact: true })).toBeVisible()
  await expect(seen.getByRole('button')).toHaveCount(0)
  await expect(wang.getByRole('link', { name: '排一张轮值表' })).toHaveCount(0)
  await accessible(wang, 'the calendar, elder')
  await wang.getByRole('button', { name: '后一天' }).click()
  await expect(wang.getByText('志愿者老周').first()).toBeVisible()
  await expect(wang.getByRole('main').getByRole('article').filter({ hasText: title }).first()).toBeVisible()

  // On paper: a page for each roster, and nobody who does not live here finds it.
  await desk.goto('/rosters/print')
  await expect(desk.getByRole('article').filter({ hasText: title })).toContainText('2号楼 一单元502')
  await accessible(desk, 'rosters to print')
  const pages = await paper(desk)
  expect([...new Set(pages)]).toEqual([a4])
  expect(pages.length).toBe(await desk.locator('article').count())
  const guest = await phone(browser, false)
  await guest.goto('/rosters')
  await expect(guest).toHaveURL(/sign-in/)

  // Ended: what is to come is gone.
  await desk.goto('/rosters')
  await desk
    .getByRole('article')
    .filter({ hasText: title })
    .getByRole('button', { name: '结束这张表' })
    .click()
  await accessible(desk, 'ending a roster')
  await desk.getByRole('dialog').getByRole('button', { name: '结束这张表', exact: true }).click()
  await expect(
    desk.getByRole('article').filter({ hasText: title }).getByRole('button', { name: '结束这张表' }),
  ).toHaveCount(0)
})
