import type { Schemas } from '@/api/client'
import { yuan } from '@/shared/format/money'
import type { IconName } from '@/shared/ui/icons'
import { say } from '@/shared/words'
import { type RecordType, recordForms } from './recordForms'
import type { Stage } from './stages'

type Tone = 'going' | 'done' | 'due' | 'thanks' | 'still'

/** Tenths as people write them: 25 is 2.5, 30 is 3. */
export function tenths(n: number): string {
  return n % 10 === 0 ? String(n / 10) : (n / 10).toFixed(1)
}

/** How much was given, in the unit of its kind. */
export function quantityText(unit: Schemas['ContributionUnit'], n: number): string {
  const said = { workday: tenths, hour: tenths, fen: yuan, square_metre: yuan, piece: String }[unit](n)
  return say(`projects.unit.${unit}`, { n: said })
}

/** Yuan with its word. */
export function moneyText(fen: number): string {
  return say('projects.unit.fen', { n: yuan(fen) })
}

export const contributionKinds = [
  'labour',
  'volunteer',
  'money',
  'goods',
  'equipment',
  'professional',
  'land',
] as const satisfies readonly Schemas['ContributionKind'][]

/** The unit in which a kind is counted. */
export const unitOf: Record<Schemas['ContributionKind'], Schemas['ContributionUnit']> = {
  labour: 'workday',
  volunteer: 'workday',
  money: 'fen',
  goods: 'piece',
  equipment: 'hour',
  professional: 'hour',
  land: 'square_metre',
}

export const outKinds = [
  'materials',
  'labour',
  'design',
  'equipment',
  'fees',
  'refund',
  'other',
] as const satisfies readonly Schemas['FundKind'][]

/** A typed quantity as it is sent: tenths of a day or an hour, fen, 0.01 m², pieces; undefined where it is none. */
export function quantityOf(kind: Schemas['ContributionKind'], typed: string): number | undefined {
  const unit = unitOf[kind]
  const places = { workday: 1, hour: 1, fen: 2, square_metre: 2, piece: 0 }[unit]
  const found = /^(\d{1,11})(?:\.(\d+))?$/.exec(typed.replace(/[\s,\uFF0C]/g, ''))
  const after = found?.[2] ?? ''
  if (!found || after.length > places) return undefined
  const n = Number(found[1] + after.padEnd(places, '0'))
  return n > 0 ? n : undefined
}

const contributionFaces: Record<Schemas['ContributionState'], { tone: Tone; icon: IconName }> = {
  declared: { tone: 'still', icon: 'hourglass' },
  confirmed: { tone: 'thanks', icon: 'heart' },
  disputed: { tone: 'due', icon: 'warning' },
  void: { tone: 'still', icon: 'cross' },
}

/** How the state of a contribution looks; its word is `projects.contribution.state.<state>`. */
export function contributionFace(state: Schemas['ContributionState']): { tone: Tone; icon: IconName } {
  return contributionFaces[state]
}

/** How far an entry of money is looked at by others; word `projects.fund.state.<word>`. */
export function fundFace(
  one: Pick<Schemas['FundEntry'], 'approved' | 'countersigned' | 'reversed_by' | 'reverses'>,
): { tone: Tone; icon: IconName; word: string } {
  if (one.reversed_by) return { tone: 'still', icon: 'cross', word: 'reversed' }
  if (one.countersigned) return { tone: 'done', icon: 'check', word: 'countersigned' }
  if (one.approved) return { tone: 'going', icon: 'check', word: 'approved' }
  return { tone: 'still', icon: 'hourglass', word: 'recorded' }
}

interface Way {
  name: string
  params?: Record<string, string>
  query?: Record<string, string>
}

type Missing = Pick<Schemas['GateMissing'], 'code' | 'adds' | 'subject_id'>

/** Surveys, turns and what is put right have pages of their own. */
function wayOut(project: string, item: Missing): Way | undefined {
  if (item.code === 'survey') return { name: 'evaluation-new', query: { project } }
  if (item.code === 'roster') return { name: 'roster-new', query: { project } }
  if (item.code === 'rectification') return { name: 'rectifications' }
  if (/^survey_/.test(item.code) && item.subject_id)
    return { name: 'evaluations', params: { at: item.subject_id } }
  return undefined
}

/** Where what is missing is added: a form of a record, a page of the project; undefined where others must act. */
export function wayTo(project: string, item: Missing, may: readonly RecordType[]): Way | undefined {
  const to = (part: string, which?: string) => ({
    name: 'projects',
    params: { at: project, part, ...(which && { which }) },
  })
  if (item.code === 'contribution_open') return to('contributions')
  if (/^(fund_|account_)/.test(item.code)) return to('funds')
  if (/_signatures?$/.test(item.code) && item.subject_id) return to('records', item.subject_id)
  const elsewhere = wayOut(project, item)
  if (elsewhere) return may.length ? elsewhere : undefined
  if (!item.adds || !may.includes(item.adds)) return undefined
  if (!item.subject_id) return to('add', item.adds)
  const moment = /^photo_(before|after)$/.exec(item.code)?.[1]
  return { ...to('add', item.adds), query: { about: item.subject_id, ...(moment && { moment }) } }
}

/** The types of a stage that the reader may add, in the order of the contract. Supervision may speak anywhere. */
export function addable(stage: Stage, may: readonly RecordType[]): RecordType[] {
  return may.filter(type => recordForms[type].stage === stage)
}

const stepIcons: Record<Schemas['MatterStepKind'], IconName> = {
  report: 'camera',
  proposal: 'deliberate',
  vote: 'vote',
  project: 'projects',
  record: 'list',
  gate: 'check',
  contribution: 'heart',
  money: 'building',
  asset: 'qr',
  survey: 'people',
  rectification: 'hammer',
  archive: 'lock',
  reuse: 'share',
}

/** The sign of a step in the life of a matter. */
export function stepIcon(kind: Schemas['MatterStepKind']): IconName {
  return stepIcons[kind]
}

/** Bytes as people read them, one decimal at most. */
export function sizeText(bytes: number): string {
  const kB = bytes / 1000
  return kB < 1000 ? `${Math.max(1, Math.round(kB))} kB` : `${(kB / 1000).toFixed(1)} MB`
}
