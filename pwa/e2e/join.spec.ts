import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, type Page, expect, test } from '@playwright/test'

/** Signs in over the API; the demo tells its code. */
async function token(request: APIRequestContext, phone: string): Promise<string> {
  const sent = (await (await request.post('/api/v1/auth/codes', { data: { phone } })).json()) as {
    demo_code: string
  }
  const grant = await request.post('/api/v1/auth/sessions', { data: { phone, code: sent.demo_code } })
  return ((await grant.json()) as { access_token: string }).access_token
}

async function signIn(page: Page, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发送验证码' }).click()
  const code = await page.locator('strong.tabular').innerText()
  await page.getByLabel('6 位验证码').fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

async function accessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(v => `${where}: ${v.id} ${v.nodes.map(n => n.html).join(' ')}`)).toEqual([])
}

for (const elder of [false, true]) {
  test(`a neighbour joins by the door's QR code and the building head confirms${elder ? ', in elder mode' : ''}`, async ({
    browser,
    request,
  }) => {
    const chair = { Authorization: `Bearer ${await token(request, elder ? '19900000105' : '19900000106')}` }
    const mine = (await (await request.get('/api/v1/memberships', { headers: chair })).json()) as {
      items: { community_id: string; community_name: string }[]
    }
    const { community_id: community, community_name: name } = mine.items[0]!
    const buildings = (await (await request.get(`/api/v1/communities/${community}/buildings`)).json()) as {
      items: { id: string; name: string }[]
    }
    const building = buildings.items.find(b => b.name === '1号楼')!
    const made = await request.post(`/api/v1/communities/${community}/invitations`, {
      headers: chair,
      data: {
        id: crypto.randomUUID(),
        building_id: building.id,
        expires_at: new Date(Date.now() + 86_400_000).toISOString(),
      },
    })
    const { link } = (await made.json()) as { link: string }

    const context = await browser.newContext()
    if (elder) await context.addInitScript(() => localStorage.setItem('wugong.elder', 'true'))
    const page = await context.newPage()
    await page.goto(new URL(link).pathname)
    await expect(page.getByText(name, { exact: true })).toBeVisible()
    await accessible(page, 'invitation')
    await page.getByRole('link', { name: '用手机号登录' }).click()
    await signIn(page, elder ? '19800000002' : '19800000001')
    const person = elder ? '周桂兰' : '钱进'
    await page.getByLabel('您的姓名').fill(person)
    await page.getByLabel('一单元').check()
    await page.getByLabel('门牌号').fill('202')
    await accessible(page, 'join')
    await page.getByRole('button', { name: '申请加入' }).click()
    await expect(page.getByText(`已申请加入${name}`)).toBeVisible()
    await accessible(page, 'joined')

    const desk = await (await browser.newContext()).newPage()
    await desk.goto('/sign-in?next=/members')
    await signIn(desk, elder ? '19900000108' : '19900000102')
    const card = desk.getByRole('article').filter({ hasText: person })
    await expect(card).toBeVisible()
    await accessible(desk, 'members')
    await card.getByRole('button', { name: '确认是本社区居民' }).click()
    const sheet = desk.getByRole('dialog')
    await sheet.getByLabel('名册里没有，新登记').check()
    await accessible(desk, 'verify')
    await sheet.getByRole('button', { name: '确认是本社区居民' }).click()
    await expect(card).toHaveCount(0)

    await page.goto('/inbox')
    await expect(page.getByText('您已通过确认')).toBeVisible()
    await accessible(page, 'inbox')
  })
}
