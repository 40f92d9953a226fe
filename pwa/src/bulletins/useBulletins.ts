import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { useCursorList } from '@/shared/use/useCursorList'

export type Shelf = Schemas['BulletinShelf']

/** A shelf of a community's notice board, page by page. */
export function useBulletinList(communityId: MaybeRefOrGetter<string>, shelf: MaybeRefOrGetter<Shelf>) {
  return useCursorList(
    () => ['bulletins', 'list', toValue(communityId), toValue(shelf)],
    after =>
      ok(
        api.GET('/communities/{communityId}/bulletins', {
          params: { path: { communityId: toValue(communityId) }, query: { shelf: toValue(shelf), after } },
        }),
      ),
    () => toValue(communityId) !== '',
  )
}

function useFresh() {
  const cache = useQueryCache()
  return (fresh: Schemas['Bulletin']) => {
    cache.setQueryData(['bulletins', 'one', fresh.id], fresh)
    void cache.invalidateQueries({ key: ['bulletins', 'list'] })
    void cache.invalidateQueries({ key: ['home'] })
    if (fresh.corrects) void cache.invalidateQueries({ key: ['bulletins', 'one', fresh.corrects] })
  }
}

/** One notice, and taking it back. Without an id nothing is asked. */
export function useBulletin(id: MaybeRefOrGetter<string>) {
  const path = () => ({ params: { path: { bulletinId: toValue(id) } } })
  const onSuccess = useFresh()
  const one = useQuery({
    key: () => ['bulletins', 'one', toValue(id)],
    query: () => ok(api.GET('/bulletins/{bulletinId}', path())),
    enabled: () => toValue(id) !== '',
  })
  const withdrawing = useMutation({
    mutation: (reason: string) =>
      ok(api.POST('/bulletins/{bulletinId}/withdrawal', { ...path(), body: { reason } })),
    onSuccess,
    // Somebody was faster: show what they did.
    onError: async thrown => {
      if (problemOf(thrown).status === 409) await one.refetch()
    },
  })
  return {
    bulletin: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    /** Takes the notice back with a reason; resolves when the server has it. */
    withdraw: (reason: string) => withdrawing.mutateAsync(reason),
    withdrawing: withdrawing.isLoading,
    withdrawError: withdrawing.error,
  }
}

/** Writing a notice, or changing one that is planned. */
export function useWriting() {
  const onSuccess = useFresh()
  const creating = useMutation({
    mutation: (sent: { communityId: string; body: Schemas['BulletinDraft'] }) =>
      ok(
        api.POST('/communities/{communityId}/bulletins', {
          params: { path: { communityId: sent.communityId } },
          body: sent.body,
        }),
      ),
    onSuccess,
  })
  const changing = useMutation({
    mutation: (sent: { id: string; body: Schemas['BulletinChange'] }) =>
      ok(api.PUT('/bulletins/{bulletinId}', { params: { path: { bulletinId: sent.id } }, body: sent.body })),
    onSuccess,
  })
  return {
    create: creating.mutateAsync,
    change: changing.mutateAsync,
    busy: () => creating.isLoading.value || changing.isLoading.value,
    failure: () => creating.error.value ?? changing.error.value,
    /** Forgets what failed. */
    reset: () => {
      creating.reset()
      changing.reset()
    },
  }
}

/** The buildings of a community, for whom a notice may be. */
export function useBuildings(communityId: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['buildings', 'all', toValue(communityId)],
    query: () => all(toValue(communityId)),
    enabled: () => toValue(communityId) !== '',
  })
}

async function all(communityId: string): Promise<Schemas['Building'][]> {
  const found: Schemas['Building'][] = []
  let after: string | undefined
  do {
    const page = await ok(
      api.GET('/communities/{communityId}/buildings', {
        params: { path: { communityId }, query: { limit: 100, after } },
      }),
    )
    found.push(...page.items)
    after = page.next
  } while (after)
  return found
}
