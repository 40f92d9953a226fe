import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { useCursorList } from '@/shared/use/useCursorList'

export type Shelf = 'mine' | 'queue'

/** What I complained about, or what waits for my answer, page by page. */
export function useComplaintList(shelf: MaybeRefOrGetter<Shelf>) {
  return useCursorList(
    () => ['complaints', 'list', toValue(shelf)],
    after => {
      const params = { query: { after } }
      return toValue(shelf) === 'mine'
        ? ok(api.GET('/complaints/mine', { params }))
        : ok(api.GET('/complaints/queue', { params }))
    },
  )
}

function useFresh() {
  const cache = useQueryCache()
  return (fresh: Schemas['Complaint']) => {
    cache.setQueryData(['complaints', 'one', fresh.id], fresh)
    void cache.invalidateQueries({ key: ['complaints', 'list'] })
    void cache.invalidateQueries({ key: ['home'] })
  }
}

/** One complaint, answering it, and asking once more. */
export function useComplaint(id: MaybeRefOrGetter<string>) {
  const path = () => ({ params: { path: { complaintId: toValue(id) } } })
  const onSuccess = useFresh()
  const one = useQuery({
    key: () => ['complaints', 'one', toValue(id)],
    query: () => ok(api.GET('/complaints/{complaintId}', path())),
  })
  const saying = useMutation({
    mutation: (text: string) => {
      const now = one.data.value
      return now?.mine
        ? ok(api.POST('/complaints/{complaintId}/again', { ...path(), body: { text } }))
        : ok(
            api.POST('/complaints/{complaintId}/answer', {
              ...path(),
              body: { text, round: now?.round ?? 1 },
            }),
          )
    },
    onSuccess,
    // Somebody was faster: show what they said.
    onError: async thrown => {
      if (problemOf(thrown).status === 409) await one.refetch()
    },
  })
  return {
    complaint: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    /** Says what is the caller's to say now; resolves when the server has it. */
    say: (text: string) => saying.mutateAsync(text),
    saying: saying.isLoading,
    sayError: saying.error,
  }
}

/** Lodging a complaint. */
export function useLodging() {
  const onSuccess = useFresh()
  const lodging = useMutation({
    mutation: (body: Schemas['ComplaintDraft']) => ok(api.POST('/complaints', { body })),
    onSuccess,
  })
  return { lodge: lodging.mutateAsync, lodging: lodging.isLoading, lodgeError: lodging.error }
}
