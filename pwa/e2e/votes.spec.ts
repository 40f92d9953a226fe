import { expect, test } from '@playwright/test'
import { asked, cast, confirm, key, next, people, takeBack } from './ballots'
import { accessible, as, by } from './people'
import { daysGoBy } from './time'

test('a decision is opened, voted in the app and on paper, closed, confirmed, objected to and answered', async ({
  browser,
  request,
}) => {
  const mark = Date.now().toString(36)
  const title = `楼门口装感应灯 ${mark}`

  // The committee opens it in three steps; what is written survives a restart.
  const chen = await as(browser, people.member)
  await chen.goto('/me')
  await chen.getByRole('link', { name: '办表决、数票' }).click()
  await chen.getByRole('link', { name: '开一次表决' }).click()
  await next(chen)
  await expect(chen.getByText('请写题目。')).toBeVisible()
  await chen.getByLabel('题目').fill(title)
  await chen.getByLabel('具体内容').fill('在每个楼门口装一盏感应灯，一共花三千六百元，从公共收益里出。')
  await chen.reload()
  await expect(chen.getByLabel('题目')).toHaveValue(title)
  await chen
    .getByRole('radio', { name: /会议讨论的其他事项/ })
    .first()
    .check()
  await expect(chen.getByText(/依据：/)).toBeVisible()
  await chen.getByRole('radio', { name: /表决，以会议记录为准/ }).check()
  await accessible(chen, 'what is voted on')
  await next(chen)
  await expect(chen.getByRole('heading', { name: '谁来投' })).toBeVisible()
  await accessible(chen, 'who votes')
  await next(chen)
  await expect(chen.getByLabel('开始投票')).not.toHaveValue('')
  await accessible(chen, 'when')
  await chen.getByRole('button', { name: '看看通知' }).click()
  await expect(chen.getByText(/感应灯，一共花三千六百元/)).toBeVisible()
  await accessible(chen, 'the notice')
  await chen.getByRole('button', { name: '发出通知' }).click()
  await expect(chen.getByRole('dialog')).toContainText('不能再改')
  await confirm(chen, '发出通知')
  await expect(chen.getByText('通知中')).toBeVisible()
  const ballot = new URL(chen.url()).pathname.split('/')[2]!

  // The days of notice go by.
  daysGoBy(ballot, 12)
  expect((await asked(request, people.member, ballot)).state).toBe('open')
  const online = await cast(request, ballot, { mark: 'yes' })
  expect(online).toBeGreaterThan(0)

  // Paper for everybody else; a few come back.
  await chen.goto(`/ballot-desk/${ballot}/paper`)
  await chen.getByRole('button', { name: '编号、去打印' }).click()
  await expect(chen.getByRole('button', { name: '打印', exact: true })).toBeVisible()
  await expect(chen.getByText('第0001号')).toBeVisible()
  await accessible(chen, 'ballots to print')
  await chen.goto(`/ballot-desk/${ballot}/scan`)
  for (const n of ['1', '2', '3']) {
    await chen.getByLabel('票上的号码').fill(n)
    await chen.keyboard.press('Enter')
    await expect(chen.getByText(`第000${n}号`, { exact: true })).toBeVisible()
    await expect(chen.getByText('已收回，名册已记')).toBeVisible()
  }
  await takeBack(request, ballot, 4, 12)
  await chen.getByLabel('票上的号码').fill('没有')
  await chen.keyboard.press('Enter')
  await expect(chen.getByText('这不是票的号码。')).toBeVisible()
  await accessible(chen, 'taking back')
  await chen.goto(`/ballot-desk/${ballot}/turnout`)
  await expect(chen.getByRole('heading', { name: '参加了多少' })).toBeVisible()
  await accessible(chen, 'turnout')
  await chen.getByRole('link', { name: '上门名单', exact: true }).click()
  await expect(chen.getByRole('table')).toBeVisible()
  await accessible(chen, 'the walking list')

  // Two people key the batch without seeing each other; one is wrong, a third looks again.
  await chen.goto(`/ballot-desk/${ballot}/paper`)
  await chen.getByRole('button', { name: /把收回的12张编成一批/ }).click()
  await chen.getByRole('link', { name: /第1批/ }).click()
  await key(chen, '1', '1', 12)
  await expect(chen.getByText('您录过了，等别人')).toBeVisible()
  const zhang = await as(browser, people.chair)
  await zhang.goto(`/ballot-desk/${ballot}/paper`)
  await zhang.getByRole('link', { name: /第1批/ }).click()
  await key(zhang, '2', '1', 12)
  await expect(zhang.getByText('两个人录的不一样')).toBeVisible()
  await expect(zhang.getByRole('alert').filter({ hasText: '不一样' })).toContainText('0001')
  await accessible(zhang, 'the two differ')

  // A third person keys only the ballot on which they differ, and the batch is settled.
  const guo = await as(browser, people.third)
  await guo.goto(`/ballot-desk/${ballot}/paper`)
  await guo.getByRole('link', { name: /第1批/ }).click()
  await key(guo, '1', '1', 1)
  await expect(guo.getByText('录好了', { exact: true })).toBeVisible()

  // Voting closes; the result waits for the paper to be reconciled.
  daysGoBy(ballot, 8)
  await chen.goto(`/ballot-desk/${ballot}`)
  await expect(chen.getByText('计票还要等：')).toBeVisible()
  await accessible(chen, 'counting')
  await chen.getByRole('link', { name: '核对纸质票' }).click()
  await chen.getByRole('button', { name: '核对完，结束纸质票' }).click()
  await expect(chen.getByText('请拍一张签字的核对单，或者写一句说明。')).toBeVisible()
  await chen.getByLabel(/说明|为什么对不上/).fill('没有交回的票，上门两次没有人，核对单已签字。')
  await accessible(chen, 'reconciliation')
  await chen.getByRole('button', { name: '核对完，结束纸质票' }).click()
  await confirm(chen, '核对完，结束纸质票')
  await expect(chen.getByText(/纸质票已在.*结束/)).toBeVisible()
  await expect
    .poll(async () => (await asked(request, people.member, ballot)).state, { timeout: 60_000 })
    .toBe('provisional')

  // Chair and supervision, two people, enter the minutes.
  await zhang.goto(`/ballot-desk/${ballot}/minutes`)
  await zhang
    .getByLabel('会议记录写了什么')
    .fill('在社区活动室开会，张卫民主持，冯国庆监票，按计票结果签字。')
  await accessible(zhang, 'minutes')
  await zhang.getByRole('button', { name: '录入', exact: true }).click()
  await confirm(zhang, '录入')
  await expect(zhang.getByText(/还等.*监督委员会/)).toBeVisible()
  const feng = await as(browser, people.supervision)
  await feng.goto(`/ballot-desk/${ballot}/minutes`)
  await feng.getByRole('button', { name: '我看过了，一致' }).click()
  await confirm(feng, '我看过了，一致')
  await expect.poll(async () => (await asked(request, people.member, ballot)).state).toBe('publicity')

  // The panel's file says first that it is recorded.
  await feng.goto(`/ballot-desk/${ballot}`)
  await expect(feng.getByText(`手机${online} · 纸质12`)).toBeVisible()
  await feng.getByRole('button', { name: '计票小组的完整名单' }).click()
  await expect(feng.getByRole('dialog')).toContainText('每下载一次都会记下')
  const file = feng.waitForEvent('download')
  await confirm(feng, '我知道了，下载')
  expect((await file).suggestedFilename()).toMatch(/\.json$/)

  // A resident objects to the result; it is answered, and takes effect when its days are over.
  const words = `我家投了纸票，请查一查 ${mark}`
  const headers = await by(people.residents[0]!)
  const objected = await request.post(`/api/v1/ballots/${ballot}/objections`, {
    headers,
    data: { id: crypto.randomUUID(), about: 'result', text: words },
  })
  expect(objected.status(), await objected.text()).toBe(201)
  await chen.goto('/ballot-desk')
  await expect(chen.getByRole('link', { name: new RegExp(title) })).toContainText('答复异议')
  await accessible(chen, 'the desk')
  await chen.goto(`/ballot-desk/${ballot}/objections`)
  await chen.getByRole('button', { name: '答复' }).click()
  await chen.getByRole('radio', { name: /异议不成立/ }).check()
  await chen
    .getByRole('dialog')
    .getByLabel('答复', { exact: true })
    .fill('查过了：您家的票是第0002号，已经计入。')
  await accessible(chen, 'answering')
  await chen.getByRole('button', { name: '发出答复' }).click()
  await expect(chen.getByText('查过了：您家的票是第0002号，已经计入。')).toBeVisible()
  daysGoBy(ballot, 40)
  expect((await asked(request, people.member, ballot)).state).toBe('final')
})
