import { type Browser, type Page, expect, test } from '@playwright/test'
import { accessible, enter, phone } from './people'

const people = {
  liu: '19900000103',
  zhao: '19900000104',
  newcomer: '19900000111',
  committee: '19900000105',
}

type Headers = Record<string, string>
interface Made {
  id: string
  path: string
}

interface Person {
  page: Page
  headers: Headers
  community: string
}

/** Everybody signs in once, as a number gets one code a minute, and keeps the phone from journey to journey. */
const entered = new Map<string, Promise<Person>>()

async function arrived(browser: Browser, number: string): Promise<Person> {
  const page = await phone(browser, false)
  const headers = await enter(page, number)
  const mine = (await (await page.request.get('/api/v1/memberships', { headers })).json()) as {
    items: { community_id: string }[]
  }
  return { page, headers, community: mine.items[0]!.community_id }
}

/** Somebody on a phone of their own, with the headers of their calls and their community. */
async function somebody(browser: Browser, number: string, elder = false): Promise<Person> {
  const coming = entered.get(number) ?? arrived(browser, number)
  entered.set(number, coming)
  const person = await coming
  await person.page.goto('/me')
  await person.page.evaluate(on => localStorage.setItem('wugong.elder', String(on)), elder)
  return person
}

async function posted(page: Page, headers: Headers, path: string, data: object): Promise<void> {
  const answer = await page.request.post(`/api/v1${path}`, { headers, data })
  expect(answer.status(), await answer.text()).toBe(201)
}

async function proposed(by: Person, title: string, more: object = {}): Promise<Made> {
  const id = crypto.randomUUID()
  const data = {
    id,
    community_id: by.community,
    title,
    text: '老人晚上看不清台阶，请装一盏灯。',
    area: 'G3',
    ...more,
  }
  await posted(by.page, by.headers, '/proposals', data)
  return { id, path: `/proposals/${id}` }
}

/** A small picture as a phone takes it. */
async function picture(page: Page): Promise<Buffer> {
  const jpeg = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 })
    const pen = canvas.getContext('2d')!
    pen.fillStyle = 'teal'
    pen.fillRect(0, 450, 1200, 450)
    return canvas.toDataURL('image/jpeg').split(',')[1]!
  })
  return Buffer.from(jpeg, 'base64')
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const sheet = (page: Page) => page.getByRole('dialog')

for (const elder of [false, true]) {
  const face = elder ? ', in elder mode' : ''

  test(`a proposal with a photo becomes a report${face}`, async ({ browser }) => {
    const title = `二单元楼道里的杂物请清走 ${Date.now().toString(36)}`
    const liu = await somebody(browser, people.liu, elder)
    const { page } = liu
    const next = () => button(page, '下一步').click()
    await page.goto('/deliberate')
    await page.getByRole('link', { name: '我要提议' }).first().click()
    await page.getByLabel('一句话说清').fill(title)
    await page.getByLabel('说一说为什么').fill('旧柜子、纸箱堆了一楼道，老人上下楼要侧着身子。')
    await next()
    await page.getByRole('radio', { name: /老旧小区/ }).check()
    await next()
    await page.getByLabel(/写几个字/).fill('2号楼二单元一楼楼道')
    await page
      .getByTestId('gallery')
      .setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: await picture(page) })
    await expect(page.getByAltText('第 1 张照片')).toBeVisible()
    await accessible(page, 'a photo')
    await next()
    await next()
    await button(page, '提出').click()
    await page.getByRole('link', { name: '看这条提议' }).click()
    await expect(page.locator('img[src*="/media/"], img[src^="blob:"]').first()).toBeVisible()
    const path = new URL(page.url()).pathname

    const chen = await somebody(browser, people.committee, elder)
    await chen.page.goto(path)
    await button(chen.page, '转成上报').click()
    await sheet(chen.page).getByRole('button', { name: '转成上报' }).click()
    await expect(chen.page.getByText('请选上报的类别。')).toBeVisible()
    await accessible(chen.page, 'turning into a report')
    await sheet(chen.page).getByRole('button', { name: '楼道堆物' }).click()
    await sheet(chen.page).getByRole('button', { name: '转成上报' }).click()
    await expect(chen.page.getByText('已转上报').first()).toBeVisible()
    await accessible(chen.page, 'a turned proposal')
    await chen.page.getByRole('link', { name: '看这件上报' }).click()
    await expect(chen.page.getByText(title).first()).toBeVisible()

    await page.goto('/inbox')
    await page
      .getByRole('link', { name: /转成了上报/ })
      .first()
      .click()
    await expect(page.getByRole('link', { name: '看这件上报' })).toBeVisible()
  })

  test(`a merge is taken back${face}`, async ({ browser }) => {
    const mark = Date.now().toString(36)
    const liu = await somebody(browser, people.liu)
    const into = await proposed(liu, `小花园添两张长椅 ${mark}`)
    const from = await proposed(liu, `花园里放椅子 ${mark}`)
    const zhao = await somebody(browser, people.zhao)
    const headers = zhao.headers
    expect((await zhao.page.request.put(`/api/v1${from.path}/support`, { headers })).status()).toBe(200)

    const chen = await somebody(browser, people.committee, elder)
    const merged = await chen.page.request.post(`/api/v1${from.path}/moves`, {
      headers: chen.headers,
      data: { act: 'merge', from: 'open', into_id: into.id },
    })
    expect(merged.status()).toBe(200)
    await zhao.page.goto(into.path)
    await expect(zhao.page.getByText('您已支持')).toBeVisible()

    await chen.page.goto(from.path)
    await button(chen.page, '撤回合并').click()
    await expect(sheet(chen.page).getByText(/支持原样还回来/)).toBeVisible()
    await accessible(chen.page, 'taking a merge back')
    await sheet(chen.page).getByRole('button', { name: '撤回合并' }).click()
    await expect(chen.page.getByText('已撤回合并，支持都还回去了。').first()).toBeVisible()
    await accessible(chen.page, 'after the merge')
    await zhao.page.goto(from.path)
    await expect(zhao.page.getByText('您已支持')).toBeVisible()
    await zhao.page.goto(into.path)
    await expect(button(zhao.page, '我支持')).toBeVisible()
    await zhao.page.goto('/inbox')
    await expect(zhao.page.getByRole('link', { name: /又分开了/ }).first()).toBeVisible()
  })

  test(`a proposal is flagged, hidden with its reason, and shown again${face}`, async ({ browser }) => {
    const title = `物业值班电话贴到楼门口 ${Date.now().toString(36)}`
    const liu = await somebody(browser, people.liu)
    const made = await proposed(liu, title)

    const zhao = await somebody(browser, people.zhao, elder)
    await zhao.page.goto(made.path)
    await button(zhao.page, '反映问题').first().click()
    await sheet(zhao.page).getByRole('button', { name: '反映', exact: true }).click()
    await expect(zhao.page.getByText('请选一个。')).toBeVisible()
    await zhao.page.getByRole('radio', { name: /暴露别人的隐私/ }).check()
    await accessible(zhao.page, 'flagging')
    await sheet(zhao.page).getByRole('button', { name: '反映', exact: true }).click()
    await expect(sheet(zhao.page).getByText(/已经收到/)).toBeVisible()

    const chen = await somebody(browser, people.committee, elder)
    await chen.page.goto('/me')
    await chen.page.getByRole('link', { name: /等您看的留言/ }).click()
    await expect(chen.page.getByRole('link', { name: new RegExp(title) })).toBeVisible()
    await accessible(chen.page, 'what waits for a look')
    await chen.page.getByRole('link', { name: new RegExp(title) }).click()
    await button(chen.page, '看一看，处理').first().click()
    await sheet(chen.page).getByRole('button', { name: '隐藏' }).click()
    await sheet(chen.page).getByRole('button', { name: '隐藏' }).click()
    await expect(chen.page.getByText('请写清为什么隐藏，大家都看得到。')).toBeVisible()
    await sheet(chen.page)
      .getByRole('radio', { name: /暴露别人的隐私/ })
      .check()
    await sheet(chen.page).getByLabel('说清为什么').fill('写了别人的手机号')
    await accessible(chen.page, 'hiding')
    await sheet(chen.page).getByRole('button', { name: '隐藏' }).click()
    await expect(chen.page.getByText('已隐藏，理由大家看得到。').first()).toBeVisible()

    const guest = await phone(browser, elder)
    await guest.goto(made.path)
    await expect(guest.getByText('写了别人的手机号')).toBeVisible()
    await expect(guest.getByText(title)).toHaveCount(0)
    await accessible(guest, 'a hidden proposal')
    await liu.page.goto('/inbox')
    await expect(liu.page.getByRole('link', { name: /被隐藏了/ }).first()).toBeVisible()

    await button(chen.page, '看一看，处理').first().click()
    await sheet(chen.page).getByRole('button', { name: '重新显示' }).click()
    await expect(chen.page.getByText('已重新显示。').first()).toBeVisible()
    await guest.reload()
    await expect(guest.getByRole('heading', { name: title })).toBeVisible()
  })
}

test('what a newcomer says first is held, seen by nobody else, and shown once looked at', async ({
  browser,
}) => {
  const words = `我刚搬来，也想要这个 ${Date.now().toString(36)}`
  const liu = await somebody(browser, people.liu)
  const made = await proposed(liu, `楼道里装扶手 ${Date.now().toString(36)}`)
  const { page } = await somebody(browser, people.newcomer)
  await page.goto(made.path)
  await button(page, '说说我的意见').click()
  await page.getByRole('radio', { name: /^赞成/ }).check()
  await page.getByLabel('请说一说').fill(words)
  await button(page, '发出').click()
  await expect(page.getByText(/看过后显示/).first()).toBeVisible()
  await accessible(page, 'held words')
  await liu.page.goto(made.path)
  await expect(liu.page.getByRole('heading', { name: '大家的意见' })).toBeVisible()
  await expect(liu.page.getByText(words)).toHaveCount(0)

  const chen = await somebody(browser, people.committee)
  await chen.page.goto('/me')
  await chen.page.getByRole('link', { name: /等您看的留言/ }).click()
  const card = chen.page.getByRole('article').filter({ hasText: words })
  await card.getByRole('button', { name: '看一看，处理' }).click()
  await accessible(chen.page, 'releasing')
  await sheet(chen.page).getByRole('button', { name: '可以显示' }).click()
  await expect(card).toHaveCount(0)
  await liu.page.reload()
  await expect(liu.page.getByText(words)).toBeVisible()
})

test('three reports of one kind in one place become a proposal', async ({ browser }) => {
  const liu = await somebody(browser, people.liu)
  await liu.page.goto('/')
  for (let n = 0; n < 3; n++) {
    const photo = crypto.randomUUID()
    const sent = await liu.page.request.post('/api/v1/media', {
      headers: liu.headers,
      multipart: {
        id: photo,
        file: { name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: await picture(liu.page) },
      },
    })
    expect(sent.status(), await sent.text()).toBe(201)
    await posted(liu.page, liu.headers, '/reports', {
      id: crypto.randomUUID(),
      community_id: liu.community,
      class: '0103',
      photo_ids: [photo],
      place: { spot: { x: 911, y: 77 }, words: '围墙东北角' },
    })
  }
  const chen = await somebody(browser, people.committee)
  await chen.page.goto('/me')
  await chen.page.getByRole('link', { name: '待答复的提议' }).click()
  const cluster = chen.page
    .getByRole('article')
    .filter({ hasText: '3次上报' })
    .filter({ hasText: '积存垃圾渣土' })
  await expect(cluster.first()).toBeVisible()
  await accessible(chen.page, 'repeated reports')
  await cluster.getByRole('button', { name: '由此起草一条提议' }).first().click()
  await expect(chen.page.getByText('由3次同类上报而来，提出后会连在一起。')).toBeVisible()
  await expect(chen.page.getByLabel('一句话说清')).toHaveValue(/积存垃圾渣土/)
  await accessible(chen.page, 'a proposal from reports')
})
