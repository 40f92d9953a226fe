import type { Schemas } from '@/api/client'

type Invitation = Schemas['Invitation']
export type DoorSheet = Invitation & { link: string }

/**
 * What is printed for the doors: of each building the good invitation that lasts longest, in the order one walks
 * (10 after 2). With `only`, that invitation alone.
 */
export function doorSheets(invitations: readonly Invitation[], only?: string): DoorSheet[] {
  const good = invitations.filter((one): one is DoorSheet => Boolean(one.link) && (!only || one.id === only))
  const longest = new Map<string, DoorSheet>()
  for (const one of good) {
    const other = longest.get(one.building_id)
    if (!other || Date.parse(one.expires_at) > Date.parse(other.expires_at)) longest.set(one.building_id, one)
  }
  const order = new Intl.Collator('zh-CN', { numeric: true })
  return [...longest.values()].sort(
    (a, b) => order.compare(a.estate, b.estate) || order.compare(a.building, b.building),
  )
}
