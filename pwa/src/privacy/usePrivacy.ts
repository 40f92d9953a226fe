import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { ref } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { exportFile, save } from '@/api/download'
import { useSession } from '@/identity/session'
import { currentLanguage } from '@/shared/words'
import { leaveNothing } from './leaveNothing'
import { noticeVersion } from './notice'

/** What somebody agreed to, a copy of their data, and the end of their account. */
export function usePrivacy() {
  const session = useSession()
  const cache = useQueryCache()
  const consents = useQuery({
    key: ['privacy', 'consents'],
    query: () => ok(api.GET('/me/consents')),
    enabled: () => !session.isGuest,
  })
  const deletion = useQuery({
    key: () => ['privacy', 'deletion', currentLanguage()],
    query: () => ok(api.GET('/me/deletion')),
    enabled: () => !session.isGuest,
  })
  const say = useMutation({
    mutation: (word: { purpose: Schemas['ConsentPurpose']; given: boolean }) =>
      ok(api.POST('/me/consents', { body: { ...word, version: noticeVersion } })),
    onSuccess: answer => cache.setQueryData(['privacy', 'consents'], answer),
  })
  const copy = useMutation({
    mutation: async (form: Schemas['ExportForm']) => save(await exportFile(form)),
  })
  /** What the deletion did, once it is done. */
  const receipt = ref<Schemas['Deletion']>()
  const erase = useMutation({
    mutation: async (word: string) => {
      const { account } = session
      receipt.value = await ok(api.POST('/me/deletion', { body: { word } }))
      await leaveNothing(session, account)
    },
  })
  return { consents, deletion, say, copy, erase, receipt }
}
