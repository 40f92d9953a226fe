import { base, exclusive } from './base'

const asked = new Map<string, Promise<Response>>()

/** Exchanges the refresh cookie before the session is there that will hold the token. */
export function renewAhead(language: string): Promise<Response> {
  const address = `${base}/auth/refresh`
  const headers = { 'Accept-Language': language }
  return lay(
    address,
    exclusive(() => fetch(address, { method: 'POST', headers })),
  )
}

/** Asks for something before the part of the app is there that will show it; as the person of a renewed session. */
export function getAhead(path: string, language: string, renewed?: Promise<Response>): Promise<Response> {
  const address = base + path
  const headers = { 'Accept-Language': language }
  return lay(address, renewed ? renewed.then(as) : fetch(address, { headers }))

  async function as(grant: Response): Promise<Response> {
    const { access_token: token } = (await grant.clone().json()) as { access_token?: string }
    return fetch(address, { headers: { ...headers, Authorization: `Bearer ${token ?? ''}` } })
  }
}

function lay(address: string, answer: Promise<Response>): Promise<Response> {
  answer.catch(() => {}) // who takes it hears of it
  asked.set(address, answer)
  return answer
}

/** Takes an answer that was asked for ahead; each can be taken once. */
export function takeAhead(address: string): Promise<Response> | undefined {
  const answer = asked.get(address)
  asked.delete(address)
  return answer
}

/** Once the first page stands, what was not taken is too old to be shown. */
export function dropAhead(): void {
  asked.clear()
}
