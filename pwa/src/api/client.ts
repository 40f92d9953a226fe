import { takeAhead } from './ahead'
import { base } from './base'
import { callsOf } from './call'
import { Problem, problemFrom, problemOf } from './problem'
import type { components } from './schema.gen'
import { currentHost, renew, tokenToSend } from './token'

export type Schemas = components['schemas']

/** Sends with the access token and the reader's language. Without network, what was read before is read again. */
export async function send(request: Request): Promise<Response> {
  const path = request.method === 'GET' ? request.url.slice(base.length) : undefined
  try {
    const answer = await reach(request)
    if (path && answer.ok) currentHost().read?.(path, answer)
    return answer
  } catch (thrown) {
    const before = path && problemOf(thrown).offline && (await currentHost().readBefore?.(path))
    if (before) return before
    throw thrown
  }
}

/** What was asked for ahead is taken; else a refused token is renewed once and the call repeated. */
async function reach(request: Request): Promise<Response> {
  const early = request.method === 'GET' && (await takeAhead(request.url)?.catch(() => undefined))
  if (early && early.ok) return early
  const again = request.clone()
  const token = await tokenToSend()
  const answer = await fetch(dressed(request, token))
  if (answer.status !== 401 || token === '') return answer
  await renew(token)
  return fetch(dressed(again, await tokenToSend()))
}

function dressed(request: Request, token: string): Request {
  request.headers.set('Accept-Language', currentHost().language())
  if (token !== '') request.headers.set('Authorization', `Bearer ${token}`)
  return request
}

/** The typed client of the contract; wrap each call in `ok`. */
export const api = callsOf(base, send)

/** The data of an answer; whatever failed is thrown as a Problem. */
export async function ok<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer
  try {
    answer = await call
  } catch (thrown) {
    throw problemOf(thrown)
  }
  if (!answer.response.ok) throw problemFrom(answer.response.status, answer.error)
  return answer.data as T
}

/** Where a photo lies, for a reader who needs no token to see it. */
export function photoAddress(id: string, variant: Schemas['MediaVariant']): string {
  return `${base}/media/${encodeURIComponent(id)}?variant=${variant}`
}

/** The bytes of a photo the reader may see. */
export async function photoBytes(
  id: string,
  variant: Schemas['MediaVariant'],
  signal: AbortSignal,
): Promise<Blob> {
  try {
    const answer = await send(new Request(photoAddress(id, variant), { signal }))
    if (!answer.ok) throw new Problem({ code: 'unreadable', status: answer.status })
    return await answer.blob()
  } catch (thrown) {
    throw problemOf(thrown)
  }
}
