import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { closeKept, kept } from './kept'
import { answerKept, eraseAnswers, keepAnswer, mayKeep } from './keptAnswers'

const home = { account: 'a1', language: 'zh-CN', path: '/home' }
const still = () => true

afterEach(async () => {
  await (await kept()).clear('answers')
  await closeKept()
})

it.each([
  ['/home', true],
  ['/home?community_id=c1', true],
  ['/reports/mine?limit=30', true],
  ['/reports/r1', true],
  ['/communities/c1', true],
  ['/communities/c1/reports?state=closed', true],
  ['/communities/c1/ballots?shelf=current', true],
  ['/ballots/b1', true],
  ['/ballots/b1/result', true],
  ['/ballots/b1/roll', false],
  ['/ballots/b1/doors?missing=true', false],
  ['/communities/c1/ballot-desk', false],
  ['/calls/c1', true],
  ['/communities/c1/conventions', true],
  ['/conventions/c1/versions?limit=50', true],
  ['/convention-versions/v1', true],
  ['/convention-versions/v1/opinions', false],
  ['/communities/c1/convention-desk', false],
  ['/communities/c1/households', false],
  ['/communities/c1/memberships', false],
  ['/communities/c1/report-queue', false],
  ['/households/h1', false],
  ['/complaints/mine', false],
  ['/me/export?form=json', false],
  ['/me', false],
  ['/media/m1', false],
])('of %s it is %s that a phone keeps it', (path, kept) => {
  expect(mayKeep(path)).toBe(kept)
})

it('reads again what was read last, each person and language their own', async () => {
  await keepAnswer(home, Response.json({ n: 1 }), still)
  await keepAnswer(home, Response.json({ n: 2 }), still)
  await keepAnswer({ ...home, account: 'b2' }, Response.json({ n: 3 }), still)
  expect(await (await answerKept(home))?.json()).toEqual({ n: 2 })
  expect(await (await answerKept({ ...home, account: 'b2' }))?.json()).toEqual({ n: 3 })
  expect(await answerKept({ ...home, language: 'en' })).toBeUndefined()
})

it('takes away what a person read when they leave, and keeps nothing that comes after', async () => {
  await keepAnswer(home, Response.json({ n: 1 }), still)
  await keepAnswer({ ...home, account: 'b2' }, Response.json({ n: 3 }), still)
  await eraseAnswers('a1')
  await keepAnswer(home, Response.json({ n: 4 }), () => false)
  expect(await answerKept(home)).toBeUndefined()
  expect(await (await answerKept({ ...home, account: 'b2' }))?.json()).toEqual({ n: 3 })
})

it('keeps the newest two hundred', async () => {
  for (let n = 0; n < 205; n++)
    await keepAnswer({ ...home, path: `/reports/${n}` }, Response.json({ n }), still)
  expect(await (await kept()).count('answers')).toBe(200)
  expect(await (await answerKept({ ...home, path: '/reports/204' }))?.json()).toEqual({ n: 204 })
})
