import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'

/** Papers of a survey: the batches that wait for their second keying, and keying. */
export function usePapers(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const path = () => ({ params: { path: { evaluationId: toValue(id) } } })
  const onSettled = () => {
    for (const key of [['evaluations'], ['home']]) void cache.invalidateQueries({ key })
  }
  const batches = useQuery({
    key: () => ['evaluations', 'batches', toValue(id)],
    query: () => ok(api.GET('/evaluations/{evaluationId}/batches', path())),
  })
  const keying = useMutation({
    mutation: ({ again, ...body }: Schemas['EvaluationBatchDraft'] & { again?: string }) =>
      again
        ? ok(
            api.PUT('/evaluation-batches/{batchId}', {
              params: { path: { batchId: again } },
              body: { subjects: body.subjects, sheets: body.sheets },
            }),
          )
        : ok(api.POST('/evaluations/{evaluationId}/batches', { ...path(), body })),
    onSettled,
  })
  const checking = useMutation({
    mutation: (sent: { batchId: string; sheets: Schemas['EvaluationSheet'][] }) =>
      ok(
        api.POST('/evaluation-batches/{batchId}/check', {
          params: { path: { batchId: sent.batchId } },
          body: { sheets: sent.sheets },
        }),
      ),
    onSettled,
  })
  return { batches, keying, checking }
}

/** The households or people of a building, with whether they have answered. */
export function useTakers(id: MaybeRefOrGetter<string>, building: MaybeRefOrGetter<string>) {
  return useCursorList(
    () => ['evaluations', 'takers', toValue(id), toValue(building)],
    after =>
      ok(
        api.GET('/evaluations/{evaluationId}/takers', {
          params: {
            path: { evaluationId: toValue(id) },
            query: { building: toValue(building), after, limit: 100 },
          },
        }),
      ),
    () => toValue(building) !== '',
  )
}

/** The buildings of a community. */
export function useBuildings(communityId: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['evaluations', 'buildings', toValue(communityId)],
    query: () =>
      ok(
        api.GET('/communities/{communityId}/buildings', {
          params: { path: { communityId: toValue(communityId) }, query: { limit: 100 } },
        }),
      ),
    enabled: () => toValue(communityId) !== '',
  })
}
