import { sha256 } from './sha256'

/** Bytes as hex digits, and back. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], two => parseInt(two, 16))
}

/** What was chosen: a mark, or options (none is a blank ballot). */
export interface Choice {
  mark?: string
  choices?: readonly string[]
}

/** A choice as its receipt is made from: the mark, else the ids in order, joined by commas. */
export function choiceText({ mark, choices = [] }: Choice): string {
  return (
    mark ??
    choices
      .map(id => id.toLowerCase())
      .sort()
      .join(',')
  )
}

/** The same choice, in whatever order it was pressed. */
export function sameChoice(one: Choice, other: Choice): boolean {
  return (one.mark === undefined) === (other.mark === undefined) && choiceText(one) === choiceText(other)
}

/** Sixteen random bytes, made on the phone: nobody can tell the choice from the receipt without them. */
export function newNonce(): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(16)))
}

/** The receipt as the contract describes it: SHA-256(id of the ballot ‖ choice ‖ nonce), hex. */
export async function receiptOf(ballot: string, choice: Choice, nonce: string): Promise<string> {
  const id = bytesOf(ballot.replace(/-/g, ''))
  const words = new TextEncoder().encode(choiceText(choice))
  const salt = bytesOf(nonce)
  const all = new Uint8Array(id.length + words.length + salt.length)
  all.set(id)
  all.set(words, id.length)
  all.set(salt, id.length + words.length)
  return hexOf(await sha256(all))
}

/** Groups of four digits, as they are read out and compared. */
export function receiptGroups(receipt: string): string[] {
  return receipt.match(/.{1,4}/g) ?? []
}

/** What people paste or type as a receipt: its 64 digits, or nothing. */
export function typedReceipt(text: string): string | undefined {
  const digits = text.toLowerCase().replace(/[^0-9a-z]/g, '')
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined
}

/** At which line of a sorted list a receipt stands, from 1; 0 where it does not. */
export function lineOf(list: readonly string[], receipt: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]! < receipt) low = middle + 1
    else high = middle
  }
  return list[low] === receipt ? low + 1 : 0
}

/** The hash of a published list: of all its receipts, one behind the other. */
export async function listHash(list: readonly string[]): Promise<string> {
  const all = new Uint8Array(list.length * 32)
  list.forEach((receipt, n) => all.set(bytesOf(receipt).subarray(0, 32), n * 32))
  return hexOf(await sha256(all))
}
