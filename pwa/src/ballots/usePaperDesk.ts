import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import { allPages, useDone } from './useBallotDesk'

type Draft = Schemas['PrintRunDraft']

function usePaperDone(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const done = useDone()
  return () => {
    done()
    for (const part of ['one', 'papers', 'batches', 'reconciliation', 'turnout', 'runs']) {
      void cache.invalidateQueries({ key: ['ballots', part, toValue(id)] })
    }
  }
}

/** Numbers ballots for those who have not voted and hold none. */
export function usePrinting(id: MaybeRefOrGetter<string>) {
  const done = usePaperDone(id)
  const printing = useMutation({
    mutation: (body: Draft) =>
      ok(api.POST('/ballots/{ballotId}/print-runs', { params: { path: { ballotId: toValue(id) } }, body })),
    onSuccess: done,
  })
  return { print: printing.mutateAsync, printing: printing.isLoading, error: printing.error }
}

/** The printings of a vote, the newest first. */
export function useRuns(id: MaybeRefOrGetter<string>) {
  return useCursorList(
    () => ['ballots', 'runs', toValue(id)],
    after =>
      ok(
        api.GET('/ballots/{ballotId}/print-runs', {
          params: { path: { ballotId: toValue(id) }, query: { after } },
        }),
      ),
    () => toValue(id) !== '',
  )
}

/** All ballots of a run, or all that are not spoilt, to be printed whole. */
export function usePapers(id: MaybeRefOrGetter<string>, run: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    key: () => ['ballots', 'papers', toValue(id), toValue(run) ?? ''],
    query: async () => {
      const all = await allPages(after =>
        ok(
          api.GET('/ballots/{ballotId}/papers', {
            params: { path: { ballotId: toValue(id) }, query: { run_id: toValue(run), limit: 100, after } },
          }),
        ),
      )
      return all.filter(paper => paper.state === 'printed' || paper.state === 'issued')
    },
  })
}

export type PaperAct = 'issue' | 'return' | 'spoil' | 'takeBack'

/** One ballot on paper by its number: looked at, handed out, come back; void or handed back, with the reason. */
export function usePaperActs(id: MaybeRefOrGetter<string>) {
  const done = usePaperDone(id)
  const path = (number: number) => ({ params: { path: { ballotId: toValue(id), number } } })
  const acts: Record<PaperAct, (number: number, body: { reason: string }) => Promise<Schemas['Paper']>> = {
    issue: number => ok(api.PUT('/ballots/{ballotId}/papers/{number}/issue', path(number))),
    return: number => ok(api.PUT('/ballots/{ballotId}/papers/{number}/return', path(number))),
    spoil: (number, body) =>
      ok(api.PUT('/ballots/{ballotId}/papers/{number}/spoil', { ...path(number), body })),
    takeBack: (number, body) =>
      ok(api.PUT('/ballots/{ballotId}/papers/{number}/take-back', { ...path(number), body })),
  }
  return {
    look: (number: number) => ok(api.GET('/ballots/{ballotId}/papers/{number}', path(number))),
    act: async (what: PaperAct, number: number, reason = '') => {
      const paper = await acts[what](number, { reason })
      done()
      return paper
    },
  }
}

/** Batches of returned ballots. */
export function useBatches(id: MaybeRefOrGetter<string>) {
  const done = usePaperDone(id)
  const list = useCursorList(
    () => ['ballots', 'batches', toValue(id)],
    after =>
      ok(
        api.GET('/ballots/{ballotId}/batches', {
          params: { path: { ballotId: toValue(id) }, query: { after } },
        }),
      ),
    () => toValue(id) !== '',
  )
  const making = useMutation({
    mutation: (body: Schemas['BatchDraft']) =>
      ok(api.POST('/ballots/{ballotId}/batches', { params: { path: { ballotId: toValue(id) } }, body })),
    onSuccess: done,
  })
  return { list, make: making.mutateAsync, making: making.isLoading, error: making.error }
}

/** One batch, and keying it. */
export function useBatch(ballotId: MaybeRefOrGetter<string>, id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const done = usePaperDone(ballotId)
  const path = () => ({ params: { path: { batchId: toValue(id) } } })
  const one = useQuery({
    key: () => ['ballots', 'batch', toValue(id)],
    query: () => ok(api.GET('/batches/{batchId}', path())),
    enabled: () => toValue(id) !== '',
    staleTime: 0,
  })
  const keying = useMutation({
    mutation: (body: Schemas['BatchLook']) => ok(api.POST('/batches/{batchId}/looks', { ...path(), body })),
    onSuccess: fresh => {
      cache.setQueryData(['ballots', 'batch', fresh.id], fresh)
      done()
    },
  })
  return {
    batch: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    key: keying.mutateAsync,
    keying: keying.isLoading,
    keyError: keying.error,
  }
}

/** What was printed, issued, returned and keyed; and closing the paper with the word of who is responsible. */
export function useReconciliation(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const done = usePaperDone(id)
  const path = () => ({ params: { path: { ballotId: toValue(id) } } })
  const one = useQuery({
    key: () => ['ballots', 'reconciliation', toValue(id)],
    query: () => ok(api.GET('/ballots/{ballotId}/reconciliation', path())),
    enabled: () => toValue(id) !== '',
  })
  const closing = useMutation({
    mutation: (body: Schemas['ReconciliationWord']) =>
      ok(api.PUT('/ballots/{ballotId}/reconciliation', { ...path(), body })),
    onSuccess: fresh => {
      done()
      cache.setQueryData(['ballots', 'reconciliation', toValue(id)], fresh)
    },
  })
  return {
    figures: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    close: closing.mutateAsync,
    closing: closing.isLoading,
    closeError: closing.error,
  }
}
