import { beforeAll, describe, expect, it } from 'vitest'
import { loadWords, speak } from '../words'
import { clockText, dayText, dueText, momentText, monthDayText } from './dates'
import { distanceText, metresBetween } from './distance'
import { maskPhone } from './phone'

const now = new Date('2026-11-24T04:00:00Z') // noon in Shaanxi

describe.each([
  {
    language: 'zh-CN' as const,
    day: '2026年11月24日',
    short: ['11月24日', '2025年11月24日'],
    due: ['3天后截止', '5小时后截止', '不到1小时截止', '刚过截止时间', '已超期2小时', '已超期2天'],
    moments: ['刚刚', '59分钟前', '11小时前', '昨天 23:59', '11月22日 23:59', '2025年11月24日 12:00'],
    metres: ['7 米', '120 米', '1.0 公里'],
  },
  {
    language: 'en' as const,
    day: 'November 24, 2026',
    short: ['November 24', 'November 24, 2025'],
    due: ['due in 3 d', 'due in 5 h', 'due within the hour', 'just overdue', '2 h overdue', '2 d overdue'],
    moments: [
      'just now',
      '59 min ago',
      '11 h ago',
      'yesterday 23:59',
      'November 22 at 23:59',
      'November 24, 2025 at 12:00',
    ],
    metres: ['7 m', '120 m', '1.0 km'],
  },
])('in $language', c => {
  beforeAll(async () => {
    await loadWords('shared')
    await speak(c.language)
  })

  it('the day is the day in Shaanxi, not in Greenwich', () =>
    expect(dayText('2026-11-23T16:00:00Z')).toBe(c.day))

  it('a day of this year needs no year', () =>
    expect(['2026-11-23T16:00:00Z', '2025-11-24T04:00:00Z'].map(at => monthDayText(at, now))).toEqual(
      c.short,
    ))

  it.each(
    [
      '2026-11-27T05:00:00Z',
      '2026-11-24T09:30:00Z',
      '2026-11-24T04:10:00Z',
      '2026-11-24T03:59:00Z',
      '2026-11-24T02:00:00Z',
      '2026-11-22T03:00:00Z',
    ].map((at, n) => [at, c.due[n]]),
  )('a deadline at %s reads %s', (at, words) => {
    expect(dueText(at, now).words).toBe(words)
  })

  it.each(
    [
      '2026-11-24T03:59:30Z',
      '2026-11-24T03:00:01Z',
      '2026-11-23T16:30:00Z',
      '2026-11-23T15:59:00Z',
      '2026-11-22T15:59:00Z',
      '2025-11-24T04:00:00Z',
    ].map((at, n) => [at, c.moments[n]]),
  )('what happened at %s reads %s', (at, words) => {
    expect(momentText(at, now)).toBe(words)
  })

  it.each([7.2, 118, 996].map((m, n) => [m, c.metres[n]]))('%d metres read %s', (m, words) => {
    expect(distanceText(m)).toBe(words)
  })
})

it('a phone a little ahead of the server does not speak of the future', () => {
  expect(momentText('2026-11-24T04:00:20Z', now)).toBe(momentText('2026-11-24T04:00:00Z', now))
})

it('midnight is 00:00, not 24:00', () => expect(clockText('2026-11-24T16:00:00Z')).toBe('00:00'))

it('a deadline is over only once it has passed', () => {
  expect(dueText(now.toISOString(), now).over).toBe(false)
  expect(dueText('2026-11-24T03:59:59Z', now).over).toBe(true)
})

it('a degree of latitude is about 111 km', () => {
  expect(Math.round(metresBetween({ lat: 34, lon: 108 }, { lat: 35, lon: 108 }) / 1000)).toBe(111)
})

it.each([
  ['13800001234', '138****1234'],
  ['+86 138-0000-1234', '138****1234'],
  ['029 8888 1234', '029****1234'],
  ['12345', '*****'],
])('the phone %s is shown as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))
