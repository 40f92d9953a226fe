import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'

/** What a community keeps, or what one of its projects built; the newest first. */
export function useAssetList(
  communityId: MaybeRefOrGetter<string>,
  project: MaybeRefOrGetter<string | undefined> = undefined,
) {
  return useCursorList(
    () => ['assets', 'list', toValue(communityId), toValue(project) ?? ''],
    after =>
      ok(
        api.GET('/communities/{communityId}/assets', {
          params: {
            path: { communityId: toValue(communityId) },
            query: { after, limit: 60, project: toValue(project) },
          },
        }),
      ),
    () => toValue(communityId) !== '',
  )
}

/** One thing that is kept. Without an id nothing is asked. */
export function useAsset(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['assets', 'one', toValue(id)],
    query: () => ok(api.GET('/assets/{assetId}', { params: { path: { assetId: toValue(id) } } })),
    enabled: () => toValue(id) !== '',
  })
}

/** The accepted reports about a thing. */
export function useReportsOf(asset: MaybeRefOrGetter<Schemas['Asset'] | undefined>) {
  return useCursorList(
    () => ['assets', 'reports', toValue(asset)?.id ?? ''],
    after =>
      ok(
        api.GET('/communities/{communityId}/reports', {
          params: {
            path: { communityId: toValue(asset)!.community_id },
            query: { asset: toValue(asset)!.id, after, limit: 10 },
          },
        }),
      ),
    () => toValue(asset) !== undefined,
  )
}

/** Putting something on the list, and changing what is written about it. */
export function useWriting(communityId: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const onSuccess = (fresh: Schemas['Asset']) => {
    cache.setQueryData(['assets', 'one', fresh.id], fresh)
    void cache.invalidateQueries({ key: ['assets', 'list'] })
  }
  const adding = useMutation({
    mutation: (body: Schemas['AssetDraft']) =>
      ok(
        api.POST('/communities/{communityId}/assets', {
          params: { path: { communityId: toValue(communityId) } },
          body,
        }),
      ),
    onSuccess,
  })
  const changing = useMutation({
    mutation: (sent: { id: string; body: Schemas['AssetChange'] }) =>
      ok(api.PUT('/assets/{assetId}', { params: { path: { assetId: sent.id } }, body: sent.body })),
    onSuccess,
  })
  return { adding, changing }
}
