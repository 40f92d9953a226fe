import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dropAhead, getAhead, renewAhead, takeAhead } from './ahead'
import { base } from './base'

const home = `${base}/home`
let sent: Request[] = []

beforeEach(() => {
  sent = []
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    const request = new Request(address, init)
    sent.push(request)
    const body = request.method === 'POST' ? { access_token: 'key' } : { unread: 3 }
    return Promise.resolve(new Response(JSON.stringify(body)))
  })
})
afterEach(() => {
  dropAhead()
  vi.unstubAllGlobals()
})

describe('what is asked for ahead', () => {
  it('is taken once, whole, though it was looked at before', async () => {
    await getAhead('/home', 'en').then(answer => answer.clone().json())
    expect(await (await takeAhead(home))?.json()).toEqual({ unread: 3 })
    expect(takeAhead(home)).toBeUndefined()
    expect(sent.map(one => one.headers.get('Accept-Language'))).toEqual(['en'])
  })

  it('is asked as the person whose session was renewed', async () => {
    const renewed = renewAhead('zh-CN')
    await getAhead('/home', 'zh-CN', renewed)
    expect(sent.map(one => [one.method, one.url, one.headers.get('Authorization')])).toEqual([
      ['POST', `${base}/auth/refresh`, null],
      ['GET', home, 'Bearer key'],
    ])
    expect(await (await takeAhead(`${base}/auth/refresh`))?.json()).toEqual({ access_token: 'key' })
  })

  it('is given up when the first page stands', async () => {
    await getAhead('/home', 'en')
    dropAhead()
    expect(takeAhead(home)).toBeUndefined()
  })

  it('fails for who takes it', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    await expect(getAhead('/home', 'en')).rejects.toThrow('no network')
    await expect(takeAhead(home)).rejects.toThrow('no network')
  })
})
