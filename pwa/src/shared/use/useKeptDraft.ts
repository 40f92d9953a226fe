import { type MaybeRefOrGetter, type Ref, ref, toValue, watch } from 'vue'
import { keepDraft, plain, readDraft } from '../drafts'

/**
 * Something that is being written and stays on this phone until it is sent: one of a kind and account (empty while it
 * is not known who writes). Without storage it holds as long as the page is open. It goes with everything else when
 * the person leaves.
 */
export function useKeptDraft<T extends object>(
  account: MaybeRefOrGetter<string>,
  kind: string,
  fresh: () => T,
  begun: (draft: T) => boolean,
) {
  const draft = ref(fresh()) as Ref<T>
  const ready = ref(false)

  watch(() => toValue(account), open, { immediate: true })
  watch(draft, () => void keep(), { deep: true })

  async function open(of: string): Promise<void> {
    if (of === '') return
    try {
      const found = await readDraft<T>(of, kind)
      if (found && !begun(draft.value)) draft.value = { ...fresh(), ...found }
    } catch {
      // Storage is closed.
    }
    ready.value = true
  }

  async function keep(): Promise<void> {
    const of = toValue(account)
    if (!ready.value || of === '') return
    const content = plain(draft.value)
    try {
      await keepDraft(of, kind, content, begun(content), Date.now())
    } catch {
      // No room, or storage is closed.
    }
  }

  return {
    draft,
    /** It was sent: begin anew, at once, even where the component goes in the same moment. */
    drop: () => {
      draft.value = fresh()
      void keep()
    },
  }
}
