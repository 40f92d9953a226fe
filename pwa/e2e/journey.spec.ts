import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type Page,
  expect,
  test,
} from '@playwright/test'
import { accessible, by, invitation, phone, signIn, welcome } from './people'
import { hasPhoto, photo, segments, stored, traces, unturned } from './photo'

const jpeg = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: photo() })

async function join(
  page: Page,
  path: string,
  community: string,
  number: string,
  name: string,
): Promise<void> {
  await page.goto(path)
  await expect(page.getByText(community, { exact: true })).toBeVisible()
  await accessible(page, 'invitation')
  await page.getByRole('link', { name: '用手机号登录' }).click()
  await accessible(page, 'sign-in')
  await signIn(page, number)
  await welcome(page, '满 18 岁')
  await page.getByLabel('您的姓名').fill(name)
  await page.getByLabel('一单元').check()
  await page.getByLabel('门牌号').fill('202')
  await accessible(page, 'join')
  await page.getByRole('button', { name: '申请加入' }).click()
  await expect(page.getByText(`已申请加入${community}`)).toBeVisible()
  await accessible(page, 'joined')
}

async function verify(desk: Page, head: string, name: string): Promise<void> {
  await desk.goto('/sign-in?next=/members')
  await signIn(desk, head)
  const card = desk.getByRole('article').filter({ hasText: name })
  await expect(card).toBeVisible()
  await accessible(desk, 'members')
  await card.getByRole('button', { name: '确认是本社区居民' }).click()
  const sheet = desk.getByRole('dialog')
  await sheet.getByLabel('名册里没有，新登记').check()
  await accessible(desk, 'verify')
  await sheet.getByRole('button', { name: '确认是本社区居民' }).click()
  await expect(card).toHaveCount(0)
}

/** Files a report on screen and gives its id. */
async function file(page: Page, elder: boolean): Promise<string> {
  const next = async () => {
    if (elder) await page.getByRole('button', { name: '下一步' }).click()
  }
  await page.goto('/report')
  await page.getByTestId('gallery').setInputFiles(jpeg('IMG_0001.jpg'))
  await expect(page.getByAltText('第 1 张照片')).toBeVisible()
  await accessible(page, 'report, photos')
  await next()
  await page.getByRole('button', { name: '全部类别' }).click()
  await page.getByLabel('找类别，比如：路灯').fill('暴露垃圾')
  await accessible(page, 'report, classes')
  await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click()
  await next()
  await page.getByLabel(/写几个字说明/).fill('3号楼东侧')
  await accessible(page, 'report, place')
  await next()
  await page.getByLabel('说几句（可不填）').fill('三天没人收了')
  await accessible(page, 'report, words')
  await next()
  await accessible(page, 'report, check')
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByRole('heading', { name: '已送达' })).toBeVisible()
  await accessible(page, 'report, sent')
  await page.getByRole('link', { name: '看这条上报' }).click()
  await expect(page.getByText('等待受理')).toBeVisible()
  await accessible(page, 'report, mine')
  return new URL(page.url()).pathname.split('/').pop()!
}

let committee: Awaited<ReturnType<BrowserContext['storageState']>> | undefined

/** The committee takes a report to "resolved"; it stays signed in from one journey to the next. */
async function deal(browser: Browser, elder: boolean, id: string): Promise<void> {
  const desk = await phone(browser, elder, committee)
  await desk.goto(committee ? '/reports/queue' : '/sign-in?next=/reports/queue')
  if (!committee) await signIn(desk, '19900000106')
  await expect(desk.locator(`a[href="/reports/${id}"]`)).toBeVisible()
  await accessible(desk, 'queue')
  await desk.locator(`a[href="/reports/${id}"]`).click()
  const sheet = desk.getByRole('dialog')
  const act = async (name: string, fill: () => Promise<unknown>, confirm: string) => {
    await desk.getByRole('button', { name, exact: true }).click()
    await fill()
    await accessible(desk, name)
    await sheet.getByRole('button', { name: confirm, exact: true }).click()
    await expect(sheet).toHaveCount(0)
  }
  await act(
    '受理',
    async () => {
      await sheet.getByLabel('公开', { exact: true }).check()
      await sheet.getByLabel('公开的标题（可不填）').fill('3号楼东侧的垃圾')
    },
    '受理',
  )
  await act('派人处理', () => sheet.getByRole('radio').first().check(), '派出')
  await act(
    '处理好了',
    async () => {
      await sheet.getByTestId('gallery').setInputFiles(jpeg('IMG_0002.jpg'))
      await expect(sheet.getByText('已上传')).toBeVisible()
      await sheet.getByLabel('说明', { exact: true }).fill('已清运，加了一个桶')
    },
    '交给上报人确认',
  )
  await expect(desk.getByRole('heading', { name: '处理前后' })).toBeVisible()
  await accessible(desk, 'resolved')
  committee = await desk.context().storageState()
}

async function confirm(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: /说办好了/ }).click()
  await page.getByRole('button', { name: '确认解决了' }).click()
  await accessible(page, 'confirm')
  await page.getByRole('dialog').getByRole('button', { name: '解决了' }).click()
  await expect(page.getByText('已确认', { exact: true })).toBeVisible()
  await accessible(page, 'confirmed')
  await page.goto('/reports')
  await expect(page.getByText('3号楼东侧的垃圾').first()).toBeVisible()
  await accessible(page, 'public list')
}

/** The sum over a grid of how far two pictures differ, as a reader would see them; 0 to 255. */
async function difference(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async files => {
      const grids = await Promise.all(
        files.map(async file => {
          const image = new Image()
          image.src = `data:image/jpeg;base64,${file}`
          await image.decode()
          const canvas = Object.assign(document.createElement('canvas'), { width: 12, height: 16 })
          const context = canvas.getContext('2d')!
          context.drawImage(image, 0, 0, 12, 16)
          return context.getImageData(0, 0, 12, 16).data
        }),
      )
      return grids[0]!.reduce((sum, value, n) => sum + Math.abs(value - grids[1]![n]!), 0) / grids[0]!.length
    },
    [one.toString('base64'), other.toString('base64')],
  )
}

/** The stored bytes hold no metadata and stand upright; so does what is sent past the app, as the camera wrote it. */
async function clean(page: Page, request: APIRequestContext, number: string, id: string): Promise<void> {
  const headers = await by(number)
  const report = (await (await request.get(`/api/v1/reports/${id}`, { headers })).json()) as {
    photos: { id: string; width: number; height: number; kind: string }[]
  }
  expect(report.photos.map(p => p.kind).sort()).toEqual(['after', 'before'])
  // The measure sees when a picture lies on its side.
  expect(await difference(page, photo(), unturned())).toBeGreaterThan(24)
  const raw = crypto.randomUUID()
  const sent = await request.post('/api/v1/media', {
    headers,
    multipart: { id: raw, file: { name: 'IMG_0003.jpg', mimeType: 'image/jpeg', buffer: photo() } },
  })
  expect(sent.status()).toBe(201)
  for (const one of [...report.photos.map(p => p.id), raw]) {
    for (const variant of ['full', 'middle', 'thumb']) {
      const bytes = await (await request.get(`/api/v1/media/${one}?variant=${variant}`, { headers })).body()
      expect(segments(bytes).filter(kind => kind >= 0xe1 && kind <= 0xef)).toEqual([])
      expect(await difference(page, photo(), bytes)).toBeLessThan(12)
      for (const trace of traces) expect(bytes.includes(trace, 0, 'latin1')).toBe(false)
    }
  }
  for (const { width, height } of report.photos) expect(height).toBeGreaterThan(width)
  const files = stored()
  expect(files.size).toBeGreaterThanOrEqual(6)
  for (const [path, bytes] of files) {
    for (const trace of traces) expect(bytes.includes(trace, 0, 'latin1'), path).toBe(false)
  }
}

for (const elder of [false, true]) {
  test(`a new neighbour joins, reports and confirms${elder ? ', in elder mode' : ''}`, async ({
    browser,
    request,
  }) => {
    test.skip(!hasPhoto, 'the photo of a real camera is not beside this checkout')
    const number = elder ? '19800000002' : '19800000001'
    const name = elder ? '周桂兰' : '钱进'
    const { path, name: community } = await invitation(request, '19900000105')
    const page = await phone(browser, elder)
    await join(page, path, community, number, name)
    await verify(await phone(browser, elder), elder ? '19900000108' : '19900000102', name)
    await page.goto('/inbox')
    await expect(page.getByText('您已通过确认')).toBeVisible()
    await accessible(page, 'inbox')
    const id = await file(page, elder)
    await deal(browser, elder, id)
    await confirm(page)
    await page.goto('/me')
    await accessible(page, 'me')
    await clean(page, request, elder ? '19900000104' : '19900000101', id)
  })
}
