import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  bytesOf,
  choiceText,
  hexOf,
  lineOf,
  listHash,
  newNonce,
  receiptOf,
  sameChoice,
  typedReceipt,
} from './receipt'
import { sha256, sha256Here } from './sha256'

const ballot = '0192f0c4-7a3e-7b61-9a55-3d1f0e2c4b6a'
const a = '0192f0c4-0000-7000-8000-00000000000a'
const b = '0192f0c4-0000-7000-8000-00000000000b'
const nonce = '00112233445566778899aabbccddeeff'
const theirs = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

afterEach(() => vi.unstubAllGlobals())

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %j is as FIPS 180-4 has it', async (text, hash) => {
    const bytes = new TextEncoder().encode(text)
    expect(hexOf(sha256Here(bytes))).toBe(hash)
    expect(hexOf(await sha256(bytes))).toBe(hash)
  })

  it('is right for every length around the end of a block, and for a long message', () => {
    for (const length of [54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 100_000]) {
      const bytes = Uint8Array.from({ length }, (_, n) => (n * 31 + length) & 255)
      expect(hexOf(sha256Here(bytes)), `${length} bytes`).toBe(theirs(bytes))
    }
  })

  it('is worked out here where the browser offers none, or refuses', async () => {
    const bytes = new TextEncoder().encode('abc')
    vi.stubGlobal('crypto', {})
    expect(hexOf(await sha256(bytes))).toBe(theirs(bytes))
    vi.stubGlobal('crypto', { subtle: { digest: () => Promise.reject(new Error('not secure')) } })
    expect(hexOf(await sha256(bytes))).toBe(theirs(bytes))
  })
})

describe('a receipt', () => {
  it.each([
    [{ mark: 'yes' }, 'yes'],
    [{ mark: 'abstain' }, 'abstain'],
    [{ choices: [] }, ''],
    [{ choices: [b, a] }, `${a},${b}`],
    [{ choices: [a.toUpperCase()] }, a],
  ])('of %j is made from %j', async (choice, text) => {
    expect(choiceText(choice)).toBe(text)
    const bytes = Buffer.concat([
      Buffer.from(ballot.replace(/-/g, ''), 'hex'),
      Buffer.from(text, 'ascii'),
      Buffer.from(nonce, 'hex'),
    ])
    expect(await receiptOf(ballot, choice, nonce)).toBe(theirs(bytes))
  })

  it('differs with the choice, the vote and the nonce', async () => {
    const all = await Promise.all([
      receiptOf(ballot, { mark: 'yes' }, nonce),
      receiptOf(ballot, { mark: 'no' }, nonce),
      receiptOf(a, { mark: 'yes' }, nonce),
      receiptOf(ballot, { mark: 'yes' }, nonce.replace('00', '01')),
    ])
    expect(new Set(all).size).toBe(4)
  })

  it('has a nonce of sixteen bytes, another one each time', () => {
    const some = Array.from({ length: 50 }, newNonce)
    expect(some.every(one => /^[0-9a-f]{32}$/.test(one))).toBe(true)
    expect(new Set(some).size).toBe(50)
  })

  it.each([
    [{ mark: 'yes' }, { mark: 'yes' }, true],
    [{ mark: 'yes' }, { mark: 'no' }, false],
    [{ choices: [a, b] }, { choices: [b, a] }, true],
    [{ choices: [a] }, { choices: [a, b] }, false],
    [{ choices: [] }, { mark: '' }, false],
  ])('%j and %j are the same choice: %s', (one, other, same) => {
    expect(sameChoice(one, other)).toBe(same)
  })
})

describe('looking a receipt up', () => {
  const list = ['0a', '1b', '2c', '9f', 'ff'].map(two => two.repeat(32))

  it.each([
    [list[0]!, 1],
    [list[2]!, 3],
    [list[4]!, 5],
    ['00'.repeat(32), 0],
    ['5e'.repeat(32), 0],
  ])('%s stands in line %s', (receipt, line) => {
    expect(lineOf(list, receipt)).toBe(line)
  })

  it('finds nothing in an empty list', () => {
    expect(lineOf([], list[0]!)).toBe(0)
  })

  it('knows the fingerprint of the list', async () => {
    expect(await listHash(list)).toBe(theirs(bytesOf(list.join(''))))
    expect(await listHash(list.slice(1))).not.toBe(await listHash(list))
  })

  it.each([
    ['0a'.repeat(32), true],
    ['0A'.repeat(32).replace(/.{4}/g, '$& '), true],
    ['0a'.repeat(31), false],
    [`${'0a'.repeat(31)}zz`, false],
    ['', false],
  ])('takes %j as a receipt: %s', (text, good) => {
    expect(typedReceipt(text) !== undefined).toBe(good)
  })
})
