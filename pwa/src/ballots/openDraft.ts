import type { Schemas } from '@/api/client'
import { hundredthsOf } from '@/shared/format/hundredths'
import { newId } from '@/shared/id'

export interface DraftOption {
  id: string
  title: string
  text: string
  /** Yuan, as it is typed. */
  cost: string
}

/** A vote that is being opened. What is typed stays as typed; the id is made once. Version 0: only on this phone. */
export interface OpenDraft {
  id: string
  version: number
  title: string
  text: string
  matter: Schemas['BallotMatter'] | ''
  profile: string
  effect: Schemas['LegalEffect'] | ''
  kind: Schemas['BallotKind']
  options: DraftOption[]
  seats: string
  most: string
  least: string
  budget: string
  method: Schemas['BudgetMethod']
  electorate: Schemas['ElectorateKind'] | ''
  /** An estate, in a village a group; else a building with or without its entrance; else everywhere. */
  estate: string
  building: string
  entrance: string
  body: string
  without: string
  also: string[]
  /** As the community's clock shows it: 2026-12-14T09:00. */
  opens: string
  closes: string
  invalid: 'yes' | 'no'
  silence: Schemas['Silence']
  parking: 'yes' | 'no'
  proposal: string
}

export function freshDraft(): OpenDraft {
  return {
    id: newId(),
    version: 0,
    title: '',
    text: '',
    matter: '',
    profile: '',
    effect: '',
    kind: 'decision',
    options: [],
    seats: '1',
    most: '1',
    least: '1',
    budget: '',
    method: 'mes',
    electorate: '',
    estate: '',
    building: '',
    entrance: '',
    body: '',
    without: '',
    also: [],
    opens: '',
    closes: '',
    invalid: 'yes',
    silence: 'absent',
    parking: 'yes',
    proposal: '',
  }
}

export function freshOption(): DraftOption {
  return { id: newId(), title: '', text: '', cost: '' }
}

/** There is something in it that would be missed. */
export function begun(draft: OpenDraft): boolean {
  return draft.title.trim() !== '' || draft.text.trim() !== '' || draft.version > 0
}

/** Yuan as typed, in fen: 5万 is not read, 50,000.5 is. None where it is no amount, or none above zero. */
export function fenOf(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[,\s]/g, '')
    .replace(/\u5143$/, '')
  return hundredthsOf(plain) || undefined
}

/** A whole number above zero, as typed. */
export function countOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim()
  return /^[1-9]\d{0,2}$/.test(plain) ? Number(plain) : undefined
}

/** The moment at which the community's clock shows this. */
export function momentOf(clock: string): Date | undefined {
  const at = new Date(`${clock}:00+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** What the community's clock shows at a moment, for a field of date and time. */
export function clockOf(at: Date): string {
  return new Date(at.getTime() + zone).toISOString().slice(0, 16)
}

const hour = 3_600_000
const day = 24 * hour
const zone = 8 * hour // Asia/Shanghai; no summer time
const tenMinutes = 600_000

/** The first moment to offer for an opening that may not be before this one: nine in the morning of that day; later in
 * the day the next full ten minutes, so that the notice can still be given. */
export function firstOpening(earliest: Date): Date {
  const midnight = Math.floor((earliest.getTime() + zone) / day) * day - zone
  const nine = midnight + 9 * hour
  if (earliest.getTime() - midnight < hour) return new Date(nine)
  return new Date(Math.ceil((earliest.getTime() + tenMinutes) / tenMinutes) * tenMinutes)
}

export type Step = 'what' | 'who' | 'when'
export type Lack =
  | 'title'
  | 'text'
  | 'matter'
  | 'options'
  | 'optionTitle'
  | 'optionCost'
  | 'seats'
  | 'most'
  | 'least'
  | 'budget'
  | 'electorate'
  | 'body'
  | 'without'
  | 'group'
  | 'building'
  | 'opens'
  | 'early'
  | 'closes'
  | 'long'

/** What is missing in the first step. */
export function lacksWhat(draft: OpenDraft): Lack[] {
  const found: Lack[] = []
  if (draft.title.trim() === '') found.push('title')
  if (draft.text.trim() === '') found.push('text')
  if (draft.matter === '') found.push('matter')
  if (draft.kind === 'choice') found.push(...lacksChoice(draft))
  if (draft.kind === 'budget') found.push(...lacksBudget(draft))
  return found
}

function lacksChoice(draft: OpenDraft): Lack[] {
  const found: Lack[] = []
  const [seats, most, least] = [draft.seats, draft.most, draft.least].map(countOf)
  const n = draft.options.length
  if (n < 2) found.push('options')
  if (draft.options.some(option => option.title.trim() === '')) found.push('optionTitle')
  if (!seats || seats > n) found.push('seats')
  if (!most || most > n) found.push('most')
  if (!least || (most && least > most)) found.push('least')
  return found
}

function lacksBudget(draft: OpenDraft): Lack[] {
  const found: Lack[] = []
  if (draft.options.length < 2) found.push('options')
  if (draft.options.some(option => option.title.trim() === '')) found.push('optionTitle')
  if (draft.options.some(option => !fenOf(option.cost))) found.push('optionCost')
  if (!fenOf(draft.budget)) found.push('budget')
  return found
}

/** The place that a rule asks for: a villagers' group meets as one, an elevator is of a building; else any. */
export function placeOf(profile: string): 'group' | 'building' | 'any' {
  if (profile === 'villager_group') return 'group'
  return profile === 'unit_elevator' ? 'building' : 'any'
}

/** What is missing in the second step. */
export function lacksWho(draft: OpenDraft): Lack[] {
  if (draft.electorate === '') return ['electorate']
  if (draft.electorate === 'members' && draft.body === '') return ['body']
  if (draft.electorate === 'affected' && draft.without === '') return ['without']
  if (placeOf(draft.profile) === 'group' && draft.estate === '') return ['group']
  if (placeOf(draft.profile) === 'building' && draft.building === '') return ['building']
  return []
}

const longest = 60 * day

/** What is missing in the third step. `earliest`: before it no voting may begin. */
export function lacksWhen(draft: OpenDraft, earliest: Date): Lack[] {
  const opens = momentOf(draft.opens)
  const closes = momentOf(draft.closes)
  const found: Lack[] = []
  if (!opens) found.push('opens')
  else if (opens < earliest) found.push('early')
  if (!closes || (opens && closes.getTime() - opens.getTime() < hour)) found.push('closes')
  else if (opens && closes.getTime() - opens.getTime() > longest) found.push('long')
  return found
}
