import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'

export type Move = Omit<Schemas['ProposalMove'], 'from'>
export type OpinionMove = Omit<Schemas['OpinionMove'], 'from'>

/** One proposal, and taking it a step on. What somebody else did meanwhile is read anew. */
export function useProposal(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const path = () => ({ params: { path: { proposalId: toValue(id) } } })
  const one = useQuery({
    key: () => ['proposals', 'one', toValue(id)],
    query: () => ok(api.GET('/proposals/{proposalId}', path())),
    enabled: () => toValue(id) !== '',
  })
  const moving = useMutation({
    mutation: (move: Move) =>
      ok(
        api.POST('/proposals/{proposalId}/moves', {
          ...path(),
          body: { ...move, from: one.data.value!.state },
        }),
      ),
    onSuccess: fresh => {
      cache.setQueryData(['proposals', 'one', fresh.id], fresh)
      for (const key of [['proposals', 'list'], ['proposals', 'moderation'], ['home']])
        void cache.invalidateQueries({ key })
      // Merging and its undoing change the other one too.
      for (const other of [
        fresh.merged_into,
        ...fresh.merged_from,
        ...fresh.timeline.map(step => step.other),
      ])
        if (other) void cache.invalidateQueries({ key: ['proposals', 'one', other.id] })
    },
    onError: async thrown => {
      if (problemOf(thrown).status === 409) await one.refetch()
    },
  })
  return {
    proposal: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    /** Resolves when the server has taken the step; throws its problem. */
    move: (move: Move) => moving.mutateAsync(move),
    moving: moving.isLoading,
    moveError: moving.error,
    /** Begins anew: what went wrong before is no longer told. */
    forget: () => moving.reset(),
  }
}

/** Telling that something breaks the law or hurts somebody. */
export function useFlag() {
  const flagging = useMutation({
    mutation: ({ proposal, opinion, flag }: { proposal: string; opinion?: string; flag: Schemas['Flag'] }) =>
      ok(
        opinion
          ? api.POST('/opinions/{opinionId}/flags', {
              params: { path: { opinionId: opinion } },
              body: flag,
            })
          : api.POST('/proposals/{proposalId}/flags', {
              params: { path: { proposalId: proposal } },
              body: flag,
            }),
      ),
  })
  return { flag: flagging.mutateAsync, flagging: flagging.isLoading, flagError: flagging.error }
}
