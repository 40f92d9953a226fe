import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, watch } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useSession } from '@/identity/session'
import { useCommitteePhone } from '@/shared/use/useCommitteePhone'
import { useLocalSetting } from '@/shared/use/useLocalSetting'
import { speakOf } from '@/shared/words'

type Membership = Schemas['Membership']

/** The membership a device shows: the one chosen last, else the first that stands. */
export function chosenOf(memberships: readonly Membership[], chosen: string): Membership | undefined {
  const standing = memberships.filter(m => m.state === 'verified' || m.state === 'requested')
  return (
    standing.find(m => m.community_id === chosen) ?? standing.find(m => m.state === 'verified') ?? standing[0]
  )
}

/** The community this device looks at, and what the person may do there. */
export function useCommunity() {
  const session = useSession()
  const cache = useQueryCache()
  const chosen = useLocalSetting('community', '')
  const mine = useQuery({
    key: ['memberships'],
    query: () => ok(api.GET('/memberships')),
    enabled: () => !session.isGuest,
  })
  const memberships = computed(() => mine.data.value?.items ?? [])
  const membership = computed(() => chosenOf(memberships.value, chosen.value))
  // Guests, and those who work here without living here, opening this page first: the first page knows the nearest.
  const nearest = useQuery({
    key: ['nearest'],
    query: async () => (await ok(api.GET('/home'))).community?.id ?? '',
    enabled: () =>
      chosen.value === '' && (session.isGuest || mine.data.value !== undefined) && !membership.value,
  })
  // Known without network the next time.
  watch(membership, mine => (chosen.value ||= mine?.community_id ?? ''), { immediate: true })
  const communityId = computed(
    () => membership.value?.community_id ?? (chosen.value || (nearest.data.value ?? '')),
  )
  const path = () => ({ params: { path: { communityId: communityId.value } } })
  const community = useQuery({
    key: () => ['communities', communityId.value],
    query: () => ok(api.GET('/communities/{communityId}', path())),
    enabled: () => communityId.value !== '',
  })
  const phone = useCommitteePhone()
  watch(
    community.data,
    one => {
      if (!one) return
      phone.value = one.phone ?? ''
      speakOf(one)
    },
    { immediate: true },
  )
  const standing = useQuery({
    key: () => ['standing', communityId.value],
    query: () => ok(api.GET('/communities/{communityId}/standing', path())),
    enabled: () => !session.isGuest && communityId.value !== '',
  })
  const permissions = computed(() => standing.data.value?.permissions ?? [])

  return {
    memberships,
    membership,
    communityId,
    community: community.data,
    standing: standing.data,
    error: computed(() => mine.error.value ?? community.error.value ?? standing.error.value),
    isPending: computed(
      () =>
        (!session.isGuest && mine.isPending.value) ||
        (communityId.value === '' && nearest.asyncStatus.value === 'loading'),
    ),
    can: (permission: Schemas['Permission']) => permissions.value.includes(permission),
    choose: (id: string) => (chosen.value = id),
    /** After joining, leaving or being verified: ask anew. */
    refresh: () =>
      Promise.all([
        cache.invalidateQueries({ key: ['memberships'] }),
        cache.invalidateQueries({ key: ['standing'] }),
      ]),
  }
}
