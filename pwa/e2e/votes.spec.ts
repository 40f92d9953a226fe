import { type APIRequestContext, type Browser, type Page, expect, test } from '@playwright/test'
import { accessible, enter, phone, token } from './people'
import { daysGoBy } from './time'

const people = {
  chair: '19900000106',
  member: '19900000105',
  supervision: '19900000107',
  third: '19900000108',
  residents: ['19900000101', '19900000103', '19900000104', '19900000102', '19900000108'],
}

interface Ballot {
  state: string
  my_voters: { id: string; standing: string; hindrance?: string }[]
}

async function asked(request: APIRequestContext, number: string, ballot: string): Promise<Ballot> {
  const headers = { Authorization: `Bearer ${await token(request, number)}` }
  return (await (await request.get(`/api/v1/ballots/${ballot}`, { headers })).json()) as Ballot
}

/** Casts in the app for every voter of these residents; how many votes were cast. */
async function cast(
  request: APIRequestContext,
  ballot: string,
  choice: { mark: string } | { choices: string[] },
): Promise<number> {
  let votes = 0
  for (const number of people.residents) {
    const { my_voters } = await asked(request, number, ballot)
    const headers = { Authorization: `Bearer ${await token(request, number)}` }
    for (const voter of my_voters.filter(one => one.standing === 'open' && !one.hindrance)) {
      const nonce = crypto.randomUUID().replaceAll('-', '')
      const done = await request.put(`/api/v1/ballots/${ballot}/votes/${voter.id}`, {
        headers,
        data: { ...choice, nonce },
      })
      expect(done.status(), await done.text()).toBe(200)
      votes++
    }
  }
  return votes
}

async function by(request: APIRequestContext, number: string) {
  return { Authorization: `Bearer ${await token(request, number)}` }
}

/** Takes back the printed ballots of these numbers. */
async function takeBack(request: APIRequestContext, ballot: string, from: number, to: number): Promise<void> {
  const headers = await by(request, people.member)
  for (let n = from; n <= to; n++) {
    const done = await request.put(`/api/v1/ballots/${ballot}/papers/${n}/return`, { headers })
    expect(done.status(), await done.text()).toBe(200)
  }
}

/** Twelve ballots on paper, keyed alike by two people, and the paper closed. */
async function onPaper(request: APIRequestContext, ballot: string, choices: string[][]): Promise<void> {
  const headers = await by(request, people.member)
  const printed = { headers, data: { id: crypto.randomUUID() } }
  expect((await request.post(`/api/v1/ballots/${ballot}/print-runs`, printed)).status()).toBe(201)
  await takeBack(request, ballot, 1, 12)
  const made = await request.post(`/api/v1/ballots/${ballot}/batches`, {
    headers,
    data: { id: crypto.randomUUID() },
  })
  const batch = (await made.json()) as { id: string; papers: number[] }
  const papers = batch.papers.map((number, i) => ({ number, choices: choices[i % choices.length]! }))
  for (const number of [people.member, people.chair]) {
    const keyed = await request.post(`/api/v1/batches/${batch.id}/looks`, {
      headers: await by(request, number),
      data: { papers },
    })
    expect(keyed.status(), await keyed.text()).toBe(200)
  }
}

async function as(browser: Browser, number: string, elder = false): Promise<Page> {
  const page = await phone(browser, elder)
  await enter(page, number)
  return page
}

const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click()
const confirm = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click()

/** Keys a batch by keyboard alone: the same key for every ballot but the first. */
async function key(page: Page, first: string, rest: string, ballots: number): Promise<void> {
  await expect(page.getByRole('group', { name: /第\d+号票/ })).toBeFocused()
  for (let n = 0; n < ballots; n++) {
    await page.keyboard.press(n === 0 ? first : rest)
    await page.keyboard.press('Enter')
  }
  await confirm(page, '这一批录完，交上去')
}

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
  const headers = { Authorization: `Bearer ${await token(request, people.residents[0]!)}` }
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
  const closed = await by(request, people.member)
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
