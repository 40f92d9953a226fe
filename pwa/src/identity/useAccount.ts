import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useLocalSetting } from '@/shared/use/useLocalSetting'
import { useSession } from './session'

/**
 * Whose phone this is at the moment: the id of the account, known also when the app starts without network. It
 * separates what the phone keeps of several people; empty for a guest.
 */
export const useAccount = defineStore('account', () => {
  const session = useSession()
  const remembered = useLocalSetting('account', '')
  const id = ref(session.signedIn ? remembered.value : '')
  watch(
    () => [session.signedIn, session.resident?.id] as const,
    ([signedIn, resident]) => {
      if (!signedIn) remembered.value = ''
      else if (resident) remembered.value = resident
      id.value = signedIn ? remembered.value : ''
    },
    { immediate: true, flush: 'sync' },
  )
  return { id }
})
