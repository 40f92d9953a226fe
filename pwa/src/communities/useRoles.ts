import { useMutation } from '@pinia/colada'
import { type MaybeRefOrGetter, ref, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { newId } from '@/shared/id'
import { useCursorList } from '@/shared/use/useCursorList'

/** The roles of a community, held now and before, and what the chair does with them. */
export function useRoles(community: MaybeRefOrGetter<string>, q: MaybeRefOrGetter<string>) {
  const path = () => ({ communityId: toValue(community) })
  const list = useCursorList(
    () => ['roles', toValue(community), toValue(q)],
    after =>
      ok(
        api.GET('/communities/{communityId}/roles', {
          params: { path: path(), query: { q: toValue(q) || undefined, after } },
        }),
      ),
    () => toValue(community) !== '',
  )
  /** Pressed twice, it is the same grant. */
  const draftId = ref(newId())
  const grant = useMutation({
    mutation: (draft: Omit<Schemas['RoleDraft'], 'id'>) =>
      ok(
        api.POST('/communities/{communityId}/roles', {
          params: { path: path() },
          body: { id: draftId.value, ...draft },
        }),
      ),
    onSuccess: async () => {
      draftId.value = newId()
      await list.refresh()
    },
  })
  const end = useMutation({
    mutation: (id: string) => ok(api.POST('/roles/{roleId}/end', { params: { path: { roleId: id } } })),
    onSuccess: () => list.refresh(),
  })
  return { ...list, draftId, grant, end }
}
