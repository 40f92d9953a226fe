import { useQuery } from '@pinia/colada'
import { type Ref, computed, ref, watch } from 'vue'
import { api, ok } from '@/api/client'
import { useSession } from '@/identity/session'

const count = ref(0)

/** How many notices are unread, 99 at most: of whoever is signed in, as far as this phone was told. */
export const unreadCount = () => count.value

/** An answer told it beside other things. */
export function noteUnread(unread: number): void {
  count.value = unread
}

/** Keeps the number of unread notices; asks for it only where `wanted`, and at most once a minute. */
export function useUnread(wanted: () => boolean): Readonly<Ref<number>> {
  const session = useSession()
  const { data } = useQuery({
    key: () => ['inbox', 'unread', session.account],
    query: async () => (await ok(api.GET('/inbox', { params: { query: { limit: 1 } } }))).unread,
    enabled: () => !session.isGuest && wanted(),
    staleTime: 60_000,
  })
  watch(data, unread => noteUnread(unread ?? 0))
  watch(
    () => session.account,
    () => noteUnread(0),
  )
  return computed(() => (session.isGuest ? 0 : count.value))
}
