import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { hindrancesOf, sumsOf } from './reconcile'

const good: Schemas['Reconciliation'] = {
  printed: 100,
  issued: 80,
  spoiled: 5,
  unused: 15,
  returned: 70,
  outstanding: 10,
  valid: 66,
  blank: 1,
  invalid: 3,
  keyed: 70,
  batches_open: 0,
  balanced: true,
  photos: [],
}
const off = (some: Partial<Schemas['Reconciliation']>) =>
  Object.fromEntries(sumsOf({ ...good, ...some }).map(sum => [sum.name, sum.off]))

describe('the sums of the paper', () => {
  it.each([
    ['hold', {}, { printed: 0, issued: 0, returned: 0, keyed: 0 }],
    ['one unused is gone', { unused: 14 }, { printed: -1, issued: 0, returned: 0, keyed: 0 }],
    ['two more are outstanding', { outstanding: 12 }, { printed: 0, issued: 2, returned: 0, keyed: 0 }],
    ['one was not keyed', { keyed: 69 }, { printed: 0, issued: 0, returned: 0, keyed: -1 }],
    ['one unusable too many', { invalid: 4 }, { printed: 0, issued: 0, returned: 1, keyed: 0 }],
  ])('%s', (_, some, offs) => expect(off(some)).toEqual(offs))
})

const word = (note: string, photos = 0, sending = false) => ({ note, photos, sending })

describe('what hinders closing', () => {
  it.each([
    ['a photo is enough where it adds up', good, word('', 1), []],
    ['a note too', good, word('已核对'), []],
    ['neither', good, word(' '), ['proof']],
    ['a photo alone is not enough where it does not', { ...good, balanced: false }, word('', 1), ['note']],
    ['a note is', { ...good, balanced: false }, word('0012号没有交回'), []],
    ['a batch that is not keyed', { ...good, batches_open: 1 }, word('', 1), ['batches']],
    ['a photo on its way', good, word('已核对', 0, true), ['sending']],
  ])('%s', (_, figures, said, words) => expect(hindrancesOf(figures, said)).toEqual(words))
})
