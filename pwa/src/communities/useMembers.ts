import { useMutation, useQueryCache } from '@pinia/colada'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useCursorList } from '@/shared/use/useCursorList'

/** Members of a community, or those who ask to be, and what those who verify do with them. */
export function useMembers(
  community: MaybeRefOrGetter<string>,
  state: MaybeRefOrGetter<Schemas['MembershipState']>,
  q: MaybeRefOrGetter<string> = '',
) {
  const cache = useQueryCache()
  const list = useCursorList(
    () => ['members', toValue(community), toValue(state), toValue(q)],
    after =>
      ok(
        api.GET('/communities/{communityId}/memberships', {
          params: {
            path: { communityId: toValue(community) },
            query: { state: toValue(state), q: toValue(q) || undefined, after },
          },
        }),
      ),
    () => toValue(community) !== '',
  )
  const path = (id: string) => ({ params: { path: { membershipId: id } } })
  const again = () => cache.invalidateQueries({ key: ['members'] })
  const verify = useMutation({
    mutation: (m: { id: string; body: Schemas['Verification'] }) =>
      ok(api.POST('/memberships/{membershipId}/verification', { ...path(m.id), body: m.body })),
    onSettled: again,
  })
  const refuse = useMutation({
    mutation: (m: { id: string; reason: string }) =>
      ok(api.POST('/memberships/{membershipId}/refusal', { ...path(m.id), body: { reason: m.reason } })),
    onSettled: again,
  })
  return { ...list, verify, refuse }
}
