import { type APIRequestContext, expect, test } from '@playwright/test'
import { asked, cast, confirm, key, next, people, takeBack } from './ballots'
import { accessible, as, by, phone } from './people'
import { daysGoBy } from './time'

/** Two people key alike what came back and is in no batch yet. */
async function keyTheRest(request: APIRequestContext, ballot: string): Promise<void> {
  for (;;) {
    const made = await request.post(`/api/v1/ballots/${ballot}/batches`, {
      headers: await by(people.member),
      data: { id: crypto.randomUUID() },
    })
    if (made.status() === 409) return // nothing is left
    const batch = (await made.json()) as { id: string; papers: number[] }
    const papers = batch.papers.map(number => ({ number, mark: number % 9 === 0 ? 'no' : 'yes' }))
    for (const number of [people.member, people.chair]) {
      const headers = await by(number)
      const keyed = await request.post(`/api/v1/batches/${batch.id}/looks`, { headers, data: { papers } })
      expect(keyed.status(), await keyed.text()).toBe(200)
    }
  }
}

test('owners decide by heads and area, in the app and on paper, and everybody reads the result', async ({
  browser,
  request,
}) => {
  const mark = Date.now().toString(36)
  const title = `用维修资金换水泵 ${mark}`

  // The rule follows from the matter; the register of owners says how many there are.
  const chen = await as(browser, people.member)
  await chen.goto('/ballot-desk/new')
  await chen.getByLabel('题目').fill(title)
  await chen.getByLabel('具体内容').fill('更换地下泵房两台水泵，支出维修资金三万八千元，质保三年。')
  await chen.getByRole('radio', { name: /使用.*维修资金/ }).check()
  await expect(chen.getByText(/民法典第278条/).first()).toBeVisible()
  await next(chen)
  await expect(chen.getByText(/名册上现在有\d+户业主/)).toBeVisible()
  await expect(chen.getByText(/专有面积一共[\d,.]+平方米/)).toBeVisible()
  await accessible(chen, 'owners who vote')
  await next(chen)
  await expect(chen.getByText(/通知要贴满15天/)).toBeVisible()
  await chen.getByRole('button', { name: '看看通知' }).click()
  await chen.getByRole('button', { name: '发出通知' }).click()
  await confirm(chen, '发出通知')
  await expect(chen.getByText('通知中')).toBeVisible()
  const ballot = new URL(chen.url()).pathname.split('/')[2]!
  daysGoBy(ballot, 17)
  expect((await asked(request, people.member, ballot)).state).toBe('open')
  expect(await cast(request, ballot, { mark: 'yes' })).toBeGreaterThan(2)

  // Paper for everybody else. One number is taken by mistake and handed back, with the reason.
  const headers = await by(people.member)
  const printed = await request.post(`/api/v1/ballots/${ballot}/print-runs`, {
    headers,
    data: { id: crypto.randomUUID() },
  })
  const { count } = (await printed.json()) as { count: number }
  await takeBack(request, ballot, 1, 12)
  await chen.goto(`/ballot-desk/${ballot}/scan`)
  await chen.getByLabel('票上的号码').fill('13')
  await chen.keyboard.press('Enter')
  await expect(chen.getByText('已收回，名册已记')).toBeVisible()
  await chen.getByRole('button', { name: '收错了，退回去' }).click()
  await chen.getByRole('dialog').getByRole('button', { name: '收错了，退回去' }).click()
  await expect(chen.getByText('请写原因。')).toBeVisible()
  await chen.getByRole('dialog').getByLabel('为什么').fill('拿错了，是隔壁小区的票')
  await accessible(chen, 'handing a ballot back')
  await chen.getByRole('dialog').getByRole('button', { name: '收错了，退回去' }).click()
  await expect(chen.getByText('已退回，名册已改')).toBeVisible()

  // The first batch is keyed on screen: the second person is wrong on one ballot, a third settles it.
  const first = {
    headers,
    data: { id: crypto.randomUUID(), numbers: Array.from({ length: 12 }, (_, n) => n + 1) },
  }
  expect((await request.post(`/api/v1/ballots/${ballot}/batches`, first)).status()).toBe(201)
  for (const [number, slip] of [
    [people.member, '1'],
    [people.chair, '2'],
  ] as const) {
    const page = number === people.member ? chen : await as(browser, number)
    await page.goto(`/ballot-desk/${ballot}/paper`)
    await page.getByRole('link', { name: /第1批/ }).click()
    await key(page, slip, '1', 12)
    await expect(page.getByText(slip === '1' ? '您录过了，等别人' : '两个人录的不一样').first()).toBeVisible()
  }
  const guo = await as(browser, people.third)
  await guo.goto(`/ballot-desk/${ballot}/paper`)
  await guo.getByRole('link', { name: /第1批/ }).click()
  await key(guo, '1', '1', 1)
  await expect(guo.getByText('录好了', { exact: true })).toBeVisible()
  await takeBack(request, ballot, 14, count - 6)
  await keyTheRest(request, ballot)

  // Closed, reconciled, counted; two people confirm the minutes.
  daysGoBy(ballot, 8)
  const word = { headers, data: { note: '七张没有交回，核对单已签字。' } }
  const reconciled = await request.put(`/api/v1/ballots/${ballot}/reconciliation`, word)
  expect(reconciled.status(), await reconciled.text()).toBe(200)
  await expect
    .poll(async () => (await asked(request, people.member, ballot)).state, { timeout: 60_000 })
    .toBe('provisional')
  for (const number of [people.chair, people.supervision]) {
    const entered = await request.post(`/api/v1/ballots/${ballot}/moves`, {
      headers: await by(number),
      data: { act: 'enter_minutes', from: 'provisional', minutes: '业主大会记录，三人签字。' },
    })
    expect(entered.status(), await entered.text()).toBe(200)
  }

  // Whoever passes by reads it without signing in, in either mode.
  for (const elder of [false, true]) {
    const passer = await phone(browser, elder)
    await passer.goto(`/ballots/${ballot}`)
    await expect(passer.getByRole('heading', { name: title })).toBeVisible()
    await accessible(passer, 'a vote for everybody')
    await passer.goto(`/ballots/${ballot}/result`)
    await expect(passer.getByText('通过').first()).toBeVisible()
    await expect(passer.getByText(/平方米/).first()).toBeVisible()
    await expect(passer.getByRole('button', { name: '登录' })).toHaveCount(0)
    await accessible(passer, 'a result for everybody')
    await passer.context().close()
  }

  // An owner objects on the page of the result; the committee answers.
  const wang = await as(browser, people.residents[0]!)
  await wang.goto(`/ballots/${ballot}/result`)
  await wang.getByRole('button', { name: /异议/ }).click()
  await wang.getByRole('dialog').getByRole('textbox').fill(`水泵的三家报价在哪里看？${mark}`)
  await accessible(wang, 'objecting')
  await wang
    .getByRole('dialog')
    .getByRole('button', { name: /提交|提出|发出/ })
    .click()
  await expect(wang.getByText(`水泵的三家报价在哪里看？${mark}`)).toBeVisible()
  await chen.goto(`/ballot-desk/${ballot}/objections`)
  await chen.getByRole('button', { name: '答复' }).click()
  await chen.getByRole('radio', { name: /异议不成立/ }).check()
  await chen
    .getByRole('dialog')
    .getByLabel('答复', { exact: true })
    .fill('报价贴在居委会门口，也可以来看原件。')
  await chen.getByRole('button', { name: '发出答复' }).click()
  await expect(chen.getByText('报价贴在居委会门口，也可以来看原件。')).toBeVisible()
  daysGoBy(ballot, 40)
  expect((await asked(request, people.member, ballot)).state).toBe('final')
})
