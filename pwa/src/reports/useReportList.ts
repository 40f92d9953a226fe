import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'

export type Shelf = 'community' | 'mine' | 'queue'

/** The reports of a shelf: all public ones of a community, my own, or what waits for us. */
export function useReportList(
  shelf: MaybeRefOrGetter<Shelf>,
  community: MaybeRefOrGetter<string>,
  state: MaybeRefOrGetter<Schemas['ReportState'] | undefined>,
) {
  const limit = 20
  return useCursorList<Schemas['ReportPage']>(
    () => ['reports', 'list', toValue(shelf), toValue(community), toValue(state) ?? ''],
    after => {
      const path = { communityId: toValue(community) }
      switch (toValue(shelf)) {
        case 'mine':
          return ok(api.GET('/reports/mine', { params: { query: { limit, after } } }))
        case 'queue':
          return ok(
            api.GET('/communities/{communityId}/report-queue', { params: { path, query: { limit, after } } }),
          )
        default:
          return ok(
            api.GET('/communities/{communityId}/reports', {
              params: { path, query: { limit, after, state: toValue(state) } },
            }),
          )
      }
    },
    () => toValue(shelf) === 'mine' || toValue(community) !== '',
  )
}
