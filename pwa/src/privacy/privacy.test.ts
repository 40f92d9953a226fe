import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { eraseTraces } from '@/shared/use/eraseTraces'
import { consentRows } from './consentRows'
import { noticeVersion } from './notice'

const word = (purpose: Schemas['ConsentPurpose'], given: boolean): Schemas['Consent'] => ({
  purpose,
  given,
  version: noticeVersion,
  at: '2026-11-24T02:00:00Z',
})

describe('the notice', () => {
  it('is the one in force at the server', () => {
    const server = readFileSync('../server/privacy/privacy.go', 'utf8')
    expect(/NoticeVersion = "([\d-]+)"/.exec(server)?.[1]).toBe(noticeVersion)
  })
})

describe('what somebody agreed to', () => {
  it.each([
    ['nothing was said', [], false, true],
    ['the account', [word('account', true)], true, true],
    ['the place withdrawn', [word('location', false), word('account', true)], true, false],
    ['both', [word('account', true), word('location', true)], true, true],
  ])('%s', (_, words, account, location) => {
    expect(consentRows(words).map(row => [row.purpose, row.holds])).toEqual([
      ['account', account],
      ['location', location],
    ])
  })
})

describe('what a phone keeps', () => {
  it('tells of nobody afterwards, and looks as before', async () => {
    for (const name of [
      'account',
      'community',
      'report-classes',
      'signed-in',
      'elder',
      'theme',
      'language',
    ]) {
      localStorage.setItem(`wugong.${name}`, 'true')
    }
    localStorage.setItem('of another', 'x')
    sessionStorage.setItem('wugong.act.1.accept', '{}')
    await eraseTraces()
    expect(Object.keys(localStorage).sort()).toEqual([
      'of another',
      'wugong.elder',
      'wugong.language',
      'wugong.theme',
    ])
    expect(sessionStorage.length).toBe(0)
  })
})
