import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'

/** The surveys of a community, or of one of its projects; the newest first. */
export function useEvaluationList(
  communityId: MaybeRefOrGetter<string>,
  project: MaybeRefOrGetter<string | undefined>,
) {
  return useCursorList(
    () => ['evaluations', 'list', toValue(communityId), toValue(project) ?? ''],
    after =>
      ok(
        api.GET('/communities/{communityId}/evaluations', {
          params: {
            path: { communityId: toValue(communityId) },
            query: { after, project: toValue(project) },
          },
        }),
      ),
    () => toValue(communityId) !== '',
  )
}

/** One survey, and what can be done with it. */
export function useEvaluation(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const path = () => ({ params: { path: { evaluationId: toValue(id) } } })
  const onSuccess = (fresh: Schemas['Evaluation']) => {
    cache.setQueryData(['evaluations', 'one', fresh.id], fresh)
    for (const key of [['evaluations', 'list'], ['home']]) void cache.invalidateQueries({ key })
  }
  const one = useQuery({
    key: () => ['evaluations', 'one', toValue(id)],
    query: () => ok(api.GET('/evaluations/{evaluationId}', path())),
  })
  const answering = useMutation({
    mutation: (body: Schemas['EvaluationSheet']) =>
      ok(api.POST('/evaluations/{evaluationId}/answer', { ...path(), body })),
    onSuccess,
  })
  const noting = useMutation({
    mutation: (text: string) =>
      ok(api.PUT('/evaluations/{evaluationId}/note', { ...path(), body: { text } })),
    onSuccess,
  })
  return {
    evaluation: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    answering,
    noting,
  }
}

/** Opening a survey. */
export function useOpening(communityId: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  return useMutation({
    mutation: (body: Schemas['EvaluationDraft']) =>
      ok(
        api.POST('/communities/{communityId}/evaluations', {
          params: { path: { communityId: toValue(communityId) } },
          body,
        }),
      ),
    onSuccess: () => {
      for (const key of [['evaluations'], ['home']]) void cache.invalidateQueries({ key })
    },
  })
}

/** What people wrote, for the committee. */
export function useWords(id: MaybeRefOrGetter<string>) {
  return useCursorList(
    () => ['evaluations', 'words', toValue(id)],
    after =>
      ok(
        api.GET('/evaluations/{evaluationId}/words', {
          params: { path: { evaluationId: toValue(id) }, query: { after } },
        }),
      ),
  )
}
