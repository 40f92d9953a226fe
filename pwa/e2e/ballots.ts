import { type APIRequestContext, type Page, expect } from '@playwright/test'
import { by } from './people'

/** Who does what in the journeys of votes. */
export const people = {
  chair: '19900000106',
  member: '19900000105',
  supervision: '19900000107',
  third: '19900000108',
  residents: ['19900000101', '19900000103', '19900000104', '19900000102', '19900000108'],
}

export interface Ballot {
  state: string
  my_voters: { id: string; standing: string; hindrance?: string }[]
}

/** A vote as somebody sees it. */
export async function asked(request: APIRequestContext, number: string, ballot: string): Promise<Ballot> {
  const headers = await by(number)
  return (await (await request.get(`/api/v1/ballots/${ballot}`, { headers })).json()) as Ballot
}

/** Casts in the app for every voter of these residents; how many votes were cast. */
export async function cast(
  request: APIRequestContext,
  ballot: string,
  choice: { mark: string } | { choices: string[] },
): Promise<number> {
  let votes = 0
  for (const number of people.residents) {
    const { my_voters } = await asked(request, number, ballot)
    const headers = await by(number)
    for (const voter of my_voters.filter(one => one.standing === 'open' && !one.hindrance)) {
      const nonce = crypto.randomUUID().replaceAll('-', '')
      const done = await request.put(`/api/v1/ballots/${ballot}/votes/${voter.id}`, {
        headers,
        data: { ...choice, nonce },
      })
      expect(done.status(), await done.text()).toBe(200)
      votes++
    }
  }
  return votes
}

/** Takes back the printed ballots of these numbers. */
export async function takeBack(
  request: APIRequestContext,
  ballot: string,
  from: number,
  to: number,
): Promise<void> {
  const headers = await by(people.member)
  for (let n = from; n <= to; n++) {
    const done = await request.put(`/api/v1/ballots/${ballot}/papers/${n}/return`, { headers })
    expect(done.status(), await done.text()).toBe(200)
  }
}

/** Twelve ballots on paper, keyed alike by two people, and the paper closed. */
export async function onPaper(
  request: APIRequestContext,
  ballot: string,
  choices: string[][],
): Promise<void> {
  const headers = await by(people.member)
  const printed = { headers, data: { id: crypto.randomUUID() } }
  expect((await request.post(`/api/v1/ballots/${ballot}/print-runs`, printed)).status()).toBe(201)
  await takeBack(request, ballot, 1, 12)
  const made = await request.post(`/api/v1/ballots/${ballot}/batches`, {
    headers,
    data: { id: crypto.randomUUID() },
  })
  const batch = (await made.json()) as { id: string; papers: number[] }
  const papers = batch.papers.map((number, i) => ({ number, choices: choices[i % choices.length]! }))
  for (const number of [people.member, people.chair]) {
    const keyed = await request.post(`/api/v1/batches/${batch.id}/looks`, {
      headers: await by(number),
      data: { papers },
    })
    expect(keyed.status(), await keyed.text()).toBe(200)
  }
}

export const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click()
export const confirm = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click()

/** Keys a batch by keyboard alone: the same key for every ballot but the first. */
export async function key(page: Page, first: string, rest: string, ballots: number): Promise<void> {
  await expect(page.getByRole('group', { name: /第\d+号票/ })).toBeFocused()
  for (let n = 0; n < ballots; n++) {
    await page.keyboard.press(n === 0 ? first : rest)
    await page.keyboard.press('Enter')
  }
  await confirm(page, '这一批录完，交上去')
}
