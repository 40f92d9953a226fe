import { useMutation, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'

/** What is put right in a community, or after one survey. */
export function useRectifications(
  communityId: MaybeRefOrGetter<string>,
  evaluation: MaybeRefOrGetter<string>,
) {
  const cache = useQueryCache()
  const path = () => ({ communityId: toValue(communityId) })
  const onSuccess = () => {
    for (const key of [['rectifications'], ['home']]) void cache.invalidateQueries({ key })
  }
  const list = useCursorList(
    () => ['rectifications', toValue(communityId), toValue(evaluation)],
    after =>
      ok(
        api.GET('/communities/{communityId}/rectifications', {
          params: { path: path(), query: { evaluation: toValue(evaluation) || undefined, after } },
        }),
      ),
    () => toValue(communityId) !== '',
  )
  const promising = useMutation({
    mutation: (body: Schemas['RectificationDraft']) =>
      ok(api.POST('/communities/{communityId}/rectifications', { params: { path: path() }, body })),
    onSuccess,
  })
  const closing = useMutation({
    mutation: (sent: { id: string; body: Schemas['RectificationClosing'] }) =>
      ok(
        api.POST('/rectifications/{rectificationId}/closing', {
          params: { path: { rectificationId: sent.id } },
          body: sent.body,
        }),
      ),
    onSuccess,
  })
  return { list, promising, closing }
}
