/// <reference lib="es2022.intl" />
import { diffArrays } from 'diff/lib/diff/array.js'

/** A stretch of text that both versions have, only the older one, or only the newer one. */
export interface Piece {
  kind: 'same' | 'gone' | 'new'
  text: string
}

const signs = /\p{Script=Han}|[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu
let segmenter: Intl.Segmenter | null | undefined

/** The words of a text, also where nothing stands between them; on phones that know no words, its characters. */
export function wordsOf(text: string): string[] {
  segmenter ??=
    typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : null
  if (!segmenter) return text.match(signs) ?? []
  return Array.from(segmenter.segment(text), one => one.segment)
}

/** What became of a text, word by word; nothing of either is lost. */
export function diffWords(before: string, after: string): Piece[] {
  return diffArrays(wordsOf(before), wordsOf(after)).map(change => ({
    kind: change.added ? 'new' : change.removed ? 'gone' : 'same',
    text: change.value.join(''),
  }))
}

/** A clause as it is compared: its id stays through all versions. */
export interface Compared {
  id: string
  title: string
  text: string
}

/** What became of a clause. `from` and `to` are its numbers, from 1, in the older and in the newer version. */
export interface ClauseChange {
  id: string
  kind: 'same' | 'changed' | 'new' | 'gone' | 'moved'
  from?: number
  to?: number
  title: Piece[]
  text: Piece[]
}

/**
 * What became of the clauses, in the order of the newer version; what is gone stands where it stood. A clause has
 * moved when others that both versions have came to stand before or behind it, not when one was put in before it.
 */
export function diffClauses(before: readonly Compared[], after: readonly Compared[]): ClauseChange[] {
  const older = new Map(before.map((clause, n) => [clause.id, { clause, n }]))
  const newer = new Set(after.map(clause => clause.id))
  const stay = unmoved(
    before.filter(one => newer.has(one.id)).map(one => one.id),
    after.filter(one => older.has(one.id)).map(one => one.id),
  )
  const changes = after.map((clause, n) => changeOf(clause, n, older.get(clause.id), stay.has(clause.id)))
  before.forEach((clause, n) => {
    if (newer.has(clause.id)) return
    const left = before.slice(0, n).map(one => one.id)
    const at = changes.reduce((last, one, i) => (left.includes(one.id) ? i + 1 : last), 0)
    changes.splice(at, 0, {
      id: clause.id,
      kind: 'gone',
      from: n + 1,
      title: diffWords(clause.title, ''),
      text: diffWords(clause.text, ''),
    })
  })
  return changes
}

function changeOf(
  clause: Compared,
  n: number,
  was: { clause: Compared; n: number } | undefined,
  stays: boolean,
): ClauseChange {
  const title = diffWords(was?.clause.title ?? '', clause.title)
  const text = diffWords(was?.clause.text ?? '', clause.text)
  const same = [...title, ...text].every(piece => piece.kind === 'same')
  const kind = !was ? 'new' : !same ? 'changed' : stays ? 'same' : 'moved'
  return { id: clause.id, kind, ...(was ? { from: was.n + 1 } : {}), to: n + 1, title, text }
}

/** The ids that keep their order among each other: the longest row of them that both have. */
function unmoved(before: readonly string[], after: readonly string[]): Set<string> {
  const kept = diffArrays([...before], [...after]).filter(change => !change.added && !change.removed)
  return new Set(kept.flatMap(change => change.value))
}
