import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useLanguage } from '@/shared/use/useLanguage'
import { useCursorList } from '@/shared/use/useCursorList'
import type { Shelf } from './proposalText'

const limit = 20
const day = 24 * 60 * 60 * 1000

/** What a list shows. */
export interface Wanted {
  shelf: Shelf
  community: string
  area: Schemas['ProgrammeAreaCode'] | undefined
  /** Searched for; empty where the whole list is meant. */
  q: string
}

/** The proposals of a shelf, or those a search finds, page by page. */
export function useProposalList(wanted: MaybeRefOrGetter<Wanted>) {
  return useCursorList<Schemas['ProposalPage']>(
    () => {
      const { shelf, community, area = '', q } = toValue(wanted)
      return shelf === 'mine'
        ? ['proposals', 'list', 'mine']
        : ['proposals', 'list', shelf, community, area, q]
    },
    after => {
      const { shelf, community, area, q } = toValue(wanted)
      if (shelf === 'mine') return ok(api.GET('/proposals/mine', { params: { query: { limit, after } } }))
      const path = { communityId: community }
      const query = { limit, after, area, ...(q ? { q } : { order: shelf }) }
      return ok(api.GET('/communities/{communityId}/proposals', { params: { path, query } }))
    },
    () => toValue(wanted).shelf === 'mine' || toValue(wanted).community !== '',
  )
}

/** Proposals that wait for the committee's reply, what is due first on top. */
export function useProposalQueue(community: MaybeRefOrGetter<string>) {
  return useCursorList<Schemas['ProposalPage']>(
    () => ['proposals', 'list', 'queue', toValue(community)],
    after =>
      ok(
        api.GET('/communities/{communityId}/proposal-queue', {
          params: { path: { communityId: toValue(community) }, query: { limit, after } },
        }),
      ),
    () => toValue(community) !== '',
  )
}

/** The eight areas of the programme in the reader's language. */
export function useAreas() {
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    key: () => ['programme-areas', language.value],
    query: () => ok(api.GET('/programme-areas')),
    staleTime: day,
  })
  return { areas: computed(() => data.value?.items ?? []), error, retry: () => refetch() }
}

/** Proposals like these words, five at most; none while there are no words. */
export function useSimilar(community: MaybeRefOrGetter<string>, words: MaybeRefOrGetter<string>) {
  const { data, error, isLoading } = useQuery({
    key: () => ['proposals', 'similar', toValue(community), toValue(words)],
    query: () =>
      ok(
        api.GET('/communities/{communityId}/similar-proposals', {
          params: { path: { communityId: toValue(community) }, query: { text: toValue(words) } },
        }),
      ),
    enabled: () => toValue(words) !== '' && toValue(community) !== '',
    placeholderData: before => before,
  })
  return {
    similar: computed(() => (toValue(words) ? (data.value?.items ?? []) : [])),
    error,
    isLoading,
  }
}

/** Supporting proposals, and no longer. Both resolve when the server has said so. */
export function useSupport() {
  const cache = useQueryCache()
  const supporting = useMutation({
    mutation: ({ id, yes }: { id: string; yes: boolean }) => {
      const path = { params: { path: { proposalId: id } } }
      return ok(
        yes
          ? api.PUT('/proposals/{proposalId}/support', path)
          : api.DELETE('/proposals/{proposalId}/support', path),
      )
    },
    onSuccess: (support, { id }) => {
      const one = cache.getQueryData<Schemas['Proposal']>(['proposals', 'one', id])
      if (one) cache.setQueryData(['proposals', 'one', id], { ...one, support })
      void cache.invalidateQueries({ key: ['proposals', 'list'] })
      void cache.invalidateQueries({ key: ['proposals', 'similar'] })
    },
    // Closed, merged or hidden meanwhile: the page shows how it stands now.
    onError: (_, { id }) => cache.invalidateQueries({ key: ['proposals', 'one', id] }),
  })
  return {
    support: (id: string, yes: boolean) => supporting.mutateAsync({ id, yes }),
    supporting: supporting.isLoading,
    /** The proposal that is being supported, or was last. */
    which: computed(() => supporting.variables.value?.id),
    supportError: supporting.error,
  }
}
