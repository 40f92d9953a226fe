import type { Schemas } from '@/api/client'

type Rules = Schemas['BallotRules']
type Kind = Schemas['BallotKind']

/** The matters that can be voted on in such a community. */
export function mattersOf(rules: Rules, kind: Schemas['CommunityKind']): Schemas['BallotMatterRule'][] {
  return rules.matters.filter(one => one.kinds.includes(kind))
}

/** The rules to choose from for a matter, the usual one first. */
export function profilesOf(
  rules: Rules,
  matter: Schemas['BallotMatterRule'] | undefined,
): Schemas['BallotProfile'][] {
  return (matter?.profiles ?? []).flatMap(id => rules.profiles.find(one => one.id === id) ?? [])
}

/** The rule that holds for a draft: the chosen one where the matter allows it, else the usual one; none for a consultation. */
export function profileOf(
  rules: Rules,
  matter: Schemas['BallotMatterRule'] | undefined,
  chosen: string,
): Schemas['BallotProfile'] | undefined {
  const allowed = profilesOf(rules, matter)
  return allowed.find(one => one.id === chosen) ?? allowed[0]
}

/** The legal effects to choose from: advisory always; recorded where the rule can decide; what binds in the app only
 * where the rule's own default says that a local rule allows it. */
export function effectsOf(profile: Schemas['BallotProfile'] | undefined): Schemas['LegalEffect'][] {
  if (!profile || profile.advisory || !profile.decides) return ['advisory']
  return profile.legal_effect === 'binding_online'
    ? ['advisory', 'recorded', 'binding_online']
    : ['advisory', 'recorded']
}

/** The kinds of electorate that a draft may have: the rule's own, where there is a rule. */
export function electoratesOf(
  profile: Schemas['BallotProfile'] | undefined,
): readonly Schemas['ElectorateKind'][] {
  return profile ? [profile.electorate] : ['households', 'adults', 'owners', 'members']
}

/** The bodies whose members may vote: those of the rule; for a consultation any. */
export function bodiesOf<T extends { kind: Schemas['BodyKind'] }>(
  profile: Schemas['BallotProfile'] | undefined,
  bodies: readonly T[],
): T[] {
  return bodies.filter(one => !profile?.bodies.length || profile.bodies.includes(one.kind))
}

/** The kind of a matter's ballots that a draft has; the first one the matter knows where the chosen one does not fit. */
export function kindOf(matter: Schemas['BallotMatterRule'] | undefined, chosen: Kind): Kind {
  const known = matter?.ballots ?? []
  return known.includes(chosen) ? chosen : (known[0] ?? 'decision')
}

export interface RuleLine {
  /** quorum: how many must take part · agree: how many must say yes · unanimous: all of them. */
  what: 'quorum' | 'agree' | 'unanimous'
  measures: Schemas['BallotMeasure'][]
  fraction: Schemas['Fraction']
  base: Schemas['AgreeBase']
}

/** What a rule asks, line by line; measures that ask the same share stand together. */
export function linesOf(rule: Schemas['BallotRule']): RuleLine[] {
  return [
    ...gathered('quorum', rule.quorum, rule.agree_base),
    ...gathered('agree', rule.agree, rule.agree_base),
  ]
}

function gathered(
  what: 'quorum' | 'agree',
  asked: Schemas['Fractions'],
  base: Schemas['AgreeBase'],
): RuleLine[] {
  const lines: RuleLine[] = []
  for (const measure of ['area', 'people'] as const) {
    const fraction = asked[measure]
    if (!fraction) continue
    const same = lines.find(one => sameFraction(one.fraction, fraction))
    if (same) same.measures.push(measure)
    else {
      const all = fraction.num === fraction.den && fraction.inclusive
      lines.push({ what: all && what === 'agree' ? 'unanimous' : what, measures: [measure], fraction, base })
    }
  }
  return lines
}

function sameFraction(one: Schemas['Fraction'], other: Schemas['Fraction']): boolean {
  return one.num * other.den === other.num * one.den && one.inclusive === other.inclusive
}
