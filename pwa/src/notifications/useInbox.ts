import { useMutation, useQueryCache } from '@pinia/colada'
import { api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import { noteUnread } from './unread'

/** The notices of the person, newest first. */
export function useInbox() {
  const cache = useQueryCache()
  const list = useCursorList(['inbox', 'list'], after =>
    ok(api.GET('/inbox', { params: { query: { after } } })),
  )
  const { mutate: read } = useMutation({
    mutation: (upTo: string) => ok(api.POST('/inbox/read', { body: { up_to: upTo } })),
    onSuccess: ({ unread }) => {
      noteUnread(unread)
      return cache.invalidateQueries({ key: ['inbox', 'unread'] })
    },
  })
  return { ...list, read }
}
