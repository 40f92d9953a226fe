import { describe, expect, it } from 'vitest'
import { callsOf, requestOf } from './call'

const base = 'http://wugong.test/api/v1'

describe('a request of the contract', () => {
  it.each([
    [{}, `${base}/reports/1`],
    [{ path: { reportId: 'a/b 三' } }, `${base}/reports/a%2Fb%20%E4%B8%89`],
    [{ query: { after: undefined, limit: 20 } }, `${base}/reports/1?limit=20`],
    [
      { query: { mine: false, q: '路灯 & 井盖' } },
      `${base}/reports/1?mine=false&q=%E8%B7%AF%E7%81%AF%20%26%20%E4%BA%95%E7%9B%96`,
    ],
    [{ query: { state: ['sent', 'fixed'], none: [] } }, `${base}/reports/1?state=sent&state=fixed`],
  ])('%j', (params, address) => {
    const request = requestOf(base, 'GET', '/reports/{reportId}', {
      params: { path: { reportId: '1' }, ...params },
    })
    expect([request.url, request.method, request.headers.has('Content-Type')]).toEqual([
      address,
      'GET',
      false,
    ])
  })

  it('carries JSON, unless it says what it carries', async () => {
    const json = requestOf(base, 'POST', '/reports', { body: { headline: '井盖' } })
    expect([json.headers.get('Content-Type'), await json.json()]).toEqual([
      'application/json',
      { headline: '井盖' },
    ])
    const bytes = requestOf(base, 'POST', '/register', {
      body: 'a,b',
      bodySerializer: String,
      headers: { 'Content-Type': 'text/csv' },
    })
    expect([bytes.headers.get('Content-Type'), await bytes.text()]).toEqual(['text/csv', 'a,b'])
  })

  it('can be given up', () => {
    const stop = new AbortController()
    const request = requestOf(base, 'POST', '/reports', { body: {}, signal: stop.signal })
    stop.abort()
    expect(request.signal.aborted).toBe(true)
  })
})

describe('an answer', () => {
  const answers = (body: string | null, status: number) =>
    callsOf(base, () => Promise.resolve(new Response(body, { status }))).GET('/home')

  it.each([
    ['{"unread":3}', 200, { data: { unread: 3 } }],
    [null, 204, { data: undefined }],
    ['{"code":"forbidden"}', 403, { error: { code: 'forbidden' } }],
    ['<html>502</html>', 502, { error: '<html>502</html>' }],
  ])('%s %i', async (body, status, told) => {
    expect(await answers(body, status)).toMatchObject(told)
  })

  it('that was cut off is no answer', async () => {
    await expect(answers('{"unread":', 200)).rejects.toThrow(SyntaxError)
  })
})
