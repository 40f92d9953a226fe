import type { Schemas } from '@/api/client'
import { type OpenDraft, clockOf, countOf, fenOf, freshDraft, momentOf } from './openDraft'

function electorateOf(draft: OpenDraft): Schemas['ElectorateDraft'] {
  const kind = draft.electorate || 'households'
  if (kind === 'members') return { kind, body_id: draft.body || undefined }
  const building_id = draft.building || undefined
  const estate_id = (kind !== 'affected' && !building_id && draft.estate) || undefined
  const place = { kind, estate_id, building_id, entrance: (building_id && draft.entrance) || undefined }
  if (kind !== 'affected') return place
  return {
    ...place,
    without_unit_id: draft.without || undefined,
    also_unit_ids: draft.also.length ? draft.also : undefined,
  }
}

function optionsOf(draft: OpenDraft): Schemas['BallotOptionDraft'][] | undefined {
  if (draft.kind === 'decision') return undefined
  return draft.options.map(option => ({
    id: option.id,
    title: option.title.trim(),
    text: option.text.trim() || undefined,
    cost: draft.kind === 'budget' ? fenOf(option.cost) : undefined,
  }))
}

function said(draft: OpenDraft) {
  const choice = draft.kind === 'choice'
  const budget = draft.kind === 'budget' ? fenOf(draft.budget) : undefined
  const owners = draft.electorate === 'owners' || draft.electorate === 'affected'
  return {
    kind: draft.kind,
    matter: draft.matter || ('other' as const),
    profile: draft.profile || undefined,
    legal_effect: draft.effect || undefined,
    title: draft.title.replace(/\s+/g, ' ').trim(),
    text: draft.text.trim(),
    electorate: electorateOf(draft),
    options: optionsOf(draft),
    seats: choice ? countOf(draft.seats) : undefined,
    max_choices: choice ? countOf(draft.most) : undefined,
    min_choices: choice ? countOf(draft.least) : undefined,
    budget: budget ? { budget, method: draft.method } : undefined,
    invalid_participates: draft.invalid === 'yes',
    silence: draft.silence,
    include_parking: owners ? draft.parking === 'yes' : undefined,
    opens_at: momentOf(draft.opens)?.toISOString(),
    closes_at: momentOf(draft.closes)?.toISOString(),
    proposal_id: draft.proposal || undefined,
  }
}

/** What is sent of a new draft. */
export function bodyOf(draft: OpenDraft, communityId: string): Schemas['BallotDraft'] {
  return { id: draft.id, community_id: communityId, ...said(draft) }
}

/** What is sent of a changed one. */
export function changeOf(draft: OpenDraft): Schemas['BallotChange'] {
  return { version: draft.version, ...said(draft) }
}

const yuan = (fen: number | undefined) =>
  fen === undefined ? '' : (fen / 100).toFixed(2).replace(/\.00$/, '')
const clock = (at: string | undefined) => (at ? clockOf(new Date(at)) : '')

/** A draft of the server, to be written on. */
export function draftOf(ballot: Schemas['Ballot']): OpenDraft {
  const { electorate } = ballot
  return {
    ...freshDraft(),
    id: ballot.id,
    version: ballot.version,
    title: ballot.title,
    text: ballot.text,
    matter: ballot.matter,
    profile: ballot.rule.profile ?? '',
    effect: ballot.legal_effect,
    kind: ballot.kind,
    options: ballot.options.map(one => ({
      id: one.id,
      title: one.title,
      text: one.text,
      cost: yuan(one.cost),
    })),
    seats: String(ballot.seats ?? 1),
    most: String(ballot.max_choices ?? 1),
    least: String(ballot.min_choices ?? 1),
    budget: yuan(ballot.budget?.budget),
    method: ballot.budget?.method ?? 'mes',
    electorate: electorate.kind,
    estate: electorate.estate_id ?? '',
    building: electorate.building_id ?? '',
    entrance: electorate.entrance ?? '',
    body: electorate.body_id ?? '',
    without: electorate.without_unit_id ?? '',
    also: electorate.also_unit_ids ?? [],
    opens: clock(ballot.opens_at),
    closes: clock(ballot.closes_at),
    invalid: ballot.invalid_participates ? 'yes' : 'no',
    silence: ballot.silence,
    parking: ballot.include_parking === false ? 'no' : 'yes',
    proposal: ballot.proposal_id ?? '',
  }
}
