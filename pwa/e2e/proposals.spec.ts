import { type Page, expect, test } from '@playwright/test'
import { accessible, enter, phone } from './people'

const people = {
  proposer: '19900000103',
  neighbour: '19900000104',
  elder: '19900000101',
  committee: '19900000105',
  chair: '19900000106',
}

/** Opens a new proposal from the list and writes its words. */
async function propose(page: Page, title: string, text: string): Promise<void> {
  await page.goto('/deliberate')
  await page.getByRole('link', { name: '我要提议' }).first().click()
  await page.getByLabel('一句话说清').fill(title)
  await page.getByLabel('说一说为什么').fill(text)
}

/** From the words to the end; the address of the page. */
async function finish(page: Page): Promise<string> {
  const next = () => page.getByRole('button', { name: '下一步' }).click()
  await next()
  await page.getByRole('radio', { name: /老旧小区/ }).check()
  await page.getByRole('checkbox', { name: '安全' }).check()
  await next()
  await page.getByLabel(/写几个字/).fill('1号楼门前')
  await next()
  await expect(page.getByRole('radio', { name: /不公开/ })).toBeChecked()
  await next()
  await page.getByRole('button', { name: '提出', exact: true }).click()
  await expect(page.getByText('已经提出')).toBeVisible()
  await page.getByRole('link', { name: '看这条提议' }).click()
  await expect(page.getByRole('heading', { name: '支持的人' })).toBeVisible()
  return new URL(page.url()).pathname
}

async function said(page: Page, stance: RegExp, words: string): Promise<void> {
  await page.getByRole('button', { name: '说说我的意见' }).click()
  await page.getByRole('radio', { name: stance }).check()
  await page.getByLabel('请说一说').fill(words)
  await accessible(page, 'an opinion')
  await page.getByRole('button', { name: '发出' }).click()
  await expect(page.getByText(words)).toBeVisible()
}

test('proposed beside a similar one, supported, objected to, merged and accepted; everybody is told', async ({
  browser,
}) => {
  const mark = Date.now().toString(36)
  const first = `1号楼门口修无障碍坡道 ${mark}`
  const second = `门口修个坡道让轮椅进楼 ${mark}`

  // The first proposal, on an old phone with large letters.
  const wang = await phone(browser, true)
  await enter(wang, people.elder)
  await propose(wang, first, '轮椅和婴儿车上不去三级台阶，想在1号楼门口修一条坡道。')
  await accessible(wang, 'words, elder')
  // What is written survives a restart.
  await wang.reload()
  await expect(wang.getByLabel('一句话说清')).toHaveValue(first)
  const one = await finish(wang)
  await accessible(wang, 'a proposal, elder')
  await expect(wang.getByText('没有公开您的名字')).toBeVisible()

  // Somebody else sees it while writing the same, proposes nevertheless.
  const liu = await phone(browser, false)
  await enter(liu, people.proposer)
  await propose(liu, second, '我妈坐轮椅，门口的台阶上不去，修个坡道。')
  const alike = liu.getByRole('status').filter({ hasText: '有人提过类似的' })
  await expect(alike.getByRole('link', { name: first })).toBeVisible()
  await accessible(liu, 'similar ones')
  await alike
    .getByRole('listitem')
    .filter({ hasText: first })
    .getByRole('button', { name: '支持这一条' })
    .click()
  await expect(alike.getByText('您已支持')).toBeVisible()
  const two = await finish(liu)
  await accessible(liu, 'a proposal')

  // A neighbour supports the second and objects.
  const zhao = await phone(browser, false)
  await zhao.goto(two)
  await expect(zhao.getByRole('link', { name: '登录后支持' })).toBeVisible()
  // The author is nobody's business.
  await expect(zhao.getByText('提议人没有公开名字')).toBeVisible()
  await enter(zhao, people.neighbour)
  await zhao.goto(two)
  await zhao.getByRole('button', { name: '我支持' }).click()
  await expect(zhao.getByText('您已支持')).toBeVisible()
  await said(zhao, /^有担心/, `坡道会不会占了消防通道 ${mark}`)
  await zhao.reload()
  await expect(zhao.getByText('您已支持')).toBeVisible()
  await said(zhao, /^反对/, `冬天结冰更危险，先装扶手 ${mark}`)

  // The committee merges the second into the first, and accepts that.
  const chen = await phone(browser, false)
  await enter(chen, people.committee)
  await chen.goto('/me')
  await chen.getByRole('link', { name: '待答复的提议' }).click()
  await expect(
    chen.getByText('90天里同一个地方').or(chen.getByText('最早到期的在最前面')).first(),
  ).toBeVisible()
  await accessible(chen, 'the queue')
  await chen.goto(two)
  await chen.getByRole('button', { name: '合并到另一条' }).click()
  await chen.getByRole('radio', { name: new RegExp(first) }).check()
  await expect(chen.getByText(/位支持者会算到/)).toBeVisible()
  await accessible(chen, 'merging')
  await chen.getByRole('button', { name: '合并', exact: true }).click()
  await expect(chen.getByRole('heading', { name: '已合并到' })).toBeVisible()
  await chen
    .getByRole('link', { name: new RegExp(first) })
    .first()
    .click()
  await expect(chen.getByRole('heading', { name: '合并进来的提议' })).toBeVisible()
  await chen.getByRole('button', { name: '采纳', exact: true }).click()
  await chen.getByRole('button', { name: '采纳', exact: true }).last().click()
  await expect(chen.getByText('请写几句话。')).toBeVisible()
  await chen.getByLabel('下一步怎么办').fill(`下周六在活动室商量坡道怎么修 ${mark}`)
  await accessible(chen, 'accepting')
  await chen.getByRole('button', { name: '采纳', exact: true }).last().click()
  await expect(chen.getByRole('heading', { name: /的答复/ })).toBeVisible()

  // Everybody concerned is told: both authors, and the neighbour whose support moved.
  for (const [page, words] of [
    [wang, /采纳/],
    [liu, /合并/],
    [zhao, /合并/],
  ] as const) {
    await page.goto('/inbox')
    await page.getByRole('link', { name: words }).first().click()
    await expect(page.getByRole('heading', { name: '经过' })).toBeVisible()
  }
  await zhao.goto(one)
  await expect(zhao.getByText('您已支持')).toBeVisible()
  await expect(zhao.getByText(`下周六在活动室商量坡道怎么修 ${mark}`).first()).toBeVisible()
  await accessible(zhao, 'an accepted proposal')

  // The list finds it, by two characters too, and remembers where it was.
  await wang.goto('/deliberate')
  await wang.getByLabel('找提议').fill('坡道')
  await expect(wang.getByRole('link', { name: new RegExp(first) })).toBeVisible()
  await expect(wang).toHaveURL(/q=/)
  await accessible(wang, 'the list, elder')
  await wang.getByRole('link', { name: new RegExp(first) }).click()
  await expect(wang.getByRole('heading', { name: '经过' })).toBeVisible()
  await wang.goBack()
  await expect(wang.getByLabel('找提议')).toHaveValue('坡道')
})
