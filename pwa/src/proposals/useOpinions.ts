import { useMutation, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, ref, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { useCursorList } from '@/shared/use/useCursorList'
import { oneList } from './proposalText'

/** The opinions on a proposal: those that came with it, then page by page; and saying one's own. */
export function useOpinions(proposal: MaybeRefOrGetter<Schemas['Proposal']>) {
  const cache = useQueryCache()
  const id = () => toValue(proposal).id
  const next = () => toValue(proposal).opinions.next
  const asked = ref(false)
  const said = ref<Schemas['Opinion'][]>([])
  const path = () => ({ proposalId: id() })
  const later = useCursorList<Schemas['OpinionPage']>(
    () => ['proposals', 'opinions', id(), next() ?? ''],
    after =>
      ok(
        api.GET('/proposals/{proposalId}/opinions', {
          params: { path: path(), query: { after: after ?? next() } },
        }),
      ),
    () => asked.value && next() !== undefined,
  )
  const saying = useMutation({
    mutation: (body: Schemas['OpinionDraft']) =>
      ok(api.POST('/proposals/{proposalId}/opinions', { params: { path: path() }, body })),
    onSuccess: (fresh, body) => {
      if (!body.answers_id) said.value.push(fresh)
      refresh()
    },
  })
  const moving = useMutation({
    mutation: ({ opinion, ...body }: Schemas['OpinionMove'] & { opinion: string }) =>
      ok(api.POST('/opinions/{opinionId}/moves', { params: { path: { opinionId: opinion } }, body })),
    onSuccess: fresh => {
      said.value = said.value.filter(one => one.id !== fresh.id)
      refresh()
    },
    onError: thrown => {
      if (problemOf(thrown).status === 409) refresh()
    },
  })

  function refresh(): void {
    for (const key of [
      ['proposals', 'one', id()],
      ['proposals', 'opinions', id()],
      ['proposals', 'moderation'],
      ['home'],
    ])
      void cache.invalidateQueries({ key })
  }

  return {
    /** What was said on this page stands at the end until it comes with the list. */
    opinions: computed(() => oneList(toValue(proposal).opinions.items, later.items.value, said.value)),
    hasMore: computed(() => (asked.value ? later.hasMore.value : next() !== undefined)),
    more: () => {
      if (asked.value) void later.more()
      asked.value = true
    },
    loading: later.isLoading,
    say: (body: Schemas['OpinionDraft']) => saying.mutateAsync(body),
    saying: saying.isLoading,
    sayError: saying.error,
    move: moving.mutateAsync,
    moving: moving.isLoading,
    moveError: moving.error,
    forget: () => {
      saying.reset()
      moving.reset()
    },
  }
}
