import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import { spanOf } from './calendar'

/** The rosters of a community, its turns of a month, and what can be done with them. */
export function useRosters(communityId: MaybeRefOrGetter<string>, month: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const path = () => ({ communityId: toValue(communityId) })
  const enabled = () => toValue(communityId) !== ''
  const onSuccess = () => {
    for (const key of [['rosters'], ['home']]) void cache.invalidateQueries({ key })
  }
  const list = useCursorList(
    () => ['rosters', 'list', toValue(communityId)],
    after =>
      ok(api.GET('/communities/{communityId}/rosters', { params: { path: path(), query: { after } } })),
    enabled,
  )
  const turns = useQuery({
    key: () => ['rosters', 'turns', toValue(communityId), toValue(month)],
    query: () =>
      ok(
        api.GET('/communities/{communityId}/duty-turns', {
          params: { path: path(), query: spanOf(toValue(month)) },
        }),
      ),
    enabled,
  })
  const marking = useMutation({
    mutation: (sent: { id: string; done: boolean; note?: string }) =>
      ok(
        api.POST('/duty-turns/{turnId}/mark', {
          params: { path: { turnId: sent.id } },
          body: { done: sent.done, note: sent.note },
        }),
      ),
    onSuccess,
  })
  const ending = useMutation({
    mutation: (rosterId: string) =>
      ok(api.POST('/rosters/{rosterId}/ending', { params: { path: { rosterId } } })),
    onSuccess,
  })
  return { list, turns, marking, ending }
}

/** Making a roster, and the households that may take turns. */
export function useMaking(communityId: MaybeRefOrGetter<string>, building: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const path = () => ({ communityId: toValue(communityId) })
  const buildings = useQuery({
    key: () => ['rosters', 'buildings', toValue(communityId)],
    query: () =>
      ok(
        api.GET('/communities/{communityId}/buildings', { params: { path: path(), query: { limit: 100 } } }),
      ),
    enabled: () => toValue(communityId) !== '',
  })
  const households = useCursorList(
    () => ['rosters', 'households', toValue(building)],
    after =>
      ok(
        api.GET('/communities/{communityId}/households', {
          params: { path: path(), query: { building_id: toValue(building), after, limit: 100 } },
        }),
      ),
    () => toValue(building) !== '',
  )
  const making = useMutation({
    mutation: (body: Schemas['RosterDraft']) =>
      ok(api.POST('/communities/{communityId}/rosters', { params: { path: path() }, body })),
    onSuccess: () => {
      for (const key of [['rosters'], ['home']]) void cache.invalidateQueries({ key })
    },
  })
  return { buildings, households, making }
}
