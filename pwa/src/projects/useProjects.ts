import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import { useLanguage } from '@/shared/use/useLanguage'

type Project = Schemas['Project']

/** The projects of a community page by page, the newest first; of one stage where one is named. */
export function useProjectList(
  community: MaybeRefOrGetter<string>,
  stage: MaybeRefOrGetter<Schemas['ProjectStage'] | undefined>,
) {
  const language = useLanguage()
  return useCursorList<Schemas['ProjectPage']>(
    () => ['projects', 'list', toValue(community), toValue(stage) ?? '', language.value],
    after =>
      ok(
        api.GET('/communities/{communityId}/projects', {
          params: { path: { communityId: toValue(community) }, query: { stage: toValue(stage), after } },
        }),
      ),
    () => toValue(community) !== '',
  )
}

/** After anything was added to a project: all that is read of it is asked anew. */
export function useProjectChanged() {
  const cache = useQueryCache()
  return (fresh?: Project) => {
    if (fresh) cache.setQueryData(['projects', 'one', fresh.id], fresh)
    for (const key of [['projects'], ['home']]) void cache.invalidateQueries({ key })
  }
}

/** One project, and passing its gate. */
export function useProject(id: MaybeRefOrGetter<string>) {
  const changed = useProjectChanged()
  const path = () => ({ params: { path: { projectId: toValue(id) } } })
  const one = useQuery({
    key: () => ['projects', 'one', toValue(id)],
    query: () => ok(api.GET('/projects/{projectId}', path())),
    enabled: () => toValue(id) !== '',
  })
  const passing = useMutation({
    mutation: (body: Schemas['GateMove']) => ok(api.POST('/projects/{projectId}/gates', { ...path(), body })),
    onSuccess: fresh => changed(fresh),
  })
  const archiving = useMutation({
    mutation: (body: Schemas['ArchiveDraft']) =>
      ok(api.POST('/projects/{projectId}/archive', { ...path(), body })),
    onSuccess: () => changed(),
  })
  return {
    project: one.data,
    error: one.error,
    isPending: one.isPending,
    retry: () => one.refetch(),
    passing,
    archiving,
  }
}

/** Beginning a project: with a proposal, or with the plan of another one. */
export function useBeginning(community: MaybeRefOrGetter<string>) {
  const changed = useProjectChanged()
  const path = () => ({ params: { path: { communityId: toValue(community) } } })
  const beginning = useMutation({
    mutation: (body: Schemas['ProjectDraft']) =>
      ok(api.POST('/communities/{communityId}/projects', { ...path(), body })),
    onSuccess: fresh => changed(fresh),
  })
  const reusing = useMutation({
    mutation: (body: Schemas['ReuseDraft']) =>
      ok(api.POST('/communities/{communityId}/project-reuses', { ...path(), body })),
    onSuccess: fresh => changed(fresh),
  })
  return { beginning, reusing }
}

/** What became of a proposal, or what it lacks to become a project. */
export function useProposalProject(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['projects', 'of-proposal', toValue(id)],
    query: () =>
      ok(api.GET('/proposals/{proposalId}/project', { params: { path: { proposalId: toValue(id) } } })),
    enabled: () => toValue(id) !== '',
  })
}

/** A matter from its beginning to now. */
export function useTimeline(id: MaybeRefOrGetter<string>) {
  const language = useLanguage()
  return useQuery({
    key: () => ['projects', 'timeline', toValue(id), language.value],
    query: () =>
      ok(api.GET('/projects/{projectId}/timeline', { params: { path: { projectId: toValue(id) } } })),
  })
}

/** A case story as the records tell it, to be finished by a human. */
export function useCaseDraft(id: MaybeRefOrGetter<string>, wanted: MaybeRefOrGetter<boolean>) {
  const language = useLanguage()
  return useQuery({
    key: () => ['projects', 'case', toValue(id), language.value],
    query: () => ok(api.GET('/projects/{projectId}/case', { params: { path: { projectId: toValue(id) } } })),
    enabled: () => toValue(wanted),
  })
}
