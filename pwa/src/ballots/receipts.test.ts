import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { closeKept, eraseKept, kept } from '@/shared/kept'
import { dropReceipts, keepReceipt, receiptsKept, settleReceipt, unanswered } from './receipts'

const one = { account: 'wang', ballot: 'b1', voter: 'v1', nonce: 'n1', receipt: 'r1', mark: 'yes' }
const at = '2026-11-28T12:00:00Z'

afterEach(async () => {
  await (await kept()).clear('receipts')
  await closeKept()
})

it('keeps a vote before it is sent and repeats it as it was, until the server has it', async () => {
  await keepReceipt(one)
  const all = await receiptsKept('wang', 'b1')
  expect(unanswered(all, 'v1', { mark: 'yes' })?.nonce).toBe('n1')
  expect(unanswered(all, 'v1', { mark: 'no' })).toBeUndefined()
  expect(unanswered(all, 'v2', { mark: 'yes' })).toBeUndefined()
  await settleReceipt({ ...one, at })
  expect(unanswered(await receiptsKept('wang', 'b1'), 'v1', { mark: 'yes' })).toBeUndefined()
})

it('a change that the server has not taken leaves the receipt before it; one that it took replaces it', async () => {
  await settleReceipt({ ...one, at })
  await keepReceipt({ ...one, nonce: 'n2', receipt: 'r2', mark: 'no' })
  expect((await receiptsKept('wang', 'b1')).map(r => r.receipt).sort()).toEqual(['r1', 'r2'])
  await settleReceipt({ ...one, nonce: 'n2', receipt: 'r2', mark: 'no', at })
  expect((await receiptsKept('wang', 'b1')).map(r => r.receipt)).toEqual(['r2'])
})

it('withdrawing takes one voter only', async () => {
  await settleReceipt({ ...one, at })
  await settleReceipt({ ...one, voter: 'v2', receipt: 'r3', at })
  await dropReceipts('wang', 'b1', 'v1')
  expect((await receiptsKept('wang', 'b1')).map(r => r.receipt)).toEqual(['r3'])
})

it('signing out takes the receipts of that person, and nobody sees those of another', async () => {
  await settleReceipt({ ...one, at })
  await settleReceipt({ ...one, account: 'zhao', at })
  expect(await receiptsKept('liu', 'b1')).toEqual([])
  await eraseKept('wang')
  expect(await receiptsKept('wang', 'b1')).toEqual([])
  expect(await receiptsKept('zhao', 'b1')).toHaveLength(1)
})
