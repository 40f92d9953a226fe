import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'

export type Shelf = Schemas['DisclosureShelf']

/** A shelf of what a community laid open, page by page: all of it, or of one category. */
export function useDisclosureList(
  communityId: MaybeRefOrGetter<string>,
  shelf: MaybeRefOrGetter<Shelf>,
  category: MaybeRefOrGetter<Schemas['DisclosureCategoryCode'] | 'all'>,
) {
  const of = () => {
    const one = toValue(category)
    return one === 'all' ? undefined : one
  }
  return useCursorList(
    () => ['disclosures', 'list', toValue(communityId), toValue(shelf), toValue(category)],
    after =>
      ok(
        api.GET('/communities/{communityId}/disclosures', {
          params: {
            path: { communityId: toValue(communityId) },
            query: { shelf: toValue(shelf), category: of(), after },
          },
        }),
      ),
    () => toValue(communityId) !== '',
  )
}

/** What the law wants laid open in a community. */
export function useCategories(communityId: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['disclosures', 'categories', toValue(communityId)],
    query: () =>
      ok(
        api.GET('/communities/{communityId}/disclosure-categories', {
          params: { path: { communityId: toValue(communityId) } },
        }),
      ),
    enabled: () => toValue(communityId) !== '',
  })
}

/** Keeps an answer, and asks anew for everything that it changes. */
export function useFresh() {
  const cache = useQueryCache()
  return (fresh: Schemas['Disclosure']) => {
    cache.setQueryData(['disclosures', 'one', fresh.id], fresh)
    for (const key of [['disclosures', 'list'], ['disclosures', 'calendar'], ['home']])
      void cache.invalidateQueries({ key })
    if (fresh.corrects) void cache.invalidateQueries({ key: ['disclosures', 'one', fresh.corrects] })
  }
}

/** One disclosure, its questions, and what can be done with it. Without an id nothing is asked. */
export function useDisclosure(id: MaybeRefOrGetter<string>) {
  const cache = useQueryCache()
  const path = () => ({ params: { path: { disclosureId: toValue(id) } } })
  const onSuccess = useFresh()
  const one = useQuery({
    key: () => ['disclosures', 'one', toValue(id)],
    query: () => ok(api.GET('/disclosures/{disclosureId}', path())),
    enabled: () => toValue(id) !== '',
  })
  const posting = useMutation({
    mutation: (body: Schemas['BoardPostingDraft']) =>
      ok(api.POST('/disclosures/{disclosureId}/postings', { ...path(), body })),
    onSuccess,
  })
  const checking = useMutation({
    mutation: (note: string) =>
      ok(api.POST('/disclosures/{disclosureId}/check', { ...path(), body: note ? { note } : {} })),
    onSuccess,
  })
  const asking = useMutation({
    mutation: (body: Schemas['DisclosureQuestionDraft']) =>
      ok(api.POST('/disclosures/{disclosureId}/questions', { ...path(), body })),
    onSuccess: () => cache.invalidateQueries({ key: ['disclosures'] }),
  })
  return {
    disclosure: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    posting,
    checking,
    asking,
  }
}

/** The questions about a disclosure that the reader may see. */
export function useQuestions(id: MaybeRefOrGetter<string>) {
  return useCursorList(
    () => ['disclosures', 'questions', toValue(id)],
    after =>
      ok(
        api.GET('/disclosures/{disclosureId}/questions', {
          params: { path: { disclosureId: toValue(id) }, query: { after } },
        }),
      ),
  )
}

/** Answering a question. */
export function useAnswering() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (sent: { id: string; body: Schemas['DisclosureAnswer'] }) =>
      ok(
        api.POST('/disclosure-questions/{questionId}/answer', {
          params: { path: { questionId: sent.id } },
          body: sent.body,
        }),
      ),
    onSettled: () => {
      for (const key of [['disclosures'], ['home']]) void cache.invalidateQueries({ key })
    },
  })
}

/** What must be laid open when, the questions that wait, and how often the accounts are laid open. */
export function useCalendar(communityId: MaybeRefOrGetter<string>, allowed: MaybeRefOrGetter<boolean>) {
  const cache = useQueryCache()
  const path = () => ({ params: { path: { communityId: toValue(communityId) } } })
  const enabled = () => toValue(communityId) !== '' && toValue(allowed)
  const calendar = useQuery({
    key: () => ['disclosures', 'calendar', toValue(communityId)],
    query: () => ok(api.GET('/communities/{communityId}/disclosure-calendar', path())),
    enabled,
  })
  const setting = useMutation({
    mutation: (finance_monthly: boolean) =>
      ok(api.PUT('/communities/{communityId}/disclosure-calendar', { ...path(), body: { finance_monthly } })),
    onSuccess: fresh => {
      cache.setQueryData(['disclosures', 'calendar', toValue(communityId)], fresh)
      void cache.invalidateQueries({ key: ['home'] })
    },
  })
  const waiting = useCursorList(
    () => ['disclosures', 'waiting', toValue(communityId)],
    after =>
      ok(
        api.GET('/communities/{communityId}/disclosure-questions', {
          params: { ...path().params, query: { after } },
        }),
      ),
    enabled,
  )
  return { calendar, setting, waiting }
}
