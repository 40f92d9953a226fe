import { useQuery } from '@pinia/colada'
import { computed, watch } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { problemOf } from '@/api/problem'
import { useSession } from '@/identity/session'
import { useCommitteePhone } from '@/shared/use/useCommitteePhone'
import { useLocalSetting } from '@/shared/use/useLocalSetting'

/** The first page, in one request: of the community chosen on this device, else of the nearest. */
export function useHome() {
  const session = useSession()
  const chosen = useLocalSetting('community', '')
  const phone = useCommitteePhone()
  const { data, error, isPending, refetch } = useQuery({
    key: () => ['home', session.isGuest ? 'guest' : 'mine', chosen.value],
    query: () => ok(api.GET('/home', { params: { query: { community_id: chosen.value || undefined } } })),
    placeholderData: before => before,
  })
  const communities = computed(() => switchable(data.value?.memberships ?? []))

  // Pages that are opened from here speak of the same community.
  watch(
    () => data.value?.community,
    community => {
      if (!community) return
      phone.value = community.phone ?? ''
      if (!chosen.value) chosen.value = community.id
    },
    { immediate: true },
  )
  // What was chosen may be gone, or come from another server.
  watch(error, thrown => {
    if (thrown && problemOf(thrown).code === 'community_not_found') chosen.value = ''
  })

  return { home: data, error, isPending, refetch, communities, choose: (id: string) => (chosen.value = id) }
}

/** The communities somebody can switch between, each once. */
export function switchable(memberships: readonly Schemas['Membership'][]): { id: string; name: string }[] {
  const standing = memberships.filter(m => m.state === 'verified' || m.state === 'requested')
  return [
    ...new Map(standing.map(m => [m.community_id, { id: m.community_id, name: m.community_name }])).values(),
  ]
}
