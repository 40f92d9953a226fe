import type { Schemas } from '@/api/client'
import type { Audience } from './draft'

/** To whom somebody may write here; the server decides again. The committee to all, the property company to those who
 * live here, a building head to the own building. */
export function audiencesOf(standing: Schemas['Standing'] | undefined): Audience[] {
  if (standing?.permissions.includes('bulletin_manage')) return ['public', 'members', 'buildings']
  if (standing?.roles.includes('property_company')) return ['members', 'buildings']
  return ['buildings']
}

/** The word for whom somebody writes for: the committee before the property company before the own building. */
export function issuerOf(standing: Schemas['Standing'] | undefined): Schemas['BulletinIssuerKind'] {
  const reach = audiencesOf(standing).length
  return reach === 3 ? 'committee' : reach === 2 ? 'property_company' : 'building_head'
}

/** The buildings somebody may write to. */
export function buildingsOf(
  standing: Schemas['Standing'] | undefined,
  all: readonly Schemas['Building'][],
): Schemas['Building'][] {
  const own = audiencesOf(standing).length > 1 ? undefined : standing?.building_id
  return all.filter(building => !own || building.id === own)
}
