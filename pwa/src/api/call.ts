import type { Client } from 'openapi-fetch'
import type { paths } from './schema.gen'

type Value = string | number | boolean
type Query = Record<string, Value | readonly Value[] | null | undefined>

/** What a call of the contract carries; openapi-fetch gives the types, and nothing of it is shipped. */
interface Sent extends Omit<RequestInit, 'body'> {
  params?: { path?: Record<string, Value>; query?: Query; header?: Record<string, string> }
  body?: unknown
  bodySerializer?: (body: unknown) => BodyInit
}

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

/** The calls of the contract, typed by path: `GET('/reports/{reportId}', { params: { path: … } })`. */
export function callsOf(base: string, send: (request: Request) => Promise<Response>) {
  const by = (method: Method) => async (path: string, sent?: Sent) =>
    read(await send(requestOf(base, method, path, sent)))
  return {
    GET: by('GET'),
    PUT: by('PUT'),
    POST: by('POST'),
    PATCH: by('PATCH'),
    DELETE: by('DELETE'),
  } as unknown as Pick<Client<paths>, Method>
}

/** A request of the contract. */
export function requestOf(base: string, method: Method, path: string, sent: Sent = {}): Request {
  const { params = {}, body, bodySerializer = JSON.stringify, headers, ...init } = sent
  const there = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params.path?.[name] ?? ''))
  const search = searchOf(params.query ?? {})
  const request = new Request(`${base}${there}${search && `?${search}`}`, {
    ...init,
    method,
    headers: { ...(headers as Record<string, string>), ...params.header },
    body: body === undefined ? undefined : bodySerializer(body),
  })
  if (body !== undefined && !new Headers(headers).has('Content-Type')) {
    request.headers.set('Content-Type', 'application/json')
  }
  return request
}

/** What is undefined is not asked; a list is asked one by one. */
function searchOf(query: Query): string {
  return Object.entries(query)
    .flatMap(([name, value]) => [value ?? []].flat().map(one => `${name}=${encodeURIComponent(one)}`))
    .join('&')
}

async function read(response: Response) {
  const text = await response.text()
  if (response.ok) return { data: text ? (JSON.parse(text) as unknown) : undefined, response }
  let error: unknown = text
  try {
    error = JSON.parse(text)
  } catch {
    // A proxy's page: no problem of ours.
  }
  return { error, response }
}
