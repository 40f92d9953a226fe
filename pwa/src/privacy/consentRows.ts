import type { Schemas } from '@/api/client'

export interface ConsentRow {
  purpose: Schemas['ConsentPurpose']
  /** The last word; undefined where nothing was ever said. */
  word: Schemas['Consent'] | undefined
  /** It is allowed at present: the place is until it is withdrawn, since the phone itself asks each time. */
  holds: boolean
}

/** Every purpose with its last word, the necessary one first. */
export function consentRows(words: readonly Schemas['Consent'][]): ConsentRow[] {
  return (['account', 'location'] as const).map(purpose => {
    const word = words.find(w => w.purpose === purpose)
    return { purpose, word, holds: word?.given ?? purpose === 'location' }
  })
}
