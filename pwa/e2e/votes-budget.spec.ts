import { expect, test } from '@playwright/test'
import { type Ballot, asked, cast, confirm, next, onPaper, people } from './ballots'
import { accessible, as, by } from './people'
import { daysGoBy } from './time'

test('a budget among five projects is counted by equal shares and explained', async ({
  browser,
  request,
}) => {
  const chen = await as(browser, people.member)
  await chen.goto('/ballot-desk/new')
  const title = `五个小项目先做哪几个 ${Date.now().toString(36)}`
  await chen.getByLabel('题目').fill(title)
  await chen.getByLabel('具体内容').fill('一共五万元，大家选出支持的项目。')
  await chen.getByRole('radio', { name: /一笔钱花在/ }).check()
  const projects = [
    ['楼道灯', '20000'],
    ['晾衣架', '12000'],
    ['长椅', '8000'],
    ['健身角', '30000'],
    ['花池', '10000'],
  ] as const
  for (const [n, [name, cost]] of projects.entries()) {
    await chen.getByRole('button', { name: '加一个项目' }).click()
    const one = chen.getByRole('group', { name: `项目${n + 1}`, exact: true })
    await one.getByLabel('名称').fill(name)
    await one.getByLabel('要花多少钱（元）').fill(cost)
  }
  await chen.getByLabel('一共有多少钱').fill('50000')
  await expect(chen.getByText('全部项目一共80,000.00元')).toBeVisible()
  await expect(chen.getByRole('radio', { name: /平均份额/ })).toBeChecked()
  await accessible(chen, 'projects')
  await next(chen)
  await expect(chen.getByRole('heading', { name: '谁来投' })).toBeVisible()
  await next(chen)
  await chen.getByRole('button', { name: '看看通知' }).click()
  await chen.getByRole('button', { name: '发出通知' }).click()
  await confirm(chen, '发出通知')
  await expect(chen.getByRole('heading', { name: title })).toBeVisible()
  await expect(chen).toHaveURL(/ballot-desk\/[0-9a-f-]{36}$/)
  const ballot = new URL(chen.url()).pathname.split('/')[2]!
  daysGoBy(ballot, 1)

  const { options } = (await asked(request, people.member, ballot)) as Ballot & { options: { id: string }[] }
  const [lamps, racks, benches] = options.map(one => one.id)
  expect(await cast(request, ballot, { choices: [lamps!, racks!] })).toBeGreaterThan(0)
  await onPaper(request, ballot, [[lamps!, racks!, benches!], [lamps!, benches!], [racks!]])
  const closed = await by(people.member)
  daysGoBy(ballot, 8)
  const word = { headers: closed, data: { note: '核对单已签字。' } }
  const reconciled = await request.put(`/api/v1/ballots/${ballot}/reconciliation`, word)
  expect(reconciled.status(), await reconciled.text()).toBe(200)
  await chen.goto(`/ballot-desk/${ballot}`)
  await expect(chen.getByText('钱已分好')).toBeVisible({ timeout: 60_000 })
  await expect(chen.getByRole('listitem').filter({ hasText: '楼道灯' })).toBeVisible()
  await accessible(chen, 'the outcome of a budget')
  await chen.getByRole('link', { name: '看怎么算出来的' }).click()
  await expect(chen.getByText(/晾衣架/).first()).toBeVisible()
  await accessible(chen, 'how it was computed')
})
