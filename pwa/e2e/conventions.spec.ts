import { type APIRequestContext, type Page, expect, test } from '@playwright/test'
import { accessible, as, by, phone } from './people'
import { a4, paper } from './paper'
import { daysGoBy, versionAges } from './time'

const people = {
  resident: '19900000101',
  member: '19900000105',
  chair: '19900000106',
  supervision: '19900000107',
  town: '19900000110',
  party: '19900000113',
  voters: ['19900000101', '19900000102', '19900000103', '19900000104', '19900000105', '19900000106'],
}

/** Does something over the API as somebody, and gives what comes of it. */
async function api<T>(
  request: APIRequestContext,
  number: string,
  method: 'get' | 'post' | 'put',
  path: string,
  data?: object,
): Promise<T> {
  const answer = await request[method](`/api/v1${path}`, { headers: await by(number), data })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

interface Version {
  summary: { id: string; convention_id: string; state: string; number: string; since: string }
  revision: number
  vote?: { ballot_id: string; state: string }
}

const seen = (request: APIRequestContext, version: string, number = people.member) =>
  api<Version>(request, number, 'get', `/convention-versions/${version}`)

/** Any picture of a camera. */
async function shoot(page: Page): Promise<void> {
  const jpeg = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 })
    const pen = canvas.getContext('2d')!
    pen.fillStyle = 'teal'
    pen.fillRect(200, 200, 700, 500)
    return canvas.toDataURL('image/jpeg').split(',')[1]!
  })
  const buffer = Buffer.from(jpeg, 'base64')
  await page.getByTestId('camera').setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer })
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const dialog = (page: Page) => page.getByRole('dialog')
const confirm = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click()

/** Takes the step that is ready, in the sheet that asks whether it is meant. */
async function step(page: Page, name: string): Promise<void> {
  await press(page, name)
  await confirm(page, name)
  await expect(dialog(page)).toHaveCount(0)
}

/** A photo of the board, by the sheet of the desk. */
async function board(page: Page): Promise<void> {
  await press(page, '拍下公告栏')
  await shoot(page)
  await page.getByLabel('贴在哪里').fill('南门公告栏')
  await expect(dialog(page).getByRole('button', { name: '记下' })).not.toHaveAttribute('aria-busy', 'true')
  await confirm(page, '记下')
  await expect(page.getByText(/贴在南门公告栏/).first()).toBeVisible()
}

/** Everybody on the roll votes: those with an account in the app, the others on paper, keyed alike by two people. */
async function everybodyVotes(request: APIRequestContext, ballot: string): Promise<void> {
  for (const number of people.voters) {
    const { my_voters: mine } = await api<{
      my_voters: { id: string; standing: string; hindrance?: string }[]
    }>(request, number, 'get', `/ballots/${ballot}`)
    for (const voter of mine.filter(one => one.standing === 'open' && !one.hindrance)) {
      const nonce = crypto.randomUUID().replaceAll('-', '')
      await api(request, number, 'put', `/ballots/${ballot}/votes/${voter.id}`, { mark: 'yes', nonce })
    }
  }
  const run = await api<{ first: number; last: number }>(
    request,
    people.member,
    'post',
    `/ballots/${ballot}/print-runs`,
    { id: crypto.randomUUID() },
  )
  for (let n = 1; n <= (run.last || 1); n++)
    await api(request, people.member, 'put', `/ballots/${ballot}/papers/${n}/return`)
  for (;;) {
    const made = await request.post(`/api/v1/ballots/${ballot}/batches`, {
      headers: await by(people.member),
      data: { id: crypto.randomUUID() },
    })
    if (!made.ok()) break
    const batch = (await made.json()) as { id: string; papers: number[] }
    if (!batch.papers.length) break
    const papers = batch.papers.map(number => ({ number, mark: 'yes' }))
    for (const number of [people.member, people.chair])
      await api(request, number, 'post', `/batches/${batch.id}/looks`, { papers })
  }
}

test('a convention goes from collecting to in force, is amended, and the town orders a correction', async ({
  browser,
  request,
}) => {
  test.setTimeout(1_800_000)
  const mark = Date.now().toString(36)
  const title = `楼道公约 ${mark}`

  // The committee begins by asking.
  const chen = await as(browser, people.member)
  await chen.goto('/convention-desk')
  await chen.getByRole('link', { name: '开始一份公约' }).click()
  await press(chen, '开始征集')
  await expect(chen.getByText('请写名称。')).toBeVisible()
  await chen.getByLabel('名称').fill(title)
  await chen.getByLabel('为什么要定（大家都会看到）').fill('楼道里的事大家说法不一，商量一下。')
  await accessible(chen, 'beginning')
  await press(chen, '开始征集')
  await expect(chen.getByText('征集民意').first()).toBeVisible()
  const version = new URL(chen.url()).pathname.split('/')[2]!
  const desk = `/convention-desk/${version}`
  const convention = (await seen(request, version)).summary.convention_id
  await expect(chen.getByText(/时间还没到/)).toBeVisible()
  await expect(chen.getByText('一张贴在公告栏的照片')).toBeVisible()
  await expect(chen.getByRole('button', { name: '开始拟草案', exact: true })).toHaveCount(0)
  await board(chen)
  await accessible(chen, 'the desk while collecting')

  // A resident in elder mode finds it from Home, and says what should be in it.
  const wang = await as(browser, people.resident, true)
  await wang.goto('/')
  await wang.getByRole('link', { name: '公约', exact: true }).click()
  await expect(wang.getByRole('link', { name: new RegExp(title) })).toBeVisible()
  await accessible(wang, 'conventions, elder')
  await wang.getByRole('link', { name: new RegExp(title) }).click()
  await press(wang, '说说该写什么')
  await confirm(wang, '提交')
  await expect(dialog(wang).getByText('请写上内容。')).toBeVisible()
  await wang.getByLabel('想说什么').fill('楼道里别堆纸箱，我看不清会绊倒。')
  await accessible(wang, 'an opinion, elder')
  await confirm(wang, '提交')
  await wang.getByRole('link', { name: /看意见和答复/ }).click()
  await expect(wang.getByText('我提的')).toBeVisible()
  await accessible(wang, 'opinions, elder')

  // Its time goes by; the draft is written by two at once, and nothing is lost.
  versionAges(version, 9)
  await chen.goto(desk)
  await step(chen, '开始拟草案')
  await chen.getByRole('link', { name: '写条文' }).click()
  await press(chen, '加一条')
  await chen.getByLabel('第1条的内容').fill('楼道不堆放东西，违者罚款五十元。')
  await expect(chen.getByText('罚款', { exact: true }).first()).toBeVisible()
  await accessible(chen, 'the editor with what it may not say')
  await chen.getByLabel('第1条的内容').fill('楼道不堆放东西，邻居互相提醒。')
  await press(chen, '保存')
  await expect(chen.getByText('都保存好了。')).toBeVisible()
  const zhang = await as(browser, people.chair)
  await zhang.goto(`${desk}/edit`)
  await expect(zhang.getByLabel('第1条的内容')).toHaveValue('楼道不堆放东西，邻居互相提醒。')
  await press(chen, '加一条')
  await chen.getByLabel('第2条的内容').fill('晚上十点以后轻一点。')
  await press(chen, '保存')
  await expect(chen.getByText('都保存好了。')).toBeVisible()
  await zhang.getByLabel('第1条的内容').fill('楼道不堆放东西，楼栋长和邻居互相提醒。')
  await press(zhang, '保存')
  await expect(zhang.getByRole('heading', { name: '别人刚才也改了' })).toBeVisible()
  await expect(zhang.getByLabel('第2条的内容')).toHaveValue('晚上十点以后轻一点。')
  await accessible(zhang, 'two changed it')
  await press(zhang, '保存')
  await expect(zhang.getByText('都保存好了。')).toBeVisible()

  // Each opinion is answered beside the text.
  await press(zhang, '答复')
  await zhang.getByLabel('写在哪一条').selectOption({ index: 1 })
  await accessible(zhang, 'answering an opinion')
  await confirm(zhang, '公开答复')
  await expect(zhang.getByText('采纳', { exact: true }).first()).toBeVisible()

  // Reviewed by the party branch and the town, then shown to everybody.
  await chen.goto(desk)
  await step(chen, '提请审核')
  const { revision } = await seen(request, version)
  await api(request, people.party, 'post', `/convention-versions/${version}/reviews`, {
    id: crypto.randomUUID(),
    office: 'party',
    verdict: 'fit',
    revision,
  })
  const sun = await as(browser, people.town)
  await sun.goto(desk)
  await press(sun, '合法性审核意见')
  await sun.getByRole('radio', { name: '退回修改' }).check()
  await confirm(sun, '记下意见')
  await expect(dialog(sun).getByText('请写明为什么。')).toBeVisible()
  await sun.getByRole('radio', { name: '可以' }).check()
  await accessible(sun, 'the review of the town')
  await confirm(sun, '记下意见')
  await expect(dialog(sun)).toHaveCount(0)
  await chen.goto(desk)
  await step(chen, '公示草案')
  await board(chen)
  await wang.goto(`/conventions/${convention}?v=${version}`)
  await expect(wang.getByText('楼道不堆放东西，楼栋长和邻居互相提醒。')).toBeVisible()
  await accessible(wang, 'the draft, elder')
  versionAges(version, 9)

  // A real vote under the right rule, over this very text.
  await chen.goto(desk)
  await press(chen, '交付表决')
  await expect(dialog(chen).getByText(/通知要先贴\d+天/)).toBeVisible()
  await accessible(chen, 'calling the vote')
  await confirm(chen, '发出表决通知')
  await expect(chen.getByText('表决的就是这里的文字。')).toBeVisible()
  const ballot = (await seen(request, version)).vote!.ballot_id
  daysGoBy(ballot, 12)
  await everybodyVotes(request, ballot)
  daysGoBy(ballot, 9)
  await api(request, people.member, 'put', `/ballots/${ballot}/reconciliation`, { note: '核对单已签字。' })
  const state = async () =>
    (await api<{ state: string }>(request, people.member, 'get', `/ballots/${ballot}`)).state
  await expect.poll(state, { timeout: 120_000 }).toBe('provisional')
  await zhang.goto(`/ballot-desk/${ballot}/minutes`)
  await zhang.getByLabel('会议记录写了什么').fill('在社区活动室开会，按计票结果签字。')
  await press(zhang, '录入')
  await confirm(zhang, '录入')
  const feng = await as(browser, people.supervision)
  await feng.goto(`/ballot-desk/${ballot}/minutes`)
  await press(feng, '我看过了，一致')
  await confirm(feng, '我看过了，一致')
  await expect.poll(state, { timeout: 60_000 }).toBe('publicity')

  // Adopted, filed with its number, published, in force.
  await chen.goto(desk)
  await step(chen, '记为通过')
  await step(chen, '报送备案')
  await sun.goto(desk)
  await press(sun, '登记备案')
  await sun.getByLabel('备案号').fill(`东街备〔2026〕${mark}`)
  await accessible(sun, 'entering the filing')
  await confirm(sun, '登记备案')
  await expect(sun.getByText('已备案').first()).toBeVisible()
  await chen.goto(desk)
  await step(chen, '公布')
  await expect
    .poll(async () => (await seen(request, version)).summary.state, { timeout: 120_000 })
    .toBe('in_force')

  // It is read, signed for a household, printed, and each clause has its address.
  await wang.goto(`/conventions/${convention}`)
  await expect(wang.getByText('施行中', { exact: true }).first()).toBeVisible()
  await press(wang, '代表我家签名')
  await confirm(wang, '代表我家签名')
  await expect(wang.getByText('您家签了。')).toBeVisible()
  await accessible(wang, 'in force, elder')
  await wang.getByRole('link', { name: '第2条' }).click()
  await expect(wang).toHaveURL(/#clause-/)
  await wang.goto(`/conventions/${convention}/print`)
  await expect(wang.getByRole('img', { name: '这份公约的二维码' })).toBeVisible()
  expect([...new Set(await paper(wang))]).toEqual([a4])

  // It is amended; what changed is shown word by word.
  await chen.goto(desk)
  await press(chen, '修订')
  await chen.getByLabel('为什么（大家都会看到）').fill('夏天冬天不一样。')
  await accessible(chen, 'amending')
  await confirm(chen, '开始')
  await expect(chen).not.toHaveURL(new RegExp(version))
  const amended = new URL(chen.url()).pathname.split('/')[2]!
  await chen.getByRole('link', { name: '写条文' }).click()
  await chen.getByLabel('第2条的内容').fill('晚上九点半以后轻一点。')
  await press(chen, '保存')
  await expect(chen.getByText('都保存好了。')).toBeVisible()
  await chen.goto(`/conventions/${convention}/changes?from=${version}&to=${amended}`)
  await expect(chen.getByText('改了1条')).toBeVisible()
  await expect(chen.locator('del').filter({ hasText: '十' })).toBeVisible()
  await expect(chen.locator('ins').filter({ hasText: '九' })).toBeVisible()
  await accessible(chen, 'what changed')

  // The town orders a correction: a clause is suspended for everybody to see.
  await sun.goto(desk)
  await press(sun, '责令改正')
  await sun.getByLabel('为什么（大家都会看到）').fill('第一条和消防规定不一致。')
  await sun.getByLabel(/第1条/).check()
  await accessible(sun, 'ordering a correction')
  await confirm(sun, '责令改正')
  await expect(dialog(sun)).toHaveCount(0)
  const guest = await phone(browser, false)
  await guest.goto(`/conventions/${convention}`)
  await expect(guest.getByText('暂停执行：第1条')).toBeVisible()
  await accessible(guest, 'a correction is ordered, for a guest')
  await guest.goto(`/conventions/${convention}/versions`)
  await expect(guest.getByRole('heading', { name: /第1\.0版/ })).toBeVisible()
  await accessible(guest, 'all versions')
})
