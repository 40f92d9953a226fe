import { useMutation, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'

/** Objections to the roll and the result of a vote, and raising one. */
export function useObjections(ballot: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) {
  const cache = useQueryCache()
  const key = () => ['ballots', 'objections', toValue(ballot)]
  const path = () => ({ ballotId: toValue(ballot) })
  const list = useCursorList<Schemas['ObjectionPage']>(
    key,
    after =>
      ok(
        api.GET('/ballots/{ballotId}/objections', {
          params: { path: path(), query: { limit: 20, after } },
        }),
      ),
    enabled,
  )
  const raising = useMutation({
    mutation: (body: Schemas['ObjectionDraft']) =>
      ok(api.POST('/ballots/{ballotId}/objections', { params: { path: path() }, body })),
    onSettled: async () => {
      void cache.invalidateQueries({ key: ['ballots', 'one', toValue(ballot)] })
      await cache.invalidateQueries({ key: key() })
    },
  })
  return {
    list,
    raise: (draft: Schemas['ObjectionDraft']) => raising.mutateAsync(draft),
    raising: raising.isLoading,
    raiseError: raising.error,
    forget: () => raising.reset(),
  }
}
