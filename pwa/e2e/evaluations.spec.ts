import { type Page, expect, test } from '@playwright/test'
import { a4, paper } from './paper'
import { accessible, as, by, phone } from './people'
import { marks, waiting } from './surveys'
import { surveyAges } from './time'

const mark = Date.now() % 100_000
const people = {
  elder: '19900000101',
  head: '19900000102',
  resident: '19900000103',
  member: '19900000105',
  chair: '19900000106',
}

const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()
const sure = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
const rate = (page: Page, what: string, grade: string) =>
  page
    .getByRole('group', { name: what, exact: true })
    .getByRole('radio', { name: grade, exact: true })
    .check()

/** Any picture of a camera. */
async function shoot(page: Page): Promise<void> {
  const jpeg = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 })
    canvas.getContext('2d')!.fillRect(200, 200, 700, 500)
    return canvas.toDataURL('image/jpeg').split(',')[1]!
  })
  const buffer = Buffer.from(jpeg, 'base64')
  await page.getByTestId('camera').setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer })
}

test('a survey is answered in the app and on paper, counted, laid open, and what is wanting is put right', async ({
  browser,
}) => {
  test.setTimeout(400_000)
  const title = `楼道粉刷 ${mark}，您满意吗`
  const desk = await as(browser, people.member)
  await desk.goto('/evaluations')
  await desk.getByRole('link', { name: '发起一次调查' }).click()
  await press(desk, '开始调查')
  await expect(desk.getByText('请写明调查什么')).toBeVisible()
  await accessible(desk, 'opening a survey, what is missing')
  await desk.getByLabel('调查什么').fill(title)
  await press(desk, '开始调查')
  await expect(desk.getByRole('heading', { name: title })).toBeVisible()
  const survey = /[0-9a-f-]{36}/.exec(desk.url())![0]
  await accessible(desk, 'a survey that is open')

  // On paper there is a box for each mark and no name.
  await desk.getByRole('link', { name: '打印答卷' }).click()
  await expect(desk.getByRole('article')).toContainText('请不要写名字')
  await accessible(desk, 'the paper')
  expect([...new Set(await paper(desk))]).toEqual([a4])

  // A resident answers once, and cannot see it again.
  const liu = await as(browser, people.resident)
  await liu.goto(`/evaluations/${survey}`)
  await press(liu, '交上去')
  await expect(liu.getByRole('alert').filter({ hasText: '至少给一项打分' })).toBeVisible()
  await rate(liu, '整洁', '很满意')
  await rate(liu, '安全', '满意')
  await liu.getByLabel(/还想说什么/).fill(`扶手松了 ${mark}`)
  await accessible(liu, 'rating')
  await press(liu, '交上去')
  await sure(liu, '交上去')
  await expect(liu.getByText('谢谢，您家已经答过了。')).toBeVisible()
  await expect(liu.getByText('截止以后才统计')).toBeVisible()
  await expect(liu.getByRole('group', { name: '整洁' })).toHaveCount(0)
  await accessible(liu, 'having rated')
  const twice = await liu.request.post(`/api/v1/evaluations/${survey}/answer`, {
    headers: await by(people.resident),
    data: marks,
  })
  expect(twice.status()).toBe(409)

  // In elder mode one thing after another.
  const wang = await as(browser, people.elder, true)
  await wang.goto(`/evaluations/${survey}`)
  await expect(wang.getByRole('heading', { name: '第 1 题，共 8 题' })).toBeVisible()
  await rate(wang, '整洁', '满意')
  await accessible(wang, 'rating, elder')
  for (let n = 1; n <= 7; n++) await press(wang, '下一题')
  await expect(wang.getByRole('heading', { name: '第 8 题，共 8 题' })).toBeVisible()
  await accessible(wang, 'the words, elder')
  await press(wang, '交上去')
  await sure(wang, '交上去')
  await expect(wang.getByText('谢谢，您家已经答过了。')).toBeVisible()
  await accessible(wang, 'having rated, elder')

  // Papers are keyed twice, by two people; what differs is named.
  const li = await as(browser, people.head)
  await li.goto(`/evaluations/${survey}/papers`)
  await press(li, '录一批')
  await li.getByLabel('楼栋').selectOption({ label: '梧桐苑小区 1号楼' })
  await li.getByRole('main').getByRole('checkbox').and(li.locator(':enabled')).first().check()
  await rate(li, '整洁', '一般')
  await accessible(li, 'keying papers')
  await press(li, '录好了')
  await expect(li.getByText('您录的，等另一个人录第二遍')).toBeVisible()
  const rest = (await waiting(li.request, people.head, survey, '1号楼')).slice(1, 10)
  const batch = crypto.randomUUID()
  const keyed = await li.request.post(`/api/v1/evaluations/${survey}/batches`, {
    headers: await by(people.head),
    data: { id: batch, subjects: rest, sheets: rest.map(() => marks) },
  })
  expect(keyed.status(), await keyed.text()).toBe(201)
  await desk.goto(`/evaluations/${survey}/papers`)
  const one = desk.getByRole('listitem').filter({ hasText: /，1 张/ })
  await one.getByRole('button', { name: '录第二遍' }).click()
  await rate(desk, '整洁', '满意')
  await press(desk, '录好了')
  await expect(desk.getByText('两遍不一样，请再看')).toBeVisible()
  await accessible(desk, 'two keyings that differ')
  await rate(desk, '整洁', '一般')
  await press(desk, '录好了')
  await expect(desk.getByRole('listitem').filter({ hasText: /，1 张/ })).toHaveCount(0)
  const checked = await desk.request.post(`/api/v1/evaluation-batches/${batch}/check`, {
    headers: await by(people.member),
    data: { sheets: rest.map(() => marks) },
  })
  expect(checked.status(), await checked.text()).toBe(200)

  // Counted: shares for everybody, words for the committee and supervision without marks or names.
  surveyAges(survey, 40)
  const guest = await phone(browser, false)
  await expect
    .poll(
      async () => {
        await guest.goto(`/evaluations/${survey}`)
        return guest.getByRole('heading', { name: '结果' }).count()
      },
      { timeout: 150_000, intervals: [5_000] },
    )
    .toBe(1)
  await expect(guest.getByText('共 12 份，其中纸质 10 份')).toBeVisible()
  await expect(guest.getByText(`扶手松了 ${mark}`)).toHaveCount(0)
  await expect(guest.getByText('91.6%')).toBeVisible() // clean: eleven of twelve
  await accessible(guest, 'the result')
  await desk.goto(`/evaluations/${survey}/words`)
  await expect(desk.getByText(`扶手松了 ${mark}`)).toBeVisible()
  await accessible(desk, 'the words')
  await liu.goto(`/evaluations/${survey}/words`)
  await expect(liu.getByText(`扶手松了 ${mark}`)).toHaveCount(0)
  await guest.goto(`/evaluations/${survey}/print`)
  await expect(guest.getByRole('article')).toContainText('91.6%')
  expect([...new Set(await paper(guest))]).toEqual([a4])

  // What is wanting is promised with a date, and closed with a photo.
  await desk.goto(`/evaluations/${survey}`)
  await press(desk, '加一条整改')
  await desk.getByLabel('哪里要改').fill(`三楼扶手松了 ${mark}`)
  await desk.getByLabel('谁来改').fill('物业公司')
  await accessible(desk, 'promising')
  await sure(desk, '公布')
  await expect(desk.getByText(`三楼扶手松了 ${mark}`)).toBeVisible()
  await press(desk, '改好了')
  await sure(desk, '办完')
  await expect(desk.getByText('请放一张改好的照片。')).toBeVisible()
  await shoot(desk)
  await desk.getByLabel('怎么改的').fill('换了膨胀螺栓')
  await accessible(desk, 'closing')
  await sure(desk, '办完')
  await expect(desk.getByText(/改好：换了膨胀螺栓/)).toBeVisible()
  await wang.goto('/rectifications')
  await expect(wang.getByText(/改好：换了膨胀螺栓/)).toBeVisible()
  await accessible(wang, 'what is put right, elder')
  await wang.goto(`/evaluations/${survey}`)
  await expect(wang.getByRole('heading', { name: '结果' })).toBeVisible()
  await accessible(wang, 'the result, elder')
})
