import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type APIRequestContext, type Page, expect, test } from '@playwright/test'
import { archived } from './archived'
import { asked, cast, confirm } from './ballots'
import { accessible, as, by, phone } from './people'
import { marks, waiting } from './surveys'
import { daysGoBy, projectAges, surveyAges } from './time'

const people = {
  elder: '19900000101',
  head: '19900000102',
  resident: '19900000103',
  neighbour: '19900000104',
  committee: '19900000105',
  chair: '19900000106',
  supervision: '19900000107',
}
type Data = Record<string, unknown>

/** Today in China, and the days around it. */
const day = (ahead = 0) => new Date(Date.now() + (8 + 24 * ahead) * 3_600_000).toISOString().slice(0, 10)

/** Writes over the API what has a screen and a journey of its own; the answer. */
async function write<T = { id: string }>(
  request: APIRequestContext,
  number: string,
  method: 'post' | 'put',
  path: string,
  data: Data = {},
): Promise<T> {
  const answer = await request[method](`/api/v1${path}`, { headers: await by(number), data })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

/** Sends one of the demo's photos and gives its id. */
async function photo(request: APIRequestContext, number: string, name: string): Promise<string> {
  const id = crypto.randomUUID()
  const buffer = readFileSync(fileURLToPath(new URL(`../../server/demo/photos/${name}`, import.meta.url)))
  const sent = await request.post('/api/v1/media', {
    headers: await by(number),
    multipart: { id, file: { name, mimeType: 'image/jpeg', buffer } },
  })
  expect(sent.status(), await sent.text()).toBe(201)
  return id
}

/** A consultation of all adults on the matter, closed and counted. */
async function consulted(request: APIRequestContext, community: string, title: string): Promise<string> {
  const draft = await write<{ id: string; version: number }>(request, people.committee, 'post', '/ballots', {
    id: crypto.randomUUID(),
    community_id: community,
    kind: 'decision',
    matter: 'other',
    title,
    text: '门前的坡道修在东侧，两边都装扶手，坡度不大于一比十二。',
    electorate: { kind: 'adults' },
    opens_at: new Date(Date.now() + 12 * 86_400_000).toISOString(),
    closes_at: new Date(Date.now() + 20 * 86_400_000).toISOString(),
  })
  await write(request, people.committee, 'post', `/ballots/${draft.id}/moves`, {
    act: 'give_notice',
    from: 'draft',
    version: draft.version,
  })
  daysGoBy(draft.id, 13)
  expect(await cast(request, draft.id, { mark: 'yes' })).toBeGreaterThan(2)
  daysGoBy(draft.id, 8)
  await expect
    .poll(async () => (await asked(request, people.committee, draft.id)).state, { timeout: 60_000 })
    .toBe('publicity')
  return draft.id
}

test('a larger matter goes the whole way: met, voted, shown, built, kept, rated, told and archived', async ({
  browser,
  request,
}) => {
  test.setTimeout(600_000)
  const mark = Date.now().toString(36)
  const title = `2号楼门前修坡道 ${mark}`
  const mine = await request.get('/api/v1/memberships', { headers: await by(people.resident) })
  const { items } = (await mine.json()) as { items: { community_id: string }[] }
  const community = items[0]!.community_id
  const { id: proposal } = await write(request, people.resident, 'post', '/proposals', {
    id: crypto.randomUUID(),
    community_id: community,
    title,
    text: '2号楼门前只有台阶，轮椅和婴儿车上不去，想修一条坡道。',
    area: 'G3',
    dimensions: ['safe', 'comfortable'],
    place: { words: '2号楼门前' },
  })
  await write(request, people.committee, 'post', `/proposals/${proposal}/moves`, {
    act: 'accept',
    from: 'open',
    note: '列入今年的计划，先开议事会。',
  })
  const { id } = await write(request, people.committee, 'post', `/communities/${community}/projects`, {
    id: crypto.randomUUID(),
    proposal_id: proposal,
    path: 'full',
  })
  const record = (number: string, type: string, body: Data, more: Data = {}) =>
    write(request, number, 'post', `/projects/${id}/records`, {
      id: crypto.randomUUID(),
      type,
      body,
      ...more,
    })
  const chen = await as(browser, people.committee)

  /** What the page says is missing. */
  const missing = async (...words: (string | RegExp)[]) => {
    await chen.goto(`/projects/${id}`)
    for (const one of words) await expect(chen.getByRole('main').getByText(one).first()).toBeVisible()
  }
  const pass = async (name: RegExp, stages: number) => {
    await missing('需要的都齐了。')
    await chen.getByRole('button', { name }).click()
    await expect(chen.getByRole('img', { name: `五个阶段，已完成 ${stages} 个` })).toBeVisible()
  }

  // Planned: residents met, an option and its money, a vote, and the result shown for seven days.
  await missing(/议事/, /方案/, /表决/)
  await accessible(chen, 'what is missing at the beginning')
  await record(people.committee, 'deliberation', {
    deliberation: {
      form: 'council',
      topic: '坡道修在哪一侧',
      notice_on: day(),
      held_on: day(),
      place: '小区活动室',
      chair: '议事会召集人',
      attendees: [
        { actors: 'residents', count: 17 },
        { actors: 'committee', count: 2 },
      ],
      minutes: '一楼住户希望修在东侧，不挡窗。大家同意，扶手两边都装。',
    },
  })
  await record(people.resident, 'option', {
    option: {
      title: '东侧坡道',
      text: '长六米，宽一米二，防滑砖，两边扶手。',
      cost: 360_000,
      land: false,
      private_parts: false,
    },
  })
  await record(people.committee, 'funding_plan', {
    funding_plan: {
      estimate: 360_000,
      lines: [
        { source: 'reward', amount: 200_000 },
        { source: 'donation', amount: 160_000 },
      ],
    },
  })
  const ballot = await consulted(request, community, title)
  await record(people.committee, 'decision', {
    decision: { ballot_id: ballot, conclusion: '多数人同意修在东侧，按这个方案做。' },
  })
  const shown = await record(people.committee, 'publicity', {
    publicity: {
      content: '征询结果：同意修在东侧。方案和预算附后。',
      starts_on: day(),
      ends_on: day(8),
      board: false,
    },
  })
  const objection = await record(people.neighbour, 'objection', {
    answer: { about_id: shown.id, text: '施工时电动车停在哪里？' },
  })
  await missing(/异议/, /7/)
  await accessible(chen, 'an objection without a reply')
  await record(people.committee, 'objection_reply', {
    answer: { about_id: objection.id, text: '停在3号楼北侧空地，物业夜间看管。' },
  })
  projectAges(id, 8)
  await pass(/开始共建/, 1)

  // Built: the same view before and after, what neighbours gave, money that three people saw, and two who accept it.
  await record(people.committee, 'work_plan', {
    work_plan: {
      mode: 'small_works',
      basis: '三千六百元，按小型工程比了三家。',
      builder: '城东装饰队',
      starts_on: day(),
      ends_on: day(10),
      text: '先拆台阶东侧花池，再砌坡道，最后装扶手。',
    },
  })
  const point = await record(people.resident, 'photo_point', { photo_point: { name: '门口' } })
  for (const [moment, percent, words, picture] of [
    ['before', 0, '还没有动工。', 'pothole-before.jpg'],
    ['after', 100, '坡道修好了，轮椅试过，上得去。', 'ramp.jpg'],
  ] as const) {
    await record(
      people.resident,
      'progress',
      { progress: { percent, text: words } },
      {
        photos: [
          {
            id: await photo(request, people.resident, picture),
            kind: 'picture',
            point_id: point.id,
            moment,
          },
        ],
      },
    )
  }
  const given = await write(request, people.resident, 'post', `/projects/${id}/contributions`, {
    id: crypto.randomUUID(),
    kind: 'labour',
    quantity: 15,
    what: '搬砖、清场',
    given_on: day(),
    display: 'real',
  })
  await missing(/搬砖、清场/)
  for (const witness of [people.elder, people.neighbour]) {
    await write(request, witness, 'put', `/contributions/${given.id}/witness`)
  }
  await write(request, people.committee, 'post', `/contributions/${given.id}/moves`, { act: 'confirm' })
  const voucher = await photo(request, people.committee, 'stickers-before.jpg')
  for (const entry of [
    { side: 'in', amount: 160_000, source: 'donation', party: '城东商户联合会' },
    {
      side: 'out',
      amount: 158_050,
      kind: 'materials',
      party: '城东建材店',
      photos: [{ id: voucher, kind: 'voucher' }],
    },
  ]) {
    const { id: one } = await write(request, people.committee, 'post', `/projects/${id}/funds`, {
      id: crypto.randomUUID(),
      moved_on: day(),
      ...entry,
    })
    await write(request, people.chair, 'put', `/fund-entries/${one}/approval`)
    await write(request, people.supervision, 'put', `/fund-entries/${one}/countersign`)
  }
  const accepted = await record(people.committee, 'acceptance', {
    acceptance: {
      held_on: day(),
      attendees: [
        { actors: 'residents', count: 3 },
        { actors: 'committee', count: 1 },
      ],
      items: [
        { item: '坡度不大于一比十二', passed: true },
        { item: '扶手牢固', passed: true },
      ],
      passed: true,
    },
  })
  await missing(/签名/)
  const wang = await as(browser, people.elder, true)
  await wang.goto(`/projects/${id}/records/${accepted.id}`)
  await expect(wang.getByRole('main').getByRole('button', { name: '我签名' })).toBeVisible()
  await accessible(wang, 'an acceptance to sign, elder')
  await sign(wang)
  await write(request, people.neighbour, 'put', `/project-records/${accepted.id}/signature`)
  await pass(/开始共管/, 2)

  // Kept: the ramp has a custodian, and a firm looks after it for longer than ninety days.
  await missing(/管护方案/)
  const ramp = await write(request, people.committee, 'post', `/communities/${community}/assets`, {
    id: crypto.randomUUID(),
    kind: 'ramp',
    name: `2号楼坡道 ${mark}`,
    place: '2号楼门前东侧',
    custodian: '安居物业',
    project_id: id,
  })
  await record(people.committee, 'stewardship_plan', {
    stewardship_plan: {
      assets: [{ name: '坡道和扶手', custodian: '安居物业', asset_id: ramp.id }],
      tasks: [{ what: '看防滑砖和扶手', how_often: '每月一次', who: '安居物业' }],
      money: '公共收益',
      fallback: '物业换了，由2号楼楼栋长接。',
      contract_until: day(200),
    },
  })
  await pass(/开始共评/, 3)

  // Rated: residents answer in the app and on paper; once counted, the reward is due.
  await missing(/调查/)
  const survey = await write(request, people.committee, 'post', `/communities/${community}/evaluations`, {
    id: crypto.randomUUID(),
    title: `坡道修好了，您满意吗 ${mark}`,
    unit: 'household',
    closes_on: day(10),
    paper: true,
    project_id: id,
  })
  const liu = await as(browser, people.resident)
  await liu.goto(`/evaluations/${survey.id}`)
  for (const [what, grade] of [
    ['整洁', '满意'],
    ['安全', '很满意'],
  ] as const) {
    await liu
      .getByRole('group', { name: what, exact: true })
      .getByRole('radio', { name: grade, exact: true })
      .check()
  }
  await liu.getByRole('main').getByRole('button', { name: '交上去', exact: true }).click()
  await confirm(liu, '交上去')
  await expect(liu.getByText('谢谢，您家已经答过了。')).toBeVisible()
  await write(request, people.neighbour, 'post', `/evaluations/${survey.id}/answer`, marks)
  const subjects = (await waiting(request, people.head, survey.id, '1号楼')).slice(0, 10)
  const sheets = subjects.map(() => marks)
  const batch = await write(request, people.head, 'post', `/evaluations/${survey.id}/batches`, {
    id: crypto.randomUUID(),
    subjects,
    sheets,
  })
  await write(request, people.committee, 'post', `/evaluation-batches/${batch.id}/check`, { sheets })
  surveyAges(survey.id, 40)
  await expect
    .poll(
      async () => {
        await chen.goto(`/projects/${id}`)
        await expect(chen.getByRole('heading', { name: '走到“共享”之前' })).toBeVisible()
        return chen.getByText('需要的都齐了。').count()
      },
      { timeout: 150_000, intervals: [5_000] },
    )
    .toBe(1)
  await expect(chen.getByText('以奖代补可以兑付了')).toHaveCount(0)
  await pass(/开始共享/, 4)
  await expect(chen.getByText('以奖代补可以兑付了')).toBeVisible()

  // Told: the story begins with the records' words; the numbers are theirs; a resident who took part stands by it.
  await chen.goto(`/projects/${id}/add/case_story`)
  await expect(chen.getByRole('listitem').filter({ hasText: '1.5' })).toBeVisible()
  await chen.getByRole('button', { name: '用记录里的话起草' }).click()
  await expect(chen.getByLabel('是怎么做的')).toHaveValue(/坡道修在哪一侧/)
  await chen.getByLabel('学到了什么').fill('先到现场量坡度，再谈修在哪一侧。')
  await accessible(chen, 'a case story')
  await chen.getByRole('button', { name: '发出', exact: true }).click()
  await expect(chen).toHaveURL(/\/records\//)
  await liu.goto(new URL(chen.url()).pathname)
  await sign(liu)
  await chen.goto(`/projects/${id}`)
  await chen.getByRole('button', { name: '生成归档' }).click()
  await expect(chen.getByText(/SHA-256 [0-9a-f]{64}/)).toBeVisible()
  await pass(/办结/, 5)
  await accessible(chen, 'a project that is done')

  // The archive is as it was built, its vote comes out the same again, and it opens without the server.
  const { said, reader } = await archived(browser, chen)
  expect(said).toContain(title)
  expect(said).toContain('1 votes counted again')
  expect(said).toContain('balance 19.50 yuan')
  await expect(reader.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(reader.getByText('停在3号楼北侧空地，物业夜间看管。')).toBeVisible()
  await expect(reader.getByRole('heading', { name: new RegExp(`《${title}》：通过`) })).toBeVisible()
  await accessible(reader, 'the archive without the server')

  // A guest finds the whole way, back to the proposal.
  const guest = await phone(browser, true)
  await guest.goto(`/projects/${id}/timeline`)
  await expect(guest.getByRole('listitem').filter({ hasText: title }).first()).toBeVisible()
  await accessible(guest, 'the whole way, elder')
})

/** A resident stands by a record. */
async function sign(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: '我签名' }).click()
  await expect(page.getByText('您家已经签名了。')).toBeVisible()
}
