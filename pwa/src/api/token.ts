import { takeAhead } from './ahead'
import { base, exclusive } from './base'
import { Problem, problemFrom } from './problem'
import type { components } from './schema.gen'

type Grant = components['schemas']['SessionGrant']

/** What the client asks of the app above it; set once by the session. */
interface Host {
  language(): string
  /** Somebody signed in on this device and has not signed out. */
  signedIn(): boolean
  renewed(grant: Grant): void
  /** The session is over on the server's side. */
  ended(): void
  /** An answer that may be read again without network; the host says which it keeps. */
  read?(path: string, answer: Response): void
  /** The answer that was read before, where it was kept. */
  readBefore?(path: string): Promise<Response | undefined>
}

let host: Host = { language: () => 'zh-CN', signedIn: () => false, renewed: () => {}, ended: () => {} }
let token = ''
let goodUntil = 0
let renewing: Promise<Grant> | undefined

export function connect(to: Host): void {
  host = to
}

export function currentHost(): Host {
  return host
}

/** Keeps the access token in memory, and nowhere else. */
export function hold(grant: Grant): void {
  token = grant.access_token
  goodUntil = Date.now() + (grant.expires_in - 30) * 1000
}

export function drop(): void {
  token = ''
  goodUntil = 0
}

/** The token to send; renewed first where it has run out; empty for a guest. */
export async function tokenToSend(): Promise<string> {
  if (token !== '' && Date.now() < goodUntil) return token
  if (!host.signedIn()) return ''
  await renew(token)
  return token
}

/**
 * Exchanges the refresh cookie once, however many calls ask: tabs take turns under one Web Lock.
 * `spent` is the token that was refused; when it has been replaced meanwhile nothing is done.
 */
export async function renew(spent: string): Promise<void> {
  if (token !== spent && token !== '') return
  renewing ??= exclusive(exchange).finally(() => {
    renewing = undefined
  })
  await renewing
}

async function exchange(): Promise<Grant> {
  const refresh = `${base}/auth/refresh`
  const asked = { method: 'POST', headers: { 'Accept-Language': host.language() } }
  const answer = await (takeAhead(refresh) ?? fetch(refresh, asked))
  const body: unknown = await answer.json().catch(() => null)
  if (!answer.ok) {
    if (answer.status === 401) {
      drop()
      host.ended()
    }
    throw problemFrom(answer.status, body)
  }
  const grant = body as Grant | null
  if (!grant?.access_token) throw new Problem({ code: 'unreadable', status: answer.status })
  hold(grant)
  host.renewed(grant)
  return grant
}
