import type { Schemas } from '@/api/client'
import { newId } from '@/shared/id'

export type Audience = Schemas['BulletinAudience']

/** A notice that is being written. Its id is made once, so that sending it twice writes it once. */
export interface Draft {
  id: string
  title: string
  text: string
  audience: Audience
  buildings: string[]
  urgent: 'no' | 'yes'
  when: 'now' | 'later'
  /** The time of `later`, as the community's clock shows it: 2026-11-24T19:00. */
  at: string
  /** How long it stands on the board, in days. */
  days: '7' | '30' | '90'
  /** The version that is being changed. */
  version: number
}

export const shown = ['7', '30', '90'] as const
const day = 86_400_000
const zone = 8 * 3_600_000 // Asia/Shanghai; no summer time

export function freshDraft(audience: Audience = 'members'): Draft {
  return {
    id: newId(),
    title: '',
    text: '',
    audience,
    buildings: [],
    urgent: 'no',
    when: 'now',
    at: '',
    days: '30',
    version: 0,
  }
}

/** There is something in it that would be missed. */
export function begun(draft: Draft): boolean {
  return draft.title.trim() !== '' || draft.text.trim() !== ''
}

/** Two drafts that say the same, whatever their ids. */
export function sameWords(one: Draft, other: Draft): boolean {
  const said = (draft: Draft) => JSON.stringify({ ...draft, id: '', version: 0 })
  return said(one) === said(other)
}

/** What the community's clock shows at a moment, for a field of date and time. */
export function clockOf(at: Date): string {
  return new Date(at.getTime() + zone).toISOString().slice(0, 16)
}

/** The moment at which the community's clock shows this; undefined where nothing sensible is entered. */
export function momentOf(clock: string): Date | undefined {
  const at = new Date(`${clock}:00+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** The draft to change a planned notice, or to correct a published one, with. */
export function draftOf(bulletin: Schemas['Bulletin'], correcting: boolean): Draft {
  const days = (Date.parse(bulletin.until) - Date.parse(bulletin.publish_at)) / day
  return {
    ...freshDraft(bulletin.audience),
    title: bulletin.title,
    text: bulletin.text,
    buildings: bulletin.buildings.map(building => building.id),
    urgent: bulletin.urgent ? 'yes' : 'no',
    when: correcting ? 'now' : 'later',
    at: correcting ? '' : clockOf(new Date(bulletin.publish_at)),
    days: shown.find(n => days <= Number(n)) ?? '90',
    version: bulletin.version,
  }
}

export type Lack = 'title' | 'text' | 'buildings' | 'at'

/** What is missing before it can be looked at as its readers will see it. */
export function lacksOf(draft: Draft, now: Date): Lack[] {
  const at = momentOf(draft.at)
  const good = at && at > now && at.getTime() <= now.getTime() + 90 * day
  return [
    ...(draft.title.trim() === '' ? (['title'] as const) : []),
    ...(draft.text.trim() === '' ? (['text'] as const) : []),
    ...(draft.audience === 'buildings' && draft.buildings.length === 0 ? (['buildings'] as const) : []),
    ...(draft.when === 'later' && !good ? (['at'] as const) : []),
  ]
}

/** What both a new notice and a change say. */
function said(draft: Draft, now: Date) {
  const from = draft.when === 'later' ? (momentOf(draft.at) ?? now) : now
  return {
    title: draft.title.trim(),
    text: draft.text.trim(),
    audience: draft.audience,
    building_ids: draft.audience === 'buildings' ? draft.buildings : undefined,
    urgent: draft.urgent === 'yes',
    until: new Date(from.getTime() + Number(draft.days) * day).toISOString(),
    from,
  }
}

/** What is sent of a new notice; without a time it is published when the server has it. */
export function bodyOf(draft: Draft, corrects: string | undefined, now: Date): Schemas['BulletinDraft'] {
  const { from, ...rest } = said(draft, now)
  const publish_at = draft.when === 'later' ? from.toISOString() : undefined
  return { id: draft.id, ...rest, publish_at, corrects }
}

/** What is sent of a changed one. */
export function changeOf(draft: Draft, now: Date): Schemas['BulletinChange'] {
  const { from, ...rest } = said(draft, now)
  return { version: draft.version, ...rest, publish_at: from.toISOString() }
}
