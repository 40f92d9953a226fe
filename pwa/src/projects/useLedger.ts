import { useMutation } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import { useProjectChanged } from './useProjects'

/** What people gave to a project, and what can be done with an entry. */
export function useContributions(project: MaybeRefOrGetter<string>) {
  const changed = useProjectChanged()
  const path = () => ({ projectId: toValue(project) })
  const list = useCursorList<Schemas['ContributionPage']>(
    () => ['projects', 'contributions', toValue(project)],
    after =>
      ok(api.GET('/projects/{projectId}/contributions', { params: { path: path(), query: { after } } })),
  )
  const declaring = useMutation({
    mutation: (body: Schemas['ContributionDraft']) =>
      ok(api.POST('/projects/{projectId}/contributions', { params: { path: path() }, body })),
    onSuccess: () => changed(),
  })
  const witnessing = useMutation({
    mutation: (id: string) =>
      ok(api.PUT('/contributions/{contributionId}/witness', { params: { path: { contributionId: id } } })),
    onSuccess: () => changed(),
  })
  const moving = useMutation({
    mutation: (sent: { id: string; body: Schemas['ContributionMove'] }) =>
      ok(
        api.POST('/contributions/{contributionId}/moves', {
          params: { path: { contributionId: sent.id } },
          body: sent.body,
        }),
      ),
    onSuccess: () => changed(),
  })
  return { ...list, declaring, witnessing, moving }
}

/** The money of a project, and what can be done with an entry. */
export function useFunds(project: MaybeRefOrGetter<string>) {
  const changed = useProjectChanged()
  const path = () => ({ projectId: toValue(project) })
  const list = useCursorList<Schemas['FundPage']>(
    () => ['projects', 'funds', toValue(project)],
    after => ok(api.GET('/projects/{projectId}/funds', { params: { path: path(), query: { after } } })),
  )
  const recording = useMutation({
    mutation: (body: Schemas['FundEntryDraft']) =>
      ok(api.POST('/projects/{projectId}/funds', { params: { path: path() }, body })),
    onSuccess: () => changed(),
  })
  const approving = useMutation({
    mutation: (id: string) =>
      ok(api.PUT('/fund-entries/{entryId}/approval', { params: { path: { entryId: id } } })),
    onSuccess: () => changed(),
  })
  const countersigning = useMutation({
    mutation: (id: string) =>
      ok(api.PUT('/fund-entries/{entryId}/countersign', { params: { path: { entryId: id } } })),
    onSuccess: () => changed(),
  })
  return { ...list, recording, approving, countersigning }
}
