import type { Schemas } from '@/api/client'

type Clause = Schemas['ConventionClause']

/** What is edited of a version. */
export interface Text {
  preamble: string
  short: string
  clauses: Clause[]
}

/** Both changed the same place: mine is kept until one chooses. A clause one of us took out is undefined. */
export interface Clash {
  /** The id of a clause, or which of the two other fields. */
  at: string
  mine?: Clause | string
  theirs?: Clause | string
}

export interface Merged {
  text: Text
  clashes: Clash[]
}

/** A text of the server as it is edited. */
export function textOf(version: { preamble?: string; short?: string; clauses: readonly Clause[] }): Text {
  return {
    preamble: version.preamble ?? '',
    short: version.short ?? '',
    clauses: version.clauses.map(clause => ({ ...clause })),
  }
}

const seen = (clause: Clause | undefined) =>
  clause && JSON.stringify([clause.heading ?? '', clause.title ?? '', clause.text, clause.topic ?? ''])
const same = (a: Clause | undefined, b: Clause | undefined) => seen(a) === seen(b)

/** Whether two texts say the same, in the same order. */
export function equal(a: Text, b: Text): boolean {
  return (
    a.preamble === b.preamble &&
    a.short === b.short &&
    a.clauses.length === b.clauses.length &&
    a.clauses.every((clause, n) => clause.id === b.clauses[n]!.id && same(clause, b.clauses[n]))
  )
}

/**
 * What two people made of one text, in one. What only one of them changed is taken; where both changed the same
 * clause otherwise, mine stands and the clash is told. The order is theirs; what I put in comes behind the clause it
 * stood behind.
 */
export function merge(base: Text, mine: Text, theirs: Text): Merged {
  const clashes: Clash[] = []
  const find = (text: Text, id: string) => text.clauses.find(clause => clause.id === id)
  const ids = [...theirs.clauses, ...mine.clauses, ...base.clauses].map(clause => clause.id)
  const chosen = new Map<string, Clause>()
  for (const id of new Set(ids)) {
    const [was, my, their] = [find(base, id), find(mine, id), find(theirs, id)]
    const taken = same(my, was) ? their : my
    if (!same(my, was) && !same(their, was) && !same(my, their))
      clashes.push({ at: id, mine: my, theirs: their })
    const kept = taken ?? (clashes.some(one => one.at === id) ? their : undefined)
    if (kept) chosen.set(id, kept)
  }
  const order = theirs.clauses.map(clause => clause.id)
  mine.clauses.forEach((clause, n) => {
    if (order.includes(clause.id)) return
    const before = mine.clauses[n - 1]
    order.splice(before ? order.indexOf(before.id) + 1 : 0, 0, clause.id)
  })
  const field = (what: 'preamble' | 'short') => {
    if (mine[what] === base[what]) return theirs[what]
    if (theirs[what] !== base[what] && theirs[what] !== mine[what])
      clashes.push({ at: what, mine: mine[what], theirs: theirs[what] })
    return mine[what]
  }
  return {
    text: {
      preamble: field('preamble'),
      short: field('short'),
      clauses: order.flatMap(id => chosen.get(id) ?? []),
    },
    clashes,
  }
}

/** The text with their wording at a clash. */
export function takeTheirs(text: Text, clash: Clash): Text {
  if (typeof clash.theirs === 'string') return { ...text, [clash.at]: clash.theirs }
  const theirs = clash.theirs
  const clauses = theirs
    ? text.clauses.map(clause => (clause.id === clash.at ? theirs : clause))
    : text.clauses.filter(clause => clause.id !== clash.at)
  return { ...text, clauses }
}
