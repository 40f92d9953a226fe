import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, onScopeDispose, toValue, watch } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { useCursorList } from '@/shared/use/useCursorList'
import { useLanguage } from '@/shared/use/useLanguage'

/** What the committee has to do with votes, what is due first on top. */
export function useDeskList(communityId: MaybeRefOrGetter<string>) {
  const language = useLanguage()
  return useCursorList(
    () => ['ballots', 'desk', toValue(communityId), language.value],
    after =>
      ok(
        api.GET('/communities/{communityId}/ballot-desk', {
          params: { path: { communityId: toValue(communityId) }, query: { after } },
        }),
      ),
    () => toValue(communityId) !== '',
  )
}

/** The law: which rule holds for which matter. It changes with the day only. */
export function useRules(kind: MaybeRefOrGetter<Schemas['CommunityKind'] | undefined>) {
  const language = useLanguage()
  return useQuery({
    key: () => ['ballots', 'rules', toValue(kind) ?? '', language.value],
    query: () => ok(api.GET('/ballot-rules', { params: { query: { kind: toValue(kind) } } })),
    enabled: () => toValue(kind) !== undefined,
  })
}

/** After something was done with a vote, everything that shows votes asks anew. */
export function useDone() {
  const cache = useQueryCache()
  const language = useLanguage()
  return (fresh?: Schemas['Ballot']) => {
    if (fresh) cache.setQueryData(['ballots', 'one', fresh.id, language.value], fresh)
    void cache.invalidateQueries({ key: ['ballots', 'desk'] })
    void cache.invalidateQueries({ key: ['ballots', 'list'] })
    void cache.invalidateQueries({ key: ['home'] })
  }
}

/** One vote on the desk, and taking it a step on. While it is counted it is asked again every few seconds. */
export function useDeskBallot(id: MaybeRefOrGetter<string>) {
  const path = () => ({ params: { path: { ballotId: toValue(id) } } })
  const done = useDone()
  const language = useLanguage()
  const one = useQuery({
    key: () => ['ballots', 'one', toValue(id), language.value],
    query: () => ok(api.GET('/ballots/{ballotId}', path())),
    enabled: () => toValue(id) !== '',
  })
  const moving = useMutation({
    mutation: (body: Schemas['BallotMove']) => ok(api.POST('/ballots/{ballotId}/moves', { ...path(), body })),
    onSuccess: done,
    // Somebody was faster, or time has gone on: show what is.
    onError: async thrown => {
      if (problemOf(thrown).status === 409) await one.refetch()
    },
  })
  let counting: ReturnType<typeof setInterval> | undefined
  watch(
    () => one.data.value?.state === 'counting' && !one.data.value.counting_waits?.length,
    waits => {
      clearInterval(counting)
      if (waits) counting = setInterval(() => void one.refetch(), 4000)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearInterval(counting))
  return {
    ballot: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    move: (body: Omit<Schemas['BallotMove'], 'from'>) =>
      moving.mutateAsync({ ...body, from: one.data.value!.state }),
    moving: moving.isLoading,
    moveError: moving.error,
    resetMove: () => moving.reset(),
  }
}

/** Keeps a draft with the server: made the first time, changed from then on. */
export function useDraftSaving() {
  const cache = useQueryCache()
  const done = useDone()
  const creating = useMutation({
    mutation: (body: Schemas['BallotDraft']) => ok(api.POST('/ballots', { body })),
    onSuccess: done,
  })
  const changing = useMutation({
    mutation: (sent: { id: string; body: Schemas['BallotChange'] }) =>
      ok(api.PUT('/ballots/{ballotId}', { params: { path: { ballotId: sent.id } }, body: sent.body })),
    onSuccess: done,
    // Somebody else changed it meanwhile: know their version; what is typed here stays.
    onError: thrown => {
      if (problemOf(thrown).status === 409) void cache.invalidateQueries({ key: ['ballots', 'one'] })
    },
  })
  return {
    create: creating.mutateAsync,
    change: changing.mutateAsync,
    busy: () => creating.isLoading.value || changing.isLoading.value,
    failure: () => creating.error.value ?? changing.error.value,
    reset: () => {
      creating.reset()
      changing.reset()
    },
  }
}

/** The notice of a vote, made from the record. */
export function useNotice(
  id: MaybeRefOrGetter<string>,
  version: MaybeRefOrGetter<number>,
  enabled: MaybeRefOrGetter<boolean> = true,
) {
  return useQuery({
    key: () => ['ballots', 'notice', toValue(id), toValue(version)],
    query: () => ok(api.GET('/ballots/{ballotId}/notice', { params: { path: { ballotId: toValue(id) } } })),
    enabled: () => toValue(id) !== '' && toValue(enabled),
  })
}

/** Who took part, by building and entrance. */
export function useTurnout(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['ballots', 'turnout', toValue(id)],
    query: () => ok(api.GET('/ballots/{ballotId}/turnout', { params: { path: { ballotId: toValue(id) } } })),
    enabled: () => toValue(id) !== '',
  })
}

/** All doors of a building, or of all, where somebody has not voted yet, in the order of walking. */
export function useDoors(id: MaybeRefOrGetter<string>, building: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    key: () => ['ballots', 'doors', toValue(id), toValue(building) ?? ''],
    query: () =>
      allPages(after =>
        ok(
          api.GET('/ballots/{ballotId}/doors', {
            params: {
              path: { ballotId: toValue(id) },
              query: { building_id: toValue(building), missing: true, limit: 100, after },
            },
          }),
        ),
      ),
  })
}

/** Objections to the roll and to the result, and answering one. */
export function useObjections(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const done = useDone()
  const list = useCursorList(
    () => ['ballots', 'objections', toValue(id)],
    after =>
      ok(
        api.GET('/ballots/{ballotId}/objections', {
          params: { path: { ballotId: toValue(id) }, query: { after } },
        }),
      ),
    () => toValue(id) !== '',
  )
  const answering = useMutation({
    mutation: (sent: { id: string; body: Schemas['ObjectionAnswer'] }) =>
      ok(
        api.POST('/objections/{objectionId}/answer', {
          params: { path: { objectionId: sent.id } },
          body: sent.body,
        }),
      ),
    onSuccess: () => {
      done()
      void cache.invalidateQueries({ key: ['ballots', 'one', toValue(id)] })
      void cache.invalidateQueries({ key: ['ballots', 'objections', toValue(id)] })
    },
  })
  return { list, answer: answering.mutateAsync, answering: answering.isLoading, error: answering.error }
}

/** Where the register of today differs from the roll. */
export function useDifferences(id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    key: () => ['ballots', 'differences', toValue(id)],
    query: () =>
      ok(api.GET('/ballots/{ballotId}/roll-differences', { params: { path: { ballotId: toValue(id) } } })),
    enabled: () => toValue(enabled),
  })
}

/** The result row, once there is one. */
export function useDeskResult(id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    key: () => ['ballots', 'result', toValue(id)],
    query: () => ok(api.GET('/ballots/{ballotId}/result', { params: { path: { ballotId: toValue(id) } } })),
    enabled: () => toValue(enabled),
  })
}

/** Every page of a list, one after another; for what is printed whole. */
export async function allPages<T>(
  read: (after: string | undefined) => Promise<{ items: T[]; next?: string }>,
): Promise<T[]> {
  const found: T[] = []
  let after: string | undefined
  do {
    const page = await read(after)
    found.push(...page.items)
    after = page.next
  } while (after)
  return found
}
