import type { Schemas } from '@/api/client'
import type { IconName } from '@/shared/ui/icons'

type State = Schemas['ReportState']
type Act = Schemas['ReportAct']

/** The states by which the public list can be narrowed. */
export const publicStates: readonly State[] = ['accepted', 'assigned', 'in_progress', 'resolved', 'closed']

const actIcons: Record<Act, IconName> = {
  submit: 'send',
  accept: 'check',
  reject: 'cross',
  object: 'deliberate',
  assign: 'person',
  start: 'hammer',
  hand_over: 'share',
  resume: 'back',
  resolve: 'camera',
  verify: 'heart',
  reopen: 'retry',
  close: 'lock',
}

export function actIcon(act: Act): IconName {
  return actIcons[act]
}

/** What an entry of the timeline says: key below `reports.did`. The public is not told who was given the work. */
export function didKey(entry: Pick<Schemas['TimelineEntry'], 'act' | 'assignee'>): string {
  return entry.act === 'assign' && !entry.assignee ? 'assignSomebody' : entry.act
}

/** Whose turn it is, as the reader is told: key below `reports.next`. */
export function nextKey(report: Pick<Schemas['Report'], 'state' | 'mine' | 'acts' | 'timeline'>): string {
  const { state, mine, acts, timeline } = report
  if (state === 'resolved' && mine) return 'resolvedMine'
  if (state === 'rejected' && timeline.some(entry => entry.act === 'object')) return 'rejectedOver'
  if (state === 'rejected' && mine) return acts.includes('object') ? 'rejectedMine' : 'rejectedOver'
  return state
}

/** What is shown over each other: the first photo before, and the newest after. */
export function pairOf(
  photos: readonly Schemas['Photo'][],
): { before: Schemas['Photo']; after: Schemas['Photo'] } | undefined {
  const before = photos.find(photo => photo.kind === 'before')
  const after = photos.filter(photo => photo.kind === 'after').pop()
  return before && after ? { before, after } : undefined
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long is left, or how long it is overdue: key below `reports.due`, its number, and whether the time is over. */
export function dueOf(at: string, now: number): { key: string; n: number; over: boolean } {
  const left = new Date(at).getTime() - now
  const away = Math.abs(left)
  const over = left < 0
  if (over && away < hour) return { key: 'overMinutes', n: 0, over }
  if (!over && away < hour) return { key: 'minutes', n: Math.max(1, Math.floor(away / minute)), over }
  const days = away >= 2 * day || (over && away >= day)
  const n = Math.floor(away / (days ? day : hour))
  return { key: over ? (days ? 'overDays' : 'overHours') : days ? 'days' : 'hours', n, over }
}

/** The act that is most likely meant now, and the others: one primary button a screen. */
export function actsOf(acts: readonly Act[]): { first: Act | undefined; others: Act[] } {
  const order: Act[] = ['verify', 'resolve', 'start', 'accept', 'assign', 'resume', 'object']
  const first = order.find(act => acts.includes(act)) ?? acts[0]
  return { first, others: acts.filter(act => act !== first) }
}

/** Coordinates as they are shown: to about ten metres where the place is rough, else to one. */
export function coordinates({ point, rough }: Schemas['Place']): { lat: string; lon: string } | undefined {
  if (!point) return undefined
  const digits = rough ? 4 : 5
  return { lat: point.lat.toFixed(digits), lon: point.lon.toFixed(digits) }
}

/** Classes whose name, hint, group or code has every word that is searched for. */
export function classesFound(
  classes: readonly Schemas['ReportClass'][],
  words: string,
): Schemas['ReportClass'][] {
  const parts = words.trim().toLowerCase().split(/\s+/)
  return classes.filter(one => {
    const all = `${one.name} ${one.hint} ${one.group_name ?? ''} ${one.code}`.toLowerCase()
    return parts.every(part => all.includes(part))
  })
}

export interface ClassGroup {
  code: string
  name: string
  classes: Schemas['ReportClass'][]
}

/** Classes by their large class, in the order of the server. */
export function grouped(classes: readonly Schemas['ReportClass'][]): ClassGroup[] {
  const groups = new Map<string, ClassGroup>()
  for (const one of classes) {
    const group = groups.get(one.group) ?? { code: one.group, name: one.group_name ?? one.group, classes: [] }
    group.classes.push(one)
    groups.set(one.group, group)
  }
  return [...groups.values()]
}

const common = ['0102', 'X02', 'X03', '0110', '0505', 'X01', '0402']

/** What is offered before searching: what this person used last, then what is reported most. */
export function firstChoices(
  classes: readonly Schemas['ReportClass'][],
  recent: readonly string[],
): Schemas['ReportClass'][] {
  const wanted = [...new Set([...recent, ...common])]
  return wanted.flatMap(code => classes.filter(one => one.code === code)).slice(0, 6)
}
