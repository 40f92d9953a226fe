import { computed, ref } from 'vue'
import { type Schemas, api, ok } from '@/api/client'
import { useSession } from '@/identity/session'
import { sendNow } from '@/shared/outbox/outbox'
import { useAttempt } from '@/shared/use/useAttempt'
import { leaveNothing } from './leaveNothing'
import { noticeVersion } from './notice'

/** The first questions: the age, where it is not known, and the consent to the notice in force. */
export function useWelcome(done: () => void) {
  const session = useSession()
  const band = ref<Schemas['AgeBand'] | ''>('')
  const { busy, problem, attempt } = useAttempt()
  const unanswered = ref(false)
  /** Under 14: the account was not kept, and this is said. */
  const farewell = ref(false)
  const ageKnown = computed(() => session.resident?.age_band !== undefined)
  const child = computed(() => !ageKnown.value && band.value === 'child')

  return { band, busy, problem, unanswered, farewell, ageKnown, child, agree, notKept, refuse }

  async function agree(): Promise<void> {
    unanswered.value = !ageKnown.value && band.value === ''
    if (unanswered.value || child.value) return
    await attempt(async () => {
      const told = band.value
      if (!ageKnown.value && told) {
        await ok(api.PUT('/me/age', { body: { band: told } }))
        if (session.resident) session.resident = { ...session.resident, age_band: told }
      }
      await ok(
        api.POST('/me/consents', { body: { purpose: 'account', given: true, version: noticeVersion } }),
      )
      if (session.resident) session.resident = { ...session.resident, welcome: false }
      void sendNow()
      done()
    })
  }

  /** Under 14 there is no account: what was made of it goes, here and at the server. */
  async function notKept(): Promise<void> {
    await attempt(async () => {
      const { account } = session
      await ok(api.PUT('/me/age', { body: { band: 'child' } }))
      farewell.value = true
      await leaveNothing(session, account)
    })
  }

  /** Who does not agree signs out and reads as a guest; nothing is said for them. */
  async function refuse(): Promise<void> {
    await attempt(async () => {
      await session.signOut()
      done()
    })
  }
}
