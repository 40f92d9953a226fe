import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, ref, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'

export type Move = Omit<Schemas['ReportMove'], 'from'>

/** One report, and taking it a step on. A report that somebody else moved meanwhile is read anew and `changed` says so. */
export function useReport(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const path = () => ({ params: { path: { reportId: toValue(id) } } })
  const changed = ref(false)
  const {
    data: report,
    error,
    isPending,
    refetch,
  } = useQuery({
    key: () => ['reports', 'one', toValue(id)],
    query: () => ok(api.GET('/reports/{reportId}', path())),
  })
  const moving = useMutation({
    mutation: (move: Move) => {
      changed.value = false
      return ok(
        api.POST('/reports/{reportId}/moves', { ...path(), body: { ...move, from: report.value!.state } }),
      )
    },
    onSuccess: fresh => {
      cache.setQueryData(['reports', 'one', fresh.id], fresh)
      void cache.invalidateQueries({ key: ['reports', 'list'] })
      void cache.invalidateQueries({ key: ['home'] })
    },
    onError: async thrown => {
      const { code, status } = problemOf(thrown)
      if (status !== 409) return
      await refetch()
      changed.value = code === 'report_changed_meanwhile' || code === 'move_not_now'
    },
  })
  return {
    report,
    error,
    isPending,
    retry: () => refetch(),
    changed,
    /** Resolves when the server has taken the step; throws its problem. */
    move: (move: Move) => moving.mutateAsync(move),
    moving: moving.isLoading,
    moveError: moving.error,
    /** Begins anew: what went wrong before is no longer told. */
    forget: () => {
      changed.value = false
      moving.reset()
    },
  }
}

/** Whom a report can be assigned to. */
export function useAssignees(community: MaybeRefOrGetter<string>) {
  const { data, error, isPending, refetch } = useQuery({
    key: () => ['assignees', toValue(community)],
    query: () =>
      ok(
        api.GET('/communities/{communityId}/assignees', {
          params: { path: { communityId: toValue(community) } },
        }),
      ),
  })
  return { assignees: data, error, isPending, retry: () => refetch() }
}
