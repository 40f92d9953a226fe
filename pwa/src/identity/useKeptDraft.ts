import { type Ref, ref, watch } from 'vue'
import { useSession } from './session'
import { kept } from '@/shared/kept'

/**
 * Something that is being written and stays on this phone until it is sent: one of a kind and account. Without storage
 * it holds as long as the page is open. It goes with everything else when the person leaves.
 */
export function useKeptDraft<T extends object>(kind: string, fresh: () => T, begun: (draft: T) => boolean) {
  const session = useSession()
  const draft = ref(fresh()) as Ref<T>
  const ready = ref(false)
  const account = () => session.account

  watch(account, open, { immediate: true })
  watch(draft, () => void keep(), { deep: true })

  async function open(of: string): Promise<void> {
    if (of === '') return
    try {
      const found = (await (await kept()).get('drafts', `${of}/${kind}`))?.content as T | undefined
      if (found && !begun(draft.value)) draft.value = { ...fresh(), ...found }
    } catch {
      // Storage is closed.
    }
    ready.value = true
  }

  async function keep(): Promise<void> {
    const of = account()
    if (!ready.value || of === '') return
    const key = `${of}/${kind}`
    const content = JSON.parse(JSON.stringify(draft.value)) as T // the store takes no proxies
    try {
      const db = await kept()
      if (begun(content))
        await db.put('drafts', { key, account: of, kind, begun: true, changed: Date.now(), content })
      else await db.delete('drafts', key)
    } catch {
      // No room, or storage is closed.
    }
  }

  return {
    draft,
    /** It was sent: begin anew. */
    drop: () => {
      draft.value = fresh()
    },
  }
}
