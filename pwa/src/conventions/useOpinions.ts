import { useMutation } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import { useFresh } from './useConventions'

export type Opinion = Schemas['ConventionOpinion']

/** What people want in a version or say about it: all, or what waits for an answer. */
export function useOpinions(versionId: MaybeRefOrGetter<string>, waiting: MaybeRefOrGetter<boolean>) {
  return useCursorList(
    () => ['conventions', 'opinions', toValue(versionId), toValue(waiting)],
    after =>
      ok(
        api.GET('/convention-versions/{versionId}/opinions', {
          params: {
            path: { versionId: toValue(versionId) },
            query: { waiting: toValue(waiting) || undefined, after },
          },
        }),
      ),
    () => toValue(versionId) !== '',
  )
}

/** Saying something, and saying what became of it. */
export function useOpining(versionId: MaybeRefOrGetter<string>) {
  const fresh = useFresh()
  const saying = useMutation({
    mutation: (body: Schemas['ConventionOpinionDraft']) =>
      ok(
        api.POST('/convention-versions/{versionId}/opinions', {
          params: { path: { versionId: toValue(versionId) } },
          body,
        }),
      ),
    onSuccess: () => fresh(),
  })
  const answering = useMutation({
    mutation: (sent: { id: string; body: Schemas['ConventionAnswer'] }) =>
      ok(
        api.POST('/convention-opinions/{opinionId}/answer', {
          params: { path: { opinionId: sent.id } },
          body: sent.body,
        }),
      ),
    onSettled: () => fresh(),
  })
  return { saying, answering }
}
