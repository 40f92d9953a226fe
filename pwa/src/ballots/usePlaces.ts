import { useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { allPages } from './useBallotDesk'

/** Of whom a roll can be made here. */
export interface Places {
  buildings: readonly Schemas['Building'][]
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
  return {
    places: computed<Places | undefined>(() => buildings.data.value && { buildings: buildings.data.value }),
    error: buildings.error,
    retry: () => void buildings.refetch(),
  }
}
