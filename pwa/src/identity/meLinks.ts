import { type Component, type Ref, ref, shallowRef } from 'vue'
import type { IconName } from '@/shared/ui/icons'

/** A line of the page "Me". Its word must be loaded with that page: `identity.links.…`. */
export interface MeLink {
  /** Name of the route. */
  name: string
  params?: Record<string, string>
  icon: IconName
  word: string
  /** How many new things wait there. */
  count?: () => number
}

const links = ref<MeLink[]>([{ name: 'reports-mine', icon: 'list', word: 'identity.links.reports' }])
const parts = shallowRef<readonly Component[]>([])

/** What lies behind "Me". Domains of a higher rank add their lines from the app's frame. */
export function useMeLinks(): Readonly<Ref<readonly MeLink[]>> {
  return links
}

/** Adds lines, once each, in the order they are given. */
export function addMeLinks(...more: MeLink[]): void {
  for (const link of more) if (!links.value.some(l => l.name === link.name)) links.value.push(link)
}

/** Cards of "Me" for those who are signed in, below the lines. */
export function useMeParts(): Readonly<Ref<readonly Component[]>> {
  return parts
}

/** Adds a card that knows more than this folder does, such as what somebody may do in their community. */
export function addMePart(part: Component): void {
  parts.value = [...parts.value, part]
}
