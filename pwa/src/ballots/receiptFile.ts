import type { Schemas } from '@/api/client'
import type { KeptReceipt } from '@/shared/kept'
import { exactText } from '@/shared/format/dates'
import { say } from '@/shared/words'
import { choiceOf } from './receipts'
import { choiceText } from './receipt'

/** How what this phone kept stands to what the server says. */
export function comparison(
  mine: Pick<KeptReceipt, 'receipt'> | undefined,
  server: string | undefined,
): 'same' | 'differs' | 'none' {
  if (!mine || server === undefined) return 'none'
  return mine.receipt === server ? 'same' : 'differs'
}

/** The receipt as a text to keep elsewhere: with all that is needed to work it out again. */
export function receiptFile(ballot: Schemas['Ballot'], mine: KeptReceipt): string {
  const lines: [string, string][] = [
    ['title', ballot.title],
    ['ballot', ballot.id],
    ['choice', choiceText(choiceOf(mine))],
    ['nonce', mine.nonce],
    ['receipt', mine.receipt],
    ['at', mine.at ? exactText(mine.at) : ''],
  ]
  return (
    lines.map(([what, value]) => `${say(`ballotCast.file.${what}`)} ${value}`).join('\r\n') +
    `\r\n\r\n${say('ballotCast.file.how')}\r\n`
  )
}
