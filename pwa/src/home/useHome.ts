import { useQuery, useQueryCache } from '@pinia/colada'
import { computed, watch } from 'vue'
import type { Schemas } from '@/api/client'
import { problemOf } from '@/api/problem'
import { noteUnread } from '@/notifications/unread'
import { useCommitteePhone } from '@/shared/use/useCommitteePhone'
import { useVoteWaiting } from '@/shared/use/useVoteWaiting'
import { speakOf } from '@/shared/words'
import { homeQuery, useChosenCommunity } from './homeQuery'
import { taskFace } from './taskText'

/** What the first page shows, and the choice of its community. */
export function useHome() {
  const cache = useQueryCache()
  const chosen = useChosenCommunity()
  const phone = useCommitteePhone()
  const vote = useVoteWaiting()
  const { data, error, isPending, refetch } = useQuery(() => ({
    ...homeQuery(chosen.value),
    placeholderData: (before: Schemas['Home'] | undefined) => before,
  }))
  const communities = computed(() => switchable(data.value?.memberships ?? []))

  // Pages that are opened from here speak of the same community.
  watch(
    () => data.value?.community,
    community => {
      if (!community) return
      phone.value = community.phone ?? ''
      speakOf(community)
      if (chosen.value) return
      // The answer is of this community: it need not be asked for again by its name.
      cache.setQueryData(homeQuery(community.id).key, data.value)
      chosen.value = community.id
    },
    { immediate: true },
  )
  watch(
    () => data.value?.tasks,
    tasks => {
      const task = tasks?.find(one => one.kind === 'vote_cast')
      if (tasks) vote.value = task ? taskFace(task).to : ''
    },
    { immediate: true },
  )
  watch(
    () => data.value?.unread,
    unread => noteUnread(unread ?? 0),
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
