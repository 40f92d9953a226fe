import type { MaybeRefOrGetter } from 'vue'
import { computed, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import { useLanguage } from '@/shared/use/useLanguage'
import { type Shelf, inOrder } from './ballotText'

const limit = 20

/** The votes of a shelf page by page; of those that go on now, what waits for the reader stands first. */
export function useBallotList(shelf: MaybeRefOrGetter<Shelf>, community: MaybeRefOrGetter<string>) {
  const language = useLanguage()
  const list = useCursorList<Schemas['BallotPage']>(
    () => ['ballots', 'list', toValue(shelf), toValue(community), language.value],
    after =>
      ok(
        api.GET('/communities/{communityId}/ballots', {
          params: {
            path: { communityId: toValue(community) },
            query: { shelf: toValue(shelf), limit, after },
          },
        }),
      ),
    () => toValue(community) !== '',
  )
  return {
    ...list,
    items: computed(() => (toValue(shelf) === 'current' ? inOrder(list.items.value) : list.items.value)),
  }
}
