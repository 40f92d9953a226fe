import { type Page, expect, test } from '@playwright/test'
import { a4, paper } from './paper'
import { accessible, as, enter, phone } from './people'
import { openedBefore, questionWaits } from './time'

const mark = Date.now() % 100_000
const people = {
  resident: '19900000101',
  neighbour: '19900000103',
  member: '19900000105',
  chair: '19900000106',
  supervision: '19900000107',
}

/** Any picture of a camera, for the camera button that is shown. */
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

test('accounts are laid open, hung on the board, asked about, answered, checked and corrected', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const title = `收支说明 ${mark}`
  const desk = await as(browser, people.member)
  await desk.goto('/me')
  await desk.getByRole('link', { name: '公开与答复' }).click()
  await desk.getByRole('link', { name: '公开一项' }).click()

  // Nothing goes out half written; what is begun is kept; sums are computed while one types.
  await press(desk, '看一看再公开')
  await expect(desk.getByText('请写标题。')).toBeVisible()
  await expect(desk.getByText('财务收支请至少写一笔。')).toBeVisible()
  await accessible(desk, 'laying open, what is missing')
  await desk.getByLabel('标题').fill(title)
  await desk.getByLabel('内容', { exact: true }).fill('换了两盏楼道灯，钱从公共收益里出。')
  await desk.getByLabel('项目').fill('快递柜场地费')
  await desk.getByLabel('金额').fill('3600')
  await press(desk, '再加一笔')
  await desk.getByRole('group', { name: '第2笔' }).getByRole('radio', { name: '支出' }).check()
  await desk.getByLabel('项目').nth(1).fill('楼道灯 2 盏')
  await desk.getByLabel('金额').nth(1).fill('76.5')
  await expect(desk.getByText('结余 3,523.50')).toBeVisible()
  await press(desk, '返回')
  await desk.getByRole('link', { name: '公开一项' }).click()
  await expect(desk.getByLabel('标题')).toHaveValue(title)
  await desk.reload()
  await expect(desk.getByLabel('标题')).toHaveValue(title)
  await press(desk, '看一看再公开')
  await expect(desk.getByRole('article')).toContainText('3,523.50')
  await accessible(desk, 'looking before laying open')
  await press(desk, '公开')
  await expect(dialog(desk)).toContainText('不能改、不能撤')
  await accessible(desk, 'sure to lay open')
  await dialog(desk).getByRole('button', { name: '公开', exact: true }).click()
  await expect(desk).toHaveURL(/disclosures\/[0-9a-f-]{36}$/)
  await expect(desk.getByRole('heading', { name: title })).toBeVisible()
  const address = new URL(desk.url()).pathname
  const id = address.split('/')[2]!

  // The paper hangs on the board.
  await desk.getByRole('link', { name: '打印 A4' }).click()
  await expect(desk.getByRole('img', { name: '这份公开内容的二维码' })).toBeVisible()
  await accessible(desk, 'on paper')
  expect(await paper(desk)).toEqual([a4])
  await desk.goto(address)
  await press(desk, '拍下公告栏')
  await dialog(desk).getByRole('button', { name: '记下' }).click()
  await expect(dialog(desk).getByText('请先拍一张照片。')).toBeVisible()
  await shoot(desk)
  await desk.getByLabel('贴在哪里').fill('南门公告栏')
  await accessible(desk, 'a photo of the board')
  const noted = dialog(desk).getByRole('button', { name: '记下' })
  await expect(noted).not.toHaveAttribute('aria-busy', 'true')
  await noted.click()
  await expect(desk.getByText(/贴在南门公告栏/)).toBeVisible()
  await expect(desk.getByText('已张贴', { exact: true })).toBeVisible()
  await accessible(desk, 'laid open, for the committee')

  // A resident in elder mode finds it among its kind and asks.
  const wang = await as(browser, people.resident, true)
  await wang.goto('/disclosures')
  await wang.getByLabel('看哪一类').selectOption({ label: '收费与补贴' })
  await expect(wang.getByRole('link', { name: new RegExp(title) })).toHaveCount(0)
  await wang.getByLabel('看哪一类').selectOption({ label: '财务收支' })
  await accessible(wang, 'the board of one kind, elder')
  await wang.getByRole('link', { name: new RegExp(title) }).click()
  await expect(wang.getByText('3,523.50').first()).toBeVisible()
  await press(wang, '问一问')
  await dialog(wang).getByRole('button', { name: '提问' }).click()
  await expect(dialog(wang).getByText('请写上内容。')).toBeVisible()
  await dialog(wang).getByLabel('想问什么').fill('一盏灯要三十八块多，是什么灯？')
  await accessible(wang, 'asking, elder')
  await dialog(wang).getByRole('button', { name: '提问' }).click()
  await expect(wang.getByText('我问的')).toBeVisible()
  await accessible(wang, 'asked, elder')

  // Nobody else reads it before it is answered; the committee finds it, late, and answers.
  const guest = await phone(browser, false)
  await guest.goto(address)
  await expect(guest.getByText('有1个提问等答复。', { exact: false })).toBeVisible()
  await expect(guest.getByText('三十八块多')).toHaveCount(0)
  await expect(guest.getByRole('button', { name: '问一问' })).toHaveCount(0)
  await accessible(guest, 'laid open, for a guest')
  questionWaits(id, 8)
  await desk.goto('/disclosures/calendar')
  await desk.getByRole('link', { name: /三十八块多/ }).click()
  await expect(desk.getByText('过了答复期限')).toBeVisible()
  await press(desk, '答复')
  await dialog(desk).getByLabel('答复', { exact: true }).fill('是声控的节能灯，质保三年，票据在一楼。')
  await accessible(desk, 'answering')
  await press(desk, '公开答复')
  await expect(desk.getByText('质保三年', { exact: false })).toBeVisible()
  await guest.reload()
  await expect(guest.getByText('一盏灯要三十八块多，是什么灯？', { exact: false })).toBeVisible()
  await expect(guest.getByText('王秀兰')).toHaveCount(0)
  await wang.goto('/inbox')
  await wang
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  await expect(wang.getByText('质保三年', { exact: false })).toBeVisible()
  await accessible(wang, 'answered, elder')

  // The supervision committee notes that it has looked.
  const feng = await as(browser, people.supervision)
  await feng.goto(address)
  await press(feng, '记一笔：看过了')
  await dialog(feng).getByLabel('意见（可以不写）').fill('票据看过，对得上。')
  await accessible(feng, 'checking')
  await press(feng, '记下')
  await expect(feng.getByText('监督委员会看过', { exact: true })).toBeVisible()
  await guest.reload()
  await expect(guest.getByText('意见：票据看过，对得上。')).toBeVisible()

  // What is wrong is corrected in the open: both stay.
  await desk.goto(address)
  await desk.getByRole('link', { name: '发更正' }).click()
  await desk.getByLabel('原来哪里错了').fill('灯的金额少写了一块')
  await desk.getByLabel('金额').nth(1).fill('77.5')
  await press(desk, '看一看再公开')
  await press(desk, '公开')
  await dialog(desk).getByRole('button', { name: '公开', exact: true }).click()
  await expect(desk.getByText('更正原因：灯的金额少写了一块')).toBeVisible()
  await expect(desk.getByText('3,522.50').first()).toBeVisible()
  await accessible(desk, 'a correction')
  await guest.reload()
  await guest.getByRole('link', { name: '看更正后的' }).click()
  await expect(guest.getByText('3,522.50').first()).toBeVisible()
})

test('what is owed and late is seen by the supervision committee, and written from there', async ({
  browser,
}) => {
  const feng = await as(browser, people.supervision)
  const headers = await enter(feng, people.supervision)
  const { items } = (await (await feng.request.get('/api/v1/memberships', { headers })).json()) as {
    items: { community_id: string }[]
  }
  const community = items[0]!.community_id
  await feng.goto('/disclosures/calendar')
  await expect(feng.getByRole('heading', { name: '按期该公开的' })).toBeVisible()
  await expect(feng.getByText(/过了期限还没有公开/)).toHaveCount(0)

  openedBefore(community, 120)
  try {
    await feng.goto('/')
    await feng.getByRole('link', { name: /项过期还没公开/ }).click()
    await expect(feng.getByText(/有\d+项过了期限还没有公开/)).toBeVisible()
    await expect(feng.getByText('过期未公开').first()).toBeVisible()
    await expect(feng.getByRole('link', { name: '现在公开' })).toHaveCount(0)
    await accessible(feng, 'what is late, for the supervision committee')

    const zhang = await as(browser, people.chair, true)
    await zhang.goto('/disclosures/calendar')
    await expect(zhang.getByRole('heading', { name: '按期该公开的' })).toBeVisible()
    await accessible(zhang, 'what is late, elder')
    const late = zhang.locator('.duty').filter({ hasText: '过期未公开' }).first()
    const words = (await late.locator('.quiet').first().innerText()).trim()
    await late.getByRole('link', { name: '现在公开' }).click()
    await expect(zhang.getByLabel('哪一期').locator('option:checked')).toHaveText(words)
    await accessible(zhang, 'laying open what is late, elder')
  } finally {
    openedBefore(community, -120)
  }

  // A resident does not find the page of the committee.
  const liu = await as(browser, people.neighbour)
  await liu.goto('/disclosures/calendar')
  await expect(liu.getByRole('heading', { name: /监督的人用的/ })).toBeVisible()
})

test('the toolbox prints minutes, lists to sign, notices, ledgers and surveys from the records', async ({
  browser,
}) => {
  const chen = await as(browser, people.member)
  await chen.goto('/toolbox')
  await expect(chen.getByRole('heading', { level: 1 })).toBeVisible()
  await accessible(chen, 'the toolbox')
  const filled: [string, RegExp][] = [
    ['会议记录', /议题：.+/],
    ['签到表', /签名/],
    ['通知', /居委会/],
    ['台账', /结余/],
    ['问卷', /□/],
  ]
  for (const [name, words] of filled) {
    await chen.goto('/toolbox')
    await chen.getByRole('link', { name, exact: true }).click()
    await expect(chen.locator('.skeleton')).toHaveCount(0)
    await expect(chen.getByRole('article')).toContainText(words)
    await accessible(chen, `${name}, filled`)
    const pages = await paper(chen)
    expect(pages.length, name).toBeGreaterThan(0)
    expect([...new Set(pages)], name).toEqual([a4])
    await chen.getByRole('radio', { name: '空白的' }).check()
    await expect(chen.getByRole('article')).toContainText(name)
    expect([...new Set(await paper(chen))], `${name}, empty`).toEqual([a4])
  }

  // The list to sign is of a body by its members, or of a building by its doors.
  await chen.goto('/toolbox/signIn')
  const who = chen.getByLabel('谁来签到')
  await who.selectOption({ label: (await who.locator('option').first().innerText()).trim() })
  const seats = await chen.getByRole('row').count()
  expect(seats).toBeGreaterThan(4)
  await expect(chen.getByRole('row').nth(1).getByRole('cell').nth(2)).not.toHaveText('')
  await who.selectOption({ label: '梧桐苑小区 1号楼' })
  await expect(chen.getByRole('cell', { name: /101/ }).first()).toBeVisible()
})
