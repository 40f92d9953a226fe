import type { Schemas } from '@/api/client'
import { fenOf } from '@/shared/format/money'

/** What is chosen before a project begins. */
export interface Beginning {
  proposal: string
  path: Schemas['ProjectPath']
  budget: string
  land: string
  common: string
  levy: string
}

/** What is missing. The light path is for what takes no land, changes nothing owned in common and costs no household. */
export function beginLacks(form: Beginning): ('proposal' | 'budget' | 'light')[] {
  const light = form.path === 'light'
  return [
    ...(form.proposal === '' ? (['proposal'] as const) : []),
    ...(light && !((fenOf(form.budget) ?? 0) > 0) ? (['budget'] as const) : []),
    ...(light && [form.land, form.common, form.levy].some(said => said !== 'no') ? (['light'] as const) : []),
  ]
}

/** What is sent. */
export function beginBody(id: string, form: Beginning): Schemas['ProjectDraft'] {
  if (form.path === 'full') return { id, proposal_id: form.proposal, path: 'full' }
  return {
    id,
    proposal_id: form.proposal,
    path: 'light',
    light: {
      budget: fenOf(form.budget) ?? 0,
      land: form.land === 'yes',
      common_property: form.common === 'yes',
      levy: form.levy === 'yes',
    },
  }
}
