import { type APIRequestContext, type BrowserContext, expect, request, test } from '@playwright/test'

/**
 * A phone for each number that stays signed in. A number gets ten codes a day and one a minute, fewer than all journeys
 * need together, so that phones join a session that is there: the same cookie, sent twice within a minute, gives each its
 * own next one.
 */
const kept = new Map<string, APIRequestContext>()

/** How long a refused answer asks to be left alone: a number gets one code a minute. */
async function asked(answer: { headers(): Record<string, string> }): Promise<void> {
  const seconds = Number(answer.headers()['retry-after'])
  expect(seconds, 'seconds until the next code of this number').toBeGreaterThan(0)
  expect(seconds, 'seconds until the next code of this number').toBeLessThanOrEqual(60)
  await new Promise(wait => setTimeout(wait, seconds * 1000))
}

/** Signs in over the API; the demo tells the code. */
async function signIn(phone: string): Promise<APIRequestContext> {
  const made = await request.newContext({ baseURL: test.info().project.use.baseURL })
  let sent = await made.post('/api/v1/auth/codes', { data: { phone } })
  if (sent.status() === 429) {
    await asked(sent)
    sent = await made.post('/api/v1/auth/codes', { data: { phone } })
  }
  const { demo_code: code } = (await sent.json()) as { demo_code: string }
  expect((await made.post('/api/v1/auth/sessions', { data: { phone, code } })).status()).toBe(200)
  kept.set(phone, made)
  return made
}

/** Exchanges the cookie of a phone; nothing where its session has ended. */
async function renewed(phone: APIRequestContext): Promise<string | undefined> {
  const answer = await phone.post('/api/v1/auth/refresh')
  return answer.ok() ? ((await answer.json()) as { access_token: string }).access_token : undefined
}

/** An access token of this number, and the cookie that gave it. */
async function session(number: string) {
  const known = kept.get(number)
  if (known) {
    const { cookies } = await known.storageState()
    const token = await renewed(known)
    if (token) return { token, cookies }
  }
  const made = await signIn(number)
  const { cookies } = await made.storageState()
  const token = await renewed(made)
  expect(token).toBeTruthy()
  return { token: token!, cookies }
}

/** The headers of somebody's calls. */
export async function by(number: string): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${(await session(number)).token}` }
}

/** Signs a phone in as this number, without the page, and gives its access token. */
export async function join(phone: BrowserContext, number: string): Promise<string> {
  await phone.addCookies((await session(number)).cookies)
  const made = await renewed(phone.request)
  expect(made).toBeTruthy()
  return made!
}
