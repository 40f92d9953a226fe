import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { allPages } from './useBallotDesk'

/** Of whom a roll can be made here. */
export interface Places {
  buildings: readonly Schemas['Building'][]
  bodies: readonly Schemas['BodySummary'][]
}

/** The estates of these buildings, in a village its groups, in the order of the buildings. */
export function estatesOf(buildings: readonly Schemas['Building'][]): { id: string; name: string }[] {
  const found = new Map(buildings.map(one => [one.estate_id, one.estate]))
  return [...found].map(([id, name]) => ({ id, name }))
}

/** The places of a community. */
export function usePlaces(communityId: MaybeRefOrGetter<string>) {
  const path = () => ({ communityId: toValue(communityId) })
  const buildings = useQuery({
    key: () => ['buildings', 'all', toValue(communityId)],
    query: () =>
      allPages(after =>
        ok(
          api.GET('/communities/{communityId}/buildings', {
            params: { path: path(), query: { limit: 100, after } },
          }),
        ),
      ),
    enabled: () => toValue(communityId) !== '',
  })
  const bodies = useQuery({
    key: () => ['bodies', 'all', toValue(communityId)],
    query: () =>
      allPages(after =>
        ok(
          api.GET('/communities/{communityId}/bodies', {
            params: { path: path(), query: { limit: 100, after } },
          }),
        ),
      ),
    enabled: () => toValue(communityId) !== '',
  })
  return {
    places: computed<Places | undefined>(
      () =>
        buildings.data.value &&
        bodies.data.value && { buildings: buildings.data.value, bodies: bodies.data.value },
    ),
    error: computed(() => buildings.error.value ?? bodies.error.value),
    retry: () => {
      void buildings.refetch()
      void bodies.refetch()
    },
  }
}
