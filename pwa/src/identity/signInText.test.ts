import { expect, it } from 'vitest'
import { codeOf, phoneOf, safeNext } from './signInText'

it.each([
  ['13800001234', '13800001234'],
  [' 138 0000 1234 ', '13800001234'],
  ['+86 138-0000-1234', '13800001234'],
  ['008613800001234', '13800001234'],
  ['１３８００００１２３４', '13800001234'],
  ['1380000123', undefined],
  ['23800001234', undefined],
  ['029 8888 1234', undefined],
])('%s is the phone %s', (typed, phone) => expect(phoneOf(typed)).toBe(phone))

it.each([
  ['123456', '123456'],
  ['123 456', '123456'],
  ['code: 123456, good for 5 minutes', '123456'],
  ['１２３４５６', '123456'],
  ['12345', undefined],
  ['1234567', undefined],
])('%s holds the code %s', (typed, code) => expect(codeOf(typed)).toBe(code))

it.each([
  ['/me', '/me'],
  ['/reports/1?x=2', '/reports/1?x=2'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in', '/'],
  [undefined, '/'],
  [['/me'], '/'],
])('after signing in, next=%s leads to %s', (next, path) => expect(safeNext(next)).toBe(path))
