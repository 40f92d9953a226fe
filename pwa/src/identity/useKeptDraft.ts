import { useKeptDraft as useKeptDraftOf } from '@/shared/use/useKeptDraft'
import { useSession } from './session'

/** Something that the person who is signed in is writing: one of a kind, kept on this phone until it is sent. */
export function useKeptDraft<T extends object>(kind: string, fresh: () => T, begun: (draft: T) => boolean) {
  const session = useSession()
  return useKeptDraftOf(() => session.account, kind, fresh, begun)
}
