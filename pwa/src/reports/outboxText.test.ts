import { describe, expect, it } from 'vitest'
import type { OutboxItem } from '@/shared/outbox/item'
import { reasonOf, standingOf } from './outboxText'

const item = (over: Partial<OutboxItem> = {}): OutboxItem => ({
  id: 'r1',
  account: 'a1',
  kind: 'report',
  title: '暴露垃圾',
  made: 0,
  body: {},
  photos: [],
  state: 'waiting',
  attempts: 0,
  notBefore: 0,
  ...over,
})
const refused = (code: NonNullable<OutboxItem['problem']>['code'], title = '', detail = '') =>
  item({ problem: { code, title, detail } })

it.each([
  ['an attempt under way is being sent, whatever came before', refused('network'), 0.4, 'sending'],
  ['what the server refused stands still', item({ state: 'stopped' }), undefined, 'stopped'],
  ['who is signed out has to sign in', refused('unauthenticated'), undefined, 'signIn'],
  ['a busy server is asked again later', item({ notBefore: 2_000 }), undefined, 'waitingUntil'],
  ['what is due waits for the network', item({ notBefore: 1_000 }), undefined, 'waiting'],
])('%s', (_, one, part, standing) => {
  expect(standingOf(one, part, 1_000)).toBe(standing)
})

describe('the reason', () => {
  it('is nothing before the first attempt', () => expect(reasonOf(item())).toEqual({}))
  it('is ours where nobody answered', () =>
    expect(reasonOf(refused('network', 'x'))).toEqual({ key: 'outbox.network' }))
  it('is the sentence of the server where it spoke', () =>
    expect(reasonOf(refused('storage_unavailable', '照片暂时存不下', '请稍后再试'))).toEqual({
      words: '照片暂时存不下 请稍后再试',
    }))
  it('is never empty', () => expect(reasonOf(refused('unreadable'))).toEqual({ key: 'outbox.unclear' }))
})
