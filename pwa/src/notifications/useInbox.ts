import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { api, ok } from '@/api/client'
import { useSession } from '@/identity/session'
import { useCursorList } from '@/shared/use/useCursorList'

/** The notices of the person, newest first. */
export function useInbox() {
  const cache = useQueryCache()
  const list = useCursorList(['inbox', 'list'], after =>
    ok(api.GET('/inbox', { params: { query: { after } } })),
  )
  const { mutate: read } = useMutation({
    mutation: (upTo: string) => ok(api.POST('/inbox/read', { body: { up_to: upTo } })),
    onSuccess: () => cache.invalidateQueries({ key: ['inbox', 'unread'] }),
  })
  return { ...list, read }
}

/** How many notices are unread, for the badge; 99 stands for more. */
export function useUnread() {
  const session = useSession()
  const { data } = useQuery({
    key: ['inbox', 'unread'],
    query: async () => (await ok(api.GET('/inbox', { params: { query: { limit: 1 } } }))).unread,
    enabled: () => !session.isGuest,
  })
  return data
}
