import { useMutation, useQuery } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'
import type { RecordType } from './recordForms'
import { useProjectChanged } from './useProjects'

interface Which {
  stage?: Schemas['ProjectStage']
  type?: RecordType
  limit?: number
}

/** The records of a project page by page, the newest first: of a stage, or of a type. */
export function useProjectRecords(
  id: MaybeRefOrGetter<string>,
  which: MaybeRefOrGetter<Which>,
  enabled: MaybeRefOrGetter<boolean> = true,
) {
  return useCursorList<Schemas['ProjectRecordPage']>(
    () => {
      const { stage, type, limit } = toValue(which)
      return ['projects', 'records', toValue(id), stage ?? '', type ?? '', limit ?? 0]
    },
    after =>
      ok(
        api.GET('/projects/{projectId}/records', {
          params: { path: { projectId: toValue(id) }, query: { ...toValue(which), after } },
        }),
      ),
    () => toValue(id) !== '' && toValue(enabled),
  )
}

/** One record. */
export function useProjectRecord(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['projects', 'record', toValue(id)],
    query: () => ok(api.GET('/project-records/{recordId}', { params: { path: { recordId: toValue(id) } } })),
    enabled: () => toValue(id) !== '',
  })
}

/** Standing by an acceptance or a case story. */
export function useSigning() {
  const changed = useProjectChanged()
  return useMutation({
    mutation: (id: string) =>
      ok(api.PUT('/project-records/{recordId}/signature', { params: { path: { recordId: id } } })),
    onSuccess: () => changed(),
  })
}

/** Adding a record. */
export function useRecording(project: MaybeRefOrGetter<string>) {
  const changed = useProjectChanged()
  return useMutation({
    mutation: (body: Schemas['ProjectRecordDraft']) =>
      ok(
        api.POST('/projects/{projectId}/records', {
          params: { path: { projectId: toValue(project) } },
          body,
        }),
      ),
    onSuccess: () => changed(),
  })
}

/** Splitting a sum by area, floor, benefit or equally; nothing is stored. */
export function useSharing(project: MaybeRefOrGetter<string>) {
  return useMutation({
    mutation: (body: Schemas['CostShareBody']) =>
      ok(
        api.POST('/projects/{projectId}/shares', {
          params: { path: { projectId: toValue(project) } },
          body,
        }),
      ),
  })
}
