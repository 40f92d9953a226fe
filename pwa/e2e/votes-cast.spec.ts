import { type Locator, type Page, expect, test } from '@playwright/test'
import { hold } from './faces'
import { accessible, by, enter, phone } from './people'

const people = {
  elder: '19900000101',
  neighbour: '19900000104',
  proposer: '19900000103',
  chair: '19900000106',
}
const scooters = '电动车不进楼道，东侧建充电棚'
const benches = '四把长椅先放在哪里'
const fund = '十万元社区公益金花在哪里'

async function open(page: Page, title: string, shelf = ''): Promise<void> {
  await page.goto(`/ballots${shelf}`)
  await page.getByRole('link', { name: new RegExp(title) }).click()
  await expect(page.getByRole('heading', { name: '怎么算通过' })).toBeVisible()
}

/** From the last look to the receipt: its 64 digits. */
async function castAndRead(page: Page): Promise<string> {
  await page.getByRole('button', { name: '确认投出' }).click()
  await expect(page.getByRole('heading', { name: '服务器已经收到您的一票' })).toBeVisible()
  await expect(page.getByText('手机自己算了一遍，和服务器的一样。')).toBeVisible()
  return code(page.locator('.receipt-code'))
}

async function code(shown: Locator): Promise<string> {
  const digits = (await shown.innerText()).replace(/\s/g, '')
  expect(digits).toMatch(/^[0-9a-f]{64}$/)
  return digits
}

test('an old person reads the rule, casts with large buttons at 320 px, and cannot change it', async ({
  browser,
}) => {
  const wang = await hold(browser, { name: 'elder, narrow', width: 320, elder: true })
  await enter(wang, people.elder)
  // The vote that waits is told on whatever page she opens first, though this phone knows whom to call already.
  await wang.goto('/me')
  const bar = wang.getByRole('navigation', { name: '主要页面' })
  await expect(bar.getByRole('link', { name: '打电话' })).toBeVisible()
  await expect(bar.getByRole('link', { name: '投票' })).toBeVisible()
  await open(wang, scooters)
  await expect(wang.getByText('弃权算参加，不算同意。')).toBeVisible()
  await expect(wang.getByText(/一共\d+人，至少要有\d+人参加（超过一半）。/)).toBeVisible()
  await expect(wang.getByText('截止以前谁也看不到投的是什么')).toBeVisible()
  await wang.getByText('这种投票保护不了什么').click()
  await expect(wang.getByText(/无记名投票还没有做好/)).toBeVisible()
  await accessible(wang, 'a vote, elder')

  // Elder mode has a button of this name too, which leads to the list where several votes wait.
  await wang.getByRole('main').getByRole('link', { name: '投票', exact: true }).click()
  await expect(wang.getByRole('button', { name: '反对' })).toBeVisible()
  await accessible(wang, 'choosing, elder')
  await wang.getByRole('button', { name: '反对' }).click()
  await expect(wang.getByRole('heading', { name: /投：反对/ })).toBeVisible()
  await wang.getByRole('button', { name: '返回重选' }).click()
  await wang.getByRole('button', { name: '同意', exact: true }).click()
  await expect(wang.getByRole('heading', { name: /投：同意/ })).toBeVisible()
  await expect(wang.getByText('投出后不能改。')).toBeVisible()
  await accessible(wang, 'a last look, elder')
  await castAndRead(wang)
  await expect(wang.getByText('这一票不能再改。')).toBeVisible()
  await accessible(wang, 'a receipt, elder')

  await wang.getByRole('link', { name: '回到这次表决' }).click()
  await expect(wang.getByText('已投：同意')).toBeVisible()
  await expect(wang.getByRole('link', { name: '改投' })).toHaveCount(0)
})

test('up to two are chosen; an advisory vote is changed, and the last receipt stands', async ({
  browser,
}) => {
  const zhao = await phone(browser, false)
  await enter(zhao, people.neighbour)
  await open(zhao, benches)
  await zhao.getByRole('link', { name: '投票', exact: true }).click()
  await zhao.getByRole('checkbox', { name: /小花园紫藤架下/ }).check()
  await zhao.getByRole('checkbox', { name: /东门保安亭旁/ }).check()
  await expect(zhao.getByText('已选2项，最多2项。')).toBeVisible()
  await expect(zhao.getByRole('checkbox', { name: /2号楼北侧空地/ })).toBeDisabled()
  await accessible(zhao, 'choosing')
  await zhao.getByRole('button', { name: '下一步' }).click()
  await expect(zhao.getByText('截止前可以改，最后一次的算数。')).toBeVisible()
  const before = await castAndRead(zhao)
  await expect(zhao.getByText(/以前可以改。/)).toBeVisible()

  // The receipt is still there when the app is opened again.
  await zhao.reload()
  await expect(zhao.getByText('手机自己算了一遍，和服务器的一样。')).toBeVisible()
  await zhao.getByRole('link', { name: '改投' }).click()
  await expect(zhao.getByRole('checkbox', { name: /小花园紫藤架下/ })).toBeChecked()
  await zhao.getByRole('checkbox', { name: /东门保安亭旁/ }).uncheck()
  await zhao.getByRole('button', { name: '下一步' }).click()
  expect(await castAndRead(zhao)).not.toBe(before)
  await expect(zhao.getByText(/投了：“小花园紫藤架下”$/)).toBeVisible()
})

test('a basket sums what is chosen against the amount, and a lost answer does not cast twice', async ({
  browser,
}) => {
  const liu = await phone(browser, false)
  const headers = await by(people.chair)
  const mine = (await (await liu.request.get('/api/v1/memberships', { headers })).json()) as {
    items: { community_id: string }[]
  }
  const id = crypto.randomUUID()
  const soon = Date.now() + 3000
  const draft = await liu.request.post('/api/v1/ballots', {
    headers,
    data: {
      id,
      community_id: mine.items[0]!.community_id,
      kind: 'budget',
      matter: 'budget_poll',
      title: '三万元先修哪里',
      text: '今年还剩三万元，请选出觉得值得修的。',
      electorate: { kind: 'adults' },
      options: [
        { id: crypto.randomUUID(), title: '修花坛边石', cost: 1_200_000 },
        { id: crypto.randomUUID(), title: '换楼道窗户', cost: 2_400_000 },
      ],
      budget: { budget: 3_000_000 },
      opens_at: new Date(soon).toISOString(),
      closes_at: new Date(soon + 7_200_000).toISOString(),
    },
  })
  expect(draft.status()).toBe(201)
  const { version } = (await draft.json()) as { version: number }
  const noticed = await liu.request.post(`/api/v1/ballots/${id}/moves`, {
    headers,
    data: { act: 'give_notice', from: 'draft', version },
  })
  expect(noticed.status()).toBe(200)
  const state = async () =>
    ((await (await liu.request.get(`/api/v1/ballots/${id}`, { headers })).json()) as { state: string }).state
  await expect.poll(state).toBe('open')

  await enter(liu, people.proposer)
  await liu.goto(`/ballots/${id}`)
  await liu.getByRole('link', { name: '投票', exact: true }).click()
  await liu.getByRole('checkbox', { name: /修花坛边石/ }).check()
  await expect(liu.getByText('选了1个，共12,000.00元；总额30,000.00元')).toBeVisible()
  await expect(liu.getByText('离总额还有18,000.00元。')).toBeVisible()
  await liu.getByRole('checkbox', { name: /换楼道窗户/ }).check()
  await expect(liu.getByText('比总额多6,000.00元，可以的。')).toBeVisible()
  await accessible(liu, 'the basket')
  await liu.getByRole('button', { name: '下一步' }).click()

  // The server takes it, and its answer is lost on the way: nothing is shown as cast.
  const votes = '**/api/v1/ballots/*/votes/*'
  await liu.route(votes, async route => {
    await route.fetch()
    await route.abort('connectionfailed')
  })
  await liu.getByRole('button', { name: '确认投出' }).click()
  await expect(liu.getByText(/不会投两次/)).toBeVisible()
  await liu.unroute(votes)
  await castAndRead(liu)
})

test('a result by equal shares is explained, a receipt is found in it, and the file is the one that was counted', async ({
  browser,
}) => {
  const liu = await phone(browser, false)
  const headers = await enter(liu, people.proposer)
  await open(liu, fund, '?shelf=closed')
  await liu.getByRole('link', { name: '怎么算出来的' }).click()
  await expect(liu.getByRole('heading', { name: '一步一步怎么算的' })).toBeVisible()
  await expect(liu.getByText(/人投票，先平均分，每人手里/)).toBeVisible()
  await expect(liu.getByRole('heading', { name: '没有入选的' })).toBeVisible()
  await expect(liu.getByText(/支持者手里合起来有.*元/).first()).toBeVisible()
  await accessible(liu, 'a result')

  const id = new URL(liu.url()).pathname.split('/')[2]!
  const { items } = (await (await liu.request.get(`/api/v1/ballots/${id}/receipts`, { headers })).json()) as {
    items: string[]
  }
  expect(items.length).toBeGreaterThan(2)
  const look = async (receipt: string) => {
    await liu.getByLabel('别的回执号').fill(receipt)
    await liu.getByRole('button', { name: '在名单里找' }).click()
  }
  await look(items[1]!)
  await expect(liu.getByText(`找到了：第2行，共${items.length}行`)).toBeVisible()
  await expect(liu.getByText('名单的指纹对得上，没有少一行。')).toBeVisible()
  await look('0'.repeat(64))
  await expect(liu.getByText(/名单里没有/)).toBeVisible()

  const loading = liu.waitForEvent('download')
  await liu.getByRole('button', { name: '下载文件' }).click()
  expect((await loading).suggestedFilename()).toMatch(/\.json$/)
  await expect(liu.getByText('文件的指纹对得上，就是算结果用的那一份。')).toBeVisible()
  await liu.getByText('用电脑怎么算').click()
  await expect(liu.getByText(/wugong recount .+\.json/)).toBeVisible()
})
