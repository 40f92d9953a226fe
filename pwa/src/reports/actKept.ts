import { type Filled, begun, freshFilled } from './act'

const start = 'wugong.act.'
const keyOf = (report: string, act: string) => `${start}${report}.${act}`

/** What was filled in for an act and not done yet, until this tab is closed. */
export function keptFilled(report: string, act: string): Filled {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(report, act)) ?? '{}') as Partial<Filled>
    return { ...freshFilled(), ...kept, photoIds: [] }
  } catch {
    return freshFilled()
  }
}

export function keepFilled(report: string, act: string, filled: Filled): void {
  try {
    if (begun(filled)) sessionStorage.setItem(keyOf(report, act), JSON.stringify({ ...filled, photoIds: [] }))
    else sessionStorage.removeItem(keyOf(report, act))
  } catch {
    // No room, or storage is closed: it holds as long as the sheet is open.
  }
}

export function dropFilled(report: string, act: string): void {
  keepFilled(report, act, freshFilled())
}

/** Takes everything that was filled in from this tab, when the person leaves. */
export function eraseFilled(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(start)) sessionStorage.removeItem(key)
  } catch {
    // Storage is closed: nothing was kept.
  }
}

let watched: object | undefined

/** Has it taken away when the person of this session leaves. */
export function eraseFilledOnLeave(session: { onLeave(act: () => void): void }): void {
  if (watched === session) return
  watched = session
  session.onLeave(eraseFilled)
}
