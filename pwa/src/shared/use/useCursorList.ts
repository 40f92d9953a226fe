import { type EntryKey, useInfiniteQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue } from 'vue'

interface Page {
  items: unknown[]
  next?: string
}

/**
 * A list read page by page with `after`/`next`. The pages lie in the query cache, so a return finds the list as
 * long as it was and the router can put it back to where it was scrolled.
 */
export function useCursorList<P extends Page>(
  key: MaybeRefOrGetter<EntryKey>,
  read: (after: string | undefined) => Promise<P>,
  enabled: MaybeRefOrGetter<boolean> = true,
) {
  const list = useInfiniteQuery<P, Error, string>({
    key: () => toValue(key),
    query: ({ pageParam }) => read(pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: page => page.next,
    enabled: () => toValue(enabled),
  })
  return {
    items: computed<P['items'][number][]>(() => list.data.value?.pages.flatMap(page => page.items) ?? []),
    /** The first page, with what it tells of the whole list. */
    first: computed(() => list.data.value?.pages[0]),
    error: list.error,
    /** No page has come yet. */
    isPending: list.isPending,
    isLoading: list.isLoading,
    hasMore: list.hasNextPage,
    more: () => list.loadNextPage(),
    refresh: () => list.refetch(),
  }
}
