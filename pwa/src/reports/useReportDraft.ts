import { usePhotoDraft } from '@/media/usePhotoDraft'
import { draftKey, plain } from '@/shared/drafts'
import { post } from '@/shared/outbox/outbox'
import { begun, freshDraft, itemOf, kind, missing, mostPhotos } from './draft'

/** The report this person is writing. It is kept on the phone at every change and is there again after a restart. */
export function useReportDraft(account: string) {
  const { hold, afresh, ...kept } = usePhotoDraft(account, { kind, fresh: freshDraft, begun, mostPhotos })
  const { draft, full } = kept
  return { ...kept, send }

  /** Hands the finished report to the outbox, and begins a new one. Its id, or undefined where the phone is full. */
  async function send(community: string): Promise<string | undefined> {
    if (missing(draft.value).length > 0) return undefined
    hold()
    const item = itemOf(plain(draft.value), account, community, Date.now())
    try {
      await post(item, draftKey(account, kind))
    } catch {
      full.value = true
      return undefined
    }
    afresh()
    return item.id
  }
}
