import type { Schemas } from '@/api/client'

type Figures = Schemas['Reconciliation']

/** One sum of the paper: the whole, its parts, and by how much they miss it. */
export interface Sum {
  name: 'printed' | 'issued' | 'returned' | 'keyed'
  whole: number
  parts: { word: keyof Figures; n: number }[]
  /** Parts less whole: 0 where it adds up. */
  off: number
}

function sum(figures: Figures, name: Sum['name'], whole: number, words: (keyof Figures)[]): Sum {
  const parts = words.map(word => ({ word, n: Number(figures[word]) }))
  return { name, whole, parts, off: parts.reduce((all, part) => all + part.n, 0) - whole }
}

/** The sums that must hold before paper is closed: printed = issued + spoiled + unused, issued = returned + outstanding,
 * returned = valid + blank + invalid = rows keyed. */
export function sumsOf(figures: Figures): Sum[] {
  return [
    sum(figures, 'printed', figures.printed, ['issued', 'spoiled', 'unused']),
    sum(figures, 'issued', figures.issued, ['returned', 'outstanding']),
    sum(figures, 'returned', figures.returned, ['valid', 'blank', 'invalid']),
    sum(figures, 'keyed', figures.returned, ['keyed']),
  ]
}

export type Word = 'batches' | 'note' | 'proof' | 'sending'

/** What still hinders closing the paper: batches that are not keyed, sums that need a note, neither photo nor note. */
export function hindrancesOf(
  figures: Figures,
  word: { note: string; photos: number; sending: boolean },
): Word[] {
  const noted = word.note.trim().length >= 2
  return [
    ...(figures.batches_open > 0 ? (['batches'] as const) : []),
    ...(word.sending ? (['sending'] as const) : []),
    ...(!figures.balanced && !noted ? (['note'] as const) : []),
    ...(figures.balanced && !noted && word.photos === 0 ? (['proof'] as const) : []),
  ]
}
