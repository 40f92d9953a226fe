import { base } from './base'
import type { Schemas } from './client'
import { Problem, problemFrom } from './problem'
import { currentHost, renew, tokenToSend } from './token'

/** The connection counts as lost when nothing has moved for so long. */
const silence = 60_000

/** Sends a photo, telling how much of it has left (0…1). Sent again it is the same photo, never a second one. */
export async function uploadPhoto(
  id: string,
  photo: Blob,
  progress: (part: number) => void = () => {},
): Promise<Schemas['MediaReceipt']> {
  const token = await tokenToSend()
  try {
    return await attempt(id, photo, token, progress)
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.status !== 401 || token === '') throw thrown
    await renew(token)
    return await attempt(id, photo, await tokenToSend(), progress)
  }
}

/** fetch cannot tell the progress of what it sends. */
function attempt(id: string, photo: Blob, token: string, progress: (part: number) => void) {
  return new Promise<Schemas['MediaReceipt']>((done, fail) => {
    const form = new FormData()
    form.append('id', id)
    form.append('file', photo, 'photo.jpg')
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
      const body = parse(call.responseText)
      const receipt = body as Schemas['MediaReceipt'] | null
      if (call.status >= 200 && call.status < 300 && receipt?.id === id) done(receipt)
      else fail(refusal(call, body))
    }
    call.onerror = call.onabort = call.ontimeout = lost
    call.open('POST', `${base}/media`)
    call.setRequestHeader('Accept-Language', currentHost().language())
    if (token) call.setRequestHeader('Authorization', `Bearer ${token}`)
    alive()
    call.send(form)
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
