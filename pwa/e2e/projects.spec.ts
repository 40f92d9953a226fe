import { fileURLToPath } from 'node:url'
import { type APIRequestContext, type Page, expect, test } from '@playwright/test'
import { archived } from './archived'
import { accessible, as, by, phone } from './people'

const people = {
  elder: '19900000101',
  proposer: '19900000103',
  neighbour: '19900000104',
  head: '19900000102',
  committee: '19900000105',
  chair: '19900000106',
  supervision: '19900000107',
}
const demo = (name: string) => fileURLToPath(new URL(`../../server/demo/photos/${name}`, import.meta.url))

/** A proposal that the committee has accepted, over the API: how that is done is a journey of its own. */
async function accepted(request: APIRequestContext, title: string): Promise<string> {
  const headers = await by(people.proposer)
  const mine = await request.get('/api/v1/memberships', { headers })
  const { items } = (await mine.json()) as { items: { community_id: string }[] }
  const id = crypto.randomUUID()
  const made = await request.post('/api/v1/proposals', {
    headers,
    data: {
      id,
      community_id: items[0]!.community_id,
      title,
      text: '1号楼门前三级台阶没有扶手，老人上下不方便，想装一根扶手。',
      area: 'G3',
      dimensions: ['safe'],
      place: { words: '1号楼门前' },
    },
  })
  expect(made.status(), await made.text()).toBe(201)
  const replied = await request.post(`/api/v1/proposals/${id}/moves`, {
    headers: await by(people.committee),
    data: { act: 'accept', from: 'open', note: '大家都需要，先按小事办。' },
  })
  expect(replied.status(), await replied.text()).toBe(200)
  return id
}

/** Sends the form that is open, and waits for the page it leads to. */
async function send(page: Page, name = '发出'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await expect(page).not.toHaveURL(/\/add\//)
}

const choose = (page: Page, group: string, name: string) =>
  page.getByRole('group', { name: group }).getByRole('radio', { name, exact: true }).check()

async function photo(page: Page, file: string): Promise<void> {
  await page.getByTestId('gallery').setInputFiles(demo(file))
  await expect(page.getByAltText('第 1 张照片')).toBeVisible()
}

test('a small matter goes from its proposal through all gates, with the hands and eyes of several people', async ({
  browser,
  request,
}) => {
  test.setTimeout(900_000)
  const title = `1号楼门前装扶手 ${Date.now().toString(36)}`
  const proposal = await accepted(request, title)

  // The committee begins it from the proposal's own page, by the light path.
  const chen = await as(browser, people.committee)
  await chen.goto(`/proposals/${proposal}`)
  await chen.getByRole('link', { name: '从这条提议开始项目' }).click()
  await chen.getByRole('radio', { name: /小事快办/ }).check()
  await chen.getByRole('button', { name: '开始一个项目' }).click()
  await expect(chen.getByText('三样都是“否”才能走小事快办')).toBeVisible()
  await accessible(chen, 'beginning')
  await chen.getByLabel('预算（元）').fill('900')
  await choose(chen, '要占地或让地吗', '否')
  await choose(chen, '会改动共有部分吗', '否')
  await chen
    .getByRole('group', { name: /出钱吗/ })
    .getByRole('radio', { name: '否' })
    .check()
  await chen.getByRole('button', { name: '开始一个项目' }).click()
  await expect(chen.getByRole('heading', { name: title })).toBeVisible()
  await expect(chen).toHaveURL(/\/projects\/[0-9a-f-]{36}$/)
  const id = new URL(chen.url()).pathname.split('/')[2]!
  const page = (part = '') => `/projects/${id}${part}`
  await expect(chen.getByRole('img', { name: '五个阶段，已完成 0 个' })).toBeVisible()
  await expect(chen.getByRole('heading', { name: '走到“共建”之前' })).toBeVisible()
  await accessible(chen, 'a new project')

  // What is missing is listed, and each line has the button that adds it.
  await chen.getByRole('link', { name: '添一个相关方' }).first().click()
  await chen.getByLabel('是什么人或单位').selectOption({ label: '住户' })
  await chen.getByLabel('名称或姓名').fill('1号楼二单元402')
  await choose(chen, '没有他同意就不能做吗 · 占地、动到自家部分的要选“是”', '是')
  await accessible(chen, 'a stakeholder')
  await send(chen)
  await chen.getByRole('link', { name: '记相关方的书面意见' }).click()
  await expect(chen.getByLabel('哪个相关方')).not.toHaveValue('')
  await choose(chen, '同意吗', '是')
  await chen.getByLabel('哪天签的').fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  await photo(chen, 'ramp.jpg')
  await send(chen)

  // A plan that does not add up is not sent; what is written survives a restart.
  await chen.goto(page('/add/funding_plan'))
  await chen.getByLabel('预算一共（元）').fill('900')
  await chen.getByLabel('来源', { exact: true }).selectOption({ label: '公共收益' })
  await chen.getByLabel('多少（元）').fill('800')
  await chen.getByRole('button', { name: '发出', exact: true }).click()
  await expect(chen.getByText('加起来要正好等于预算。', { exact: true })).toBeVisible()
  await expect(chen.getByText('还差 100.00 元。')).toBeVisible()
  await accessible(chen, 'a funding plan')
  await chen.reload()
  await expect(chen.getByLabel('多少（元）')).toHaveValue('800')
  await chen.getByLabel('多少（元）').fill('900')
  await send(chen)
  await chen.goto(page())
  await expect(chen.getByText('需要的都齐了。')).toBeVisible()
  await chen.getByRole('button', { name: /开始共建/ }).click()
  await expect(chen.getByRole('img', { name: '五个阶段，已完成 1 个' })).toBeVisible()

  // A point to photograph from, before; then the works, and the same view after.
  await chen.goto(page('/add/photo_point'))
  await chen.getByLabel('这个点叫什么').fill('门前台阶')
  await photo(chen, 'pothole-before.jpg')
  await send(chen)
  await chen.goto(page())
  await chen.getByRole('link', { name: '在这个点拍一张' }).click()
  await chen.getByLabel('做完百分之几').fill('100')
  await chen.getByLabel('做到哪里了').fill('扶手装好了，漆也刷了。')
  await photo(chen, 'pothole-after.jpg')
  await chen.getByLabel('第 1 张是什么时候').selectOption({ label: '完工后' })
  await accessible(chen, 'progress')
  await send(chen)

  // A resident says what he gave; two neighbours of other households have seen it; the committee confirms.
  const liu = await as(browser, people.proposer)
  await liu.goto(page('/contributions'))
  await liu.getByRole('link', { name: '报一笔：我出了力' }).first().click()
  await liu.getByLabel(/几个工日/).fill('0.5')
  await liu.getByLabel('具体做了什么').fill('搬扶手、打孔')
  await accessible(liu, 'declaring')
  await send(liu, '报上去')
  await expect(liu.getByText('还差 2 户看见')).toBeVisible()
  await expect(liu.getByRole('button', { name: '我看见了，是真的' })).toHaveCount(0)
  const wang = await as(browser, people.elder, true)
  await wang.goto(page('/contributions'))
  await wang.getByRole('button', { name: '我看见了，是真的' }).click()
  await expect(wang.getByText('您已经作证看见了。')).toBeVisible()
  await accessible(wang, 'the ledger, elder')
  const zhao = await as(browser, people.neighbour)
  await zhao.goto(page('/contributions'))
  await zhao.getByRole('button', { name: '我看见了，是真的' }).click()
  await expect(zhao.getByText('2 户看见了')).toBeVisible()
  await chen.goto(page('/contributions'))
  await chen.getByRole('button', { name: '确认', exact: true }).click()
  await expect(chen.getByText('已确认，谢谢')).toBeVisible()
  await expect(chen.getByText(/谢谢.*一共 1 次出力/)).toBeVisible()

  // Money in and out: who records does not approve, the supervision committee countersigns.
  await chen.goto(page('/add/money'))
  await choose(chen, '是收还是支', '收入')
  await chen.getByLabel('金额（元）').fill('900')
  await chen.getByLabel('来源', { exact: true }).selectOption({ label: '公共收益' })
  await chen.getByLabel('谁付的').fill('公共收益账户')
  await send(chen, '记上')
  await chen.goto(page('/add/money'))
  await chen.getByLabel('金额（元）').fill('880.50')
  await chen.getByLabel('花在什么上').selectOption({ label: '材料' })
  await chen.getByLabel('付给谁').fill('城东五金店')
  await chen.getByRole('button', { name: '记上', exact: true }).click()
  await expect(chen.getByText('请拍一张凭证。')).toBeVisible()
  await photo(chen, 'stickers-before.jpg')
  await accessible(chen, 'money')
  await send(chen, '记上')
  await expect(chen.getByText('余额 19.50 元')).toBeVisible()
  await expect(chen.getByRole('button', { name: '批准' })).toHaveCount(0)
  const zhang = await as(browser, people.chair)
  await zhang.goto(page('/funds'))
  for (const left of [1, 0]) {
    await zhang.getByRole('button', { name: '批准' }).first().click()
    await expect(zhang.getByRole('button', { name: '批准' })).toHaveCount(left)
  }
  const feng = await as(browser, people.supervision)
  await feng.goto(page('/funds'))
  for (const left of [1, 0]) {
    await feng.getByRole('button', { name: '会签' }).first().click()
    await expect(feng.getByRole('button', { name: '会签' })).toHaveCount(left)
  }
  await accessible(feng, 'the account')

  // Everybody sees it, guests too; the board gets its sheet.
  const guest = await phone(browser, false)
  await guest.goto(page('/funds'))
  await expect(guest.getByText('已会签')).toHaveCount(2)
  await accessible(guest, 'the account, guest')
  await guest.goto(page('/print/funds'))
  await expect(guest.getByRole('table')).toContainText('19.50')
  await accessible(guest, 'the account on paper')

  await chen.goto(page())
  await chen.getByRole('button', { name: /开始共管/ }).click()
  await expect(chen.getByRole('img', { name: '五个阶段，已完成 2 个' })).toBeVisible()
  await expect(chen.getByRole('slider', { name: /对比处理前后/ })).toHaveCount(0)
  await chen.getByRole('navigation', { name: '五个阶段' }).getByRole('link', { name: /共建/ }).click()
  await expect(chen.getByRole('slider', { name: /对比处理前后/ })).toBeVisible()
  await accessible(chen, 'the building stage')

  // Somebody looks after it; three households rate it; it is closed.
  await chen.goto(page('/add/stewardship_plan'))
  await chen.getByLabel('什么东西').fill('门前扶手')
  await chen.getByLabel(/^谁管/).fill('1号楼楼栋长')
  await chen.getByLabel('做什么').fill('看看松不松')
  await chen.getByLabel('多久一次').fill('每月一次')
  await chen.getByLabel('谁来做').fill('1号楼楼栋长')
  await chen.getByLabel('钱从哪里来').fill('公共收益')
  await chen.getByLabel('有人不干了，谁接').fill('副楼栋长接。')
  await accessible(chen, 'a care plan')
  await send(chen)
  await chen.goto(page())
  await chen.getByRole('button', { name: /开始共评/ }).click()
  await expect(chen.getByRole('img', { name: '五个阶段，已完成 3 个' })).toBeVisible()
  for (const [one, mark] of [
    [liu, '5'],
    [wang, '4'],
    [zhao, '5'],
  ] as const) {
    await one.goto(page('/add/rating'))
    await choose(one, '打几分', mark)
    await send(one)
  }
  await accessible(wang, 'a rating, elder')
  await chen.goto(page())
  await chen.getByRole('button', { name: /开始共享/ }).click()
  await expect(chen.getByRole('img', { name: '五个阶段，已完成 4 个' })).toBeVisible()
  await chen.getByRole('button', { name: /办结/ }).click()
  await expect(chen.getByRole('img', { name: '五个阶段，已完成 5 个' })).toBeVisible()

  // The archive is as it was built, and opens in a browser without the server.
  await chen.getByRole('button', { name: '生成归档' }).click()
  await expect(chen.getByText(/SHA-256 [0-9a-f]{64}/)).toBeVisible()
  await accessible(chen, 'the archive')
  const { said, reader } = await archived(browser, chen)
  expect(said).toContain(title)
  expect(said).toContain('2 entries of money that follow each other, balance 19.50 yuan')
  await expect(reader.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(reader.getByText('扶手装好了，漆也刷了。')).toBeVisible()
  await expect(reader.getByRole('cell', { name: '880.50', exact: true })).toBeVisible()
  const pictures = reader.locator('img')
  expect(await pictures.count()).toBeGreaterThan(1)
  await pictures.last().scrollIntoViewIfNeeded()
  await expect
    .poll(() => pictures.last().evaluate(img => (img as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(100)
  await accessible(reader, 'the archive without the server')

  // The whole story leads back to the proposal.
  await guest.goto(page())
  await guest.getByRole('link', { name: '从头到尾看一遍' }).click()
  await expect(guest.getByRole('listitem').filter({ hasText: title }).first()).toBeVisible()
  await accessible(guest, 'the whole story')
})

test('the chair goes on although something is missing, and everybody reads why', async ({
  browser,
  request,
}) => {
  const title = `楼道墙面粉刷 ${Date.now().toString(36)}`
  const proposal = await accepted(request, title)
  const zhang = await as(browser, people.chair)
  await zhang.goto(`/projects/new?proposal=${proposal}`)
  await zhang.getByRole('button', { name: '开始一个项目' }).click()
  await expect(zhang.getByRole('heading', { name: title })).toBeVisible()
  await expect(zhang).toHaveURL(/\/projects\/[0-9a-f-]{36}$/)
  const id = new URL(zhang.url()).pathname.split('/')[2]!

  // A meeting with its minutes; a resident who disagrees says so for good.
  await zhang.goto(`/projects/${id}/add/deliberation`)
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  await zhang.getByLabel('什么形式').selectOption({ label: '议事会' })
  await zhang.getByLabel('议什么').fill('粉刷用什么颜色')
  await zhang.getByLabel('哪天通知的').fill(today)
  await zhang.getByLabel('哪天开的').fill(today)
  await zhang.getByLabel('在哪里').fill('社区活动室')
  await zhang.getByLabel('谁主持').fill('议事会召集人')
  const who = zhang.getByRole('group', { name: '来了谁' })
  await who.getByRole('radio').first().check()
  await who.getByLabel('几个人').fill('12')
  await zhang.getByLabel('会议纪要').fill('大家同意刷白色，下半截刷绿色耐脏。')
  await accessible(zhang, 'a meeting')
  await send(zhang)
  await expect(zhang.getByText('大家同意刷白色')).toBeVisible()
  await accessible(zhang, 'a record')
  const meeting = new URL(zhang.url()).pathname
  const zhao = await as(browser, people.neighbour)
  await zhao.goto(meeting)
  await zhao.getByRole('link', { name: '我当时有不同意见' }).click()
  await expect(zhao.getByLabel('关于哪一条')).not.toHaveValue('')
  await zhao.getByLabel('内容').fill('我说过要全刷白色，纪要里没有。')
  await send(zhao)

  await zhang.goto(`/projects/${id}`)
  await zhang.getByRole('button', { name: '材料不齐也要往下走' }).click()
  const dialog = zhang.getByRole('dialog')
  await dialog.getByLabel('理由').fill('太短')
  await dialog.getByRole('button', { name: '写明理由，继续往下走' }).click()
  await expect(dialog.getByText('理由至少写 10 个字。')).toBeVisible()
  await accessible(zhang, 'going on all the same')
  const reason = '雨季前必须先刷完，表决下周补办。'
  await dialog.getByLabel('理由').fill(reason)
  await dialog.getByRole('button', { name: '写明理由，继续往下走' }).click()
  await expect(zhang.getByRole('img', { name: '五个阶段，已完成 1 个' })).toBeVisible()
  const guest = await phone(browser, true)
  await guest.goto(`/projects/${id}`)
  await expect(guest.getByText(reason)).toBeVisible()
  await accessible(guest, 'a gate passed without everything, elder')
})
