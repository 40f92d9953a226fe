import { type KeptReceipt, kept } from '@/shared/kept'
import { type Choice, sameChoice } from './receipt'

type Fresh = Omit<KeptReceipt, 'key'>

/** Keeps what is about to be sent, so that a lost answer does not cost the receipt. */
export async function keepReceipt(one: Fresh): Promise<void> {
  await (
    await kept()
  ).put('receipts', { ...one, key: `${one.account}/${one.ballot}/${one.voter}/${one.nonce}` })
}

/** All that this person keeps of one vote. */
export async function receiptsKept(account: string, ballot: string): Promise<KeptReceipt[]> {
  const all = await (await kept()).getAllFromIndex('receipts', 'account', account)
  return all.filter(one => one.ballot === ballot)
}

/** The server took this one: those before it, of the same voter, find nothing any more. */
export async function settleReceipt(one: Fresh): Promise<void> {
  await keepReceipt(one)
  await dropReceipts(one.account, one.ballot, one.voter, one.nonce)
}

/** Takes what was kept for a voter, but for one. */
export async function dropReceipts(account: string, ballot: string, voter: string, but = ''): Promise<void> {
  const all = await receiptsKept(account, ballot)
  for (const { key, voter: of, nonce } of all)
    if (of === voter && nonce !== but) await (await kept()).delete('receipts', key)
}

/** What was chosen, as the receipt is made from. */
export function choiceOf(one: Pick<KeptReceipt, 'mark' | 'choices'>): Choice {
  return one.mark === undefined ? { choices: one.choices ?? [] } : { mark: one.mark }
}

/** The same choice, sent before without an answer: it is repeated as it was, so that it counts once. */
export function unanswered(all: readonly Fresh[], voter: string, choice: Choice): Fresh | undefined {
  return all.find(one => one.voter === voter && one.at === undefined && sameChoice(choiceOf(one), choice))
}
