import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import { useLanguage } from '@/shared/use/useLanguage'

/** Calls for a meeting in a community, newest first. */
export function useCallList(community: MaybeRefOrGetter<string>) {
  const language = useLanguage()
  return useCursorList<Schemas['CallPage']>(
    () => ['calls', 'list', toValue(community), language.value],
    after =>
      ok(
        api.GET('/communities/{communityId}/calls', {
          params: { path: { communityId: toValue(community) }, query: { limit: 20, after } },
        }),
      ),
    () => toValue(community) !== '',
  )
}

/** One call; signing it and taking the signature back. */
export function useCall(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const language = useLanguage()
  const path = () => ({ params: { path: { callId: toValue(id) } } })
  const key = () => ['calls', 'one', toValue(id), language.value]
  const one = useQuery({ key, query: () => ok(api.GET('/calls/{callId}', path())) })
  const signing = useMutation({
    mutation: (yes: boolean) =>
      ok(yes ? api.PUT('/calls/{callId}/sign', path()) : api.DELETE('/calls/{callId}/sign', path())),
    onSuccess: fresh => {
      cache.setQueryData(key(), fresh)
      void cache.invalidateQueries({ key: ['calls', 'list'] })
    },
    onError: () => one.refetch(),
  })
  return {
    call: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    sign: (yes: boolean) => signing.mutateAsync(yes),
    signing: signing.isLoading,
    signError: signing.error,
  }
}

/** How meetings are called in such a community, and calling one. */
export function useCalling(kind: MaybeRefOrGetter<Schemas['CommunityKind'] | undefined>) {
  const cache = useQueryCache()
  const language = useLanguage()
  const rules = useQuery({
    key: () => ['ballot-rules', toValue(kind) ?? '', language.value],
    query: () => ok(api.GET('/ballot-rules', { params: { query: { kind: toValue(kind) } } })),
    enabled: () => toValue(kind) !== undefined,
    staleTime: 24 * 60 * 60 * 1000,
  })
  const making = useMutation({
    mutation: (body: Schemas['CallDraft']) => ok(api.POST('/calls', { body })),
    onSuccess: () => cache.invalidateQueries({ key: ['calls', 'list'] }),
  })
  return {
    // Meetings of a body are called by its members, who are few and know each other: on paper.
    rules: computed(() => (rules.data.value?.calls ?? []).filter(one => one.electorate !== 'members')),
    rulesError: rules.error,
    make: (draft: Schemas['CallDraft']) => making.mutateAsync(draft),
    making: making.isLoading,
    makeError: making.error,
    forget: () => making.reset(),
  }
}
