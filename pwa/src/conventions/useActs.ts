import { useMutation } from '@pinia/colada'
import { type MaybeRefOrGetter, computed, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useFresh } from './useConventions'

/** What is done with one version. Each act gives the version as it is after it. */
export function useActs(id: MaybeRefOrGetter<string>) {
  const fresh = useFresh()
  const path = () => ({ params: { path: { versionId: toValue(id) } } })
  // Somebody was faster, or time has gone on: show what is.
  const again = { onSuccess: fresh, onError: () => fresh() }
  const moving = useMutation({
    mutation: (body: Schemas['ConventionMove']) =>
      ok(api.POST('/convention-versions/{versionId}/moves', { ...path(), body })),
    ...again,
  })
  const reviewing = useMutation({
    mutation: (body: Schemas['ConventionReviewDraft']) =>
      ok(api.POST('/convention-versions/{versionId}/reviews', { ...path(), body })),
    ...again,
  })
  const calling = useMutation({
    mutation: (body: Schemas['ConventionVoteCall']) =>
      ok(api.POST('/convention-versions/{versionId}/vote', { ...path(), body })),
    ...again,
  })
  const filing = useMutation({
    mutation: (body: Schemas['ConventionFilingAct']) =>
      ok(api.POST('/convention-versions/{versionId}/filing', { ...path(), body })),
    ...again,
  })
  const posting = useMutation({
    mutation: (body: Schemas['BoardPostingDraft']) =>
      ok(api.POST('/convention-versions/{versionId}/postings', { ...path(), body })),
    onSuccess: fresh,
  })
  const signing = useMutation({
    mutation: (sign: boolean) =>
      ok(
        sign
          ? api.PUT('/convention-versions/{versionId}/signature', path())
          : api.DELETE('/convention-versions/{versionId}/signature', path()),
      ),
    ...again,
  })
  const papers = useMutation({
    mutation: (household_ids: string[]) =>
      ok(
        api.POST('/convention-versions/{versionId}/paper-signatures', { ...path(), body: { household_ids } }),
      ),
    onSuccess: fresh,
  })
  const all = [moving, reviewing, calling, filing, posting, signing, papers]
  return {
    move: moving.mutateAsync,
    review: reviewing.mutateAsync,
    call: calling.mutateAsync,
    file: filing.mutateAsync,
    post: posting.mutateAsync,
    sign: signing.mutateAsync,
    enter: papers.mutateAsync,
    busy: computed(() => all.some(one => one.isLoading.value)),
    error: computed(() => all.map(one => one.error.value).find(Boolean)),
    reset: () => all.forEach(one => one.reset()),
  }
}
