import { base } from './base'
import { Problem, problemFrom, problemOf } from './problem'
import { currentHost, renew, tokenToSend } from './token'

/** The connection counts as lost when nothing has moved for so long. */
const silence = 60_000

/** Something large to be sent, and how much of it has left (0…1). */
export interface Load {
  path: string
  body: XMLHttpRequestBodyInit
  type?: string
  progress: (part: number) => void
}

/** Sends something large, telling how much of it has left. A refused token is renewed once and the sending repeated. */
export async function push<T>(load: Load): Promise<T> {
  const token = await tokenToSend()
  try {
    return await attempt<T>(load, token)
  } catch (thrown) {
    if (token === '' || problemOf(thrown).status !== 401) throw thrown
    await renew(token)
    return await attempt<T>(load, await tokenToSend())
  }
}

/** fetch cannot tell the progress of what it sends. */
function attempt<T>({ path, body, type, progress }: Load, token: string): Promise<T> {
  return new Promise<T>((done, fail) => {
    const call = new XMLHttpRequest()
    let watch: ReturnType<typeof setTimeout>
    const alive = () => {
      clearTimeout(watch)
      watch = setTimeout(() => call.abort(), silence)
    }
    const lost = () => {
      clearTimeout(watch)
      fail(new Problem({ code: 'network' }))
    }
    call.upload.onprogress = event => {
      alive()
      if (event.lengthComputable) progress(event.loaded / event.total)
    }
    call.onload = () => {
      clearTimeout(watch)
      const answer = parse(call.responseText)
      if (call.status >= 200 && call.status < 300 && answer !== null) done(answer as T)
      else fail(refusal(call, answer))
    }
    call.onerror = call.onabort = call.ontimeout = lost
    call.open('POST', base + path)
    call.setRequestHeader('Accept-Language', currentHost().language())
    if (type) call.setRequestHeader('Content-Type', type)
    if (token) call.setRequestHeader('Authorization', `Bearer ${token}`)
    alive()
    call.send(body)
  })
}

function refusal(call: XMLHttpRequest, body: unknown): Problem {
  const problem = problemFrom(call.status, body)
  const wait = Number(call.getResponseHeader('Retry-After') ?? '')
  if (problem.retryAfter !== undefined || !(wait > 0)) return problem
  const { code, status, title, detail } = problem
  return new Problem({ code, status, title, detail, fields: [...problem.fields], retry_after: wait })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
