import type { Schemas } from '@/api/client'
import { type Draft, bodyOf } from './draft'

/** A notice as its readers will see it, before the server has it. */
export function previewOf(
  draft: Draft,
  here: {
    /** On whose behalf it is written. */
    issuer: string
    buildings: readonly Schemas['Building'][]
    base?: Schemas['Bulletin']
    correcting: boolean
  },
  now: Date,
) {
  const body = bodyOf(draft, here.correcting ? here.base?.id : undefined, now)
  const chosen = here.buildings.filter(building => body.building_ids?.includes(building.id))
  return {
    title: body.title,
    text: body.text,
    urgent: body.urgent === true,
    audience: body.audience,
    buildings:
      here.correcting && here.base
        ? here.base.buildings
        : chosen.map(building => ({ name: `${building.estate} ${building.name}` })),
    issuer: here.base?.issuer ?? { kind: 'committee' as const, name: here.issuer },
    state: body.publish_at ? ('scheduled' as const) : ('published' as const),
    publish_at: body.publish_at ?? now.toISOString(),
    until: body.until ?? now.toISOString(),
    corrects: body.corrects,
  }
}
