import { useMutation } from '@pinia/colada'
import { type Schemas, api, ok } from '@/api/client'
import { newId } from '@/shared/id'
import { useCommunity } from './useCommunity'

type Where = Pick<Schemas['JoinRequest'], 'invitation_code' | 'community_id' | 'building_id'>
type Who = Pick<Schemas['JoinRequest'], 'name' | 'entrance' | 'door'>

/** Joining: one id for all tries, so that pressing twice asks once. */
export function useJoin() {
  const { choose, refresh } = useCommunity()
  const id = newId()
  const { mutate, data, isLoading, error } = useMutation({
    mutation: (request: Where & Who) => ok(api.POST('/memberships', { body: { id, ...request } })),
    onSuccess: async membership => {
      choose(membership.community_id)
      await refresh()
    },
  })
  return { join: mutate, membership: data, joining: isLoading, error }
}
