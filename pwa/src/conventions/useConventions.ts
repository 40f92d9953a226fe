import { useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue, watch } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useAddressWord } from '@/shared/use/useAddressWord'
import { useCursorList } from '@/shared/use/useCursorList'
import { useLanguage } from '@/shared/use/useLanguage'
import { speakOf } from '@/shared/words'

export type Convention = Schemas['Convention']
export type Version = Schemas['ConventionVersion']

/** The conventions of a community, page by page. */
export function useConventionList(communityId: MaybeRefOrGetter<string>) {
  return useCursorList(
    () => ['conventions', 'list', toValue(communityId)],
    after =>
      ok(
        api.GET('/communities/{communityId}/conventions', {
          params: { path: { communityId: toValue(communityId) }, query: { after } },
        }),
      ),
    () => toValue(communityId) !== '',
  )
}

/** What waits for the committee, the reviewers and the town, page by page. */
export function useDesk(communityId: MaybeRefOrGetter<string>, allowed: MaybeRefOrGetter<boolean>) {
  return useCursorList(
    () => ['conventions', 'desk', toValue(communityId)],
    after =>
      ok(
        api.GET('/communities/{communityId}/convention-desk', {
          params: { path: { communityId: toValue(communityId) }, query: { after } },
        }),
      ),
    () => toValue(communityId) !== '' && toValue(allowed),
  )
}

/** One convention, without its text. */
export function useConvention(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['conventions', 'one', toValue(id)],
    query: () =>
      ok(api.GET('/conventions/{conventionId}', { params: { path: { conventionId: toValue(id) } } })),
    enabled: () => toValue(id) !== '',
  })
}

export function readVersion(id: string, revision?: number): Promise<Version> {
  return ok(
    api.GET('/convention-versions/{versionId}', {
      params: { path: { versionId: id }, query: { revision } },
    }),
  )
}

/** One version with its text. Without an id nothing is asked. */
export function useVersion(id: MaybeRefOrGetter<string>) {
  const language = useLanguage()
  const version = useQuery({
    key: () => ['conventions', 'version', toValue(id), language.value],
    query: () => readVersion(toValue(id)),
    enabled: () => toValue(id) !== '',
  })
  // Opened by the code on paper: a village has other names for its committee than a town.
  watch(version.data, one => one && speakOf({ kind: one.community_kind }), { immediate: true })
  return version
}

/** Every version that ever was, the newest first. */
export function useVersions(conventionId: MaybeRefOrGetter<string>) {
  return useCursorList(
    () => ['conventions', 'versions', toValue(conventionId)],
    after =>
      ok(
        api.GET('/conventions/{conventionId}/versions', {
          params: { path: { conventionId: toValue(conventionId) }, query: { after, limit: 50 } },
        }),
      ),
    () => toValue(conventionId) !== '',
  )
}

/** Keeps the answer to an act, and asks anew for everything that it changes. */
export function useFresh() {
  const cache = useQueryCache()
  const language = useLanguage()
  return (fresh?: Version) => {
    if (fresh) cache.setQueryData(['conventions', 'version', fresh.summary.id, language.value], fresh)
    const others = fresh ? ['list', 'desk', 'one', 'versions', 'opinions'] : ['']
    for (const what of others)
      void cache.invalidateQueries({ key: what ? ['conventions', what] : ['conventions'] })
    void cache.invalidateQueries({ key: ['home'] })
  }
}

/** The version that stands, else the one being worked on, else the last one. */
export function shownFirst(one: Pick<Convention, 'standing' | 'work' | 'last'>) {
  return one.standing ?? one.work ?? one.last
}

/** A convention and the version of it that the address names (`v`), or the one that is shown first. */
export function useReading(id: MaybeRefOrGetter<string>) {
  const wanted = useAddressWord('v')
  const convention = useConvention(id)
  const versionId = computed(
    () => wanted.value || (convention.data.value && shownFirst(convention.data.value)?.id) || '',
  )
  const version = useVersion(versionId)
  return {
    convention: convention.data,
    version: version.data,
    versionId,
    isPending: computed(
      () => convention.isPending.value || (versionId.value !== '' && version.isPending.value),
    ),
    error: computed(() => convention.error.value ?? version.error.value),
    retry: () => {
      void convention.refetch()
      if (versionId.value) void version.refetch()
    },
  }
}
