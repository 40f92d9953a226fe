import type { Schemas } from '@/api/client'
import { newId } from '@/shared/id'
import { reportIn } from './complaintText'

/** A complaint that is being written. Its id is made once, so that sending it twice lodges it once. */
export interface Draft {
  id: string
  topic: Schemas['ComplaintTopic']
  text: string
  report: string
  where: 'community' | 'platform'
  named: 'yes' | 'no'
}

export function freshDraft(): Draft {
  return { id: newId(), topic: 'personal_data', text: '', report: '', where: 'community', named: 'no' }
}

/** There is something in it that would be missed. */
export function begun(draft: Draft): boolean {
  return draft.text.trim() !== '' || draft.report.trim() !== ''
}

/** What is sent: the community and the report only where they are meant. */
export function bodyOf(draft: Draft, community: string): Schemas['ComplaintDraft'] {
  return {
    id: draft.id,
    topic: draft.topic,
    text: draft.text.trim(),
    named: draft.named === 'yes',
    community_id: draft.where === 'community' && community ? community : undefined,
    report_id: draft.topic === 'content' ? reportIn(draft.report) : undefined,
  }
}
